"""What a change of a course would do, done in earnest and taken back: whom it hits, what clashes, what goes out."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from zlib import crc32

from sqlalchemy import func, select

from models.change_plan import AddPlan, MergePlan, Plan, RemovePlan, plan_to_json
from models.changing import change, hold_courses
from models.course import Course, CourseState
from models.course_change import ChangeTold
from models.course_days import days_of_course
from models.course_face import Face, face_of
from models.database import Session
from models.merging import Landing, Passage
from models.person import Person
from models.quiet import QuietHours, may_be_sent
from models.registration import LIVE, SEATED, Registration, State
from models.rehearsal_hits import Hit, clashes, days_off, double_booked, names, other_hours, place
from models.reminders import Rule, next_due
from models.running import must_run
from models.substitution import HELD

_LANDINGS = tuple(Landing)


@dataclass(frozen=True)
class Rehearsal:
    """The outcome of a plan as of now; moments in UTC, but for `leaves_at`.

    `counts`: people by where they stood. `days_off`: (day, name of the holiday, or empty for a weekend). `nightly`:
    meetings that fall into the quiet hours. `landings` and `into`: of a merger, by what becomes of people. `sample_id`:
    one of those who are told, whose message can be worded inside the rehearsal. `hours`: where meetings come or go and
    do not add up, the tiết of all of them and of the programme.
    """

    course_id: int
    code: str
    title: str
    plan: Plan
    before: Face
    after: Face
    counts: dict[State, int]
    trainers: int
    leaders: int
    leaves_at: datetime
    is_urgent: bool
    clashes: tuple[Hit, ...]
    double_booked: tuple[Hit, ...]
    days_off: tuple[tuple[date, str], ...]
    nightly: tuple[datetime, ...]
    closes_at: tuple[datetime, datetime]
    reminder: tuple[Rule, datetime] | None
    sample_id: int | None
    into: str = ""
    into_seats: int = 0
    into_taken: int = 0
    missing_seats: int = 0
    landings: tuple[tuple[Landing, Hit], ...] = ()
    invited: int = 0
    hours: tuple[float, float] | None = None

    @property
    def people(self) -> int:
        """Registrations that it concerns."""
        return sum(self.counts.values())

    @property
    def mark(self) -> int:
        """Tells this rehearsal from one with another outcome; what only the passing of time changes is left out."""
        seen = (
            plan_to_json(self.plan), self.before, self.after.since(self.before), sorted(self.counts.items()),
            self.trainers, self.leaders, self.clashes, self.double_booked, self.closes_at, self.landings,
            self.into_seats, self.into_taken, self.invited,
        )  # fmt: skip
        return crc32(repr(seen).encode())


@asynccontextmanager
async def rehearsed(
    session: Session, person: Person, course_id: int, plan: Plan, quiet: QuietHours | None, now: datetime
) -> AsyncIterator[Rehearsal]:
    """Inside the block all is as after the change, so that letters can be read; after it nothing has happened.

    The courses stay held: who goes on to carry it out in the same transaction gets what was rehearsed.
    """
    must_run(person)
    held = await hold_courses(session, course_id, plan)
    course = held[course_id]
    before, closed_before = await face_of(session, course_id), course.closes_at
    counts = await _counts(session, course_id)
    nested = await session.begin_nested()
    try:
        done = await change(session, person, course_id, plan, quiet, now)
        await session.flush()
        into = held[plan.into_id] if isinstance(plan, MergePlan) else None
        after = await face_of(session, into.id if into else course_id)
        is_on = course.state is CourseState.published or into is not None
        moved = after.meetings if into else tuple(one.now for one in before.shifts(after, now) if one.now)
        told = select(func.min(ChangeTold.id)).where(
            ChangeTold.course_id == course_id,
            ChangeTold.replaced_at.is_(None),
            ChangeTold.official_id.in_(done.told.learners or done.told.people),
        )
        landings = await _landings(session, done.passages)
        yield Rehearsal(
            course_id=course_id,
            code=course.code,
            title=course.title,
            plan=plan,
            before=before,
            after=after,
            counts=counts,
            trainers=len(done.told.trainers),
            leaders=len(done.told.leaders),
            leaves_at=done.told.leaves_at,
            is_urgent=not may_be_sent(quiet, now) and done.told.leaves_at <= now,
            clashes=await clashes(session, course_id) if is_on and into is None else (),
            double_booked=await double_booked(session, course_id) if is_on and into is None else (),
            days_off=await days_off(session, after, moved, now) if is_on and into is None else (),
            nightly=tuple(
                one.starts_at for one in moved if not may_be_sent(quiet, one.starts_at.astimezone(now.tzinfo))
            )
            if is_on and into is None
            else (),
            closes_at=(closed_before, course.closes_at),
            reminder=await _reminder(session, course, now) if is_on and into is None else None,
            sample_id=await session.scalar(told),
            into=f"{into.title} ({into.code})" if into else "",
            into_seats=into.seats if into else 0,
            into_taken=sum((await _counts(session, into.id, SEATED)).values()) if into else 0,
            missing_seats=sum(one.landing is Landing.queued and one.was in HELD for one in done.passages),
            landings=landings,
            invited=len(done.invited),
            hours=await other_hours(session, course_id) if isinstance(plan, AddPlan | RemovePlan) else None,
        )
    finally:
        await nested.rollback()


async def _counts(session: Session, course_id: int, states: tuple[State, ...] = LIVE) -> dict[State, int]:
    rows = await session.execute(
        select(Registration.state, func.count())
        .where(Registration.course_id == course_id, Registration.state.in_(states))
        .group_by(Registration.state)
    )
    return dict(rows.all())


async def _reminder(session: Session, course: Course, now: datetime) -> tuple[Rule, datetime] | None:
    """The next reminder that people will get."""
    coming = [day for day in await days_of_course(session, course, now) if day.begins > now]
    return await next_due(session, coming[0], now) if coming else None


async def _landings(session: Session, passages: Sequence[Passage]) -> tuple[tuple[Landing, Hit], ...]:
    people = await names(session, [one.official_id for one in passages])
    found = [(one.landing, Hit(*people[one.official_id], one.other)) for one in passages]
    return tuple(sorted(found, key=lambda pair: (_LANDINGS.index(pair[0]), place(pair[1]))))
