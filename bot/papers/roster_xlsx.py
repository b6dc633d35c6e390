"""The class list as a workbook in state form; no cell of it is ever run, whatever a name begins with."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import cast

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.papers.attendance_sheet import add_attendance_sheet
from bot.papers.listing import Listing, listing, printable
from bot.texts import paper_roster as texts
from bot.texts import papers
from bot.workbook.plain_text import put_text
from models.dossier import Dossier

A4 = 9
MM_A_CHARACTER = 1.95  # of a column's width as Excel counts it
MM_A_LETTER = 1.85  # of Times New Roman 13 on average
UPRIGHT = 185  # millimetres of columns that still fit an upright page, a little smaller
SIZE = 13
LINE = 18  # points that a line of it takes
THIN = Side(style="thin")
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
FROM_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def roster_xlsx(dossier: Dossier, now: datetime) -> bytes:
    """Head, title, the table with its head repeated on every page, and who signs; behind it the attendance, if any."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = texts.SHEET
    table = listing(dossier.people, dossier.columns)
    row = _head(page, dossier, table, now)
    last = _table(page, table, row)
    _foot(page, dossier, len(table.headers), last + 1)
    _set_up(page, table, row)
    if dossier.attendance is not None:
        add_attendance_sheet(book, dossier.card.course.code, dossier.people, dossier.attendance)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _head(page: Worksheet, dossier: Dossier, table: Listing, now: datetime) -> int:
    """The rows above the table; the row where the table begins."""
    width = len(table.headers)
    middle = max(2, width // 2)
    card, room = dossier.card, sum(table.widths)
    pairs = (
        (papers.PROVINCE_COMMITTEE, papers.NATION, False, 12),
        (papers.DEPARTMENT, papers.MOTTO, True, 13),
    )
    for row, (left, right, is_last, size) in enumerate(pairs, 1):
        _line(page, row, 1, middle, left, size=12, bold=is_last, underlined=is_last)
        _line(page, row, middle + 1, width, right, size=size, bold=True, underlined=is_last)
    _line(page, 3, middle + 1, width, papers.place_and_date(papers.PROVINCE, now.year), italic=True)
    _line(page, 5, 1, width, papers.LIST_TITLE, size=14, bold=True)
    _line(page, 6, 1, width, texts.subject(card), size=14, bold=True, room=room)
    _line(page, 7, 1, width, texts.facts(card), italic=True, room=room)
    _line(page, 8, 1, width, texts.attached(now.year), italic=True, room=room)
    return 10


def _table(page: Worksheet, table: Listing, first: int) -> int:
    """Fill it in; its last row."""
    for place, header in enumerate(table.headers, 1):
        cell = put_text(_at(page, first, place), header)
        cell.font = Font(name=papers.FONT, size=SIZE, bold=True)
        cell.alignment = MIDDLE
        cell.border = BOX
    for row, texts_of_row in enumerate(table.rows, first + 1):
        for place, text in enumerate(texts_of_row):
            cell = _at(page, row, place + 1)
            if place == 0:
                cell.value = int(text)
            else:
                put_text(cell, text)
            cell.font = Font(name=papers.FONT, size=SIZE)
            centred = place in table.rigid
            cell.alignment = MIDDLE if centred else FROM_LEFT
            cell.border = BOX
        page.row_dimensions[row].height = LINE * _lines_needed(table, texts_of_row)
    page.row_dimensions[first].height = 2 * LINE
    return first + len(table.rows)


def _lines_needed(table: Listing, row: Sequence[str]) -> int:
    """How many lines the fullest cell takes: programs do not all make a row higher by themselves."""
    return max(_lines(text, width) for text, width in zip(row, table.widths, strict=True))


def _lines(text: str, room: float) -> int:
    """How many lines a text takes within some millimetres."""
    return max(1, -(-len(text) // max(1, int(room / MM_A_LETTER))))


def _foot(page: Worksheet, dossier: Dossier, width: int, row: int) -> None:
    middle = max(2, width // 2)
    _line(page, row, 1, width, texts.total(len(dossier.people), dossier.units), horizontal="left")
    page.row_dimensions[row].height = 2 * LINE
    for left, right in zip(texts.MADE_BY, texts.SIGNED_BY, strict=True):
        row += 1
        _line(page, row + 1, 1, middle, left, bold=True)
        _line(page, row + 1, middle + 1, width, right, bold=True)


def _line(
    page: Worksheet,
    row: int,
    first: int,
    last: int,
    text: str,
    *,
    size: int = SIZE,
    bold: bool = False,
    italic: bool = False,
    underlined: bool = False,
    horizontal: str = "center",
    room: float = 0,
) -> None:
    """A text across some columns; one that may be long is broken into lines within `room` millimetres."""
    lines = _lines(text, room) if room else 1
    cell = put_text(_at(page, row, first), printable(text))
    cell.font = Font(name=papers.FONT, size=size, bold=bold, italic=italic, underline="single" if underlined else None)
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=bool(room))
    page.row_dimensions[row].height = max(page.row_dimensions[row].height or 0, LINE * lines)
    if last > first:
        page.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)


def _at(page: Worksheet, row: int, place: int) -> Cell:
    """The cell there, which is not yet part of a wider one."""
    return cast("Cell", page.cell(row, place))


def _set_up(page: Worksheet, table: Listing, header_row: int) -> None:
    """A4, one page wide, the decree's margins, the head of the table on every page."""
    for place, width in enumerate(table.widths, 1):
        page.column_dimensions[get_column_letter(place)].width = width / MM_A_CHARACTER
    page.freeze_panes = f"A{header_row + 1}"
    page.print_title_rows = f"{header_row}:{header_row}"
    page.page_setup.paperSize = A4
    page.page_setup.orientation = "portrait" if sum(table.widths) <= UPRIGHT else "landscape"
    page.page_setup.fitToHeight = 0  # as many pages as it takes
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.top = page.page_margins.bottom = 20 / 25.4
    page.page_margins.left, page.page_margins.right = 30 / 25.4, 15 / 25.4
    page.HeaderFooter.differentFirst = True
    if page.oddHeader is not None:
        page.oddHeader.center.text = "&P"
