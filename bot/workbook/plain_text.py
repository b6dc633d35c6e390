"""Text in a cell that no spreadsheet will ever run, whatever it begins with."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell

LONGEST = 32_767  # characters of a cell in Excel
READ_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def put_text(cell: Cell, value: object) -> Cell:
    """Make the cell this text: typed as text, and marked so where a program might take it for a formula."""
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LONGEST]
    cell.value = text
    cell.data_type = "s"
    if text.startswith(READ_AS_FORMULA):
        cell.quotePrefix = True
    return cell
