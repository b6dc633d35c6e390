"""The rows behind the week's figures, for the workbook: who sits where, who waits, who was refused, who sends nobody,
who cannot be reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from models.account import Account
from models.commune import Commune, unit_key
from models.course import Course
from models.database import Session
from models.eligibility_facts import is_invited
from models.folding import given_name_key
from models.official import Official
from models.registration import SEATED, Level, Reason, Registration, State
from models.summing_up import current_courses


@dataclass(frozen=True)
class Line:
    """One registration as the workbook lists it. `account`: whether Telegram reaches the person, None without an
    account."""

    code: str
    title: str
    official: str
    staff_code: str
    unit: str
    phone: str
    state: State
    since: datetime
    created_at: datetime
    awaits: Level | None
    reason: Reason | None
    reason_text: str
    queued_at: datetime | None
    account: bool | None


@dataclass(frozen=True)
class CommuneLine:
    """How many current courses invite a commune, how many of its people sit in them, and the courses that it has sent
    nobody to."""

    name: str
    invited: int
    sent: int
    without: tuple[str, ...]


@dataclass(frozen=True)
class SummaryRows:
    """The lines by course and given name; the communes that have sent nobody to some course, the idlest first."""

    lines: tuple[Line, ...]
    communes: tuple[CommuneLine, ...]

    def of(self, *states: State) -> list[Line]:
        return [line for line in self.lines if line.state in states]

    @property
    def seated(self) -> list[Line]:
        return self.of(*SEATED)

    @property
    def waiting(self) -> list[Line]:
        return sorted((line for line in self.lines if line.awaits is not None), key=lambda line: line.since)

    @property
    def queued(self) -> list[Line]:
        """Course by course in the order of the queue."""
        place = {code: at for at, code in enumerate(dict.fromkeys(line.code for line in self.lines))}
        return sorted(self.of(State.queued), key=lambda line: (place[line.code], line.queued_at or line.since))

    @property
    def unreached(self) -> list[Line]:
        return [line for line in self.seated if not line.account]


async def summary_rows(session: Session, official_id: int | None, now: datetime) -> SummaryRows:
    """Everything of the courses that the summary counts, in three queries."""
    rows = await session.execute(
        select(
            Course.code,
            Course.title,
            Official.full_name,
            Official.staff_code,
            Commune.kind,
            Commune.name,
            Official.unit_name,
            Official.phone,
            Registration.state,
            Registration.since,
            Registration.created_at,
            Registration.awaits,
            Registration.reason,
            Registration.reason_text,
            Registration.queued_at,
            Account.reachable,
        )
        .join(Course, Course.id == Registration.course_id)
        .join(Official, Official.id == Registration.official_id)
        .outerjoin(Commune, Commune.id == Registration.commune_id)
        .outerjoin(Account, Account.official_id == Official.id)
        .where(current_courses(official_id, now))
        .order_by(Course.starts_on, Course.code)
    )
    keyed: dict[str, tuple[object, ...]] = {}

    def by_name(name: str) -> tuple[object, ...]:
        if name not in keyed:
            keyed[name] = given_name_key(name)
        return keyed[name]

    lines = [
        Line(
            row.code,
            row.title,
            row.full_name,
            row.staff_code,
            f"{row.kind} {row.name}" if row.name else row.unit_name,
            row.phone or "",
            row.state,
            row.since,
            row.created_at,
            row.awaits,
            row.reason,
            row.reason_text,
            row.queued_at,
            row.reachable,
        )
        for row in rows
    ]
    order = {code: place for place, code in enumerate(dict.fromkeys(line.code for line in lines))}
    lines.sort(key=lambda line: (order[line.code], by_name(line.official)))
    return SummaryRows(tuple(lines), await _idle_communes(session, official_id, now))


async def _idle_communes(session: Session, official_id: int | None, now: datetime) -> tuple[CommuneLine, ...]:
    mine = current_courses(official_id, now)
    invited = await session.execute(
        select(Commune.id, Commune.kind, Commune.name, Course.code)
        .join(Course, is_invited(Commune.id))
        .where(mine, or_(Commune.valid_to.is_(None), Commune.valid_to >= now.date()))
        .order_by(Course.starts_on, Course.code)
    )
    sent = await session.execute(
        select(Registration.commune_id, Course.code, func.count())
        .join(Course, Course.id == Registration.course_id)
        .where(mine, and_(Registration.state.in_(SEATED), Registration.commune_id.is_not(None)))
        .group_by(Registration.commune_id, Course.code)
    )
    counts = {(commune_id, code): count for commune_id, code, count in sent}
    names: dict[int, str] = {}
    courses: dict[int, list[str]] = {}
    for commune_id, kind, name, code in invited:
        names[commune_id] = f"{kind} {name}"
        courses.setdefault(commune_id, []).append(code)
    return tuple(
        sorted(
            _commune_lines(names, courses, counts), key=lambda one: (one.sent, -len(one.without), unit_key(one.name))
        )
    )


def _commune_lines(
    names: dict[int, str], courses: dict[int, list[str]], counts: dict[tuple[int | None, str], int]
) -> Sequence[CommuneLine]:
    found = []
    for commune_id, codes in courses.items():
        without = tuple(code for code in codes if (commune_id, code) not in counts)
        if without:
            sent = sum(counts.get((commune_id, code), 0) for code in codes)
            found.append(CommuneLine(names[commune_id], len(codes), sent, without))
    return found
