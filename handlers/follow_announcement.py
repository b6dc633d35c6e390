"""An announcement on its way and afterwards: pause, resume, cancel, send again, the report, correct, recall."""

import asyncio

from bot import buttons
from bot.announced import announced
from bot.announcing import card_screen
from bot.context import Context
from bot.message import Message
from bot.report_workbook import report_workbook
from bot.routes import ANY_MESSAGE, Routes, Work
from bot.texts import announcement_after as texts
from models.announcement import OPEN, UNSENT, AnnouncementState, locked
from models.announcement_card import step_aside
from models.announcement_change import ChangeKind, changeable, correct, must_be_changeable, recall
from models.announcement_report import recipient_lines, standing
from models.broadcast import cancel, pause, resume, send_again
from models.content import Content
from models.database import let_go
from models.disclosure import Scope, note_export
from models.fields import Reader, reader_of
from models.kinds import Role

routes = Routes()
ADMINS = frozenset({Role.admin})
STEP = "announcement_correction"


@routes.press(buttons.ANNOUNCEMENT, needs=ADMINS, work=Work.writes)
async def show(context: Context) -> Message:
    await context.forget()
    return await card_screen(context, context.id())


@routes.press(buttons.PAUSE, needs=ADMINS, work=Work.writes)
async def hold(context: Context) -> Message:
    await pause(context.session, context.person, context.id(), context.now)
    return await card_screen(context, context.id())


@routes.press(buttons.RESUME, needs=ADMINS, work=Work.writes)
async def go_on(context: Context) -> Message:
    await resume(context.session, context.person, context.id(), context.now)
    return await card_screen(context, context.id())


@routes.press(buttons.STOP, needs=ADMINS, work=Work.writes)
async def ask_stop(context: Context) -> Message:
    """It stands still at once; whether for good is asked then."""
    one = await locked(context.session, context.person, context.id())
    one.must_be(*UNSENT, *OPEN)
    if one.state is AnnouncementState.sending:
        await pause(context.session, context.person, one.id, context.now)
    await step_aside(context.session, one.id, context.message_id)
    return texts.ask_stop(await standing(context.session, one.id, context.now))


@routes.press(buttons.CONFIRM_STOP, needs=ADMINS, work=Work.writes)
async def stop(context: Context) -> Message:
    await cancel(context.session, context.person, context.id(), context.now)
    return await card_screen(context, context.id())


@routes.press(buttons.SEND_AGAIN, needs=ADMINS, work=Work.writes)
async def again(context: Context) -> Message:
    _, people = await send_again(context.session, context.person, context.id(), context.now)
    return await card_screen(context, context.id(), texts.again(people))


@routes.press(buttons.REPORT, needs=ADMINS, work=Work.outside)
async def report(context: Context) -> Message:
    """The workbook is written in a thread: it may have thousands of lines."""
    async with context.database.writing() as session:
        seen = await standing(session, context.id(), context.now)
        lines = await recipient_lines(session, context.id())
        await note_export(
            session, context.person, Scope.announcement, context.id(), context.now,
            paper="announcement_report", people=len(lines), columns=["phone"],
        )  # fmt: skip
        await let_go(session)  # the thread reads on when this transaction is over
    content = await asyncio.to_thread(report_workbook, seen, lines, context.now)
    return texts.report(seen.announcement, content)


@routes.press(buttons.CORRECT, needs=ADMINS, work=Work.writes)
async def ask_correction(context: Context) -> Message:
    one = await locked(context.session, context.person, context.id())
    people = await must_be_changeable(context.session, one, ChangeKind.correct, context.now)
    await context.expect(STEP, announcement_id=one.id)
    await step_aside(context.session, one.id, context.message_id)
    return texts.ask_correction(one, people)


@routes.step(STEP, needs=ADMINS, takes=ANY_MESSAGE)
async def take_correction(context: Context) -> Message:
    """As it will look, and the question."""
    if context.content is None or context.content.media or context.content.place:
        return texts.not_words()
    one = await locked(context.session, context.person, int((context.person.data or {})["announcement_id"]))
    before = one.said
    content = Content(context.content.html, before.media, before.place, before.album)
    content.must_be_sendable()
    people = await must_be_changeable(context.session, one, ChangeKind.correct, context.now)
    await context.expect(STEP, announcement_id=one.id, html=content.html)
    reader = await _any_reader(context, one.author_id) if content.fields else None
    shown = announced(one, content, reader)
    then = texts.confirm_correction(one, people)
    return Message(shown.text, shown.buttons, media=shown.media, previews=True, fresh=True, then=then)


async def _any_reader(context: Context, author_id: int | None) -> Reader:
    return await reader_of(context.session, author_id) if author_id is not None else Reader("", "", "", "")


@routes.press(buttons.CONFIRM_CORRECT, needs=ADMINS, work=Work.writes)
async def do_correct(context: Context) -> Message:
    data = context.person.data or {}
    if context.person.step == STEP and data.get("html") and data["announcement_id"] == context.id():
        await correct(context.session, context.person, context.id(), Content(data["html"]), context.now)
        await context.forget()
    return await card_screen(context, context.id())


@routes.press(buttons.RECALL, needs=ADMINS, work=Work.writes)
async def ask_recall(context: Context) -> Message:
    one = await locked(context.session, context.person, context.id())
    people = await must_be_changeable(context.session, one, ChangeKind.recall, context.now)
    standing_now = await changeable(context.session, one, ChangeKind.correct, context.now)
    await step_aside(context.session, one.id, context.message_id)
    return texts.ask_recall(one, people, standing_now - people)


@routes.press(buttons.CONFIRM_RECALL, needs=ADMINS, work=Work.writes)
async def do_recall(context: Context) -> Message:
    await recall(context.session, context.person, context.id(), context.now)
    return await card_screen(context, context.id())
