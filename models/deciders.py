"""Who decides for a commune: its leaders, and while one has delegated, the deputy in the leader's place.

The conditions are kept for the day: they take longer to build than to run.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from models.account import Account
from models.database import Session
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


async def deciders_of(session: Session, commune_id: int, today: date) -> list[Decider]:
    """Whom a request of the commune goes to today, each once, in order of their grants, own roles before lent ones."""
    rows = await session.ask(_deciders(today), {"commune_id": commune_id})
    found: dict[int, Decider] = {}
    for official_id, acting_for_id, is_reachable in rows:
        found.setdefault(official_id, Decider(official_id, acting_for_id, is_reachable))
    return list(found.values())


@lru_cache(maxsize=4)
def _deciders(today: date) -> Select[int, int | None, bool]:
    reached = exists().where(Account.official_id == RoleGrant.official_id, Account.reachable.is_(True))
    return (
        select(RoleGrant.official_id, RoleGrant.acting_for_id, reached)
        .join(Official, Official.id == RoleGrant.official_id)
        .where(RoleGrant.commune_id == bindparam("commune_id"), is_asked(today), is_present(today))
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
