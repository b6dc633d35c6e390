"""The yearly duty of hours (tiết) and what one has done for it, line by line; and the same of a leader's people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Row, select

from models.course import Course
from models.database import Session
from models.folding import given_name_key
from models.hours import NO_HOURS, Hours, hours_of
from models.kinds import LegalGroup
from models.official import Official, is_present
from models.own_results import OwnResult, results_of
from models.programme import Programme
from models.refusals import NoLongerThere
from models.registration import Registration, State
from models.result import CLOSED
from models.yearly_duty import Duty, duty_on

PAGE = 12
SHOWN = (State.confirmed, State.completed, State.not_completed)


@dataclass(frozen=True)
class HoursLine:
    """One course and what it gives towards the duty."""

    registration_id: int
    course_id: int
    code: str
    title: str
    starts_on: date
    ends_on: date
    hours: float
    state: State
    counts: bool

    @property
    def is_counted(self) -> bool:
        return self.counts and self.state is State.completed


@dataclass(frozen=True)
class MyHours:
    """A year of one person. `duty` as in `Duty.of`."""

    official_id: int
    name: str
    commune_id: int | None
    group: LegalGroup | None
    year: int
    duty: int | None
    basis: str
    hours: Hours
    before: Hours
    lines: tuple[HoursLine, ...]
    results: Mapping[int, OwnResult] = field(default_factory=dict)


@dataclass(frozen=True)
class TeamLine:
    """One person of the commune, with what is done and owed."""

    official_id: int
    name: str
    duty: int | None
    hours: Hours

    @property
    def owed(self) -> float:
        return max(0, (self.duty or 0) - self.hours.done)


@dataclass(frozen=True)
class TeamPage:
    """One page of a leader's people, those who owe most first; the sums are of all of them."""

    year: int
    duty: Duty
    lines: tuple[TeamLine, ...]
    total: int
    bound: int
    fulfilled: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


async def my_hours(session: Session, official_id: int, now: datetime) -> MyHours:
    """This year of one person, in five queries, and two more where results are closed. Raises NoLongerThere.

    A course counts in the year in which it ends.
    """
    official = await session.get(Official, official_id)
    if official is None:
        raise NoLongerThere
    year, duty = now.year, await duty_on(session, now.date())
    this = await hours_of(session, [official_id], year)
    last = await hours_of(session, [official_id], year - 1)
    rows = await session.execute(
        select(
            Registration.id,
            Course.id,
            Course.code,
            Course.title,
            Course.starts_on,
            Course.ends_on,
            Programme.hours,
            Registration.state,
            Programme.counts,
        )
        .join(Course, Course.id == Registration.course_id)
        .join(Programme, Programme.id == Course.programme_id)
        .where(
            Registration.official_id == official_id,
            Registration.state.in_(SHOWN),
            Course.ends_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by(Course.starts_on, Registration.id)
    )
    lines = tuple(HoursLine(*row) for row in rows)
    return MyHours(
        official_id=official_id,
        name=official.full_name,
        commune_id=official.commune_id,
        group=official.legal_group,
        year=year,
        duty=duty.of(official.legal_group),
        basis=duty.basis,
        hours=this.get(official_id, NO_HOURS),
        before=last.get(official_id, NO_HOURS),
        lines=lines,
        results=await results_of(session, [one.registration_id for one in lines if one.state in CLOSED]),
    )


async def team_hours(session: Session, commune_ids: Collection[int], now: datetime, page: int = 0) -> TeamPage:
    """Everybody who works in these communes, in three queries however many they are."""
    duty = await duty_on(session, now.date())
    people = (
        await session.execute(
            select(Official.id, Official.full_name, Official.legal_group).where(
                Official.commune_id.in_(commune_ids), is_present(now.date())
            )
        )
    ).all()
    hours = await hours_of(session, [one.id for one in people], now.year)
    lines = sorted((_team_line(one, duty, hours) for one in people), key=_owes_most)
    bound = [one for one in lines if one.duty]
    page = page if page * PAGE < len(lines) else 0
    return TeamPage(
        year=now.year,
        duty=duty,
        lines=tuple(lines[page * PAGE : (page + 1) * PAGE]),
        total=len(lines),
        bound=len(bound),
        fulfilled=sum(not one.owed for one in bound),
        page=page,
    )


def _team_line(one: Row[int, str, LegalGroup | None], duty: Duty, hours: Mapping[int, Hours]) -> TeamLine:
    official_id, name, group = one
    return TeamLine(official_id, name, duty.of(group), hours.get(official_id, NO_HOURS))


def _owes_most(one: TeamLine) -> tuple[object, ...]:
    """Those who owe, then those who have fulfilled it, then those whom it does not bind."""
    return (not one.duty, -one.owed, given_name_key(one.name), one.official_id)
