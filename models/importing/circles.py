"""Finds programmes that in the end require themselves: nobody could ever begin them."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select

from models.database import Session
from models.importing.known import Known
from models.programme import Prerequisite, Programme
from models.workbook_problems import Problem, ProblemCode
from models.workbook_rows import Sheet, Workbook, code_key


async def circles(session: Session, workbook: Workbook, known: Known) -> list[Problem]:
    """A problem for each row of the file that closes a circle, together with what the database requires already."""
    if "requires" not in workbook.columns.get(Sheet.programmes, frozenset()):
        return []
    written = {code_key(code): code for code in await session.scalars(select(Programme.code))}
    keys = {programme_id: key for key, programme_id in known.programmes.items()}
    requires: dict[str, list[str]] = {}
    for link in await session.scalars(select(Prerequisite)):
        requires.setdefault(keys[link.programme_id], []).append(keys[link.required_id])
    for row in workbook.programmes:
        written[code_key(row.code)] = row.code
        requires[code_key(row.code)] = [code_key(code) for code in row.requires]
    return [
        Problem(
            Sheet.programmes,
            row.row,
            "requires",
            ProblemCode.requires_in_circle,
            "; ".join(row.requires),
            " → ".join(written.get(key, key) for key in way),
        )
        for row in workbook.programmes
        for way in _way_back(code_key(row.code), requires)
    ]


def _way_back(start: str, requires: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The shortest way from a programme through what it requires to itself, if there is one."""
    seen: set[str] = set()
    ways: list[tuple[str, ...]] = [(start,)]
    while ways:
        longer: list[tuple[str, ...]] = []
        for way in ways:
            for key in requires.get(way[-1], ()):
                if key == start:
                    yield (*way, key)
                    return
                if key not in seen:
                    seen.add(key)
                    longer.append((*way, key))
        ways = longer
