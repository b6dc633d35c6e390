"""Coordinators, and leaders about their own people, ask why somebody cannot register for a course."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import why as texts
from models.course_lines import course_lines
from models.kinds import Role
from models.lookup import PAGE, Filter, open_courses
from models.why import must_explain, why

routes = Routes()
ASKERS = frozenset({Role.leader, Role.coordinator, Role.admin})


@routes.press(buttons.WHY, needs=ASKERS, work=Work.writes)
async def explain(context: Context) -> Message:
    """The answer for a course, or without one the question which course; it may be typed."""
    if context.id(1):
        await context.forget()
        return texts.answer(
            await why(context.session, context.person, context.id(), context.id(1), context.now), context.now
        )
    official = await must_explain(context.session, context.person, context.id(), context.now)
    found = await open_courses(context.session, official.id, context.now, Filter())
    await context.expect("why_course", official_id=official.id)
    return texts.ask_course(official, found.lines)


@routes.step("why_course", needs=ASKERS)
async def course_in_words(context: Context) -> Message:
    session, now = context.session, context.now
    official_id = int((context.person.data or {})["official_id"])
    official = await must_explain(session, context.person, official_id, now)
    found = await context.search.find(session, context.text, now)
    if len(found.matches) == 1 and not found.choices:
        await context.forget()
        return texts.answer(await why(session, context.person, official_id, found.matches[0].id, now), now)
    ids = [match.id for match in (found.matches or found.nearest)[:PAGE]]
    courses = await course_lines(session, official_id, ids)
    return texts.which_course(official, context.text, courses, exact=bool(found.matches))
