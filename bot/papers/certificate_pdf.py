"""Certificates as a PDF, one a page, with an embedded Vietnamese font and a QR code that leads to the check."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import segno
from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bot.papers.certificate_facts import CertificateFacts
from bot.papers.listing import printable
from bot.texts import paper_certificate as texts
from bot.texts import papers
from models.certificate import CertificateKind

FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD, ITALIC = "LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic"
WIDE, HIGH = landscape(A4)
MIDDLE, EDGE = WIDE / 2, 30 * mm
LEADING = 1.2  # of a line, in sizes of its letters
TOP, BOTTOM = 40 * mm, 64 * mm  # what head and foot take
ROOM = HIGH - TOP - BOTTOM
RED = Color(0.70, 0.05, 0.08)
QR_SIDE, QUIET_ZONE = 30 * mm, 4  # modules of white around the code, as ISO/IEC 18004 asks


def certificate_pdf(certificates: Sequence[CertificateFacts]) -> bytes:
    """All of them in one file."""
    _fonts()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDE, HIGH), pageCompression=1)
    canvas.setAuthor(papers.DEPARTMENT_IN_TEXT)
    canvas.setTitle(texts.TITLES[certificates[0].certificate.kind][0])
    for one in certificates:
        _page(canvas, one)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _page(canvas: Canvas, facts: CertificateFacts) -> None:
    _frame(canvas)
    _head(canvas)
    _body(canvas, _lines(facts))
    _foot(canvas, facts)


@dataclass(frozen=True)
class _Line:
    """A text in the middle of the page, with the room above it; sizes in points."""

    text: str
    font: str
    size: float
    above: float = 4
    colour: Color = black


def _lines(facts: CertificateFacts) -> list[_Line]:
    certificate = facts.certificate
    title, below = texts.TITLES[certificate.kind]
    is_statement = certificate.kind is CertificateKind.statement
    return [
        _Line(title, BOLD, 34, colour=RED),
        _Line(below, BOLD, 15, 8),
        _Line(texts.IN_PLACE if is_statement else "", ITALIC, 12),
        _Line(texts.GIVEN_BY, BOLD, 14, 14),
        _Line(texts.CERTIFIES, PLAIN, 14),
        _Line(certificate.holder, BOLD, 24, 8),
        _Line(texts.born_and_unit(certificate, facts.birth_date), PLAIN, 14, 8),
        _Line(texts.HAS_COMPLETED, PLAIN, 14, 8),
        _Line(certificate.programme, BOLD, 17, 6),
        _Line(texts.run_of_course(certificate), ITALIC, 13),
        _Line(texts.course_and_days(certificate), PLAIN, 14),
    ]


def _body(canvas: Canvas, lines: Sequence[_Line]) -> None:
    """All lines between head and foot; where long names take more room, everything gets a little smaller."""
    scale = 1.0
    while (height := _height(lines, scale)) > ROOM and scale > 0.4:
        scale -= 0.05
    y = HIGH - TOP - max(0, ROOM - height) / 2
    for line in lines:
        size = line.size * scale
        wrapped = _wrapped(line, size)
        y -= line.above * scale if wrapped else 0
        canvas.setFillColor(line.colour)
        canvas.setFont(line.font, size)
        for part in wrapped:
            y -= size * LEADING
            canvas.drawCentredString(MIDDLE, y + size * 0.25, part)
    canvas.setFillColor(black)


def _height(lines: Sequence[_Line], scale: float) -> float:
    wrapped = [(line, _wrapped(line, line.size * scale)) for line in lines]
    return sum(scale * (line.above + line.size * LEADING * len(parts)) for line, parts in wrapped if parts)


def _wrapped(line: _Line, size: float) -> list[str]:
    return list(simpleSplit(printable(line.text), line.font, size, WIDE - 2 * EDGE)) if line.text else []


def _head(canvas: Canvas) -> None:
    left, right, top = 82 * mm, WIDE - 100 * mm, HIGH - 27 * mm
    _at(canvas, left, top, papers.PROVINCE_COMMITTEE, PLAIN, 12)
    _at(canvas, left, top - 5.5 * mm, papers.DEPARTMENT, BOLD, 12)
    _at(canvas, right, top, papers.NATION, BOLD, 12)
    _at(canvas, right, top - 5.5 * mm, papers.MOTTO, BOLD, 13)
    canvas.setLineWidth(0.7)
    for x, half in ((left, 12 * mm), (right, pdfmetrics.stringWidth(papers.MOTTO, BOLD, 13) / 2)):
        canvas.line(x - half, top - 7.5 * mm, x + half, top - 7.5 * mm)


def _foot(canvas: Canvas, facts: CertificateFacts) -> None:
    certificate = facts.certificate
    _qr(canvas, facts.link, EDGE, 32 * mm)
    _at(canvas, EDGE + QR_SIDE / 2, 27 * mm, texts.number_line(certificate), BOLD, 11)
    for place, line in enumerate(texts.HOW_TO_CHECK):
        _at(canvas, EDGE + QR_SIDE / 2, (22.5 - 4 * place) * mm, line, ITALIC, 9)
    signer = WIDE - 82 * mm
    _at(canvas, signer, 55 * mm, texts.place_and_date(certificate), ITALIC, 14)
    _at(canvas, signer, 48 * mm, texts.SIGNED_BY, BOLD, 14)


def _frame(canvas: Canvas) -> None:
    canvas.setStrokeColor(RED)
    for distance, width in ((10 * mm, 2.2), (12 * mm, 0.7)):
        canvas.setLineWidth(width)
        canvas.rect(distance, distance, WIDE - 2 * distance, HIGH - 2 * distance)
    canvas.setStrokeColor(black)


def _qr(canvas: Canvas, link: str, x: float, y: float) -> None:
    """Drawn as bars: sharp on every printer."""
    rows = [list(row) for row in segno.make(link, error="m").matrix_iter(border=QUIET_ZONE)]
    side = QR_SIDE / len(rows)
    canvas.setFillColor(black)
    for down, row in enumerate(rows):
        across = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                canvas.rect(x + across * side, y + QR_SIDE - (down + 1) * side, length * side, side, stroke=0, fill=1)
            across += length


def _at(canvas: Canvas, x: float, y: float, text: str, font: str, size: float) -> None:
    canvas.setFont(font, size)
    canvas.drawCentredString(x, y, text)


@cache
def _fonts() -> None:
    """Times' free twin, with all Vietnamese letters; the file holds only the letters that it needs."""
    for name in (PLAIN, BOLD, ITALIC):
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))
