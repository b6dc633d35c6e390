"""The courses as those see them who run them: by where each stands, with its counts, and who may look."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from models.attendance import Share, shares
from models.course import Course, CourseState
from models.database import Session
from models.document import CourseDocument
from models.kinds import Role
from models.official import Official
from models.person import Person
from models.refusals import NoLongerThere
from models.registration import SEATED, Registration, State
from models.unread import unread_count

PAGE = 6


class Phase(StrEnum):
    """Where a course stands; derived from its state and dates. The order is that of its life."""

    draft = "draft"
    open = "open"
    closed = "closed"
    running = "running"
    finished = "finished"
    cancelled = "cancelled"


@dataclass(frozen=True)
class RunLine:
    """A course in a list. `taken` are seats held, `confirmed` those of them that are approved."""

    id: int
    code: str
    title: str
    starts_on: date
    ends_on: date
    seats: int
    taken: int
    confirmed: int


@dataclass(frozen=True)
class RunList:
    """One page of the courses of one phase; `counts` of all phases, so that the reader sees where to look."""

    lines: tuple[RunLine, ...]
    counts: dict[Phase, int]
    phase: Phase
    is_all: bool
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.counts[self.phase] // PAGE))


@dataclass(frozen=True)
class RunCard:
    """One course with its counts: people by where they stand, communes that have somebody in it, its letters, and once
    a roll was called its attendance."""

    course: Course
    phase: Phase
    coordinator: str | None
    confirmed: int
    pending: int
    offered: int
    waiting: int
    completed: int
    communes: int
    documents: int
    share: Share | None = None
    unread: int = 0  # people who have not confirmed the last change

    @property
    def taken(self) -> int:
        return self.confirmed + self.pending + self.offered


def must_run(person: Person) -> None:
    """Courses are run by the department: by any of its coordinators, and by admins. Raises NoRight or NotLinked."""
    person.must_have(Role.coordinator, Role.admin)


def must_see(person: Person, course: Course) -> None:
    """A draft is nobody's business but the department's. Raises NoLongerThere, as for one that does not exist."""
    if course.state is CourseState.draft and not person.has(Role.coordinator, Role.admin):
        raise NoLongerThere


def phase_of(course: Course, now: datetime) -> Phase:
    """Where the course stands at that moment; `now` is local."""
    if course.state is CourseState.draft:
        return Phase.draft
    if course.state is CourseState.cancelled:
        return Phase.cancelled
    if course.ends_on < now.date():
        return Phase.finished
    if course.starts_on <= now.date():
        return Phase.running
    return Phase.open if now < course.closes_at else Phase.closed


async def run_list(
    session: Session, person: Person, now: datetime, phase: Phase | None = None, *, is_all: bool = False, page: int = 0
) -> RunList:
    """The person's courses, or everybody's: the next to begin first, of what is over the latest first.

    Without a phase the first that has any is taken.
    """
    must_run(person)
    mine: list[ColumnElement[bool]] = [] if is_all else [Course.coordinator_id == person.official_id]
    stands = _phase(now)
    rows = await session.execute(select(stands, func.count()).where(*mine).group_by(stands))
    counts = dict.fromkeys(Phase, 0) | {Phase(word): count for word, count in rows}
    usual = (Phase.open, Phase.closed, Phase.running, Phase.draft, Phase.finished, Phase.cancelled)
    phase = phase or next((one for one in usual if counts[one]), Phase.open)
    page = page if page * PAGE < counts[phase] else 0
    first_day = Course.starts_on.desc() if phase in (Phase.finished, Phase.cancelled) else Course.starts_on
    found = await session.execute(
        _lines().where(*mine, stands == phase).order_by(first_day, Course.id).limit(PAGE).offset(page * PAGE)
    )
    return RunList(tuple(RunLine(*row) for row in found), counts, phase, is_all, page)


async def earlier_runs(session: Session, person: Person, page: int) -> tuple[tuple[RunLine, ...], bool]:
    """A page of the courses that are no drafts, the latest first; and whether there are more."""
    must_run(person)
    found = await session.execute(
        _lines()
        .where(Course.state != CourseState.draft)
        .order_by(Course.starts_on.desc(), Course.id.desc())
        .limit(PAGE + 1)
        .offset(page * PAGE)
    )
    lines = tuple(RunLine(*row) for row in found)
    return lines[:PAGE], len(lines) > PAGE


async def run_card(session: Session, person: Person, course_id: int, now: datetime) -> RunCard:
    """One course. Raises NoRight, or NoLongerThere for an unknown one."""
    must_run(person)
    documents = (
        select(func.count())
        .select_from(CourseDocument)
        .where(CourseDocument.course_id == Course.id)
        .correlate(Course)
        .scalar_subquery()
    )
    row = (
        await session.execute(
            select(Course, Official.full_name, documents)
            .outerjoin(Official, Official.id == Course.coordinator_id)
            .where(Course.id == course_id)
        )
    ).one_or_none()
    if row is None:
        raise NoLongerThere
    course, coordinator, letters = row
    here = Registration.course_id == course_id
    counts = dict(
        (await session.execute(select(Registration.state, func.count()).where(here).group_by(Registration.state))).all()
    )
    finished = (State.completed, State.not_completed)
    communes = select(func.count(Registration.commune_id.distinct())).where(
        here, Registration.state.in_((*SEATED, *finished))
    )
    return RunCard(
        course=course,
        phase=phase_of(course, now),
        coordinator=coordinator,
        confirmed=counts.get(State.confirmed, 0) + sum(counts.get(state, 0) for state in finished),
        pending=counts.get(State.pending, 0),
        offered=counts.get(State.offered, 0),
        waiting=counts.get(State.queued, 0),
        completed=counts.get(State.completed, 0),
        communes=await session.scalar(communes) or 0,
        documents=letters,
        share=(await shares(session, [course_id])).get(course_id),
        unread=await unread_count(session, course_id, now),
    )


def _phase(now: datetime) -> ColumnElement[str]:
    """The same as `phase_of`, said to the database."""
    today = now.date()
    return case(
        (Course.state == CourseState.draft, Phase.draft.value),
        (Course.state == CourseState.cancelled, Phase.cancelled.value),
        (Course.ends_on < today, Phase.finished.value),
        (Course.starts_on <= today, Phase.running.value),
        (Course.closes_at > now, Phase.open.value),
        else_=Phase.closed.value,
    )


def _lines() -> Select[*tuple[Any, ...]]:
    return select(
        Course.id,
        Course.code,
        Course.title,
        Course.starts_on,
        Course.ends_on,
        Course.seats,
        _held(SEATED),
        _held((State.confirmed, State.completed, State.not_completed)),
    )


def _held(states: tuple[State, ...]) -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(Registration)
        .where(Registration.course_id == Course.id, Registration.state.in_(states))
        .correlate(Course)
        .scalar_subquery()
    )
