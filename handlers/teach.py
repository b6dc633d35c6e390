"""A trainer's own pages: the meetings to teach, taking them on or giving them back, the class, the hours taught."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import teaching as texts
from bot.texts import the_class as class_texts
from models.class_question import class_view
from models.course import Course
from models.kinds import Role
from models.refusals import NoLongerThere
from models.roll_refusals import TeachingOver
from models.taught import taught
from models.teaching import accept, decline
from models.teaching_hours import taught_by

routes = Routes()
READERS = frozenset({Role.official, Role.coordinator, Role.admin})  # whose class it is, the rule asks
STEP = "decline_teaching"


@routes.press(buttons.TEACHING, work=Work.writes)
async def show(context: Context) -> Message:
    """«Quay lại» of the question comes here too, so it ends."""
    await context.forget()
    return texts.timetable(await taught(context.session, context.person.id, context.now), context.now)


@routes.press(buttons.ACCEPT_TEACHING, work=Work.writes)
async def take_on(context: Context) -> Message:
    await accept(context.session, context.person, context.id(), context.now)
    course = await _course(context, context.id())
    seen = texts.timetable(await taught(context.session, context.person.id, context.now), context.now)
    return texts.with_toast(seen, texts.accepted(course))


@routes.press(buttons.DECLINE_TEACHING, work=Work.writes)
async def ask_reason(context: Context) -> Message:
    course = await _course(context, context.id())
    found = await taught(context.session, context.person.id, context.now, course.id)
    coming = sum(one.starts_at > context.now for one in found)
    if not coming:
        raise TeachingOver
    await context.expect(STEP, course_id=course.id)
    return texts.ask_reason(course, coming)


@routes.step(STEP)
async def give_back(context: Context) -> Message:
    course = await _course(context, int((context.person.data or {})["course_id"]))
    count = await decline(context.session, context.person, course.id, context.text, context.now)
    await context.forget()
    return texts.given_back(course, count)


@routes.press(buttons.CLASS, needs=READERS)
async def show_class(context: Context) -> Message:
    seen = await class_view(context.session, context.person, context.id())
    return class_texts.the_class(seen, min(context.id(1), 9999))


@routes.press(buttons.CLASS_QUESTIONS, needs=READERS)
async def show_questions(context: Context) -> Message:
    return class_texts.questions(await class_view(context.session, context.person, context.id()))


@routes.press(buttons.TAUGHT_HOURS)
async def show_hours(context: Context) -> Message:
    return texts.hours(await taught_by(context.session, context.person.id, context.now), context.now.year)


async def _course(context: Context, course_id: int) -> Course:
    course = await context.session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    return course
