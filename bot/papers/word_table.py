"""Tables of a Word file: a bare one that lays parts side by side, and the list of people, its head on every page."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from bot.papers.listing import Listing

SIZES = ((0.95, 13), (0.85, 12), (0.0, 11))  # points, smaller where the columns had to be squeezed
BESIDE = 1.5  # millimetres between a line of the table and its text; lines stand out by it unless set in
LINES = ("top", "left", "bottom", "right", "insideH", "insideV")


def bare_table(paper: Document, widths: Sequence[float], *, overhang: float = 0, before: int = 0) -> Table:
    """One row of cells without lines; widths in millimetres, of which `overhang` reaches into the left margin.

    The room above it stays on its page, so that a paragraph above may stay with it.
    """
    if before:
        _gap(paper, before).paragraph_format.keep_with_next = True
    table: Table = paper.add_table(1, len(widths))
    _fix(table, widths, indent=-overhang)
    _margins(table, 0)
    _never_split(table.rows[0])
    return table


def people_table(paper: Document, listing: Listing, room: int) -> Table:
    """The list with its lines, as wide as the page (`room`, millimetres); the head is repeated on every page."""
    share = room / sum(listing.widths)
    size = next(size for least, size in SIZES if share >= least)
    _gap(paper, 6)
    table: Table = paper.add_table(1 + len(listing.rows), len(listing.headers))
    for cell, header in zip(table.rows[0].cells, listing.headers, strict=True):
        _fill(cell, header, size, bold=True, centred=True)
    for texts, row in zip(listing.rows, list(table.rows)[1:], strict=True):
        for place, (text, cell) in enumerate(zip(texts, row.cells, strict=True)):
            _fill(cell, text, size, centred=place in listing.rigid)
    _fix(table, listing.fitted(room), indent=BESIDE)
    _margins(table, BESIDE)
    _draw(table)
    for one in table.rows:
        _never_split(one)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    return table


def _gap(paper: Document, points: int) -> Paragraph:
    """A little room above a table, which has none of its own."""
    gap = paper.add_paragraph()
    gap.paragraph_format.line_spacing = Pt(points)
    return gap


def _fill(cell: _Cell, text: str, size: int, *, bold: bool = False, centred: bool = False) -> None:
    cell.vertical_alignment = VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER if centred else ALIGN.LEFT
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold


def _fix(table: Table, widths: Sequence[float], indent: float = 0) -> None:
    """Widths that no program changes to fit the text; Word reads those of the cells, others those of the columns."""
    table.autofit = False
    for place, one in enumerate(widths):
        table.columns[place].width = Mm(one)
    for row in table.rows:
        for cell, one in zip(row.cells, widths, strict=True):
            cell.width = Mm(one)
    place_of_table = OxmlElement("w:tblInd")
    place_of_table.set(qn("w:w"), str(round(Mm(indent).twips)))
    place_of_table.set(qn("w:type"), "dxa")
    table._tbl.tblPr.append(place_of_table)


def _margins(table: Table, side: float) -> None:
    margins = OxmlElement("w:tblCellMar")
    for name in ("left", "right"):
        margin = OxmlElement(f"w:{name}")
        margin.set(qn("w:w"), str(round(Mm(side).twips)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _draw(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for name in LINES:
        line = OxmlElement(f"w:{name}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _never_split(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
