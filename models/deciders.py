"""Who decides for a commune: its leaders, and while one has delegated, the deputy in the leader's place.

The conditions are kept for the day: they take longer to build than to run.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from models.account import Account
from models.database import Ask, Session
from models.kinds import Role
from models.official import Official, RoleGrant, holds_on, is_present
from models.registration import Registration


@dataclass(frozen=True)
class Decider:
    """Somebody who is asked for a decision; `acting_for_id` is the leader in whose place.

    `is_reachable`: Telegram carries our messages there, as far as we know.
    """

    official_id: int
    acting_for_id: int | None = None
    is_reachable: bool = field(default=False, compare=False)
    name: str = field(default="", compare=False)


@lru_cache(maxsize=4)
def stands(today: date) -> ColumnElement[bool]:
    """The condition that a grant is in force: a delegated one falls with the role of the leader who gave it."""
    own, giver = aliased(RoleGrant), aliased(Official)
    given_by_a_leader = exists().where(
        own.official_id == RoleGrant.acting_for_id,
        own.role == RoleGrant.role,
        own.commune_id == RoleGrant.commune_id,
        own.acting_for_id.is_(None),
        own.starts_on <= today,
        or_(own.ends_on.is_(None), own.ends_on >= today),
        giver.id == own.official_id,
        or_(giver.left_on.is_(None), giver.left_on > today),
    )
    return and_(holds_on(today), or_(RoleGrant.acting_for_id.is_(None), given_by_a_leader))


@lru_cache(maxsize=4)
def is_asked(today: date) -> ColumnElement[bool]:
    """The condition that a leader's grant is one that requests go to: in force, and not delegated away."""
    lent, deputy = aliased(RoleGrant), aliased(Official)
    delegated = exists().where(
        lent.acting_for_id == RoleGrant.official_id,
        lent.role == RoleGrant.role,
        lent.commune_id == RoleGrant.commune_id,
        lent.starts_on <= today,
        or_(lent.ends_on.is_(None), lent.ends_on >= today),
        deputy.id == lent.official_id,
        or_(deputy.left_on.is_(None), deputy.left_on > today),
    )
    return and_(RoleGrant.role == Role.leader, stands(today), or_(RoleGrant.acting_for_id.is_not(None), ~delegated))


class Deciders:
    """Who decides today for some communes and for the department: of one reading, as of one moment."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self._leaders: dict[int, dict[int, Decider]] = {}
        self._coordinators: dict[int, Decider] = {}
        for role, commune_id, official_id, name, acting_for_id, is_reachable in rows:
            held = self._leaders.setdefault(commune_id, {}) if role is Role.leader else self._coordinators
            held.setdefault(official_id, Decider(official_id, acting_for_id, is_reachable, name))

    def of(self, commune_id: int | None) -> list[Decider]:
        """Whom a request of the commune goes to, each once, own roles before lent ones."""
        return list(self._leaders.get(commune_id, {}).values()) if commune_id is not None else []

    @property
    def coordinators(self) -> list[Decider]:
        """The department's."""
        return list(self._coordinators.values())


def deciding_for(communes: Collection[int | None], today: date) -> Ask:
    """The question for the rows of `Deciders`."""
    of = {f"c{n}": commune for n, commune in enumerate(communes)}
    return _deciding(today, tuple(of)), of


async def deciders_of(session: Session, commune_id: int, today: date) -> list[Decider]:
    """Whom a request of the commune goes to today."""
    return Deciders(await session.ask(*deciding_for([commune_id], today))).of(commune_id)


@lru_cache(maxsize=16)
def _deciding(today: date, communes: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    of_these = RoleGrant.commune_id.in_([bindparam(name, type_=BigInteger) for name in communes])
    reached = exists().where(Account.official_id == RoleGrant.official_id, Account.reachable.is_(True)).label("reached")
    return (
        select(RoleGrant.role, RoleGrant.commune_id, Official.id, Official.full_name, RoleGrant.acting_for_id, reached)
        .join(Official, Official.id == RoleGrant.official_id)
        .where(
            or_(and_(of_these, is_asked(today)), and_(RoleGrant.role == Role.coordinator, holds_on(today))),
            is_present(today),
        )
        .order_by(RoleGrant.acting_for_id.is_not(None), RoleGrant.id)
    )


@lru_cache(maxsize=4)
def leader_is_reachable(today: date) -> ColumnElement[bool]:
    """The condition that somebody who decides for the registration's commune, not the applicant, can be written to."""
    return (
        select(RoleGrant.id)
        .join(Official, Official.id == RoleGrant.official_id)
        .join(Account, Account.official_id == RoleGrant.official_id)
        .where(
            RoleGrant.commune_id == Registration.commune_id,
            RoleGrant.official_id != Registration.official_id,
            is_asked(today),
            is_present(today),
            Account.reachable.is_(True),
        )
        .correlate(Registration)
        .exists()
    )
