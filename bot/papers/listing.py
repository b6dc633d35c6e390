"""The table of people that every list has: headers, cells and widths, whatever kind of file it goes into."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts.papers import HEADERS, ORDINAL, cell
from models.roster import RosterLine
from models.roster_columns import Column

# What XML, and so both kinds of files, cannot hold.
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Short values that must not be broken: their columns stay as wide as they are.
_RIGID = {Column.birth_date, Column.gender, Column.staff_code, Column.phone}
_WIDTHS = {
    Column.full_name: 50,
    Column.birth_date: 25,
    Column.gender: 13,
    Column.post: 46,
    Column.unit: 40,
    Column.legal_group: 26,
    Column.staff_code: 31,
    Column.phone: 29,
    Column.signature: 24,
    Column.note: 26,
}
_ORDINAL_WIDTH = 11


@dataclass(frozen=True)
class Listing:
    """Rows of text below headers; widths in millimetres; `rigid` are the places of short values, which are centred."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    rigid: frozenset[int]

    def fitted(self, room: float) -> tuple[float, ...]:
        """The widths that fill a page: what can be broken into lines gives way."""
        fixed = sum(self.widths[place] for place in self.rigid)
        share = (room - fixed) / (sum(self.widths) - fixed)
        return tuple(one if place in self.rigid else share * one for place, one in enumerate(self.widths))


def listing(people: Sequence[RosterLine], columns: Sequence[Column]) -> Listing:
    """The table of these people in their order, numbered from 1."""
    return Listing(
        headers=(ORDINAL, *(HEADERS[column] for column in columns)),
        rows=tuple(
            (str(place), *(" ".join(printable(cell(column, line)).split()) for column in columns))
            for place, line in enumerate(people, 1)
        ),
        widths=(_ORDINAL_WIDTH, *(_WIDTHS[column] for column in columns)),
        rigid=frozenset({0, *(place for place, column in enumerate(columns, 1) if column in _RIGID)}),
    )


def printable(text: str) -> str:
    """The text without what a file cannot hold."""
    return _UNPRINTABLE.sub("", text)
