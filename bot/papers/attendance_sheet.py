"""The sheet «Điểm danh» of a class list: a column a half-day, a row a person, and the sums below."""

from collections.abc import Sequence
from typing import cast

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.papers.listing import printable
from bot.texts import paper_attendance as texts
from bot.texts import papers
from bot.workbook.plain_text import put_text
from models.attendance import THERE
from models.attendance_table import AttendanceTable
from models.roster import RosterLine

A4 = 9
FIRST = 4  # the row of the headers
WIDTHS = (6, 30, 26)
DAY_WIDTH, SUM_WIDTH = 8, 10
HEIGHT = 20  # points of a row
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)


def add_attendance_sheet(book: Workbook, code: str, people: Sequence[RosterLine], table: AttendanceTable) -> None:
    """Add it behind the list, in the list's order."""
    page = cast("Worksheet", book.create_sheet(texts.SHEET))
    headers = [*texts.HEADERS, *(texts.column(start) for _, start in table.meetings), texts.THERE]
    width = len(headers)
    for row, text, bold in ((1, f"{texts.TITLE} – {code}", True), (2, texts.LEGEND, False)):
        _put(page, row, 1, text, bold=bold, boxed=False)
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    page.row_dimensions[2].height = 36
    for place, header in enumerate(headers, 1):
        _put(page, FIRST, place, header, bold=True)
    page.row_dimensions[FIRST].height = 36
    for at, line in enumerate(people, 1):
        _person(page, FIRST + at, at, line, table)
    _totals(page, FIRST + len(people) + 1, people, table)
    _set_up(page, len(table.meetings))


def _person(page: Worksheet, row: int, at: int, line: RosterLine, table: AttendanceTable) -> None:
    marks = [table.marks.get((line.official_id, meeting_id)) for meeting_id, _ in table.meetings]
    page.row_dimensions[row].height = HEIGHT
    _put(page, row, 1, at)
    _put(page, row, 2, line.full_name, left=True)
    _put(page, row, 3, line.unit, left=True)
    for place, mark in enumerate(marks, 4):
        _put(page, row, place, texts.SIGNS[mark] if mark else "")
    _put(page, row, 4 + len(marks), sum(mark in THERE for mark in marks))


def _totals(page: Worksheet, row: int, people: Sequence[RosterLine], table: AttendanceTable) -> None:
    """How many were there at each half-day."""
    sums = [
        sum(table.marks.get((line.official_id, meeting_id)) in THERE for line in people)
        for meeting_id, _ in table.meetings
    ]
    cells: list[str | int] = ["", texts.TOTAL, "", *sums, sum(sums)]
    page.row_dimensions[row].height = HEIGHT
    for place, value in enumerate(cells, 1):
        _put(page, row, place, value, bold=True, left=place == 2)


def _put(
    page: Worksheet,
    row: int,
    place: int,
    value: str | int,
    *,
    bold: bool = False,
    left: bool = False,
    boxed: bool = True,
) -> None:
    cell = cast("Cell", page.cell(row, place))
    if isinstance(value, int):
        cell.value = value
    elif value:
        put_text(cell, printable(value))
    cell.font = Font(name=papers.FONT, size=12, bold=bold)
    cell.alignment = LEFT if left else MIDDLE
    if boxed:
        cell.border = BOX


def _set_up(page: Worksheet, meetings: int) -> None:
    for place, width in enumerate((*WIDTHS, *([DAY_WIDTH] * meetings), SUM_WIDTH), 1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.freeze_panes = f"D{FIRST + 1}"
    page.print_title_rows = f"{FIRST}:{FIRST}"
    page.page_setup.paperSize = A4
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
