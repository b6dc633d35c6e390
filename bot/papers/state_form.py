"""The form of a state paper as a Word file: page, head, paragraphs, signatures (Nghị định 30/2020/NĐ-CP, annex I)."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from bot.papers.listing import printable
from bot.papers.word_table import bare_table
from bot.texts import papers as texts

# The decree allows 20–25 mm above and below, 30–35 left, 15–20 right; body 13–14 points, the nation's name 12–13.
MARGIN, LEFT, RIGHT = 20, 30, 15
LONG, SHORT = 297, 210
BODY, MOTTO, HEAD, RECIPIENTS, SMALL = 14, 13, 12, 12, 11
FIRST_LINE = 10  # millimetres that a paragraph's first line is set in
ROOM_TO_SIGN = 4  # empty lines


@dataclass(frozen=True)
class Head:
    """What stands above a paper. `over` is a superior body; `subject` goes below the number, as a công văn has it."""

    over: str
    issuer: Sequence[str]
    number: str
    place_and_date: str
    subject: str = ""


def new_paper(*, landscape: bool = False) -> Document:
    """An empty A4 page; the page's number is above, but for the first."""
    paper = docx.Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(LONG), Mm(SHORT)) if landscape else (Mm(SHORT), Mm(LONG))
    section.top_margin = section.bottom_margin = Mm(MARGIN)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    normal = cast("ParagraphStyle", paper.styles["Normal"])
    normal.font.name, normal.font.size = texts.FONT, Pt(BODY)
    normal.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), texts.FONT)
    normal.paragraph_format.space_after = Pt(0)
    _number_pages(section.header.paragraphs[0])
    paper.core_properties.author, paper.core_properties.comments = texts.DEPARTMENT_IN_TEXT, ""
    return paper


def width(paper: Document) -> int:
    """Millimetres between the margins."""
    page = paper.sections[0].page_width
    return int(page.mm if page else SHORT) - LEFT - RIGHT


def add_head(paper: Document, head: Head) -> None:
    """Issuer, number and subject on the left; nation, motto, place and date on the right."""
    right = max(98, width(paper) * 55 // 100)
    left, nation = bare_table(paper, (width(paper) - right + 4, right), overhang=4).rows[0].cells
    if head.over:
        _line(left, head.over, size=HEAD)
    for name in head.issuer:
        _line(left, name, size=HEAD, bold=True)
    rule(left, 0.36, width(paper) - right + 4)
    _line(left, head.number, size=MOTTO, before=2)
    if head.subject:
        _line(left, head.subject, size=HEAD, before=2)
    _line(nation, texts.NATION, size=HEAD, bold=True)
    _line(nation, texts.MOTTO, size=MOTTO, bold=True)
    rule(nation, 0.6, right)
    _line(nation, head.place_and_date, size=MOTTO, italic=True, before=2)
    for cell in (left, nation):
        _drop_first(cell)


def add_title(paper: Document, title: str, *below: str, new_page: bool = False) -> None:
    """The kind of paper, its subject in bold; what follows is in italics."""
    first = write(paper.add_paragraph(), title, align=ALIGN.CENTER, bold=True, before=0 if new_page else 12)
    first.paragraph_format.page_break_before = new_page
    for place, line in enumerate(below):
        size = BODY if place == 0 else MOTTO
        write(paper.add_paragraph(), line, align=ALIGN.CENTER, size=size, bold=place == 0, italic=place > 0)


def add_paragraph(paper: Document, text: str) -> None:
    """A paragraph of the body."""
    paragraph = write(paper.add_paragraph(), text, align=ALIGN.JUSTIFY, before=6)
    paragraph.paragraph_format.first_line_indent = Mm(FIRST_LINE)


def add_addressees(paper: Document, addressees: Sequence[str]) -> None:
    """«Kính gửi: …», one a line where there are several."""
    if len(addressees) == 1:
        write(paper.add_paragraph(), f"{texts.TO} {addressees[0]}", align=ALIGN.CENTER, before=12, after=6)
        return
    for place, one in enumerate(addressees):
        last = place == len(addressees) - 1
        paragraph = write(
            paper.add_paragraph(),
            f"{texts.TO if place == 0 else ''}\t- {one}{'.' if last else ';'}",
            before=12 if place == 0 else 0,
            after=6 if last else 0,
        )
        paragraph.paragraph_format.left_indent = Mm(35)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(59))


def add_signatures(paper: Document, recipients: Sequence[str], left: Sequence[str], right: Sequence[str]) -> None:
    """Who signs, on the right; on the left who gets the paper, or who made it. Never parted by a page's end, nor from
    the last words above: a page that holds nothing but a signature could stand below any text."""
    paper.paragraphs[-1].paragraph_format.keep_with_next = True
    half = width(paper) // 2
    one, other = bare_table(paper, (half, width(paper) - half), before=12).rows[0].cells
    if recipients:
        _line(one, texts.RECIPIENTS, size=RECIPIENTS, bold=True, italic=True, align=ALIGN.LEFT)
        for recipient in recipients:
            _line(one, recipient, size=SMALL, align=ALIGN.LEFT)
    for cell, lines in ((one, left), (other, right)):
        for line in lines:
            _line(cell, line, bold=True)
        for _ in range(ROOM_TO_SIGN if lines else 0):
            _line(cell, "")
        _drop_first(cell)
    for cell in (one, other):
        for paragraph in cell.paragraphs[:-1]:
            paragraph.paragraph_format.keep_with_next = True


def as_bytes(paper: Document) -> bytes:
    """The file."""
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def write(
    paragraph: Paragraph,
    text: str,
    *,
    align: ALIGN = ALIGN.LEFT,
    size: int = BODY,
    bold: bool = False,
    italic: bool = False,
    before: int = 0,
    after: int = 0,
) -> Paragraph:
    """Put a text into a paragraph; sizes and distances in points."""
    run = paragraph.add_run(printable(text))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    return paragraph


def rule(cell: _Cell, share: float, of: int) -> None:
    """The line below a name: a border as long as a share of the cell's width (millimetres), in the middle."""
    paragraph = cell.add_paragraph()
    aside = Mm(of * (1 - share) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = aside
    paragraph.paragraph_format.line_spacing = Pt(3)
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    paragraph._p.get_or_add_pPr().append(border)


def _line(
    cell: _Cell,
    text: str,
    *,
    size: int = BODY,
    bold: bool = False,
    italic: bool = False,
    before: int = 0,
    align: ALIGN = ALIGN.CENTER,
) -> None:
    write(cell.add_paragraph(), text, align=align, size=size, bold=bold, italic=italic, before=before)


def _drop_first(cell: _Cell) -> None:
    """A new cell holds an empty paragraph."""
    first = cell.paragraphs[0]._p
    if len(cell.paragraphs) > 1:
        first.getparent().remove(first)


def _number_pages(header: Paragraph) -> None:
    header.alignment = ALIGN.CENTER
    run = header.add_run()
    run.font.size = Pt(MOTTO)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
