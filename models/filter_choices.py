"""What the list of open courses can be narrowed by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from models.course import Course
from models.database import Session
from models.folding import fold
from models.institution import Institution
from models.lookup import next_month, open_for
from models.programme import Programme
from models.term import Term


@dataclass(frozen=True)
class Choices:
    """What the open courses can be narrowed by: (id, name) pairs, and the first days of months."""

    months: tuple[date, ...]
    institutions: tuple[tuple[int, str], ...]
    modes: tuple[tuple[int, str], ...]
    kinds: tuple[tuple[int, str], ...]


async def filter_choices(session: Session, official_id: int | None, now: datetime) -> Choices:
    """Values that the person's open courses have, so that no choice leads to an empty list by itself; one query."""
    mode, kind = aliased(Term), aliased(Term)
    query = (
        select(
            Course.starts_on,
            Course.ends_on,
            Institution.id,
            Institution.name,
            mode.id.label("mode_id"),
            mode.name.label("mode"),
            kind.id.label("kind_id"),
            kind.name.label("kind"),
        )
        .join(Programme, Programme.id == Course.programme_id)
        .outerjoin(Institution, Institution.id == Course.institution_id)
        .outerjoin(mode, mode.id == Course.mode_id)
        .outerjoin(kind, kind.id == Programme.kind_id)
        .where(*open_for(official_id, now))
        .distinct()
    )
    rows = (await session.execute(query)).all()
    return Choices(
        tuple(sorted({month for row in rows for month in _months(row.starts_on, row.ends_on)})),
        _named((row.id, row.name) for row in rows),
        _named((row.mode_id, row.mode) for row in rows),
        _named((row.kind_id, row.kind) for row in rows),
    )


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def _named(pairs: Iterable[tuple[int | None, str | None]]) -> tuple[tuple[int, str], ...]:
    found = {value: name for value, name in pairs if value is not None and name is not None}
    return tuple(sorted(found.items(), key=lambda pair: fold(pair[1])))
