"""The approval clock: counted back from the deadline in working hours, so that no request waits for ever.

First a reminder, then the second leader, then the coordinator of the course, and at the deadline the request ends.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from typing import Any

from sqlalchemy import Select, func, or_, select

from models.course import Course, CourseState, Meeting
from models.database import Session
from models.policy import Policy, policies
from models.registration import AWAITS_A_DECISION, Registration
from models.working_time import WorkingTime, working_time


class Step(IntEnum):
    """What `Registration.nudged` counts; the last one ends the request."""

    none = 0
    remind = 1
    ask_second = 2
    ask_coordinator = 3
    expire = 4


STEPS = {
    Step.remind: Policy.remind_deciders_hours,
    Step.ask_second: Policy.ask_second_hours,
    Step.ask_coordinator: Policy.ask_coordinator_hours,
}
LEAST_AGE = timedelta(hours=1)  # of working time: nobody is reminded of what has only just come
PAGE = 500
NEAR = timedelta(days=30)  # no step lies further before the deadline, Tết included


@dataclass(frozen=True)
class Waiting:
    """A request that waits for a decision, with what its clock needs; `first_meeting` is None without a timetable."""

    registration_id: int
    course_id: int
    nudged: int
    since: datetime
    closes_at: datetime
    starts_on: date
    first_meeting: datetime | None


@dataclass(frozen=True)
class Clock:
    """The hours of the policies (working time before the deadline) and the calendar that they are counted in."""

    calendar: WorkingTime
    before: dict[Step, timedelta]
    least: timedelta

    def decide_by(self, one: Waiting) -> datetime:
        """When the request ends undecided: the course's deadline, but at least some working hours after it was put to
        those who decide now; never after the course begins."""
        zone = self.calendar.zone
        begins = one.first_meeting or datetime.combine(one.starts_on, time(), zone)
        enough = self.calendar.after(one.since, self.least)
        return min(max(one.closes_at, enough), begins).astimezone(zone)

    def step(self, one: Waiting, now: datetime) -> Step:
        """The newest step that is due and not taken yet; steps that a later one has overtaken are left out.

        People are asked in working time only; a request ends at any hour.
        """
        decide_by = self.decide_by(one)
        if decide_by <= now:
            return Step.expire
        if not self.calendar.is_working(now) or self.calendar.between(one.since, now) < LEAST_AGE:
            return Step.none
        left = self.calendar.between(now, decide_by)
        return max(
            (step for step, work in self.before.items() if left <= work and step > one.nudged), default=Step.none
        )


async def clock_of(session: Session, now: datetime) -> Clock:
    """As of now, in its zone; three queries."""
    hours = await policies(session, now.date(), *STEPS.values(), Policy.decide_least_hours)
    return Clock(
        await working_time(session, now),
        {step: timedelta(hours=hours[name]) for step, name in STEPS.items()},
        timedelta(hours=hours[Policy.decide_least_hours]),
    )


async def requests_due(session: Session, now: datetime) -> list[tuple[Waiting, Step]]:
    """Who is due for what, in order of their courses; looked through in pages, because on some days thousands wait."""
    soon = or_(Course.closes_at <= now + NEAR, Course.starts_on <= (now + NEAR).date())
    query = _waiting().where(soon).order_by(Registration.id).limit(PAGE)
    clock: Clock | None = None
    due: list[tuple[Waiting, Step]] = []
    last = 0
    while rows := (await session.execute(query.where(Registration.id > last))).all():
        clock = clock or await clock_of(session, now)
        waiting = [Waiting(*row) for row in rows]
        due += [(one, step) for one in waiting if (step := clock.step(one, now)) is not Step.none]
        last = waiting[-1].registration_id
        if len(rows) < PAGE:
            break
    return sorted(due, key=lambda pair: (pair[0].course_id, pair[0].registration_id))


async def step_of(session: Session, registration_id: int, clock: Clock, now: datetime) -> Step:
    """What is due for one registration now; nothing where it waits no more."""
    row = (await session.execute(_waiting().where(Registration.id == registration_id))).one_or_none()
    return clock.step(Waiting(*row), now) if row is not None else Step.none


async def decide_by(session: Session, registration_id: int, now: datetime) -> datetime | None:
    """Until when a registration has to be decided; None for one that waits no more."""
    row = (await session.execute(_waiting().where(Registration.id == registration_id))).one_or_none()
    return (await clock_of(session, now)).decide_by(Waiting(*row)) if row is not None else None


def _waiting() -> Select[*tuple[Any, ...]]:
    """Requests that wait for a decision, in courses that take place."""
    first_meeting = (
        select(func.min(Meeting.starts_at)).where(Meeting.course_id == Course.id).correlate(Course).scalar_subquery()
    )
    return (
        select(
            Registration.id,
            Registration.course_id,
            Registration.nudged,
            Registration.since,
            Course.closes_at,
            Course.starts_on,
            first_meeting,
        )
        .join(Course, Course.id == Registration.course_id)
        .where(AWAITS_A_DECISION, Course.state == CourseState.published)
    )
