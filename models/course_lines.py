"""Courses as lines of a list, seen by one person: what is shown, and how many seats are left for whom."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    SQLColumnExpression,
    bindparam,
    func,
    literal,
    null,
    select,
)

from models.course import Course, CourseQuota, CourseState
from models.database import Session
from models.eligibility_facts import fits_group, fits_post, is_invited, queue_length, seats_held
from models.institution import Institution
from models.official import Official
from models.programme import Programme
from models.quota import kept_seats
from models.registration import LIVE, Registration, State
from models.term import Term

SOME = 15
_PLACES = [f"c{place}" for place in range(SOME)]
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


async def course_lines(session: Session, official_id: int | None, ids: Sequence[int]) -> list[CourseLine]:
    """These courses as lines, in the order given."""
    found: dict[int, CourseLine] = {}
    for at in range(0, len(ids), SOME):
        some = ids[at : at + SOME]
        here = dict(zip(_PLACES, [*some, *[some[-1]] * (SOME - len(some))], strict=True))
        rows = await session.ask(_some_lines(official_id is not None), here | {"me": official_id})
        found |= {row.id: line_from(row) for row in rows}
    return [found[course_id] for course_id in ids if course_id in found]


@cache
def _some_lines(is_known: bool) -> Select[*tuple[Any, ...]]:
    """As many as it has places, one of them maybe several times: built once, whatever the number."""
    me = bindparam("me", type_=BigInteger) if is_known else None
    return lines_of(me).where(Course.id.in_([bindparam(place, type_=BigInteger) for place in _PLACES]))


def commune_of(official_id: Whom) -> ColumnElement[int | None]:
    return select(Official.commune_id).where(Official.id == official_id).scalar_subquery()


def is_fitting(official_id: Whom | None) -> ColumnElement[bool]:
    if official_id is None:
        return literal(True)
    group = select(Official.legal_group).where(Official.id == official_id).scalar_subquery()
    return fits_post(official_id) & fits_group(group)


def lines_of(
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
    commune = commune_of(official_id) if official_id is not None else null()
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
            (is_fitting(official_id) if fits is None else fits).label("fits"),
            invited.label("invited"),
            mine.label("mine"),
            Course.quotas_until.label("kept_until"),
            kept_seats(CourseQuota.commune_id == commune).label("kept_for_us"),
            kept_seats(CourseQuota.commune_id.is_distinct_from(commune)).label("kept_for_others"),
        )
        .join(Programme, Programme.id == Course.programme_id)
        .outerjoin(Institution, Institution.id == Course.institution_id)
    )


def line_from(row: Any) -> CourseLine:
    """The columns stand in the order of the fields; further ones are left out."""
    return CourseLine._make(row[: len(CourseLine._fields)])
