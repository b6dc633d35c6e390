"""Who is due a reminder of a day of a course. Asked anew each time of the rows as they are, never planned ahead.

A moved day has another stamp and so another key: who was reminded of the old hour is reminded of the new one, and
nobody of the same one twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import Select, and_, exists, or_, select, update

from models.course import Course
from models.course_days import CourseDay, coming_days
from models.database import Session
from models.news.reminders import CourseDayNear
from models.notice import Lane, Notice, NoticeState, tell
from models.official import Official, is_present
from models.policy import Policy, policies
from models.quiet import QuietHours, may_be_sent
from models.registration import Registration, State

TOLD = (NoticeState.sent, NoticeState.uncertain)
OFFSETS = (Policy.remind_first_days, Policy.remind_first_at, Policy.remind_day_at, Policy.remind_first_hours)


class Rule(StrEnum):
    """When one is reminded: the first day of a course by all three, the others the day before."""

    week = "week"
    day = "day"
    hours = "hours"


@dataclass(frozen=True)
class Offsets:
    """How long before: days and a local time of day for the first day, a time of the day before, hours before."""

    days: int
    days_at: time
    day_at: time
    hours: timedelta


@dataclass(frozen=True)
class Reminder:
    """One person is due a reminder of one day."""

    official_id: int
    day: CourseDay
    key: str


def latest_due(day: CourseDay, offsets: Offsets, now: datetime) -> tuple[Rule, datetime] | None:
    """The rule that has fallen due last, and when; None before the first one and when there is nothing left to go to.

    Only the last one counts: after an outage, or when a course has moved closer, one is reminded at once, and once.
    """
    past = [(rule, at) for rule, at in _falls_due(day, offsets, now) if at <= now]
    if not past:
        return None
    rule, at = max(past, key=lambda one: one[1])
    ends = day.last_start if rule is Rule.day else day.begins
    return (rule, at) if now < ends else None


def _falls_due(day: CourseDay, offsets: Offsets, now: datetime) -> list[tuple[Rule, datetime]]:
    found = [(Rule.day, datetime.combine(day.on - timedelta(days=1), offsets.day_at, now.tzinfo))]
    if day.is_first:
        week = datetime.combine(day.on - timedelta(days=offsets.days), offsets.days_at, now.tzinfo)
        found.append((Rule.week, week))
        if day.has_hours:
            found.append((Rule.hours, day.begins - offsets.hours))
    return found


async def next_due(session: Session, day: CourseDay, now: datetime) -> tuple[Rule, datetime] | None:
    """The rule that falls due next for that day, and when; None when all have."""
    offsets = await _offsets(session, now)
    ahead = [(rule, at) for rule, at in _falls_due(day, offsets, now) if at > now]
    return min(ahead, key=lambda one: one[1]) if ahead else None


async def due_reminders(session: Session, now: datetime, quiet: QuietHours | None) -> list[Reminder]:
    """Everybody who is due one now and has not been told: the seat-holders of approved registrations, and the trainers.

    Not `pending` ones: who is not approved must not be made to come; the approval clock sees to them. Nobody in the
    quiet hours: what falls due then is found again after them. One query for each day that is due.
    """
    if not may_be_sent(quiet, now):
        return []
    offsets = await _offsets(session, now)
    found = []
    for day in await coming_days(session, now, now.date() + timedelta(days=offsets.days)):
        if due := latest_due(day, offsets, now):
            key = _keys(day)[due[0]]
            found += [Reminder(one, day, key) for one in await session.scalars(_untold(day, *due, now))]
    return found


async def remind(session: Session, reminders: Sequence[Reminder], now: datetime) -> None:
    """Owe each their reminder; one whose course has begun is worth nothing any more.

    An earlier one of the same day that could not leave until now is dropped: it would say the same.
    """
    for one in reminders:
        earlier = [key for key in _keys(one.day).values() if key != one.key]
        await session.execute(
            update(Notice)
            .where(Notice.official_id == one.official_id, Notice.key.in_(earlier), Notice.state == NoticeState.pending)
            .values(state=NoticeState.dropped, finished_at=now, failure="a later reminder of the same day")
        )
        await tell(
            session,
            CourseDayNear(one.day.course_id, one.day.stamp),
            key=one.key,
            official_id=one.official_id,
            now=now,
            lane=Lane.bulk,
            stale_at=one.day.last_start,
        )


async def is_expected(session: Session, official_id: int, course_id: int) -> bool:
    """Whether the official has an approved seat in the course."""
    return bool(await session.scalar(select(_seats(course_id).where(Registration.official_id == official_id).exists())))


def _keys(day: CourseDay) -> dict[Rule, str]:
    return {rule: f"remind:{rule}:{day.course_id}:{day.stamp}" for rule in Rule}


def _untold(day: CourseDay, rule: Rule, due_at: datetime, now: datetime) -> Select[int]:
    """Who is concerned and has neither been told by this rule, nor by an earlier one so late that it is the same."""
    late = and_(Notice.key.in_(_keys(day).values()), Notice.finished_at >= due_at, Notice.state.in_(TOLD))
    seats = _seats(day.course_id)
    if rule is Rule.week:  # who was approved after it fell due has just been told all, unless the course changed since
        changed_at = select(Course.changed_at).where(Course.id == day.course_id).scalar_subquery()
        seats = seats.where(or_(Registration.since <= due_at, Registration.since < changed_at))
    return (
        select(Official.id)
        .where(
            or_(Official.id.in_(seats), Official.id.in_(day.trainers)),
            is_present(now.date()),
            ~exists().where(Notice.official_id == Official.id, or_(Notice.key == _keys(day)[rule], late)),
        )
        .order_by(Official.id)
    )


def _seats(course_id: int) -> Select[int]:
    return select(Registration.official_id).where(
        Registration.course_id == course_id, Registration.state == State.confirmed
    )


async def _offsets(session: Session, now: datetime) -> Offsets:
    values = await policies(session, now.date(), *OFFSETS)
    return Offsets(
        days=values[Policy.remind_first_days],
        days_at=time(*divmod(values[Policy.remind_first_at], 100)),
        day_at=time(*divmod(values[Policy.remind_day_at], 100)),
        hours=timedelta(hours=values[Policy.remind_first_hours]),
    )
