"""The people of a course: in the chat, as files in state form, and the letters drafted from them."""

import asyncio

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.papers.writing import write_paper
from bot.routes import Routes, Work
from bot.texts import rosters as texts
from models.course import Course
from models.database import Session, let_go
from models.disclosure import Scope, note_look
from models.dossier import Paper, open_dossier
from models.kinds import Role
from models.refusals import NoLongerThere
from models.roster import Order, must_see_roster, roster
from models.roster_columns import SENSITIVE, show_column, shown_columns
from models.running import must_run

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})
SEERS = STAFF | {Role.leader}
ADMINS = frozenset({Role.admin})


@routes.press(buttons.ROSTER, needs=STAFF, work=Work.writes)
async def show_roster(context: Context) -> Message:
    """Everybody with a seat, also those whose approval is open."""
    must_run(context.person)
    course = await _course(context.session, context.id())
    people = await roster(context.session, course.id, is_final=False)
    await note_look(context.session, context.person, Scope.course, course.id, context.now, people=len(people))
    return texts.roster(course, people, min(context.id(1), 9999))


@routes.press(buttons.ROSTER_UNIT, needs=SEERS, work=Work.writes)
async def show_unit(context: Context) -> Message:
    """One commune's people: for the department, and for its own leaders."""
    must_see_roster(context.person, context.id(1))
    course = await _course(context.session, context.id())
    people = await roster(context.session, course.id, context.id(1), is_final=False)
    await note_look(context.session, context.person, Scope.course, course.id, context.now, commune_id=context.id(1))
    return texts.unit(course, context.id(1), people, is_staff=context.person.has(*STAFF))


@routes.press(buttons.EXPORTS, needs=STAFF)
async def choose_export(context: Context) -> Message:
    must_run(context.person)
    course = await _course(context.session, context.id())
    columns = await shown_columns(context.session)
    return texts.exports(course, columns, is_admin=context.person.has(Role.admin))


@routes.press(buttons.EXPORT_XLSX, needs=STAFF, work=Work.outside)
async def export_xlsx(context: Context) -> Message:
    return await _paper(context, Paper.roster_xlsx, order=texts.read_order(context.id(1)))


@routes.press(buttons.EXPORT_DOCX, needs=STAFF, work=Work.outside)
async def export_docx(context: Context) -> Message:
    return await _paper(context, Paper.roster_docx, order=texts.read_order(context.id(1)))


@routes.press(buttons.SENDING, needs=SEERS, work=Work.outside)
async def draft_sending(context: Context) -> Message:
    return await _paper(context, Paper.sending, commune_id=context.id(1))


@routes.press(buttons.SUMMONS, needs=STAFF, work=Work.outside)
async def draft_summons(context: Context) -> Message:
    return await _paper(context, Paper.summons)


async def _paper(
    context: Context,
    kind: Paper,
    *,
    commune_id: int | None = None,
    order: Order = Order.by_unit,
) -> Message:
    """Read and note it in one transaction; write the file in a thread, after the commit."""
    async with context.database.writing() as session:
        dossier = await open_dossier(
            session, context.person, context.id(), kind, context.now, commune_id=commune_id, order=order
        )
        await let_go(session)
    return texts.paper(dossier, kind, await asyncio.to_thread(write_paper, kind, dossier, context.now))


@routes.press(buttons.COLUMNS, needs=ADMINS)
async def show_columns(context: Context) -> Message:
    return texts.columns(context.id(), await shown_columns(context.session))


@routes.press(buttons.COLUMN, needs=ADMINS, work=Work.writes)
@routes.press(buttons.CONFIRM_COLUMN, needs=ADMINS, work=Work.writes)
async def switch_column(context: Context) -> Message:
    """A sensitive one is asked about once more before it is switched on."""
    course_id, place, is_on = context.id(), context.id(1), bool(context.id(2))
    column = texts.read_column(place)
    if column is None:
        raise NoLongerThere
    if is_on and column in SENSITIVE and context.name != buttons.CONFIRM_COLUMN.action:
        return texts.ask_sensitive(course_id, place, column)
    await show_column(context.session, context.person, column, is_on, context.now)
    await context.session.flush()
    return texts.columns(course_id, await shown_columns(context.session))


async def _course(session: Session, course_id: int) -> Course:
    course = await session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    return course
