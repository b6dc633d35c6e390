"""Reads the lines of a table cell by cell; a cell that cannot be read becomes a problem, and the reading goes on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.cell.cell import ERROR_CODES

from bot.workbook.bad_cell import BadCell
from bot.workbook.cells import names_in, written
from bot.workbook.columns import COLUMNS, Column
from bot.workbook.tables import SourceCell, Table
from models.workbook_problems import Problem, ProblemCode
from models.workbook_rows import Reference, Sheet

_NOT_SHOWN = 200  # letters of a bad value that are kept for the sentence


@dataclass(slots=True)
class ReadLine:
    """The values of one line by field: only those cells that are filled and could be read."""

    sheet: Sheet
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def get(self, name: str) -> Any:
        """The value of a field; None when it is empty or could not be read."""
        return self.values.get(name)

    def found(self, name: str, code: ProblemCode, detail: object = "", value: object = None) -> Problem:
        """A problem of this line; its value is what the field holds, unless another is given."""
        shown = written(self.get(name) if value is None else value)
        return Problem(self.sheet, self.row, name, code, shown[:_NOT_SHOWN], written(detail))


def read_lines(table: Table) -> Iterator[ReadLine]:
    """Every line, with a problem for each of its cells that is missing or cannot be read."""
    columns = [column for column in COLUMNS[table.sheet] if column.field in table.columns]
    for line in table.lines:
        read = ReadLine(table.sheet, line.row)
        for column in columns:
            cell = line.cells.get(column.field)
            if cell is not None:
                _read_cell(read, column, cell)
            elif column.required:
                read.problems.append(Problem(table.sheet, line.row, column.field, ProblemCode.missing_value))
        yield read


def _read_cell(line: ReadLine, column: Column, cell: SourceCell) -> None:
    try:
        value = column.read(raw_value(cell, column.longest))
    except BadCell as bad:
        shown = "" if column.sensitive or bad.code is ProblemCode.formula else written(cell.value)[:_NOT_SHOWN]
        line.problems.append(Problem(line.sheet, line.row, column.field, bad.code, shown, bad.detail))
        line.unread.add(column.field)
        return
    line.values[column.field] = value
    if column.points_at is not None:
        line.references += [
            Reference(line.sheet, line.row, column.field, column.points_at, name) for name in names_in(value)
        ]


def raw_value(cell: SourceCell, longest: int) -> object:
    """What a cell holds. Raises BadCell for a formula, an error, or a text that is too long."""
    value: object = cell.value
    # A text like a formula or like an error is one made harmless, by somebody or by our own file of errors.
    if cell.data_type == "f" or (isinstance(value, str) and value.lstrip().startswith("=")):
        raise BadCell(ProblemCode.formula)
    if cell.data_type == "e" or (isinstance(value, str) and value.strip() in ERROR_CODES):
        raise BadCell(ProblemCode.error_value)
    if isinstance(value, str) and len(value) > longest:
        raise BadCell(ProblemCode.too_long, str(longest))
    # The format 00000 shows the leading zeros of a code that Excel keeps as a number.
    if isinstance(value, int) and not isinstance(value, bool) and set(cell.number_format) == {"0"}:
        return str(value).zfill(len(cell.number_format))
    return value
