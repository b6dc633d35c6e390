"""The papers: form by Nghị định 30/2020/NĐ-CP, every letter in place, and nothing that a name could set running."""

import io
from zipfile import ZipFile

import docx
import openpyxl
import pypdf
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from bot.papers.certificate_facts import CertificateFacts
from bot.papers.certificate_pdf import certificate_pdf
from bot.papers.roster_docx import roster_docx
from bot.papers.roster_xlsx import roster_xlsx
from bot.papers.sending import sending_letter
from bot.papers.summons import summons
from models.certificate import CertificateKind
from models.roster_columns import Column
from tests.bot.paper_samples import LETTERS, NOW, certificate, dossier, line

LINK = "https://t.me/some_bot?start=cert_AbCdEfGhIjKlMnOp"
WORD = {"roster": roster_docx, "sending": sending_letter, "summons": summons}
RUNNING = ["=1+1", "+84912345678", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "=cmd|'/c calc'!A0", '=HYPERLINK("x")']


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def texts(paper: Document) -> list[str]:
    cells = [cell for table in paper.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in paper.paragraphs), *(one.text for cell in cells for one in cell.paragraphs)]


@pytest.mark.parametrize("kind", WORD)
def test_the_page_is_a4_with_the_margins_of_the_decree_and_the_font_is_times(kind: str) -> None:
    paper = opened(WORD[kind](dossier(line(), unit="Phường Võ Cường"), NOW))
    (section,) = paper.sections
    sides = (section.page_width, section.page_height)
    assert [round(side.mm) for side in sides if side] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins if one] == [20, 20, 30, 15]
    assert paper.styles["Normal"].font.name == "Times New Roman"  # type: ignore[attr-defined]
    runs = [
        run
        for table in paper.tables
        for row in table.rows
        for cell in row.cells
        for p in cell.paragraphs
        for run in p.runs
    ]
    sizes = {run.font.size.pt for run in [*runs, *(run for p in paper.paragraphs for run in p.runs)] if run.font.size}
    assert sizes <= {11.0, 12.0, 13.0, 14.0}


@pytest.mark.parametrize("kind", WORD)
def test_the_page_number_is_above_all_pages_but_the_first(kind: str) -> None:
    (section,) = opened(WORD[kind](dossier(line(), unit="Phường Võ Cường"), NOW)).sections
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert "PAGE" not in section.first_page_header.paragraphs[0]._p.xml


@pytest.mark.parametrize("kind", WORD)
def test_the_head_of_the_table_is_repeated_and_no_row_is_torn(kind: str) -> None:
    paper = opened(WORD[kind](dossier(line(), line("Trần Đức Ỹ"), unit="Phường Võ Cường"), NOW))
    table = next(table for table in paper.tables if table.rows[0].cells[0].text == "TT")
    assert [len(row._tr.findall(f"{qn('w:trPr')}/{qn('w:tblHeader')}")) for row in table.rows] == [1, 0, 0]
    assert all(row._tr.findall(f"{qn('w:trPr')}/{qn('w:cantSplit')}") for row in table.rows)


@pytest.mark.parametrize("kind", WORD)
def test_signatures_never_stand_on_a_page_without_words(kind: str) -> None:
    """The last words, and the room below them, stay with the table in which the paper is signed."""
    parts = list(opened(WORD[kind](dossier(line(), unit="Phường Võ Cường"), NOW)).element.body)
    signed = next(
        place
        for place, part in enumerate(parts)
        if part.tag == qn("w:tbl") and {"GIÁM ĐỐC", "CHỦ TỊCH"} & {one.text for one in part.iter(qn("w:t"))}
    )
    words, room = parts[signed - 2 : signed]
    assert "./." in "".join(one.text for one in words.iter(qn("w:t")))
    assert all(list(part.iter(qn("w:keepNext"))) for part in (words, room))


@pytest.mark.parametrize("kind", WORD)
def test_every_vietnamese_letter_and_every_sign_comes_through(kind: str) -> None:
    hostile = line(f"{LETTERS} <b>&amp;</b>\x00\x0b\x1f", posts=("Chuyên viên \ud800 & 'x' \"y\"",))
    words = "\n".join(
        texts(opened(WORD[kind](dossier(hostile, unit="Phường Võ Cường", title=f"Lớp {LETTERS}\x07"), NOW)))
    )
    assert f"{LETTERS} <b>&amp;</b>" in words
    assert f"lớp {LETTERS}" in words


def test_many_columns_turn_the_page_and_short_values_stay_whole() -> None:
    paper = opened(roster_docx(dossier(line(), columns=tuple(Column)), NOW))
    (section,) = paper.sections
    assert section.page_width is not None
    assert round(section.page_width.mm) == 297
    table = paper.tables[1]
    widths = {cell.text: cell.width.mm for cell in table.rows[0].cells if cell.width}
    assert widths["Ngày, tháng, năm sinh"] >= 24  # «15/08/1985» in one line
    assert widths["Số điện thoại"] >= 28
    assert sum(widths.values()) == pytest.approx(252, abs=1)
    assert [cell.text for cell in table.rows[1].cells] == [
        "1",
        "Nguyễn Thị Ngữ Ẵ",
        "15/08/1985",
        "Nữ",
        "Phó Giám đốc Trung tâm Phục vụ hành chính công",
        "Phường Võ Cường",
        "Công chức",
        "CB-09190-003",
        "0912 345 678",
        "",
        "",
    ]


def test_the_letter_of_a_commune_cites_the_department_s_letter_and_leaves_the_unit_column_out() -> None:
    words = "\n".join(texts(opened(sending_letter(dossier(line(), unit="Phường Võ Cường"), NOW))))
    assert (
        "Thực hiện Công văn số 2537/SNV-CCVC ngày 20/11/2026 về việc mở lớp bồi dưỡng, Ủy ban nhân dân phường" in words
    )
    assert "do Trường Chính trị Nguyễn Văn Cừ tổ chức" in words
    assert "- Sở Nội vụ tỉnh Bắc Ninh;" in words
    assert "- Trường Chính trị Nguyễn Văn Cừ." in words
    assert "Đơn vị công tác" not in words


@pytest.mark.parametrize("said", RUNNING)
def test_no_cell_of_the_workbook_is_a_formula_whatever_a_name_begins_with(said: str) -> None:
    people = line(said, unit=said, posts=(said,))
    content = roster_xlsx(dossier(people, title=said), NOW)
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    running = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert running
    assert all(cell.quotePrefix for cell in running)
    assert b"<f>" not in ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_the_workbook_prints_on_a4_in_the_form_of_a_state_paper() -> None:
    content = roster_xlsx(dossier(*(line(f"Nguyễn Văn {n}") for n in range(60))), NOW)
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert page.page_setup.paperSize == 9
    assert page.page_setup.orientation == "portrait"
    assert page.print_title_rows == "$10:$10"
    assert page.freeze_panes == "A11"
    fonts = {cell.font.name for row in page.iter_rows() for cell in row if cell.value is not None}
    assert fonts == {"Times New Roman"}
    assert page["A6"].value == f"Cán bộ, công chức tham gia lớp Bồi dưỡng văn thư & <lưu trữ> {LETTERS}, khóa 3"


def test_the_certificate_s_text_can_be_taken_out_letter_by_letter() -> None:
    facts = [CertificateFacts(certificate(), LINK), CertificateFacts(certificate(CertificateKind.statement), LINK)]
    reader = pypdf.PdfReader(io.BytesIO(certificate_pdf(facts)))
    first, second = (page.extract_text() for page in reader.pages)
    for part in (LETTERS, "Nguyễn Thị Ngữ Ẵ", "Số: 0012/2026/CC-SNV", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"):
        assert part in first
    assert "GIẤY CHỨNG NHẬN" in second


def test_the_certificate_s_fonts_are_inside() -> None:
    reader = pypdf.PdfReader(io.BytesIO(certificate_pdf([CertificateFacts(certificate(), LINK)])))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
    embedded = [str(font["/BaseFont"]) for font in fonts if "/FontFile2" in font.get("/FontDescriptor", {})]
    assert sorted(name.partition("+")[2] for name in embedded) == [
        "LiberationSerif",
        "LiberationSerif-Bold",
        "LiberationSerif-Italic",
    ]


def test_long_names_stay_above_the_foot_of_a_certificate() -> None:
    long = certificate(holder="Nguyễn " * 17, programme="Bồi dưỡng kiến thức " * 15, course="Bồi dưỡng kỹ năng " * 16)
    page = pypdf.PdfReader(io.BytesIO(certificate_pdf([CertificateFacts(long, LINK)]))).pages[0]
    heights: dict[str, float] = {}
    page.extract_text(visitor_text=lambda text, _, matrix, *__: heights.update({text.strip(): matrix[5]}))
    assert heights["GIÁM ĐỐC"] < min(height for text, height in heights.items() if text.startswith("Từ ngày 07/12"))
