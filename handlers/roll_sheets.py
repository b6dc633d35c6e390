"""The signed sheet of a meeting: its trainer sends pictures of it, those who run the course look at them."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import ANY_MESSAGE, Routes, Work
from bot.texts import roll_sheets as texts
from models.content import ContentKind
from models.kinds import Role
from models.refusals import NoLongerThere
from models.roll_meeting import RollMeeting, meeting_of
from models.roll_sheet import add_sheet, open_sheet, remove_sheet, sheets_of

routes = Routes()
CALLERS = frozenset({Role.official, Role.coordinator, Role.admin})  # whose meeting it is, the rule asks
KEPT = (ContentKind.photo, ContentKind.document)
STEP = "roll_sheet"


@routes.press(buttons.SHEETS, needs=CALLERS, work=Work.writes)
async def show(context: Context) -> Message:
    """«Quay lại» of the question comes here too, so it ends."""
    await context.forget()
    return await _list(context, context.id())


@routes.press(buttons.ADD_SHEET, needs=CALLERS, work=Work.writes)
async def ask(context: Context) -> Message:
    await sheets_of(context.session, context.person, context.id())
    await context.expect(STEP, meeting_id=context.id())
    return texts.ask(await _meeting(context, context.id()))


@routes.step(STEP, needs=CALLERS, takes=ANY_MESSAGE)
async def take(context: Context) -> Message:
    """One after the other, until something else is asked for."""
    meeting_id = int((context.person.data or {})["meeting_id"])
    await sheets_of(context.session, context.person, meeting_id)
    media = [one for one in (context.content.media if context.content else ()) if one.kind in KEPT]
    if not media:
        return texts.not_a_picture(meeting_id)
    for one in media:
        await add_sheet(context.session, context.person, meeting_id, one.kind, one.file_id, context.now)
    sheets = await sheets_of(context.session, context.person, meeting_id)
    return texts.listing(await _meeting(context, meeting_id), sheets, context.now, texts.kept(len(sheets)))


@routes.press(buttons.SHEET, needs=CALLERS)
async def open_one(context: Context) -> Message:
    return texts.picture(await open_sheet(context.session, context.person, context.id()), context.now)


@routes.press(buttons.REMOVE_SHEET, needs=CALLERS, work=Work.writes)
async def remove(context: Context) -> Message:
    meeting_id = await remove_sheet(context.session, context.person, context.id(), context.now)
    return await _list(context, meeting_id, texts.removed())


async def _list(context: Context, meeting_id: int, news: str = "") -> Message:
    sheets = await sheets_of(context.session, context.person, meeting_id)
    return texts.listing(await _meeting(context, meeting_id), sheets, context.now, news)


async def _meeting(context: Context, meeting_id: int) -> RollMeeting:
    meeting = await meeting_of(context.session, meeting_id)
    if meeting is None:
        raise NoLongerThere
    return meeting
