"""What the rules of eligibility ask of the rows, and the conditions in SQL that lists of courses share with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from models.clashes import clashes_of, overlapping
from models.course import TERMS, Course, CourseCommune, CourseTerms
from models.database import Ask, Session
from models.kinds import LegalGroup, Route
from models.official import Official, OfficialPost
from models.post import PostSuccession
from models.programme import Condition, Prerequisite, Programme, ProgrammeGroup, ProgrammePost, conditions_on
from models.refusals import NoLongerThere
from models.registration import LIVE, SEATED, Registration, State
from models.seating import Seating, seating_from, seats_of


@dataclass(frozen=True)
class Facts:
    """All that the rules ask of one person and one course, as of one moment."""

    course: CourseTerms
    route: Route
    live_id: int | None
    commune_id: int | None
    seating: Seating
    invited: bool
    fits_post: bool
    fits_group: bool
    completed: bool
    missing: tuple[str, ...]
    clash_title: str | None
    clash_at: datetime | None
    live_state: State | None = None
    conditions: tuple[Condition, ...] = ()
    birth_date: date | None = None
    gender: str = ""
    party_member: bool | None = None

    @property
    def taken_by_commune(self) -> int:
        return self.seating.held.get(self.commune_id, 0)


async def facts_of(session: Session, official_id: int, course_id: int, now: datetime) -> Facts:
    """Read what the rules need: the person, the course and its seats; more only where there is something to name."""
    return await facts_from(session, await session.ask_together(*facts_on(official_id, course_id)), now)


def facts_on(official_id: int, course_id: int) -> tuple[Ask, Ask]:
    """The two questions for the rows that `facts_from` reads."""
    return (_facts_query(of_one=True), {"course_id": course_id, "official_id": official_id}), seats_of(course_id)


async def facts_from(session: Session, answers: Sequence[Sequence[Any]], now: datetime) -> Facts:
    """The facts of the rows that these gave. Raises NoLongerThere."""
    found = await _facts(session, answers[0], now, answers[1])
    if not found:
        raise NoLongerThere
    return next(iter(found.values()))


async def facts_of_all(session: Session, whom: ColumnElement[bool], course_id: int, now: datetime) -> dict[int, Facts]:
    """The same of all officials of a condition, by id, in as many queries as of one."""
    rows = await session.execute(_facts_query(of_one=False).where(whom), {"course_id": course_id})
    return await _facts(session, rows.all(), now, await session.ask(*seats_of(course_id)))


async def _facts(session: Session, rows: Sequence[Any], now: datetime, seats: Sequence[Any]) -> dict[int, Facts]:
    if not rows:
        return {}
    course = CourseTerms(*rows[0][: len(TERMS)])
    missing = await _missing(session, [row.official_id for row in rows if row.has_missing], course)
    clashes = await clashes_of(session, [row.official_id for row in rows if row.has_clash], course.id)
    conditions = await conditions_on(session, course.programme_id, course.starts_on) if rows[0].has_conditions else ()
    seating = await seating_from(session, seats, course, now)
    return {
        row.official_id: Facts(
            course=course,
            route=row.route,
            live_id=row.live_id,
            live_state=row.live_state,
            commune_id=row.commune_id,
            seating=seating,
            invited=row.invited,
            fits_post=row.fits_post,
            fits_group=row.fits_group,
            completed=row.completed,
            missing=tuple(missing.get(row.official_id, ())),
            clash_title=clashes[row.official_id][0] if row.official_id in clashes else None,
            clash_at=clashes[row.official_id][1] if row.official_id in clashes else None,
            conditions=conditions,
            birth_date=row.birth_date,
            gender=row.gender,
            party_member=row.party_member,
        )
        for row in rows
    }


def fits_post(official_id: int | SQLColumnExpression[int]) -> ColumnElement[bool]:
    """The condition that a programme is for everybody, or for a post of the official, today's or its predecessor."""
    wanted = aliased(ProgrammePost)
    held = aliased(OfficialPost)
    both = (held.post_id, wanted.post_id)
    successor = exists().where(  # one of the two the other's, whichever way round
        PostSuccession.old_id.in_(both), PostSuccession.new_id.in_(both), PostSuccession.old_id != PostSuccession.new_id
    )
    meets = exists().where(
        wanted.programme_id == Programme.id,
        held.official_id == official_id,
        or_(held.post_id == wanted.post_id, successor),
    )
    return or_(~exists().where(ProgrammePost.programme_id == Programme.id), meets)


def fits_group(legal_group: SQLColumnExpression[LegalGroup | None]) -> ColumnElement[bool]:
    """The condition that a programme is for all, or for the legal group; an unknown group is not held against one."""
    return or_(
        legal_group.is_(None),
        ~exists().where(ProgrammeGroup.programme_id == Programme.id),
        exists().where(ProgrammeGroup.programme_id == Programme.id, ProgrammeGroup.legal_group == legal_group),
    )


def is_invited(commune_id: int | SQLColumnExpression[int | None] | None) -> ColumnElement[bool]:
    """The condition that a course invites the commune."""
    return or_(
        Course.for_all_communes.is_(True),
        exists().where(CourseCommune.course_id == Course.id, CourseCommune.commune_id == commune_id),
    )


def seats_held(*more: ColumnElement[bool]) -> ColumnElement[int]:
    """The number of seats held in the course of the surrounding query."""
    return (
        select(func.count())
        .where(Registration.course_id == Course.id, Registration.state.in_(SEATED), *more)
        .correlate(Course, Official)
        .scalar_subquery()
    )


def queue_length() -> ColumnElement[int]:
    """How many wait for a seat in the course of the surrounding query."""
    return (
        select(func.count())
        .where(Registration.course_id == Course.id, Registration.state == State.queued)
        .correlate(Course)
        .scalar_subquery()
    )


def _completed(
    programme_id: SQLColumnExpression[int], official_id: int | SQLColumnExpression[int]
) -> ColumnElement[bool]:
    run = aliased(Course)
    return (
        exists()
        .where(
            run.programme_id == programme_id,
            Registration.course_id == run.id,
            Registration.official_id == official_id,
            Registration.state == State.completed,
        )
        .correlate(Programme, Prerequisite, Official)
    )


@cache
def _facts_query(*, of_one: bool) -> Select[*tuple[Any, ...]]:
    """Of `official_id`, or of all to be narrowed, for `course_id`. Built once: that takes longer than asking."""
    course_id = bindparam("course_id", type_=BigInteger)
    live = aliased(Registration)
    lacks = missing_programmes(Official.id, Programme.id).correlate(Programme, Official)
    return (
        select(
            *TERMS,
            Programme.route,
            live.id.label("live_id"),
            live.state.label("live_state"),
            Official.id.label("official_id"),
            Official.commune_id,
            Official.birth_date,
            Official.gender,
            Official.party_member,
            exists().where(Condition.programme_id == Programme.id).label("has_conditions"),
            is_invited(Official.commune_id).label("invited"),
            fits_post(Official.id).label("fits_post"),
            fits_group(Official.legal_group).label("fits_group"),
            _completed(Programme.id, Official.id).label("completed"),
            lacks.exists().label("has_missing"),
            overlapping(course_id).where(Registration.official_id == Official.id).exists().label("has_clash"),
        )
        .select_from(Course)
        .join(Programme, Programme.id == Course.programme_id)
        .join(Official, true())
        .outerjoin(live, and_(live.course_id == Course.id, live.official_id == Official.id, live.state.in_(LIVE)))
        .where(Course.id == course_id, Official.id == bindparam("official_id", type_=BigInteger) if of_one else true())
    )


def missing_programmes(
    official_id: int | SQLColumnExpression[int], programme_id: int | SQLColumnExpression[int]
) -> Select[int]:
    """Ids of the programmes that a programme requires and the official has not completed."""
    return select(Prerequisite.required_id).where(
        Prerequisite.programme_id == programme_id, ~_completed(Prerequisite.required_id, official_id)
    )


async def _missing(session: Session, official_ids: Sequence[int], course: CourseTerms) -> dict[int, list[str]]:
    """Names of the programmes that each of these people still has to complete before the course."""
    found: dict[int, list[str]] = {}
    if official_ids:
        rows = await session.execute(
            select(Official.id, Programme.name)
            .select_from(Official)
            .join(Prerequisite, Prerequisite.programme_id == course.programme_id)
            .join(Programme, Programme.id == Prerequisite.required_id)
            .where(Official.id.in_(official_ids), ~_completed(Prerequisite.required_id, Official.id))
            .order_by(Programme.name)
        )
        for official_id, name in rows:
            found.setdefault(official_id, []).append(name)
    return found
