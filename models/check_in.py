"""Checking in by the meeting's code: what came of it, said as an answer, because a wrong try must be counted too."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from models.attendance import ON_ROLL, Attendance, Mark
from models.base import Base
from models.course import Course, CourseState, Meeting
from models.database import Session
from models.policy import Policy, policies
from models.registration import Registration
from models.roll import insert
from models.roll_code import ACCEPTED, PREFIX, age_of
from models.roll_meeting import Window, must_still_be, windows_of


class RollTry(Base):
    """Wrong codes of one account; after too many one has to wait."""

    __tablename__ = "roll_tries"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tries: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[datetime | None]


class Outcome(StrEnum):
    """What came of a code. Only `marked` has stored a mark; `wrong` has stored that it was tried."""

    marked = "marked"
    already = "already"
    early = "early"
    late = "late"
    foreign = "foreign"
    no_meeting = "no_meeting"
    expired = "expired"
    wrong = "wrong"
    waits = "waits"


@dataclass(frozen=True)
class CheckIn:
    """The outcome with what its sentence needs: the course, the meeting's beginning, the mark that stands and since
    when, whether the trainer set it, and the moment that the person waits for."""

    outcome: Outcome
    title: str = ""
    starts_at: datetime | None = None
    mark: Mark | None = None
    at: datetime | None = None
    by_trainer: bool = False
    until: datetime | None = None


@dataclass(frozen=True)
class Candidate:
    """A meeting of today, or of the QR, that a code may be for. No registration: the person is not in its roll."""

    meeting: Meeting
    title: str
    registration_id: int | None
    window: Window


async def check_in(session: Session, user_id: int, official_id: int, said: str, now: datetime) -> CheckIn:
    """Try a code: a QR's payload, or six digits for one of the person's own meetings of today."""
    attempt = await _attempt(session, user_id)
    if attempt.wait_until is not None:
        if now < attempt.wait_until:
            return CheckIn(Outcome.waits, until=attempt.wait_until)
        attempt.tries, attempt.wait_until = 0, None
    found = await _candidates(session, official_id, said, now)
    ages = [(age, one) for one in found if (age := await age_of(session, one.meeting.id, said, now)) is not None]
    if not ages:
        return await _without_match(session, attempt, found, said, now)
    age, one = min(ages, key=lambda pair: pair[0])
    if one.registration_id is None:
        return CheckIn(Outcome.foreign, one.title, one.meeting.starts_at)
    if (closed := _closed(one, now)) is not None:
        return closed
    if age >= ACCEPTED:
        return CheckIn(Outcome.expired, one.title, one.meeting.starts_at)
    return await _mark(session, attempt, one, now)


async def _mark(session: Session, attempt: RollTry, one: Candidate, now: datetime) -> CheckIn:
    """Present or late by the clock. A mark that is there already stays: the person's first, or the trainer's."""
    registration = await session.get(Registration, one.registration_id, with_for_update=True, populate_existing=True)
    if registration is None or registration.state not in ON_ROLL:
        return CheckIn(Outcome.foreign, one.title, one.meeting.starts_at)
    await must_still_be(session, one.meeting.id)
    mark = Mark.late if now >= one.window.late_from else Mark.present
    added = await session.scalar(
        insert(session)
        .values(meeting_id=one.meeting.id, registration_id=registration.id, mark=mark, marked_by_id=None, at=now)
        .on_conflict_do_nothing()
        .returning(Attendance.id)
    )
    stands = (
        await session.scalars(
            select(Attendance).where(
                Attendance.meeting_id == one.meeting.id, Attendance.registration_id == registration.id
            )
        )
    ).one()
    attempt.tries = 0
    return CheckIn(
        Outcome.already if added is None else Outcome.marked,
        one.title,
        one.meeting.starts_at,
        stands.mark,
        stands.at,
        by_trainer=stands.marked_by_id is not None,
    )


def _closed(one: Candidate, now: datetime) -> CheckIn | None:
    if now < one.window.opens:
        return CheckIn(Outcome.early, one.title, one.meeting.starts_at, until=one.window.opens)
    if now >= one.window.codes_end:
        return CheckIn(Outcome.late, one.title, one.meeting.starts_at, until=one.window.codes_end)
    return None


async def _without_match(
    session: Session, attempt: RollTry, found: list[Candidate], said: str, now: datetime
) -> CheckIn:
    """Six digits when nothing of the person's is on: when it will be, or was. Else it is wrong, and counted."""
    mine = [one for one in found if one.registration_id is not None]
    if not said.startswith(PREFIX):
        if not mine:
            return CheckIn(Outcome.no_meeting)
        if not any(_closed(one, now) is None for one in mine):
            coming = [one for one in mine if now < one.window.opens]
            closed = _closed(coming[0] if coming else mine[-1], now)
            if closed is not None:
                return closed
    values = await policies(session, now.date(), Policy.roll_tries, Policy.roll_wait_minutes)
    attempt.tries += 1
    if attempt.tries >= values[Policy.roll_tries]:
        attempt.wait_until = now + timedelta(minutes=values[Policy.roll_wait_minutes])
        return CheckIn(Outcome.waits, until=attempt.wait_until)
    return CheckIn(Outcome.wrong)


async def _candidates(session: Session, official_id: int, said: str, now: datetime) -> list[Candidate]:
    """The one meeting of a QR, whoever asks; for six digits the person's own of today."""
    mine = (
        (Registration.course_id == Meeting.course_id)
        & (Registration.official_id == official_id)
        & Registration.state.in_(ON_ROLL)
    )
    query = (
        select(Meeting, Course.title, Registration.id)
        .join(Course, Course.id == Meeting.course_id)
        .where(Course.state == CourseState.published)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    if said.startswith(PREFIX):
        place = said.removeprefix(PREFIX).partition("-")[0]
        if not (place.isascii() and place.isdecimal() and len(place) <= 18):
            return []
        query = query.outerjoin(Registration, mine).where(Meeting.id == int(place))
    else:
        midnight = datetime.combine(now.date(), time(), now.tzinfo)
        query = query.join(Registration, mine).where(
            Meeting.starts_at >= midnight, Meeting.starts_at < midnight + timedelta(days=1)
        )
    rows = (await session.execute(query)).all()
    windows = await windows_of(session, [row.Meeting for row in rows], now) if rows else {}
    return [Candidate(meeting, title, one, windows[meeting.id]) for meeting, title, one in rows]


async def _attempt(session: Session, user_id: int) -> RollTry:
    add = sqlite.insert if session.dialect.name == "sqlite" else postgresql.insert
    await session.execute(add(RollTry).values(user_id=user_id, tries=0).on_conflict_do_nothing())
    return await session.get_one(RollTry, user_id, with_for_update=True, populate_existing=True)
