"""Turns a refusal into an answer: the reason, and the nearest open way, looked up as of now."""

from datetime import datetime

from bot import buttons
from bot.message import Message
from bot.texts import approvals, refusals
from bot.texts.words import cut
from models.database import Session
from models.person import Person
from models.refusals import (
    AlreadyDecided,
    AlreadyRegistered,
    CommuneCapReached,
    CommuneNotInvited,
    CourseClosed,
    CourseFull,
    CourseNotOpen,
    DatesClash,
    InviteInvalid,
    NoLongerThere,
    NotLinked,
    PrerequisiteMissing,
    Refusal,
    TooManyTries,
)
from models.requests import request_of
from models.ways import coordinator_name, other_run


async def explain(session: Session, refusal: Refusal, person: Person, now: datetime) -> Message:
    """What the person reads, with buttons that lead on."""
    match refusal:
        case AlreadyDecided(registration_id=registration_id):
            return approvals.settled(await request_of(session, registration_id))
        case AlreadyRegistered():
            return refusals.refused(refusal, now, [[buttons.MINE.on()]])
        case (
            CourseClosed(course_id=course_id)
            | CourseNotOpen(course_id=course_id)
            | CourseFull(course_id=course_id)
            | CommuneCapReached(course_id=course_id)
            | CommuneNotInvited(course_id=course_id)
            | DatesClash(course_id=course_id)
            | PrerequisiteMissing(course_id=course_id)
        ):
            return await _with_other_ways(session, refusal, course_id, person, now)
        case NoLongerThere():
            return refusals.refused(refusal, now, [[buttons.HOME.on()]])
        case TooManyTries():
            return refusals.refused(refusal, now, [[buttons.ASK_COORDINATOR.on()]])
        case NotLinked() | InviteInvalid():
            return refusals.refused(refusal, now, [[buttons.HOME.on()]])
    return refusals.refused(refusal, now, [])


async def _with_other_ways(
    session: Session, refusal: Refusal, course_id: int, person: Person, now: datetime
) -> Message:
    ways = []
    advice = refusals.ask_the_coordinator(await coordinator_name(session, course_id))
    if person.official_id is not None:
        other = await other_run(session, person.official_id, course_id, now)
        if other is not None:
            advice = refusals.another_run(other.title)
            ways.append([buttons.CARD.on(other.id, label=cut(other.title, 50))])
    ways.append([buttons.BACK.on(course_id), buttons.LIST.on()])
    return refusals.refused(refusal, now, ways, advice)
