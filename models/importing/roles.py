"""The roles that the roster gives and ends: who may do what changes here, so each change is told and recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from models.database import Session
from models.importing.known import Known
from models.kinds import Role
from models.official import Official, RoleGrant
from models.workbook_rows import OfficialRow

Scoped = tuple[Role, int | None]


@dataclass(frozen=True)
class Settled:
    """A row with its record after the import, and the commune that the record had before."""

    row: OfficialRow
    record: Official
    commune_before: int | None


@dataclass(frozen=True)
class RoleChange:
    """A role given or ended. `commune` is the full name of a leader's commune."""

    official_id: int
    name: str
    role: Role
    commune_id: int | None
    commune: str
    is_given: bool


async def settle_roles(
    session: Session, settled: Sequence[Settled], is_told: bool, known: Known, now: datetime
) -> list[RoleChange]:
    """Give what the sheet names and end what it no longer names; a leader leads the own commune.

    A grant with an end date was given for a time by somebody: it ends by itself, and the roster says nothing of it.
    Where the sheet has no column of roles (not `is_told`), roles stay, but a leader who moves leads the new commune.
    """
    open_ended: dict[int, list[RoleGrant]] = {}
    for grant in await session.scalars(select(RoleGrant).where(RoleGrant.ends_on.is_(None)).order_by(RoleGrant.id)):
        open_ended.setdefault(grant.official_id, []).append(grant)
    changes: list[RoleChange] = []
    today = now.date()
    for one in settled:
        grants = open_ended.get(one.record.id, [])
        present = {(grant.role, grant.commune_id) for grant in grants}
        wanted = set(_told(one) if is_told else _moved(one, present))
        for grant in grants:
            if (grant.role, grant.commune_id) not in wanted:
                grant.ends_on = today - timedelta(days=1)
        for role, commune_id in sorted(wanted - present, key=_order):
            session.add(
                RoleGrant(official_id=one.record.id, role=role, commune_id=commune_id, starts_on=today, ends_on=None)
            )
        changes += [_change(one, scoped, known, is_given=False) for scoped in sorted(present - wanted, key=_order)]
        changes += [_change(one, scoped, known, is_given=True) for scoped in sorted(wanted - present, key=_order)]
    return changes


def _told(one: Settled) -> Iterator[Scoped]:
    for role in one.row.roles:
        yield role, one.record.commune_id if role is Role.leader else None


def _moved(one: Settled, present: set[Scoped]) -> Iterator[Scoped]:
    for role, commune_id in present:
        leads_home = role is Role.leader and commune_id == one.commune_before
        yield role, one.record.commune_id if leads_home else commune_id


def _change(one: Settled, scoped: Scoped, known: Known, *, is_given: bool) -> RoleChange:
    role, commune_id = scoped
    commune = known.communes.names[commune_id] if commune_id is not None else ""
    return RoleChange(one.record.id, one.record.full_name, role, commune_id, commune, is_given)


def _order(scoped: Scoped) -> tuple[str, int]:
    return scoped[0].value, scoped[1] or 0
