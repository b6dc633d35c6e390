"""The reachability board: of the roster, commune by commune, who is linked, silent, blocked, or not there at all."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from models.account import Account
from models.commune import Commune, unit_key
from models.database import Session
from models.official import Official, is_present

PAGE = 8
SILENT_DAYS = 30  # not heard of for so long: the person may have changed the phone


@dataclass(frozen=True)
class UnitReach:
    """One commune, or (id None) everybody who belongs to none. `silent`: linked, not heard of for a long time."""

    commune_id: int | None
    name: str
    people: int
    reachable: int
    blocked: int
    silent: int

    @property
    def unlinked(self) -> int:
        return self.people - self.reachable - self.blocked


@dataclass(frozen=True)
class Board:
    """All units, those with the most people out of reach first."""

    units: tuple[UnitReach, ...]

    @property
    def total(self) -> UnitReach:
        return UnitReach(
            None,
            "",
            sum(unit.people for unit in self.units),
            sum(unit.reachable for unit in self.units),
            sum(unit.blocked for unit in self.units),
            sum(unit.silent for unit in self.units),
        )

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.units) // PAGE))

    def page(self, number: int) -> tuple[UnitReach, ...]:
        return self.units[number * PAGE : (number + 1) * PAGE]


async def reach_board(session: Session, today: date) -> Board:
    """One query over the roster."""
    silent_since = today - timedelta(days=SILENT_DAYS)
    rows = await session.execute(
        select(
            Official.commune_id,
            Commune.kind,
            Commune.name,
            func.count(),
            func.count().filter(Account.reachable.is_(True)),
            func.count().filter(Account.reachable.is_(False)),
            func.count().filter(
                Account.reachable.is_(True), func.coalesce(Account.seen_on, func.date(Account.linked_at)) < silent_since
            ),
        )
        .outerjoin(Commune, Commune.id == Official.commune_id)
        .outerjoin(Account, Account.official_id == Official.id)
        .where(is_present(today))
        .group_by(Official.commune_id, Commune.kind, Commune.name)
    )
    units = [UnitReach(row[0], f"{row[1]} {row[2]}" if row[2] else "", row[3], row[4], row[5], row[6]) for row in rows]
    return Board(tuple(sorted(units, key=lambda unit: (unit.reachable - unit.people, unit_key(unit.name)))))
