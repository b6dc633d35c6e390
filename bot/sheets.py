"""Writes tables as .xlsx: one sheet a table, a row «Tổng» below, and no cell that a spreadsheet would run."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

Value = str | int | float | date | datetime | None

_LONGEST_TEXT = 32_767  # of a cell in Excel
_READ_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEADER_FILL = PatternFill("solid", fgColor="D9E1F2")
_HEADER_FONT = Font(name="Calibri", bold=True, size=11)  # the face of the cells that have none of their own
_LINE = Border(top=Side(style="thin"))
_LINE_HEIGHT = 15  # points
_LONG = 80  # letters: more would run far beyond the page
_WRAP = Alignment(wrap_text=True)


@dataclass(frozen=True)
class Column:
    """A column; `width` in characters. `adds_up`: the last row holds its sum."""

    header: str
    width: int
    adds_up: bool = False


@dataclass(frozen=True)
class Table:
    """One sheet. Its last row is «Tổng»: the word, the number of rows beside it, and the sums."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    total: str


def write_sheets(tables: Sequence[Table]) -> bytes:
    """The workbook. Takes about a second for 6,500 rows: never on the event loop."""
    book = openpyxl.Workbook(write_only=True)
    for table in tables:
        _write(book.create_sheet(table.name), table)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(sheet: Any, table: Table) -> None:
    for place, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if table.rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    first = table.rows[0] if table.rows else [None] * len(table.columns)
    lines = max(math.ceil(len(column.header) * 1.15 / column.width) for column in table.columns)  # bold is wider
    sheet.row_dimensions[1].height = _LINE_HEIGHT * lines + 3
    sheet.append([_header(sheet, column.header, value) for column, value in zip(table.columns, first, strict=True)])
    for place, row in enumerate(table.rows, 2):
        if (lines := _lines(table.columns, row)) > 1:
            sheet.row_dimensions[place].height = _LINE_HEIGHT * lines
        sheet.append([_cell(sheet, value) for value in row])
    sheet.append([_total(sheet, value) for value in _sums(table)])


def _lines(columns: Sequence[Column], row: Sequence[Value]) -> int:
    """How many lines the longest of the wrapped texts takes."""
    parts = [len(str(value)) / column.width for column, value in zip(columns, row, strict=True) if _is_long(value)]
    return max((math.ceil(part * 1.1) for part in parts), default=1)


def _is_long(value: Value) -> bool:
    return isinstance(value, str) and len(value) > _LONG


def _sums(table: Table) -> list[Value]:
    sums: list[Value] = []
    for place, column in enumerate(table.columns):
        numbers = [value for row in table.rows if isinstance(value := row[place], (int, float))]
        sums.append(sum(numbers) if column.adds_up else None)
    sums[0] = table.total
    if sums[1] is None:
        sums[1] = len(table.rows)
    return sums


def _cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_TEXT]
        is_formula = text.startswith(_READ_AS_FORMULA)
        if not is_formula and not _is_long(text):
            return text
        cell = WriteOnlyCell(sheet, text)
        cell.data_type, cell.quotePrefix = "s", is_formula
        if _is_long(text):
            cell.alignment = _WRAP
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet)
        cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(value, datetime) else "dd/mm/yyyy"
        return cell
    return value


def _header(sheet: Any, text: str, below: Value) -> Any:
    """It stands where the values below it stand: numbers and days on the right."""
    cell = WriteOnlyCell(sheet, text)
    side = "right" if isinstance(below, (int, float, date)) else "left"
    cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL
    cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True)
    return cell


def _total(sheet: Any, value: Value) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.font, cell.border = _HEADER_FONT, _LINE
    return cell
