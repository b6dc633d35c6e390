"""Finds the programme that a typed text means, as the search finds courses: without marks, by abbreviation, by code."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from models.course import Course
from models.database import Session
from models.programme import Programme
from models.search import Entry, SearchIndex
from models.search_aliases import Aliases

PAGE = 6


@dataclass(frozen=True)
class ProgrammeLine:
    """A programme to choose; hours in tiết."""

    id: int
    code: str
    name: str
    hours: float


@dataclass(frozen=True)
class ProgrammePage:
    """One page of those found, or of all."""

    lines: tuple[ProgrammeLine, ...]
    page: int
    pages: int


async def programme_page(session: Session, page: int = 0) -> ProgrammePage:
    """All programmes by code, a page at a time; those that had a course last come first."""
    total = await session.scalar(select(func.count()).select_from(Programme)) or 0
    pages = max(1, -(-total // PAGE))
    page = page if page < pages else 0
    latest = select(func.max(Course.starts_on)).where(Course.programme_id == Programme.id).scalar_subquery()
    rows = await session.execute(
        select(Programme.id, Programme.code, Programme.name, Programme.hours)
        .order_by(latest.is_(None), latest.desc(), Programme.code)
        .limit(PAGE)
        .offset(page * PAGE)
    )
    return ProgrammePage(tuple(ProgrammeLine(*row) for row in rows), page, pages)


async def programmes_said(session: Session, aliases: Aliases, said: str, today: date) -> tuple[ProgrammeLine, ...]:
    """The best first. The catalogue is small, so an index of its own is made for each question."""
    rows = await session.execute(select(Programme.id, Programme.code, Programme.name, Programme.hours))
    known = {row.id: ProgrammeLine(*row) for row in rows}
    index = SearchIndex(aliases)
    index.put(
        Entry(one.id, one.code, one.name, one.name, "", "", "", "", (), (), today, today, is_open=True)
        for one in known.values()
    )
    found = index.find(said, today, limit=PAGE)
    return tuple(known[match.id] for match in found.matches or found.nearest)
