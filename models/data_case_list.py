"""Requests about the own data as they are read: one with its person, what waits, a person's own."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from models.commune import Commune
from models.data_case import CaseState, DataCase
from models.database import Session
from models.official import Official
from models.refusals import NoLongerThere

PAGE = 6


@dataclass(frozen=True)
class CaseLine:
    """A request with whom it is about."""

    case: DataCase
    full_name: str
    staff_code: str
    unit: str


async def case_line(session: Session, case_id: int) -> CaseLine:
    """One request with its person, however it stands. Raises NoLongerThere."""
    row = (await session.execute(_lines().where(DataCase.id == case_id))).one_or_none()
    if row is None:
        raise NoLongerThere
    return _line(row)


async def open_cases(session: Session, limit: int | None = PAGE) -> list[CaseLine]:
    """What waits for an answer, the nearest end of its time first."""
    query = _lines().where(DataCase.state == CaseState.open).order_by(DataCase.due_at, DataCase.id)
    return [_line(row) for row in await session.execute(query.limit(limit) if limit else query)]


async def count_open(session: Session) -> int:
    """How many wait."""
    waiting = select(func.count()).select_from(DataCase).where(DataCase.state == CaseState.open)
    return await session.scalar(waiting) or 0


async def cases_of(session: Session, official_id: int, limit: int = PAGE) -> list[DataCase]:
    """A person's own requests, the newest first."""
    found = await session.scalars(
        select(DataCase).where(DataCase.official_id == official_id).order_by(DataCase.id.desc()).limit(limit)
    )
    return list(found)


async def decider_of(session: Session, case: DataCase) -> str:
    """Who has answered it; empty while it is open, and for an admin who is not on the roster."""
    if case.decided_by_id is None:
        return ""
    return (await session.get_one(Official, case.decided_by_id)).full_name


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            DataCase,
            Official.full_name,
            Official.staff_code,
            func.coalesce(Commune.kind + " " + Commune.name, Official.unit_name),
        )
        .join(Official, Official.id == DataCase.official_id)
        .outerjoin(Commune, Commune.id == Official.commune_id)
    )


def _line(row: Any) -> CaseLine:
    return CaseLine(*row)
