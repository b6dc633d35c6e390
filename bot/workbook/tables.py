"""Finds in a workbook the sheets, header rows and lines that the contract names. Runs in the child process."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Protocol

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.workbook import Workbook as OpenedWorkbook

from bot.texts.workbook import HEADERS, SHEETS
from bot.workbook.columns import COLUMNS
from bot.workbook.words import clean
from models.folding import fold
from models.workbook_problems import Problem, ProblemCode
from models.workbook_rows import Sheet

MAX_ROWS = 20_000
MAX_COLUMNS = 60
_LAST_ROW = 1_048_576  # of Excel; a file may claim more
_TITLE_ROWS = 10
_LONGEST_HEADER = 200
_NOTE = re.compile(r"\([^()]*\)\W*$")

Worksheet = Any  # the stubs of openpyxl do not tell what its read-only sheets can do


class SourceCell(Protocol):
    """What we use of a cell that was read."""

    value: Any
    data_type: str
    number_format: str


Row = tuple[int, tuple[SourceCell, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row below the header: its number in Excel and its cells that are not empty, by field."""

    row: int
    cells: Mapping[str, SourceCell]


@dataclass(slots=True)
class Table:
    """One sheet of the contract as found. `header_row` is 0 when no header was recognised."""

    sheet: Sheet
    header_row: int = 0
    columns: dict[str, int] = field(default_factory=dict)  # field → place in the row, from 0
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def open_workbook(data: bytes) -> OpenedWorkbook:
    """The workbook, read row by row, formulas as they are written. Raises whatever openpyxl raises on a bad file."""
    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)


def contract_sheets(book: OpenedWorkbook) -> tuple[dict[Sheet, Worksheet], list[Problem]]:
    """The sheets that we read, in the contract's order; a second one of the same name is a problem."""
    names = {fold(name): sheet for sheet, name in SHEETS.items()}
    found: dict[Sheet, Worksheet] = {}
    problems = []
    for worksheet in book.worksheets:
        sheet = names.get(fold(worksheet.title))
        if sheet is None:
            continue
        if sheet in found:
            problems.append(Problem(sheet, 0, "", ProblemCode.duplicate_sheet))
        found.setdefault(sheet, worksheet)
    return {sheet: found[sheet] for sheet in Sheet if sheet in found}, problems


def filled_rows(worksheet: Worksheet) -> Iterator[Row]:
    """The rows that hold anything, with their numbers in Excel, whatever size the sheet claims to have."""
    rows = worksheet.iter_rows(max_row=_LAST_ROW, max_col=MAX_COLUMNS)
    padding = None  # rows that are not in the file come as one and the same tuple, up to a million times
    for number, cells in enumerate(rows, 1):
        if cells is padding:
            continue
        if all(cell is EMPTY_CELL for cell in cells):
            padding = cells
        else:
            yield number, cells


def find_header(sheet: Sheet, rows: Iterator[Row]) -> tuple[int, dict[str, list[int]], Iterator[Row]]:
    """The number of the header row (0: none), the places of each field in it, and the rows below it.

    State forms have a title above the table: of the first rows, the header is the one that names most columns.
    """
    head = []
    for row in rows:
        head.append(row)
        if row[0] > _TITLE_ROWS:
            break
    places = [(number, _places(sheet, cells)) for number, cells in head if number <= _TITLE_ROWS + 1]
    header_row, columns = max(places, key=lambda found: len(found[1]), default=(0, {}))
    if len(columns) < 2:
        return 0, {}, iter(())
    return header_row, columns, chain((row for row in head if row[0] > header_row), rows)


def read_table(sheet: Sheet, worksheet: Worksheet) -> Table:
    """All lines of a sheet, and what is wrong with the sheet as a whole."""
    header_row, places, rows = find_header(sheet, filled_rows(worksheet))
    table = Table(sheet, header_row, {name: where[0] for name, where in places.items()})
    missing = [column.field for column in COLUMNS[sheet] if column.must_have_header and column.field not in places]
    if missing:
        table.problems.append(Problem(sheet, 0, "", ProblemCode.missing_column, detail=",".join(missing)))
    for name, where in places.items():
        if len(where) > 1:
            table.problems.append(Problem(sheet, 0, name, ProblemCode.duplicate_column))
    for line in _lines(table.columns, rows):
        if len(table.lines) == MAX_ROWS:
            table.problems.append(Problem(sheet, 0, "", ProblemCode.too_many_rows, detail=str(MAX_ROWS)))
            break
        table.lines.append(line)
    return table


def _lines(columns: Mapping[str, int], rows: Iterable[Row]) -> Iterator[Line]:
    for number, cells in rows:
        filled = {name: cells[place] for name, place in columns.items() if not _is_blank(cells[place])}
        if filled:
            yield Line(number, filled)


def _is_blank(cell: SourceCell) -> bool:
    value = cell.value
    return value is None or (isinstance(value, str) and not value[:1].isalnum() and not clean(value))


def _places(sheet: Sheet, cells: Iterable[SourceCell]) -> dict[str, list[int]]:
    fields = {fold(header): name for name, header in HEADERS[sheet].items()}
    places: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        if isinstance(cell.value, str) and len(cell.value) <= _LONGEST_HEADER:
            name = fields.get(fold(_NOTE.sub("", cell.value)))
            if name is not None:
                places.setdefault(name, []).append(place)
    return places
