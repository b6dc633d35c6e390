"""A coordinator lays out the timetable of a draft: filled at once, or meeting by meeting."""

from datetime import date

from markupsafe import Markup

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import draft_timetable as texts
from models.course_words import Named
from models.kinds import Role
from models.refusals import NoLongerThere
from models.slot_said import HALVES, SlotSaid
from models.timetable import (
    ABOUT,
    About,
    add_meetings,
    lay_out,
    meeting_of,
    move_meeting,
    read_slot,
    remove_meeting,
    set_about,
    timetable,
    trainers_today,
)
from models.when_said import Period

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})
ADD, MOVE, ABOUT_STEP = "add_meeting", "move_meeting", "meeting_about"


@routes.press(buttons.PLAN, needs=STAFF, work=Work.writes)
async def show(context: Context) -> Message:
    await context.forget()
    return await _plan(context, context.id(), context.id(1))


@routes.press(buttons.LAY_OUT, needs=STAFF, work=Work.writes)
async def fill(context: Context) -> Message:
    return await _fill(context, anew=False)


@routes.press(buttons.LAY_OUT_ANEW, needs=STAFF, work=Work.writes)
async def fill_anew(context: Context) -> Message:
    return await _fill(context, anew=True)


async def _fill(context: Context, *, anew: bool) -> Message:
    had = 0 if anew else len((await timetable(context.session, context.person, context.id())).meetings)
    seen = await lay_out(context.session, context.person, context.id(), context.now, anew=anew)
    return texts.timetable(seen, 0, context.now, texts.laid_out(seen, len(seen.meetings) - had))


@routes.press(buttons.ADD_MEETING, needs=STAFF, work=Work.writes)
async def ask_when(context: Context) -> Message:
    seen = await timetable(context.session, context.person, context.id())
    await context.expect(ADD, course_id=seen.course.id)
    return texts.ask_when(seen.course)


@routes.step(ADD, needs=STAFF)
async def take_when(context: Context) -> Message:
    """A day without its half is asked about by buttons; the question stays open for the next."""
    course_id = int((context.person.data or {})["course_id"])
    said = read_slot(context.text, context.now)
    if said.half is None and said.hours is None:
        seen = await timetable(context.session, context.person, course_id)
        return texts.ask_half(seen.course, said.days.first, said.days.last)
    return await _add(context, course_id, said)


@routes.press(buttons.ADD_HALF, needs=STAFF, work=Work.writes)
async def take_half(context: Context) -> Message:
    first, last, place = (context.id(at) for at in (1, 2, 3))
    if not (0 < first <= last <= date.max.toordinal() and place < len(HALVES)):
        raise NoLongerThere
    days = Period(date.fromordinal(first), date.fromordinal(last))
    return await _add(context, context.id(), SlotSaid(days, HALVES[place]))


async def _add(context: Context, course_id: int, said: SlotSaid) -> Message:
    had = len((await timetable(context.session, context.person, course_id)).meetings)
    seen = await add_meetings(context.session, context.person, course_id, said, context.now)
    return texts.timetable(seen, 0, context.now, texts.added(len(seen.meetings) - had))


@routes.press(buttons.MEETING, needs=STAFF, work=Work.writes)
async def show_meeting(context: Context) -> Message:
    await context.forget()
    return await _meeting(context, context.id())


@routes.press(buttons.MOVE_MEETING, needs=STAFF, work=Work.writes)
async def ask_move(context: Context) -> Message:
    seen, meeting = await meeting_of(context.session, context.person, context.id())
    await context.expect(MOVE, course_id=seen.course.id, meeting_id=meeting.id)
    return texts.ask_when(seen.course, meeting.id)


@routes.step(MOVE, needs=STAFF)
async def take_move(context: Context) -> Message:
    meeting_id = int((context.person.data or {})["meeting_id"])
    await move_meeting(context.session, context.person, meeting_id, context.text, context.now)
    await context.forget()
    return await _meeting(context, meeting_id, texts.moved())


@routes.press(buttons.REMOVE_MEETING, needs=STAFF, work=Work.writes)
async def take_out(context: Context) -> Message:
    seen = await remove_meeting(context.session, context.person, context.id(), context.now)
    return texts.timetable(seen, 0, context.now, texts.removed())


@routes.press(buttons.MEETING_ABOUT, needs=STAFF, work=Work.writes)
async def ask_about(context: Context) -> Message:
    """Of one meeting, or of all (0)."""
    about = _about(context.id(2))
    seen = await timetable(context.session, context.person, context.id())
    meeting_id = context.id(1)
    await context.expect(ABOUT_STEP, course_id=seen.course.id, meeting_id=meeting_id, about=ABOUT.index(about))
    trainers = await trainers_today(context.session, context.now) if about is About.trainer else []
    return texts.ask_about(seen.course, meeting_id, about, trainers)


@routes.step(ABOUT_STEP, needs=STAFF)
async def take_about(context: Context) -> Message:
    data = context.person.data or {}
    course_id, meeting_id, place = (int(data[name]) for name in ("course_id", "meeting_id", "about"))
    return await _set(context, course_id, meeting_id, _about(place), context.text)


@routes.press(buttons.MEETING_TRAINER, needs=STAFF, work=Work.writes)
async def take_trainer(context: Context) -> Message:
    known = await trainers_today(context.session, context.now)
    trainer = next((one for one in known if one.id == context.id(2)), None)
    if trainer is None:
        raise NoLongerThere
    return await _set(context, context.id(), context.id(1), About.trainer, trainer.name, trainer)


async def _set(
    context: Context, course_id: int, meeting_id: int, about: About, said: str, trainer: Named | None = None
) -> Message:
    await set_about(context.session, context.person, course_id, meeting_id, about, said, context.now, trainer=trainer)
    await context.forget()
    if meeting_id:
        return await _meeting(context, meeting_id, texts.set_about(about))
    return await _plan(context, course_id, 0, texts.set_about(about))


async def _plan(context: Context, course_id: int, page: int, news: Markup | None = None) -> Message:
    return texts.timetable(await timetable(context.session, context.person, course_id), page, context.now, news)


async def _meeting(context: Context, meeting_id: int, news: Markup | None = None) -> Message:
    return texts.meeting(*await meeting_of(context.session, context.person, meeting_id), context.now, news)


def _about(place: int) -> About:
    if place >= len(ABOUT):
        raise NoLongerThere
    return ABOUT[place]
