"""The roster as the department looks at it: a person, a commune, how reachable, in which role; leaving, coming back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select

from models.account import Account
from models.audit import record
from models.commune import Commune
from models.database import Session
from models.deciders import deciders_of
from models.folding import fold, given_name_key
from models.kinds import Role
from models.official import Official, RoleGrant, holders_of, holds_on, is_present
from models.person import Person
from models.post import posts_of
from models.refusals import NoLongerThere, NoRight
from models.withdrawal import end_all
from models.workbook_rows import code_key


@dataclass(frozen=True)
class StaffLine:
    """One person of the roster in a list."""

    id: int
    staff_code: str
    full_name: str
    unit: str
    commune_id: int | None
    linked: bool
    reachable: bool
    left_on: date | None


@dataclass(frozen=True)
class StaffCard:
    """One person in full; the phone is for those who may see it, and masked by the texts."""

    line: StaffLine
    posts: tuple[str, ...]
    roles: tuple[Role, ...]
    phone: str | None


@dataclass(frozen=True)
class CommuneCard:
    """A commune and everybody on the roster who works there; `leaders` may decide for it today."""

    id: int
    name: str
    people: tuple[StaffLine, ...]
    leaders: tuple[StaffLine, ...]

    @property
    def unlinked(self) -> tuple[StaffLine, ...]:
        return tuple(one for one in self.people if not one.linked)

    @property
    def blocked(self) -> tuple[StaffLine, ...]:
        """Linked, but Telegram no longer carries messages to them."""
        return tuple(one for one in self.people if one.linked and not one.reachable)


async def find_staff(session: Session, said: str, limit: int = 8) -> list[StaffLine]:
    """By staff code or by part of a name, marks optional; the exact code first."""
    folded = fold(said)
    if not folded:
        return []
    rows = await session.execute(
        _lines()
        .where(or_(func.lower(Official.staff_code) == code_key(said), Official.folded_name.contains(folded)))
        .order_by((func.lower(Official.staff_code) == code_key(said)).desc(), Official.folded_name, Official.id)
        .limit(limit)
    )
    return [_line(row) for row in rows]


async def commune_card(session: Session, commune_id: int, today: date) -> CommuneCard:
    """One commune, its people by given name. Raises NoLongerThere."""
    commune = await session.get(Commune, commune_id)
    if commune is None:
        raise NoLongerThere
    rows = await session.execute(_lines().where(Official.commune_id == commune_id, is_present(today)))
    people = sorted((_line(row) for row in rows), key=lambda one: (given_name_key(one.full_name), one.id))
    led_by = [one.official_id for one in await deciders_of(session, commune_id, today)]
    elsewhere = set(led_by) - {one.id for one in people}
    others = await session.execute(_lines().where(Official.id.in_(elsewhere)))
    known = {one.id: one for one in (*people, *map(_line, others))}
    return CommuneCard(commune_id, commune.full_name, tuple(people), tuple(known[one] for one in led_by))


async def staff_card(session: Session, official_id: int, today: date) -> StaffCard:
    """One person. Raises NoLongerThere."""
    row = (await session.execute(_lines().where(Official.id == official_id))).one_or_none()
    if row is None:
        raise NoLongerThere
    roles = await session.scalars(
        select(RoleGrant.role).where(RoleGrant.official_id == official_id, holds_on(today)).distinct()
    )
    phone = await session.scalar(select(Official.phone).where(Official.id == official_id))
    return StaffCard(_line(row), tuple(await posts_of(session, official_id)), tuple(roles), phone)


async def must_manage(session: Session, person: Person, official_id: int, today: date) -> None:
    """Raises NoRight: only an admin may tie, untie, invite or retire an admin, else the right could be taken over."""
    person.must_have(Role.coordinator, Role.admin)
    if not person.has(Role.admin) and official_id in await holders_of(session, Role.admin, today):
        raise NoRight


async def must_retire(session: Session, person: Person, official_id: int, today: date) -> None:
    """The same for taking somebody off the service, and never oneself."""
    await must_manage(session, person, official_id, today)
    if official_id == person.official_id:
        raise NoRight


async def mark_left(session: Session, person: Person, official_id: int, left: bool, now: datetime) -> None:
    """Note that somebody no longer works here (account and registrations end at once), or that this was a mistake."""
    if left:
        await must_retire(session, person, official_id, now.date())
        await end_all(session, official_id, now, person)
    else:
        await must_manage(session, person, official_id, now.date())
    official = await session.get(Official, official_id, with_for_update=True)
    if official is None:
        raise NoLongerThere
    before = official.left_on
    official.left_on = now.date() if left else None
    official.changed_at = now
    await record(
        session,
        "left" if left else "back",
        "official",
        official_id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        before={"left_on": before.isoformat() if before else None},
        after={"left_on": official.left_on.isoformat() if official.left_on else None},
    )


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Official.id,
            Official.staff_code,
            Official.full_name,
            Commune.kind,
            Commune.name,
            Official.unit_name,
            Official.commune_id,
            Account.user_id,
            Account.reachable,
            Official.left_on,
        )
        .outerjoin(Commune, Commune.id == Official.commune_id)
        .outerjoin(Account, Account.official_id == Official.id)
    )


def _line(row: Any) -> StaffLine:
    return StaffLine(
        id=row.id,
        staff_code=row.staff_code,
        full_name=row.full_name,
        unit=f"{row.kind} {row.name}" if row.name else row.unit_name,
        commune_id=row.commune_id,
        linked=row.user_id is not None,
        reachable=bool(row.reachable),
        left_on=row.left_on,
    )
