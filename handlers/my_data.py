"""A person sees, takes away, corrects or asks to delete what is held about them; withdrawing is «unlink_account»."""

import asyncio

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.sheets import write_sheets
from bot.texts import my_data as texts
from bot.texts.my_data_workbook import tables
from models.allowance import Costly, spend
from models.data_case import CORRECTABLE, CaseField, ask, take_back
from models.disclosure import disclosures_of
from models.my_data import my_data
from models.my_data_rows import take_away
from models.refusals import NoLongerThere

routes = Routes()
STEP = "data_wrong"
LEAST = 3  # characters


@routes.command("dulieu")
async def show(context: Context) -> Message:
    return await _page(context)


@routes.press(buttons.MY_DATA, work=Work.writes)
async def show_again(context: Context) -> Message:
    """«Huỷ» of the questions comes here too, so they end."""
    await context.forget()
    return await _page(context)


async def _page(context: Context) -> Message:
    return texts.page(await my_data(context.session, context.person.id, context.now), context.now)


@routes.press(buttons.WHO_LOOKED)
async def who_looked(context: Context) -> Message:
    return texts.who_looked(await disclosures_of(context.session, context.person.id, context.now), context.now)


@routes.press(buttons.MY_DATA_FILE, work=Work.outside)
async def take_it_away(context: Context) -> Message:
    """Read and noted in one transaction; the file is written in a thread, after the commit."""
    async with context.database.writing() as session:
        await spend(session, context.user_id, Costly.data_files, context.now)
        rows = await take_away(session, context.person, context.now)
    return texts.file(await asyncio.to_thread(lambda: write_sheets(tables(rows, context.now))))


@routes.press(buttons.DATA_WRONG)
async def which_field(_: Context) -> Message:
    return texts.which_field()


@routes.press(buttons.WRONG_FIELD, work=Work.writes)
async def ask_words(context: Context) -> Message:
    if context.id() >= len(CORRECTABLE):
        raise NoLongerThere
    field = CORRECTABLE[context.id()]
    await context.expect(STEP, field=field)
    return texts.ask_words(field)


@routes.step(STEP)
async def send_words(context: Context) -> Message:
    if len(context.text) < LEAST:
        return texts.too_short()
    await context.forget()
    field = CaseField((context.person.data or {}).get("field", CaseField.other))
    return texts.opened(await ask(context.session, context.person, field, context.text, context.now), context.now)


@routes.press(buttons.ERASE)
async def ask_erase(_: Context) -> Message:
    return texts.ask_erase()


@routes.press(buttons.CONFIRM_ERASE, work=Work.writes)
async def erase(context: Context) -> Message:
    """A request with the legal clock: somebody must see what has to be kept."""
    case = await ask(context.session, context.person, CaseField.everything, "", context.now)
    return texts.opened(case, context.now)


@routes.press(buttons.TAKE_CASE_BACK, work=Work.writes)
async def no_longer(context: Context) -> Message:
    await take_back(context.session, context.person, context.id(), context.now)
    return await _page(context)
