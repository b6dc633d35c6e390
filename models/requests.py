"""Registrations as people see them: one, the latest for a course, an official's own list."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Integer, Select, and_, bindparam, case, func, literal_column, null, or_, select
from sqlalchemy.orm import aliased

from models.commune import Commune
from models.course import Course
from models.database import Ask, Session
from models.institution import Institution
from models.official import Official
from models.programme import Programme
from models.refusals import NoLongerThere
from models.registration import LIVE, Level, Reason, Registration, State

PAGE = 6
COME_LATER = {"decided_by", "decided_for", "nominated_by", "covered_by"}


@dataclass(frozen=True)
class Request:
    """One registration with the names that its reader needs.

    `place` is the place in the queue; `decided_for` the leader in whose place somebody decided; `covered_by` who does
    the work meanwhile; `nudged` the step of the approval clock; `coordinator_id` is the course's.
    """

    id: int
    state: State
    awaits: Level | None
    since: datetime
    created_at: datetime
    outside_post: bool
    repeated: bool
    reason: Reason | None
    reason_text: str
    official_id: int
    official: str
    staff_code: str
    commune_id: int | None
    commune: str
    course_id: int
    code: str
    title: str
    hours: float
    venue: str
    starts_on: date
    ends_on: date
    closes_at: datetime
    decided_by_id: int | None
    decided_by: str | None
    decided_for: str | None
    nominated_by: str | None
    covered_by: str | None
    objection: str
    offered_until: datetime | None
    place: int | None
    nudged: int = 0
    coordinator_id: int | None = None

    @property
    def is_flagged(self) -> bool:
        """Whether something speaks against it that those who decide weigh."""
        return self.outside_post or self.repeated


def is_decided(request: Request) -> bool:
    """Whether somebody has said yes or no, and it still counts."""
    return request.state is State.declined or (request.state in LIVE and request.awaits is None)


@dataclass(frozen=True)
class RequestPage:
    """One page of registrations, and how many there are in all."""

    requests: tuple[Request, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


@cache
def requests() -> Select[*tuple[Any, ...]]:
    """Registrations with their names, to be narrowed; `page_of` and `request_from` read the rows.

    Built once: it takes longer to build than to run.
    """
    decider, leader, nominator, cover = (aliased(Official) for _ in range(4))
    ahead = aliased(Registration)
    place = (
        select(func.count())
        .where(
            ahead.course_id == Registration.course_id,
            ahead.state == State.queued,
            or_(
                ahead.queued_at < Registration.queued_at,
                and_(ahead.queued_at == Registration.queued_at, ahead.id <= Registration.id),
            ),
        )
        .scalar_subquery()
    )
    return (
        select(
            Registration.id,
            Registration.state,
            Registration.awaits,
            Registration.since,
            Registration.created_at,
            Registration.outside_post,
            Registration.repeated,
            Registration.reason,
            Registration.reason_text,
            Registration.official_id,
            Official.full_name.label("official"),
            Official.staff_code,
            Registration.commune_id,
            func.coalesce(Commune.kind + " " + Commune.name, Official.unit_name).label("commune"),
            Registration.course_id,
            Course.code,
            Course.title,
            Programme.hours,
            func.coalesce(func.nullif(Course.venue, ""), Institution.name, "").label("venue"),
            Course.starts_on,
            Course.ends_on,
            Course.closes_at,
            Registration.decided_by_id,
            decider.full_name.label("decided_by"),
            leader.full_name.label("decided_for"),
            nominator.full_name.label("nominated_by"),
            cover.full_name.label("covered_by"),
            Registration.objection,
            Registration.offered_until,
            case((Registration.state == State.queued, place)).label("place"),
            Registration.nudged,
            Course.coordinator_id,
        )
        .join(Official, Official.id == Registration.official_id)
        .join(Course, Course.id == Registration.course_id)
        .join(Programme, Programme.id == Course.programme_id)
        .outerjoin(Institution, Institution.id == Course.institution_id)
        .outerjoin(Commune, Commune.id == Registration.commune_id)
        .outerjoin(decider, decider.id == Registration.decided_by_id)
        .outerjoin(leader, leader.id == Registration.decided_for_id)
        .outerjoin(nominator, nominator.id == Registration.nominated_by_id)
        .outerjoin(cover, cover.id == Registration.covered_by_id)
    )


_COLUMNS = len(fields(Request))


def request_from(row: Any) -> Request:
    """The request of one row, whose columns stand in the order of the fields; further ones are left out."""
    return Request(*row[:_COLUMNS])


async def request_of(session: Session, registration_id: int) -> Request:
    """One registration. Raises NoLongerThere."""
    rows = await session.ask(_one(), {"registration_id": registration_id})
    if not rows:
        raise NoLongerThere
    return request_from(rows[0])


@cache
def _one() -> Select[*tuple[Any, ...]]:
    return requests().where(Registration.id == bindparam("registration_id"))


def new_request(official_id: int, course_id: int) -> Ask:
    """The question for one that this transaction makes, without the names of those who come later: half of the tables.

    Its only row is for `request_from`.
    """
    return _new(), {"official_id": official_id, "course_id": course_id}


@cache
def _new() -> Select[*tuple[Any, ...]]:
    query = requests()
    columns = [null().label(column.key) if column.key in COME_LATER else column for column in query.selected_columns]
    return query.with_only_columns(*columns).where(
        Registration.official_id == bindparam("official_id", type_=BigInteger),
        Registration.course_id == bindparam("course_id", type_=BigInteger),
        Registration.state.in_(LIVE),
    )


async def latest_request(session: Session, official_id: int, course_id: int) -> Request | None:
    """The person's live registration for a course, else the last one of the past."""
    rows = await session.ask(_latest(), {"official_id": official_id, "course_id": course_id})
    return request_from(rows[0]) if rows else None


@cache
def _latest() -> Select[*tuple[Any, ...]]:
    return (
        requests()
        .where(
            Registration.official_id == bindparam("official_id", type_=BigInteger),
            Registration.course_id == bindparam("course_id", type_=BigInteger),
        )
        .order_by(Registration.state.in_(LIVE).desc(), Registration.id.desc())
        .limit(literal_column("1"))
    )


async def requests_by(session: Session, official_id: int, page: int = 0) -> RequestPage:
    """An official's own registrations: the live ones by their first day, then the past ones, the latest first."""
    rows = await session.ask(_own(), {"official_id": official_id, "skipped": page * PAGE})
    if not rows:
        return await requests_by(session, official_id) if page else RequestPage((), 0, 0)
    return RequestPage(tuple(request_from(row) for row in rows), rows[0].total, page)


@cache
def _own() -> Select[*tuple[Any, ...]]:
    live = Registration.state.in_(LIVE)
    return (
        requests()
        .where(Registration.official_id == bindparam("official_id", type_=BigInteger))
        .order_by(live.desc(), case((live, Course.starts_on)), Course.starts_on.desc(), Registration.id.desc())
        .add_columns(func.count().over().label("total"))
        .limit(literal_column(str(PAGE)))
        .offset(bindparam("skipped", type_=Integer))
    )


async def page_of(session: Session, query: Select[*tuple[Any, ...]], page: int) -> RequestPage:
    """One page in one query; a page that is no more is the first one."""
    counted = query.add_columns(func.count().over().label("total")).limit(PAGE).offset(page * PAGE)
    rows = (await session.execute(counted)).all()
    if not rows:
        return await page_of(session, query, 0) if page else RequestPage((), 0, 0)
    return RequestPage(tuple(request_from(row) for row in rows), rows[0].total, page)
