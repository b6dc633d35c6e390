"""Who has not confirmed the change of a course: the list by unit, as a file to phone from, and who has been phoned."""

import asyncio

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.report_workbook import calls_workbook
from bot.routes import Routes, Work
from bot.texts import unread_changes as texts
from models.course import Course
from models.database import Session, let_go
from models.kinds import Role
from models.refusals import NoLongerThere
from models.unread_changes import export_silent, phoned, silent_people

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})


@routes.press(buttons.UNREAD_CHANGES, needs=STAFF)
async def show(context: Context) -> Message:
    course = await _course(context.session, context.id())
    people = await silent_people(context.session, context.person, course.id, context.now)
    return texts.listing(course, people, min(context.id(1), 999))


@routes.press(buttons.UNREAD_PHONED, needs=STAFF, work=Work.writes)
async def note_phoned(context: Context) -> Message:
    course = await _course(context.session, context.id())
    count = await phoned(context.session, context.person, course.id, context.id(1), context.now)
    people = await silent_people(context.session, context.person, course.id, context.now)
    return texts.listing(course, people, 0, texts.phoned(count))


@routes.press(buttons.UNREAD_FILE, needs=STAFF, work=Work.outside)
async def send_file(context: Context) -> Message:
    """Read and noted in one transaction; written in a thread, after the commit."""
    async with context.database.writing() as session:
        course = await _course(session, context.id())
        people = await export_silent(session, context.person, course.id, context.now)
        await let_go(session)
    return texts.file(course, await asyncio.to_thread(calls_workbook, course, people))


async def _course(session: Session, course_id: int) -> Course:
    course = await session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    return course
