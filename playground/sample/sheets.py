"""How the sheets look: the manner of a state office's workbook."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Literal, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.page import PageMargins

Cell = str | int | date | time | None
Look = Literal["text", "centre", "phone", "day", "hour"]

_TYPEFACE = "Times New Roman"
_SIDE = Side(style="thin", color="808080")
_BOX = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_FORMATS: dict[Look, tuple[str, str]] = {
    "text": ("left", "General"),
    "centre": ("center", "General"),
    "phone": ("center", "@"),
    "day": ("center", "dd/mm/yyyy"),
    "hour": ("center", "hh:mm"),
}
_HEADER = "header"
_LINE = 17  # points that one line of 12-point text takes


class Column(NamedTuple):
    """One column; `width` in characters."""

    header: str
    width: int
    look: Look = "text"


def new_workbook() -> Workbook:
    """An empty workbook that knows the looks."""
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    for look, (side, number_format) in _FORMATS.items():
        workbook.add_named_style(_style(look, Font(name=_TYPEFACE, size=12), side, number_format))
    header = _style(_HEADER, Font(name=_TYPEFACE, size=12, bold=True), "center", "General")
    header.fill = PatternFill("solid", start_color="DCE6F1")
    workbook.add_named_style(header)
    return workbook


def add_sheet(workbook: Workbook, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
    """A sheet with its header in row 1, that stays in sight on the screen and on every printed page."""
    sheet = workbook.create_sheet(name)
    sheet.append([column.header for column in columns])
    for row in rows:
        sheet.append([value if value != "" else None for value in row])
        sheet.row_dimensions[sheet.max_row].height = _LINE * _lines(row, columns)
    for cells, column in zip(sheet.iter_cols(), columns, strict=True):
        sheet.column_dimensions[cells[0].column_letter].width = column.width
        cells[0].style = _HEADER
        for cell in cells[1:]:
            cell.style = column.look
    sheet.row_dimensions[1].height = _LINE * 2
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.7, footer=0.3)
    sheet.oddFooter.right.text = "Trang &P/&N"


def _lines(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    """How many lines the fullest cell wraps into: not every program works out row heights when it opens a file."""
    return max(
        -(-len(value) // column.width) for value, column in zip(row, columns, strict=True) if isinstance(value, str)
    )


def _style(name: str, font: Font, side: str, number_format: str) -> NamedStyle:
    alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    return NamedStyle(name, font=font, border=_BOX, alignment=alignment, number_format=number_format)
