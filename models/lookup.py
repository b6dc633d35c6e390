"""What is open for a person: the list, what fits first, in one query whatever the number of courses."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

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
    select,
)

from models.base import Moment
from models.course import Course, CourseState
from models.course_lines import CourseLine, Whom, commune_of, is_fitting, line_from, lines_of
from models.database import Session
from models.eligibility_facts import is_invited
from models.programme import Programme

PAGE = 5
NEVER = literal(datetime(9999, 1, 1, tzinfo=UTC), Moment)
"""Keeps nothing out. Between two bounds PostgreSQL expects few rows, and keeps its plan; above one a third of all there
ever were, and plans anew each time, which takes longer than the answer."""


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
    return Listing(tuple(line_from(row) for row in rows), rows[0].total, int(rows[0].fitting or 0), page)


@lru_cache(maxsize=256)
def _listing(is_known: bool, narrowed: Filter) -> Select[*tuple[Any, ...]]:
    """Built once for each narrowing, because to build it costs more than to run it; who asks, and when, is bound.

    The page is chosen first, so that seats are counted for its courses only.
    """
    me = bindparam("me", type_=BigInteger) if is_known else None
    candidates = (
        select(Course.id, Course.closes_at, is_fitting(me).label("fits"))
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
        lines_of(me, fits=page.c.fits, invited=literal(True))
        .add_columns(page.c.total, page.c.fitting)
        .join(page, page.c.id == Course.id)
        .order_by(page.c.fits.desc(), page.c.closes_at, page.c.id)
    )


def open_for(official_id: Whom | None, now: datetime | SQLColumnExpression[datetime]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Course.state == CourseState.published,
        Course.closes_at > now,
        Course.closes_at < NEVER,
    ]
    if official_id is not None:
        conditions.append(is_invited(commune_of(official_id)))
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


def next_month(month: date) -> date:
    """Its first day."""
    return (month + timedelta(days=31)).replace(day=1)
