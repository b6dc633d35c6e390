"""Settles lists of links (posts of a person, communes of a course) for many owners at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import delete, insert, select

from models.base import Base
from models.database import Session

_T = TypeVar("_T")
AT_ONCE = 1_000  # ids in one statement: SQLite takes 32,766 values, PostgreSQL 65,535


async def settle_links(
    session: Session, table: type[Base], owner: str, wanted: Mapping[int, Sequence[Mapping[str, object]]]
) -> set[int]:
    """Make the links of each owner what is wanted; the ids of the owners for whom something differed.

    `owner` is the column of the owner's id; a link is the rest of its columns. Takes a few statements, however many
    owners there are.
    """
    links = table.__table__
    key = links.c[owner]
    present: dict[int, set[frozenset[tuple[str, object]]]] = {}
    for row in (await session.execute(select(*links.c))).mappings():
        values = dict(row)
        present.setdefault(values.pop(owner), set()).add(frozenset(values.items()))
    differing = {
        owner_id: rows
        for owner_id, rows in wanted.items()
        if {frozenset(row.items()) for row in rows} != present.get(owner_id, set())
    }
    for ids in at_once(sorted(differing.keys() & present.keys())):
        await session.execute(delete(table).where(key.in_(ids)))
    fresh = [{owner: owner_id, **row} for owner_id, rows in differing.items() for row in rows]
    for rows in at_once(fresh):
        await session.execute(insert(table), rows)
    return set(differing)


def at_once(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """The items in pieces that fit into one statement."""
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
