"""A coordinator asks for the week's summary now: own courses, or all of the department."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.summing_up import whole_summary
from bot.texts import summary as texts
from models.kinds import Role
from models.summary_note import note_summary
from models.summing_up import summary_of

routes = Routes()
COORDINATORS = frozenset({Role.coordinator, Role.admin})


@routes.command("tongket", needs=COORDINATORS, work=Work.outside)
async def summary_now(context: Context) -> Message:
    """An admin sees all, as on Monday."""
    is_admin = context.person.has(Role.admin)
    return await _summary(context, None if is_admin else context.person.id)


@routes.press(buttons.WHOLE_SUMMARY, needs=COORDINATORS, work=Work.outside)
async def whole_department(context: Context) -> Message:
    return await _summary(context, None)


@routes.press(buttons.WORK_LIST, needs=COORDINATORS)
async def work_list(context: Context) -> Message:
    """The list alone, in place: one comes back to it from what one has done, and turns its pages."""
    is_whole = context.id(1) == 1 or context.person.has(Role.admin)
    found = await summary_of(context.session, None if is_whole else context.person.id, context.now)
    if found.is_empty:
        return texts.nothing(context.now)
    return texts.work_list(found, context.page())


async def _summary(context: Context, official_id: int | None) -> Message:
    """The workbook names people, so that it left is noted: after the drawing, which takes long."""
    async with context.database.reading() as session:
        message = await whole_summary(session, official_id, context.now)
    async with context.database.writing() as session:
        who = context.person
        await note_summary(session, official_id, context.now, actor_id=who.official_id, user_id=who.user_id)
    return message
