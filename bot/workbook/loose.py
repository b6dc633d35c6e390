"""Reads what stands in a workbook of any shape, for lists that follow no template. Runs in the child process."""

from bot.workbook.tables import MAX_COLUMNS, MAX_ROWS, open_workbook
from bot.workbook.words import clean

_LONGEST = 120  # what is longer is no code and no name


def filled_cells(data: bytes) -> list[str]:
    """Every short filled cell of every sheet, once each, in order."""
    found: dict[str, None] = {}
    for sheet in open_workbook(data).worksheets:
        for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True):
            for value in row:
                text = clean(str(value)) if value is not None else ""
                if text and len(text) <= _LONGEST:
                    found[text] = None
    return list(found)
