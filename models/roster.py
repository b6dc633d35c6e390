"""The people of a course as a list: who has a seat, in Vietnamese order of given names or unit by unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from sqlalchemy import and_, or_, select

from models.commune import Commune, bare, unit_key
from models.database import Session
from models.folding import given_name_key, name_key
from models.kinds import Gender, LegalGroup, Role
from models.official import Official, OfficialPost
from models.person import Person
from models.post import Post
from models.refusals import NoRight
from models.registration import SEATED, Level, Registration, State

SETTLED = (State.confirmed, State.completed, State.not_completed)


class Order(StrEnum):
    """How a list is sorted."""

    by_unit = "by_unit"
    by_name = "by_name"


@dataclass(frozen=True)
class RosterLine:
    """One person with a seat. Phone is E.164; it and the birth date leave only where their columns are switched on."""

    official_id: int
    full_name: str
    staff_code: str
    birth_date: date | None
    gender: Gender | None
    phone: str | None
    legal_group: LegalGroup | None
    posts: tuple[str, ...]
    commune_id: int | None
    unit: str
    state: State

    @property
    def is_settled(self) -> bool:
        """Approved, not only asked for."""
        return self.state in SETTLED


def must_see_roster(person: Person, commune_id: int | None) -> None:
    """The department sees everybody, a leader the own commune. Raises NoRight or NotLinked."""
    if person.has(Role.coordinator, Role.admin):
        return
    person.must_have(Role.leader)
    if commune_id not in person.leads:
        raise NoRight


async def roster(
    session: Session, course_id: int, commune_id: int | None = None, *, is_final: bool = True
) -> list[RosterLine]:
    """Those with a seat, of one commune or of all, unit by unit.

    Final: only the approved, also those whose leader has said yes and whom the department has still to confirm when one
    commune is asked for. Else all who hold a seat.
    """
    settled = Registration.state.in_(SETTLED)
    seated = or_(settled, Registration.state.in_(SEATED))
    if is_final:
        sent = and_(Registration.awaits == Level.department, Registration.decided_by_id.is_not(None))
        seated = settled if commune_id is None else or_(settled, and_(Registration.state == State.pending, sent))
    of_one = [Registration.commune_id == commune_id] if commune_id is not None else []
    rows = (
        await session.execute(
            select(Official, Registration.state, Registration.commune_id, Commune.kind, Commune.name)
            .join(Official, Official.id == Registration.official_id)
            .outerjoin(Commune, Commune.id == Registration.commune_id)
            .where(Registration.course_id == course_id, seated, *of_one)
            .order_by(Registration.id)
        )
    ).all()
    posts = await _posts(session, [row.Official.id for row in rows])
    lines = [
        RosterLine(
            official_id=one.id,
            full_name=one.full_name,
            staff_code=one.staff_code,
            birth_date=one.birth_date,
            gender=Gender(one.gender) if one.gender in set(Gender) else None,
            phone=one.phone,
            legal_group=one.legal_group,
            posts=tuple(posts.get(one.id, ())),
            commune_id=commune,
            unit=f"{kind} {name}" if name else one.unit_name,
            state=state,
        )
        for one, state, commune, kind, name in rows
    ]
    return sort_roster(lines, Order.by_unit)


def sort_roster(lines: Iterable[RosterLine], order: Order) -> list[RosterLine]:
    """By given name, or unit by unit in alphabetical order and there by given name; the department's own last."""

    def by_name(line: RosterLine) -> tuple[object, ...]:
        return given_name_key(line.full_name), name_key(bare(line.unit)), line.official_id

    def by_unit(line: RosterLine) -> tuple[object, ...]:
        return line.commune_id is None, *unit_key(line.unit), *by_name(line)

    return sorted(lines, key=by_unit if order is Order.by_unit else by_name)


def units_of(lines: Sequence[RosterLine]) -> list[tuple[int | None, str, list[RosterLine]]]:
    """(commune id, name, people) of each unit, in the order of lines that are sorted by unit."""
    return [
        (commune_id, unit, list(people))
        for (commune_id, unit), people in groupby(lines, key=lambda line: (line.commune_id, line.unit))
    ]


async def _posts(session: Session, official_ids: Sequence[int]) -> dict[int, list[str]]:
    """Names of the posts of many officials, the main one first, in one query."""
    rows = await session.execute(
        select(OfficialPost.official_id, Post.name)
        .join(Post, Post.id == OfficialPost.post_id)
        .where(OfficialPost.official_id.in_(official_ids))
        .order_by(OfficialPost.official_id, OfficialPost.rank)
    )
    found: dict[int, list[str]] = {}
    for official_id, name in rows:
        found.setdefault(official_id, []).append(name)
    return found
