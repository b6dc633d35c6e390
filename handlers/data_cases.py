"""The department answers requests to correct or delete somebody's data, before the legal time is over."""

import asyncio

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.sheets import write_sheets
from bot.texts import data_cases as texts
from bot.texts.my_data_workbook import open_cases as tables
from models.data_case import CaseField, open_case, settle
from models.data_case_list import case_line, count_open, decider_of, open_cases
from models.database import let_go
from models.disclosure import Scope, note_export
from models.kinds import Role

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})
STEP = "case_refused"


@routes.press(buttons.DATA_CASES, needs=STAFF, work=Work.writes)
async def show_list(context: Context) -> Message:
    await context.forget()
    return texts.listing(await open_cases(context.session), await count_open(context.session), context.now)


@routes.press(buttons.DATA_CASE, needs=STAFF, work=Work.writes)
async def show(context: Context) -> Message:
    """«Huỷ» of the questions comes here too, so they end."""
    await context.forget()
    return await _card(context)


async def _card(context: Context) -> Message:
    line = await case_line(context.session, context.id())
    return texts.card(line, context.now, await decider_of(context.session, line.case))


@routes.press(buttons.CASE_DONE, needs=STAFF, work=Work.writes)
async def done(context: Context) -> Message:
    """Corrected in the roster. To delete is asked about once more, whichever button was pressed."""
    case = await open_case(context.session, context.person, context.id())
    if case.field is CaseField.everything:
        return texts.ask_erase(await case_line(context.session, case.id))
    await settle(context.session, context.person, case.id, context.now)
    return await _card(context)


@routes.press(buttons.CASE_ERASE, needs=STAFF)
async def ask_erase(context: Context) -> Message:
    case = await open_case(context.session, context.person, context.id())
    return texts.ask_erase(await case_line(context.session, case.id))


@routes.press(buttons.CONFIRM_CASE_ERASE, needs=STAFF, work=Work.writes)
async def erase(context: Context) -> Message:
    await settle(context.session, context.person, context.id(), context.now)
    return await _card(context)


@routes.press(buttons.CASE_REFUSED, needs=STAFF, work=Work.writes)
async def ask_reason(context: Context) -> Message:
    case = await open_case(context.session, context.person, context.id())
    await context.expect(STEP, case_id=case.id)
    return texts.ask_reason(await case_line(context.session, case.id))


@routes.step(STEP, needs=STAFF)
async def refuse(context: Context) -> Message:
    await context.forget()
    case_id = int((context.person.data or {})["case_id"])
    case = await settle(context.session, context.person, case_id, context.now, refused_because=context.text)
    line = await case_line(context.session, case.id)
    return texts.card(line, context.now, await decider_of(context.session, case))


@routes.press(buttons.CASES_FILE, needs=STAFF, work=Work.outside)
async def take_away(context: Context) -> Message:
    """With the words as they were typed: who is named in it can see that it left."""
    async with context.database.writing() as session:
        found = await open_cases(session, limit=None)
        people = sorted({one.case.official_id for one in found})
        await note_export(
            session, context.person, Scope.cases, None, context.now,
            paper="data_cases", people=len(people), officials=people,
        )  # fmt: skip
        await let_go(session)
    return texts.file(await asyncio.to_thread(lambda: write_sheets(tables(found, context.now))))
