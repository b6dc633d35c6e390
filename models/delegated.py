"""Delegations as they stand: who decides in whose place and when, what a leader has given, what waits."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from models.database import Session
from models.official import Official, RoleGrant
from models.refusals import NoLongerThere
from models.registration import Level, Registration


@dataclass(frozen=True)
class Delegation:
    """Who decides in whose place, for which commune, from and to which day (both included).

    One that was taken back before it began ends before its first day.
    """

    id: int
    leader_id: int
    leader: str
    deputy_id: int
    deputy: str
    commune_id: int
    starts_on: date
    ends_on: date

    def is_in_force(self, today: date) -> bool:
        return self.starts_on <= today <= self.ends_on


async def delegation_of(session: Session, delegation_id: int) -> Delegation:
    """One delegation. Raises NoLongerThere."""
    row = (await session.execute(delegations().where(RoleGrant.id == delegation_id))).one_or_none()
    if row is None:
        raise NoLongerThere
    return Delegation(*row)


def delegations() -> Select[*tuple[Any, ...]]:
    """Delegations with their names, to be narrowed."""
    leader, deputy = aliased(Official), aliased(Official)
    return (
        select(
            RoleGrant.id,
            leader.id,
            leader.full_name,
            deputy.id,
            deputy.full_name,
            RoleGrant.commune_id,
            RoleGrant.starts_on,
            RoleGrant.ends_on,
        )
        .join(leader, leader.id == RoleGrant.acting_for_id)
        .join(deputy, deputy.id == RoleGrant.official_id)
        .where(RoleGrant.commune_id.is_not(None), RoleGrant.ends_on.is_not(None))
    )


async def requests_that_wait(session: Session, commune_id: int, *but_of: int) -> int:
    """How many requests wait for the commune's leaders, without those of some officials."""
    query = select(func.count()).where(
        Registration.awaits == Level.leader,
        Registration.commune_id == commune_id,
        Registration.official_id.not_in(but_of),
    )
    return await session.scalar(query) or 0


async def given_by(session: Session, leader_id: int, since: date) -> list[Delegation]:
    """What a leader has delegated and is not over by a day, the earliest first."""
    rows = await session.execute(
        delegations()
        .where(
            RoleGrant.acting_for_id == leader_id, RoleGrant.ends_on >= since, RoleGrant.ends_on >= RoleGrant.starts_on
        )
        .order_by(RoleGrant.starts_on, RoleGrant.id)
    )
    return [Delegation(*row) for row in rows]
