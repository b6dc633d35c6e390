"""Writes a workbook again with the reason of each wrong row in a last column. Runs in the child process."""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from bot.texts import workbook as words
from bot.texts.workbook_problems import reason
from bot.workbook.plain_text import put_text
from bot.workbook.tables import SourceCell, Worksheet, contract_sheets, filled_rows, find_header, open_workbook
from models.folding import fold
from models.workbook_problems import Problem
from models.workbook_rows import Sheet

_LAST_COPIED_ROW = 100_000

_WRONG_ROW = PatternFill("solid", fgColor="FFF2CC")
_WRONG_CELL = PatternFill("solid", fgColor="F8CBAD")
_HEADER = PatternFill("solid", fgColor="D9E1F2")
_TOP = Alignment(vertical="top")
_BOLD = Font(name="Calibri", bold=True)
_REASON_WIDTH, _WIDTH, _LINE_HEIGHT = 80, 20, 15

Problems = Mapping[int, Sequence[Problem]]  # by row


def mark_problems(data: bytes, problems: Sequence[Problem]) -> bytes:
    """The sheets of the contract with their rows where they were, as values only, and the column of reasons."""
    out, by_sheet = _begin(problems)
    sheets, _ = contract_sheets(open_workbook(data))
    for sheet, source in sheets.items():
        header_row, places, _ = find_header(sheet, filled_rows(source))
        _copy(source, out.create_sheet(words.SHEETS[sheet]), by_sheet[sheet], header_row, places)
    return _saved(out)


def mark_rows(
    title: str, source: Worksheet, header_row: int, places: Mapping[str, Sequence[int]], problems: Sequence[Problem]
) -> bytes:
    """The same for one sheet outside the contract, whose header was found already."""
    out, by_sheet = _begin(problems)
    _copy(source, out.create_sheet(title), by_sheet[title], header_row, places)
    return _saved(out)


def _begin(problems: Sequence[Problem]) -> tuple[openpyxl.Workbook, Mapping[str, Problems]]:
    """A workbook with what concerns no row on a page of its own; the other problems by sheet and row."""
    by_sheet: defaultdict[str, defaultdict[int, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    general = []
    for problem in problems:
        if 0 < problem.row <= _LAST_COPIED_ROW:
            by_sheet[problem.sheet][problem.row].append(problem)
        else:
            general.append(problem)
    out = openpyxl.Workbook(write_only=True)
    if general:
        _write_general(out.create_sheet(words.GENERAL_SHEET), general)
    return out, by_sheet


def _saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_general(target: Worksheet, problems: Iterable[Problem]) -> None:
    for letter, width in zip("ABC", (_WIDTH, 8, _REASON_WIDTH), strict=True):
        target.column_dimensions[letter].width = width
    _print_one_page_wide(target)
    target.append([_text(target, words.GENERAL_TITLE, font=_BOLD)])
    target.append([_text(target, header, fill=_HEADER, font=_BOLD) for header in words.GENERAL_HEADERS])
    for problem in problems:
        name = words.SHEETS[Sheet(problem.sheet)] if problem.sheet in words.SHEETS else problem.sheet
        place = WriteOnlyCell(target, problem.row or None)
        target.append([_text(target, name), place, _text(target, reason(problem), wrap=True)])


def _copy(
    source: Worksheet, target: Worksheet, problems: Problems, header_row: int, places: Mapping[str, Sequence[int]]
) -> None:
    old_reasons, width = _shape(source, header_row)
    for place in range(width):
        target.column_dimensions[get_column_letter(place + 1)].width = _WIDTH
    if header_row:
        target.column_dimensions[get_column_letter(width + 1)].width = _REASON_WIDTH
        target.freeze_panes = f"A{header_row + 1}"
    _print_one_page_wide(target)
    written = 0
    for number, cells in _copied_rows(source):
        for _ in range(number - written - 1):
            target.append([])
        wrong = problems.get(number, ())
        wrong_places = {place for problem in wrong for place in places.get(problem.column, ())}
        row: list[Cell | None] = []
        for place, cell in enumerate(cells[:width]):
            fill = _WRONG_CELL if place in wrong_places else _WRONG_ROW if wrong else None
            if number == header_row:
                fill = _HEADER
            row.append(None if place in old_reasons else _value(target, cell, fill))
        if number == header_row:
            row.append(_text(target, words.REASON_HEADER, fill=_HEADER, font=_BOLD))
        elif wrong:
            reasons = "; ".join(map(reason, wrong))
            row.append(_text(target, reasons, fill=_WRONG_ROW, wrap=True))
            target.row_dimensions[number].height = _LINE_HEIGHT * (len(reasons) // _REASON_WIDTH + 1)
        target.append(row)
        written = number


def _print_one_page_wide(target: Worksheet) -> None:
    target.page_setup.orientation = "landscape"
    target.page_setup.fitToHeight = 0  # as many pages as it takes
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _copied_rows(source: Worksheet) -> Iterator[tuple[int, tuple[SourceCell, ...]]]:
    for row in filled_rows(source):
        if row[0] > _LAST_COPIED_ROW:
            return
        yield row


def _shape(source: Worksheet, header_row: int) -> tuple[set[int], int]:
    """The places of reason columns that we wrote an earlier time, and how many columns the rest has."""
    old_reasons: set[int] = set()
    width = 0
    for number, cells in _copied_rows(source):
        if number == header_row:
            old_reasons = {
                place
                for place, cell in enumerate(cells)
                if isinstance(cell.value, str) and fold(cell.value[:50]) == fold(words.REASON_HEADER)
            }
        filled = (place for place in range(len(cells) - 1, width - 1, -1) if cells[place].value is not None)
        width = max(width, next((place + 1 for place in filled if place not in old_reasons), 0))
    return old_reasons, width


def _value(target: Worksheet, cell: SourceCell, fill: PatternFill | None) -> Cell:
    value = cell.value
    number_format = _number_format(cell)
    if number_format is None:
        return _text(target, getattr(value, "text", value), fill=fill)
    copied: Cell = WriteOnlyCell(target, value)
    copied.number_format = number_format
    if fill is not None:
        copied.fill = fill
        copied.alignment = _TOP
    return copied


def _number_format(cell: SourceCell) -> str | None:
    """How a value that is no text is shown; None for a text."""
    match cell.value:
        case datetime() if cell.value.time() != time():
            return "dd/mm/yyyy hh:mm"
        case date():
            return "dd/mm/yyyy"
        case time():
            return "hh:mm"
        case timedelta():
            return "[h]:mm"
        case int() | float():
            return cell.number_format if set(cell.number_format) == {"0"} else "General"
        case None:
            return "General"
    return None


def _text(
    target: Worksheet,
    value: object,
    *,
    fill: PatternFill | None = None,
    font: Font | None = None,
    wrap: bool = False,
) -> Cell:
    """A cell that no spreadsheet will ever run, whatever its text begins with."""
    cell = put_text(WriteOnlyCell(target), value)
    if fill is not None:
        cell.fill = fill
        cell.alignment = _TOP
    if font is not None:
        cell.font = font
    if wrap:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
