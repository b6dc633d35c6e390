"""Makes the empty workbook that coordinators fill in."""

import io
from collections.abc import Mapping
from typing import Any, Final

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.texts import workbook as words
from bot.workbook.columns import COLUMNS
from models.kinds import Role
from models.workbook_rows import Sheet

_HEADER_ROW = 3
_LAST_ROW = 2_000  # that a list of choices reaches
_DATES = {"birth_date", "starts_on", "ends_on", "deadline_on", "on", "quotas_until", "valid_from", "valid_to"}
_TIMES = {"starts_at", "ends_at"}
_NUMBERS = {"hours", "seats", "minimum", "commune_cap", "value"}
_WIDE = {
    "title",
    "full_name",
    "posts",
    "unit",
    "communes",
    "institution",
    "venue",
    "topic",
    "description",
    "note",
    "name",
    "quotas",
    "basis",
}
_HEADER_FILL = PatternFill("solid", fgColor="D9E1F2")
_LINE = Border(bottom=Side(style="thin"))
# Several of these may stand in one cell: the list proposes, and does not insist.
_MANY: Final = {"roles", "legal_groups"}


def template() -> bytes:
    """The six sheets of the contract as .xlsx: title, note, headers with hints, choices, and no rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in Sheet:
        _fill(book.create_sheet(words.SHEETS[sheet]), sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    page["A1"] = words.TEMPLATE_TITLES[sheet]
    page["A1"].font = Font(name="Calibri", bold=True, size=14)
    page["A2"] = words.TEMPLATE_NOTE
    page["A2"].font = Font(name="Calibri", italic=True)
    choices = _choices(sheet)
    for place, column in enumerate(COLUMNS[sheet], 1):
        header = page.cell(_HEADER_ROW, place, words.HEADERS[sheet][column.field] + (" *" if column.required else ""))
        header.font = Font(name="Calibri", bold=True)
        header.fill = _HEADER_FILL
        header.border = _LINE
        header.alignment = Alignment(wrap_text=True, vertical="center")
        hint = words.HINTS[sheet].get(column.field)
        if hint:
            header.comment = Comment(hint, words.TEMPLATE_AUTHOR, width=280, height=80)
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = 30 if column.field in _WIDE else 19
        page.column_dimensions[letter].number_format = _format(column.field)
        if column.field in choices:
            _offer(page, letter, choices[column.field], insist=column.field not in _MANY)
    page.row_dimensions[_HEADER_ROW].height = 24
    page.freeze_panes = f"A{_HEADER_ROW + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0  # as many pages as it takes, one wide
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _format(field: str) -> str:
    if field in _DATES:
        return "dd/mm/yyyy"
    if field in _TIMES:
        return "hh:mm"
    # Text keeps the leading zeros of phones and codes.
    return "General" if field in _NUMBERS else "@"


def _choices(sheet: Sheet) -> dict[str, list[str]]:
    roles = {role: ways for role, ways in words.ROLES.items() if role is not Role.official}
    lists: dict[Sheet, dict[str, Mapping[Any, tuple[str, ...]]]] = {
        Sheet.officials: {
            "gender": words.GENDERS,
            "legal_group": words.GROUPS,
            "roles": roles,
            "party_member": words.YES_NO,
        },
        Sheet.conditions: {"kind": words.CONDITIONS, "gender": words.GENDERS},
        Sheet.programmes: {"legal_groups": words.GROUPS, "counts": words.YES_NO, "route": words.ROUTES},
        Sheet.holidays: {"kind": words.HOLIDAY_KINDS},
    }
    return {name: [ways[0] for ways in known.values()] for name, known in lists.get(sheet, {}).items()}


def _offer(page: Worksheet, letter: str, values: list[str], *, insist: bool) -> None:
    validation = DataValidation(type="list", formula1=f'"{",".join(values)}"', allow_blank=True)
    validation.errorStyle = "stop" if insist else "information"
    validation.showErrorMessage = insist
    validation.errorTitle = words.BAD_CHOICE_TITLE
    validation.error = words.BAD_CHOICE
    validation.add(f"{letter}{_HEADER_ROW + 1}:{letter}{_LAST_ROW}")
    page.add_data_validation(validation)
