"""The trainers of a course: its coordinator sees who teaches when, and chooses."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import assigning as texts
from models.assigning import assign, course_of, slots_of, trainers_for
from models.kinds import Role
from models.refusals import NoLongerThere
from models.teaching_hours import all_trainers

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})


@routes.press(buttons.TRAINERS, needs=STAFF)
async def show(context: Context) -> Message:
    return await _show(context, context.id(), min(context.id(1), 9999))


@routes.press(buttons.ASSIGN, needs=STAFF)
async def choose(context: Context) -> Message:
    course = await course_of(context.session, context.id())
    slots = await slots_of(context.session, context.person, course.id)
    slot = next((one for one in slots if one.id == context.id()), None)
    if slot is None:
        raise NoLongerThere
    free = await trainers_for(context.session, context.person, slot.id, context.now.date())
    others = sum(not one.trainer and one.starts_at > context.now and one.id != slot.id for one in slots)
    return texts.choice(course, slot, free, others, context.now)


@routes.press(buttons.ASSIGN_TO, buttons.ASSIGN_REST, needs=STAFF, work=Work.writes)
async def give(context: Context) -> Message:
    """One meeting, or with it all that have no trainer yet."""
    rest = context.name == buttons.ASSIGN_REST.action
    count = await assign(context.session, context.person, context.id(), context.id(1), context.now, rest=rest)
    return await _after(context, count)


@routes.press(buttons.UNASSIGN, needs=STAFF, work=Work.writes)
async def take_away(context: Context) -> Message:
    return await _after(context, await assign(context.session, context.person, context.id(), None, context.now))


@routes.press(buttons.ALL_TRAINERS, needs=STAFF)
async def show_hours(context: Context) -> Message:
    found = await all_trainers(context.session, context.person, context.now)
    return texts.hours(context.id(), found, context.now.year)


async def _after(context: Context, count: int) -> Message:
    course = await course_of(context.session, context.id())
    return await _show(context, course.id, 0, texts.assigned(count), around=context.id())


async def _show(context: Context, course_id: int, page: int, toast: str = "", around: int = 0) -> Message:
    """A page of the timetable, or the one with a meeting on it."""
    slots = await slots_of(context.session, context.person, course_id)
    places = [place for place, one in enumerate(slots) if one.id == around]
    page = places[0] // texts.PAGE if places else page
    return texts.slots(await course_of(context.session, slots[0].id), slots, page, context.now, toast)
