"""The workbook in which a coordinator fills in the results of one course: its people, its tests, and what is known."""

import io
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.texts import results_workbook as words
from bot.workbook.plain_text import put_text
from models.result_sheet import ResultSheet

HEADER_ROW = 4
_FACE = "Times New Roman"
_THIN = Side(style="thin")
_LINE = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEADER = PatternFill("solid", fgColor="D9E1F2")
_WRAP = Alignment(wrap_text=True, vertical="center", horizontal="center")


def results_template(found: ResultSheet) -> bytes:
    """One sheet with a line a person whose result is open, sorted by given name."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = words.SHEET
    headers = words.headers(found.tests)
    for row, text, font in (
        (1, words.title(found.course), Font(name=_FACE, bold=True, size=14)),
        (2, words.NOTE, Font(name=_FACE, italic=True, size=12)),
        (3, words.note_of_tests(found.tests), Font(name=_FACE, italic=True, size=12)),
    ):
        _put(page, row, 1, text, font)
    for place, header in enumerate(headers, 1):
        _put(page, HEADER_ROW, place, header, Font(name=_FACE, bold=True, size=12))
        cell = page.cell(HEADER_ROW, place)
        cell.fill, cell.border, cell.alignment = _HEADER, _LINE, _WRAP
    for row, line in enumerate(found.open, HEADER_ROW + 1):
        scores = [line.scores.get(one.id) for one in found.tests]
        said = words.RESULTS[line.by_hand][0] if line.by_hand is not None else None
        values: list[Any] = [line.staff_code, line.full_name, line.unit, *scores, said]
        for place, value in enumerate(values, 1):
            _put(page, row, place, value, Font(name=_FACE, size=12))
            page.cell(row, place).border = _LINE
    _set_up(page, found, len(headers))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _put(page: Worksheet, row: int, place: int, value: Any, font: Font) -> None:
    cell: Any = page.cell(row, place)
    if isinstance(value, str):
        put_text(cell, value)
    elif value is not None:
        cell.value = value
    cell.font = font


def _set_up(page: Worksheet, found: ResultSheet, width: int) -> None:
    """Marks within their scale and one of two words are all that a program then takes; A4, one page wide."""
    last = HEADER_ROW + max(1, len(found.open))
    for place, size in enumerate((18, 30, 26, *([16] * len(found.tests)), 16), 1):
        page.column_dimensions[get_column_letter(place)].width = size
    page.column_dimensions["A"].number_format = "@"  # keeps the leading zeros of codes
    for place, test in enumerate(found.tests, 4):
        marks = DataValidation(type="decimal", operator="between", formula1="0", formula2=str(test.scale))
        _insist(page, marks, words.bad_score(test), f"{get_column_letter(place)}{HEADER_ROW + 1}", last)
    choices = ",".join(ways[0] for ways in words.RESULTS.values())
    one_of_two = DataValidation(type="list", formula1=f'"{choices}"')
    _insist(page, one_of_two, words.BAD_RESULT, f"{get_column_letter(width)}{HEADER_ROW + 1}", last)
    page.row_dimensions[HEADER_ROW].height = 36
    page.freeze_panes = f"C{HEADER_ROW + 1}"
    page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _insist(page: Worksheet, validation: DataValidation, error: str, first: str, last: int) -> None:
    validation.allow_blank = True
    validation.showErrorMessage = True
    validation.errorTitle, validation.error = words.BAD_TITLE, error
    validation.add(f"{first}:{first.rstrip('0123456789')}{last}")
    page.add_data_validation(validation)
