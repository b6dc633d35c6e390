"""Changing a published course: what can be changed, the question for it, and its answer, which is rehearsed."""

from datetime import date
from typing import Any

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.rehearsing import STEP, show_rehearsal
from bot.routes import Routes, Work
from bot.texts import changing as texts
from bot.texts import changing_meetings as meeting_texts
from models.change_desk import (
    MOST_DAYS,
    at_hours,
    changeable,
    changeable_meeting,
    coming,
    more_meetings,
    shift_said,
    trainers_named,
)
from models.change_plan import CancelPlan, MeetingPlan, RemovePlan, ShiftPlan, VenuePlan
from models.kinds import Role
from models.meeting_said import hours_said
from models.official import Official
from models.queue import begins_at
from models.refusals import NoLongerThere
from models.slot_said import HALVES, SlotSaid, slot_said
from models.when_said import Period

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})
MAX_WORDS, MAX_ROOM, MAX_NAME = 300, 120, 160


@routes.press(buttons.CHANGE, needs=STAFF, work=Work.writes)
async def show_menu(context: Context) -> Message:
    """Whatever was being asked is dropped: «Huỷ» leads here too."""
    course, face = await changeable(context.session, context.person, context.id(), context.now)
    if context.person.step == STEP:
        await context.forget()
    begun = await begins_at(context.session, course, context.now) <= context.now
    return texts.menu(course, face, len(coming(face, context.now)), context.now, begun)


@routes.press(buttons.CHANGE_MEETINGS, needs=STAFF)
async def show_meetings(context: Context) -> Message:
    course, face = await changeable(context.session, context.person, context.id(), context.now)
    return meeting_texts.meetings(course, coming(face, context.now), min(context.id(1), 999), context.now)


@routes.press(buttons.CHANGE_MEETING, needs=STAFF)
async def show_meeting(context: Context) -> Message:
    course, one = await changeable_meeting(context.session, context.person, context.id(), context.now)
    return meeting_texts.meeting(course, one, context.now)


ASKED_OF_MEETING = {
    buttons.CHANGE_TIME.action: ("time", meeting_texts.ask_time),
    buttons.CHANGE_ROOM.action: ("room", meeting_texts.ask_room),
    buttons.CHANGE_TRAINER.action: ("trainer", meeting_texts.ask_trainer),
}


@routes.press(buttons.CHANGE_TIME, buttons.CHANGE_ROOM, buttons.CHANGE_TRAINER, needs=STAFF, work=Work.writes)
async def ask_of_meeting(context: Context) -> Message:
    course, one = await changeable_meeting(context.session, context.person, context.id(), context.now)
    ask, question = ASKED_OF_MEETING[context.name]
    await context.expect(STEP, ask=ask, meeting_id=one.id)
    return question(course, one, context.now)


@routes.press(buttons.DROP_MEETING, needs=STAFF, work=Work.writes)
async def take_away(context: Context) -> Message:
    course, one = await changeable_meeting(context.session, context.person, context.id(), context.now)
    return await show_rehearsal(context, course.id, RemovePlan(one.id), ask="out", meeting_id=one.id)


@routes.press(buttons.ADD_TO_COURSE, needs=STAFF, work=Work.writes)
async def ask_more(context: Context) -> Message:
    course, face = await changeable(context.session, context.person, context.id(), context.now)
    await context.expect(STEP, ask="more", course_id=course.id)
    return meeting_texts.ask_more(course, face, context.now)


@routes.press(buttons.ADD_HALF_TO_COURSE, needs=STAFF, work=Work.writes)
async def take_half(context: Context) -> Message:
    first, last, place = (context.id(at) for at in (1, 2, 3))
    if not (0 < first <= last <= date.max.toordinal() and place < len(HALVES)):
        raise NoLongerThere
    course, _ = await changeable(context.session, context.person, context.id(), context.now)
    days = Period(date.fromordinal(first), date.fromordinal(last))
    return await _add(context, course.id, SlotSaid(days, HALVES[place]))


@routes.press(buttons.SHIFT_COURSE, needs=STAFF, work=Work.writes)
async def ask_shift(context: Context) -> Message:
    course, face = await changeable(context.session, context.person, context.id(), context.now)
    await context.expect(STEP, ask="shift", course_id=course.id)
    return texts.ask_shift(course, face, len(coming(face, context.now)), context.now)


@routes.press(buttons.SHIFT_BY, needs=STAFF, work=Work.writes)
async def shift_by(context: Context) -> Message:
    """Days later, by a button: also that of the adviser."""
    plan = ShiftPlan(min(context.id(1), MOST_DAYS))
    return await show_rehearsal(context, context.id(), plan, ask="shift")


@routes.press(buttons.CHANGE_VENUE, needs=STAFF, work=Work.writes)
async def ask_venue(context: Context) -> Message:
    course, face = await changeable(context.session, context.person, context.id(), context.now)
    await context.expect(STEP, ask="venue", course_id=course.id)
    return texts.ask_venue(course, face)


@routes.press(buttons.CANCEL_COURSE, needs=STAFF, work=Work.writes)
async def ask_reason(context: Context) -> Message:
    course, _ = await changeable(context.session, context.person, context.id(), context.now)
    await context.expect(STEP, ask="reason", course_id=course.id)
    return texts.ask_reason(course)


@routes.press(buttons.CANCEL_COURSE_FOR, needs=STAFF, work=Work.writes)
async def call_off_for(context: Context) -> Message:
    if context.id(1) >= len(texts.REASONS):
        raise NoLongerThere
    return await show_rehearsal(context, context.id(), CancelPlan(texts.REASONS[context.id(1)]), ask="reason")


@routes.press(buttons.TRAINER_IS, needs=STAFF, work=Work.writes)
async def trainer_is(context: Context) -> Message:
    official = await context.session.get(Official, context.id(1))
    if official is None:
        raise NoLongerThere
    return await _trainer(context, context.id(), official.full_name, official.id)


@routes.press(buttons.TRAINER_IS_GUEST, needs=STAFF, work=Work.writes)
async def trainer_is_guest(context: Context) -> Message:
    """The name that was typed; it stands in the open question."""
    data = context.person.data or {}
    if context.person.step != STEP or data.get("meeting_id") != context.id() or not data.get("name"):
        raise NoLongerThere
    return await _trainer(context, context.id(), str(data["name"]), None)


@routes.step(STEP, needs=STAFF)
async def take_answer(context: Context) -> Message:
    """What was typed, by what was asked."""
    data = dict(context.person.data or {})
    said = " ".join(context.text.split())
    if data.get("meeting_id"):
        return await _of_meeting(context, str(data.get("ask")), int(data["meeting_id"]), said)
    return await _of_course(context, str(data.get("ask")), int(data.get("course_id") or 0), said)


async def _of_meeting(context: Context, ask: str, meeting_id: int, said: str) -> Message:
    course, one = await changeable_meeting(context.session, context.person, meeting_id, context.now)
    asked: dict[str, Any] = {"ask": ask, "meeting_id": meeting_id}
    if ask == "room":
        return await show_rehearsal(context, course.id, MeetingPlan(one.id, room=said[:MAX_ROOM]), **asked)
    if ask == "out":  # nothing was asked but «Xác nhận»
        return meeting_texts.meeting(course, one, context.now)
    if ask == "time":
        hours = hours_said(said, context.now.date())
        if hours is None:
            return texts.not_understood(course.id, texts.HOURS_EXAMPLE)
        plan = await at_hours(context.session, one, hours, context.now)
        return await show_rehearsal(context, course.id, plan, **asked)
    found = await trainers_named(context.session, said, context.now.date())
    if len(found) == 1:
        return await _trainer(context, one.id, found[0].full_name, found[0].id)
    await context.expect(STEP, **asked, name=said[:MAX_NAME])
    return meeting_texts.which_trainer(one, said, found)


async def _of_course(context: Context, ask: str, course_id: int, said: str) -> Message:
    course, face = await changeable(context.session, context.person, course_id, context.now)
    if ask == "venue":
        return await show_rehearsal(context, course.id, VenuePlan(said[:MAX_WORDS]), ask=ask)
    if ask == "reason":
        return await show_rehearsal(context, course.id, CancelPlan(said[:MAX_WORDS]), ask=ask)
    if ask == "more":
        slot = slot_said(said, context.now.date())
        if slot is None:
            return texts.not_understood(course.id, texts.SLOT_EXAMPLE)
        if slot.half is None and slot.hours is None:
            return meeting_texts.ask_half(course, slot.days)
        return await _add(context, course.id, slot)
    plan = shift_said(course.id, face, said, context.now)
    if plan is None:
        return texts.not_understood(course.id, texts.DAYS_EXAMPLE)
    return await show_rehearsal(context, course.id, plan, ask="shift")


async def _add(context: Context, course_id: int, said: SlotSaid) -> Message:
    plan = await more_meetings(context.session, said, context.now)
    if plan is None:
        return texts.not_understood(course_id, texts.SLOT_EXAMPLE)
    return await show_rehearsal(context, course_id, plan, ask="more")


async def _trainer(context: Context, meeting_id: int, name: str, official_id: int | None) -> Message:
    course, one = await changeable_meeting(context.session, context.person, meeting_id, context.now)
    plan = MeetingPlan(one.id, trainer=name, trainer_id=official_id)
    return await show_rehearsal(context, course.id, plan, ask="trainer", meeting_id=one.id)
