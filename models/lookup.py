"""What is open for a person: the list, what fits first, in one query whatever the number of courses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    null,
    select,
)

from models.base import Moment
from models.course import Course, CourseQuota, CourseState
from models.database import Session
from models.eligibility_facts import fits_group, fits_post, is_invited, queue_length, seats_held
from models.institution import Institution
from models.official import Official
from models.programme import Programme
from models.quota import kept_seats
from models.registration import LIVE, Registration, State
from models.term import Term

PAGE = 5
SOME = 3 * PAGE
_PLACES = [f"c{place}" for place in range(SOME)]
NEVER = literal(datetime(9999, 1, 1, tzinfo=UTC), Moment)
"""Keeps nothing out. Between two bounds PostgreSQL expects few rows, and keeps its plan; above one a third of all there
ever were, and plans anew each time, which takes longer than the answer."""
Whom = int | SQLColumnExpression[int]  # an official's id, or the place for one in a statement that is built once


class CourseLine(NamedTuple):
    """A course as a list shows it, seen by one person."""

    id: int
    code: str
    title: str
    starts_on: date
    ends_on: date
    closes_at: datetime
    hours: float
    place: str
    mode: str
    seats: int
    taken: int
    queued: int
    state: CourseState
    fits: bool
    invited: bool
    mine: State | None
    kept_until: datetime | None = None
    kept_for_us: int = 0
    kept_for_others: int = 0

    @property
    def seats_left(self) -> int:
        return max(0, self.seats - self.taken)

    def seats_for_us(self, now: datetime) -> int:
        """How many of them the person's commune may take, while some are kept for communes."""
        left = self.seats_left
        if self.kept_until is None or self.kept_until <= now:
            return left
        return max(left - self.kept_for_others, min(left, self.kept_for_us))

    def is_open(self, now: datetime) -> bool:
        return self.state is CourseState.published and now < self.closes_at


@dataclass(frozen=True)
class Filter:
    """What the person narrowed the list to; None means any. `month` is its first day."""

    month: date | None = None
    institution_id: int | None = None
    mode_id: int | None = None
    kind_id: int | None = None


@dataclass(frozen=True)
class Listing:
    """One page of the list, and how many courses there are in all and that fit."""

    lines: tuple[CourseLine, ...]
    total: int
    fitting: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


async def open_courses(
    session: Session, official_id: int | None, now: datetime, narrowed: Filter, page: int = 0
) -> Listing:
    """Courses open now that invite the commune: those that fit the post and group first, then by deadline."""
    query = _listing(official_id is not None, narrowed)
    rows = await session.ask(query, {"me": official_id, "now": now, "skipped": page * PAGE})
    if not rows:
        return Listing((), 0, 0, 0) if page == 0 else await open_courses(session, official_id, now, narrowed, 0)
    return Listing(tuple(_line(row) for row in rows), rows[0].total, int(rows[0].fitting or 0), page)


@lru_cache(maxsize=256)
def _listing(is_known: bool, narrowed: Filter) -> Select[*tuple[Any, ...]]:
    """Built once for each narrowing, because to build it costs more than to run it; who asks, and when, is bound.

    The page is chosen first, so that seats are counted for its courses only.
    """
    me = bindparam("me", type_=BigInteger) if is_known else None
    candidates = (
        select(Course.id, Course.closes_at, _fits(me).label("fits"))
        .join(Programme, Programme.id == Course.programme_id)
        .where(*open_for(me, bindparam("now", type_=Moment)), *_narrow(narrowed))
        .cte("candidates")
        .prefix_with("MATERIALIZED")
    )
    page = (
        select(
            candidates,
            func.count().over().label("total"),
            func.sum(case((candidates.c.fits, 1), else_=0)).over().label("fitting"),
        )
        .order_by(candidates.c.fits.desc(), candidates.c.closes_at, candidates.c.id)
        .limit(literal_column(str(PAGE)))  # not bound: PostgreSQL plans for a page then, not for a tenth of all courses
        .offset(bindparam("skipped", type_=Integer))
        .cte("page")
        .prefix_with("MATERIALIZED")
    )
    return (
        _lines(me, fits=page.c.fits, invited=literal(True))
        .add_columns(page.c.total, page.c.fitting)
        .join(page, page.c.id == Course.id)
        .order_by(page.c.fits.desc(), page.c.closes_at, page.c.id)
    )


async def course_lines(session: Session, official_id: int | None, ids: Sequence[int]) -> list[CourseLine]:
    """These courses as lines, in the order given."""
    found: dict[int, CourseLine] = {}
    for at in range(0, len(ids), SOME):
        some = ids[at : at + SOME]
        here = dict(zip(_PLACES, [*some, *[some[-1]] * (SOME - len(some))], strict=True))
        rows = await session.ask(_some_lines(official_id is not None), here | {"me": official_id})
        found |= {row.id: _line(row) for row in rows}
    return [found[course_id] for course_id in ids if course_id in found]


@cache
def _some_lines(is_known: bool) -> Select[*tuple[Any, ...]]:
    """As many as it has places, one of them maybe several times: built once, whatever the number."""
    me = bindparam("me", type_=BigInteger) if is_known else None
    return _lines(me).where(Course.id.in_([bindparam(place, type_=BigInteger) for place in _PLACES]))


def open_for(official_id: Whom | None, now: datetime | SQLColumnExpression[datetime]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Course.state == CourseState.published,
        Course.closes_at > now,
        Course.closes_at < NEVER,
    ]
    if official_id is not None:
        conditions.append(is_invited(_commune_of(official_id)))
    return conditions


def _narrow(narrowed: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if narrowed.month is not None:
        conditions += [Course.starts_on < next_month(narrowed.month), Course.ends_on >= narrowed.month]
    if narrowed.institution_id is not None:
        conditions.append(Course.institution_id == narrowed.institution_id)
    if narrowed.mode_id is not None:
        conditions.append(Course.mode_id == narrowed.mode_id)
    if narrowed.kind_id is not None:
        conditions.append(Programme.kind_id == narrowed.kind_id)
    return conditions


def _commune_of(official_id: Whom) -> ColumnElement[int | None]:
    return select(Official.commune_id).where(Official.id == official_id).scalar_subquery()


def _fits(official_id: Whom | None) -> ColumnElement[bool]:
    if official_id is None:
        return literal(True)
    group = select(Official.legal_group).where(Official.id == official_id).scalar_subquery()
    return fits_post(official_id) & fits_group(group)


def _lines(
    official_id: Whom | None, fits: ColumnElement[bool] | None = None, invited: ColumnElement[bool] | None = None
) -> Select[*tuple[Any, ...]]:
    """Courses as lines, to be narrowed; `fits` and `invited` where the query knows that already."""
    mine = (
        select(Registration.state)
        .where(
            Registration.course_id == Course.id,
            Registration.official_id == official_id,
            Registration.state.in_(LIVE),
        )
        .correlate(Course)
        .scalar_subquery()
    )
    commune = _commune_of(official_id) if official_id is not None else null()
    if invited is None:
        invited = literal(True) if official_id is None else is_invited(commune)
    mode = select(Term.name).where(Term.id == Course.mode_id).scalar_subquery()
    return (
        select(
            Course.id,
            Course.code,
            Course.title,
            Course.starts_on,
            Course.ends_on,
            Course.closes_at,
            Programme.hours,
            func.coalesce(func.nullif(Course.venue, ""), Institution.name, "").label("place"),
            func.coalesce(mode, "").label("mode"),
            Course.seats,
            seats_held().label("taken"),
            queue_length().label("queued"),
            Course.state,
            (_fits(official_id) if fits is None else fits).label("fits"),
            invited.label("invited"),
            mine.label("mine"),
            Course.quotas_until.label("kept_until"),
            kept_seats(CourseQuota.commune_id == commune).label("kept_for_us"),
            kept_seats(CourseQuota.commune_id.is_distinct_from(commune)).label("kept_for_others"),
        )
        .join(Programme, Programme.id == Course.programme_id)
        .outerjoin(Institution, Institution.id == Course.institution_id)
    )


def _line(row: Any) -> CourseLine:
    """The columns stand in the order of the fields; further ones are left out."""
    return CourseLine._make(row[: len(CourseLine._fields)])


def next_month(month: date) -> date:
    """Its first day."""
    return (month + timedelta(days=31)).replace(day=1)
