"""The file of errors is the coordinator's own workbook with the reasons beside the rows, and nothing in it runs."""

import io
from datetime import date, datetime, time
from zipfile import ZipFile

import openpyxl
import pytest

from bot.texts.workbook import GENERAL_SHEET, HEADERS, REASON_HEADER
from bot.workbook.errors_file import mark_problems
from bot.workbook.guard import must_be_safe
from bot.workbook.parse import parse
from bot.workbook.reader import errors_file
from models.workbook_problems import Problem, ProblemCode
from models.workbook_rows import Sheet, Workbook
from tests.bot.test_workbook_mistakes import FULL_OF_MISTAKES
from tests.bot.workbook_files import HOLIDAY, MEETING, OFFICIAL, saved, table, workbook

TODAY = date(2026, 11, 25)


def _opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def _marked(data: bytes) -> tuple[openpyxl.Workbook, Workbook]:
    read = parse(data, TODAY)
    return _opened(mark_problems(data, read.problems)), read


def test_rows_stay_where_they_were_and_the_last_column_says_all_reasons() -> None:
    data = table(
        "Ngày nghỉ",
        ["NGÀY NGHỈ NĂM 2027"],
        ["TT", "Ngày", "Tên", "Loại"],
        [1, "01/01/2027", "Tết Dương lịch", "Nghỉ"],
        [],
        [2, "99/01/2027", None, "Chơi"],
    )
    page = _marked(data)[0]["Ngày nghỉ"]
    assert [cell.value for cell in page[2]] == ["TT", "Ngày", "Tên", "Loại", REASON_HEADER]
    assert [cell.value for cell in page[3]][:4] == [1, "01/01/2027", "Tết Dương lịch", "Nghỉ"]
    assert page["E3"].value is None
    reasons = page["E5"].value.split("; đề nghị ")
    assert len(reasons) == 4
    assert "«99/01/2027»" in reasons[0]
    assert "Thiếu «Tên»" in reasons[1]
    assert "«Chơi»" in reasons[2]


def test_wrong_rows_are_marked_and_wrong_cells_more() -> None:
    page = _marked(table("Ngày nghỉ", ["Ngày", "Tên"], ["99/01/2027", "Tết"], ["02/01/2027", "Tết"]))[0]["Ngày nghỉ"]
    wrong, beside, good = (page[place].fill.fgColor.rgb for place in ("A2", "B2", "A3"))
    assert len({wrong, beside, good}) == 3


def test_what_is_wrong_with_a_sheet_stands_in_front() -> None:
    data = table("Lịch học", ["Mã lớp", "Ngày"], ["K1", "07/12/2026"])
    book, _ = _marked(data)
    assert book.sheetnames == [GENERAL_SHEET, "Lịch học"]
    assert [cell.value for cell in book[GENERAL_SHEET][3]] == [
        "Lịch học",
        None,
        "Thiếu cột «Bắt đầu», «Kết thúc»; đề nghị thêm đúng tên cột như mẫu",
    ]


def test_a_sheet_of_general_errors_is_not_made_for_nothing() -> None:
    book, _ = _marked(workbook({Sheet.holidays: [HOLIDAY | {"on": "99/01/2027"}]}))
    assert book.sheetnames == ["Ngày nghỉ"]


def test_reasons_found_in_the_database_are_written_too() -> None:
    data = workbook({Sheet.officials: [OFFICIAL]})
    problem = Problem(
        Sheet.officials, 2, "unit", ProblemCode.ambiguous_commune, "Đồng Sơn", "Phường Tiền Phong, Xã Bố Hạ"
    )
    page = _opened(mark_problems(data, [problem]))["Cán bộ"]
    assert page.cell(2, len(HEADERS[Sheet.officials]) + 1).value == (
        "«Đơn vị» ghi «Đồng Sơn», có thể là Phường Tiền Phong, Xã Bố Hạ; "
        "đề nghị ghi rõ loại đơn vị và đủ dấu, hoặc ghi mã"
    )


async def test_sent_again_as_it_is_it_gives_the_same_problems_and_one_reason_column() -> None:
    data = workbook(FULL_OF_MISTAKES)
    once = parse(data, TODAY)
    first = await errors_file(data, once.problems)
    must_be_safe(first)
    again = parse(first, TODAY)
    assert [(problem.sheet, problem.row, problem.column, problem.code) for problem in again.problems] == [
        (problem.sheet, problem.row, problem.column, problem.code) for problem in once.problems
    ]
    assert (again.officials, again.courses, again.meetings) == (once.officials, once.courses, once.meetings)
    second = _opened(mark_problems(first, again.problems))
    for page in second:
        assert [cell.value for cell in page[1]].count(REASON_HEADER) == 1


def test_values_keep_their_kind() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Lịch học"
    page.append(list(HEADERS[Sheet.meetings].values()))
    page.append([7, datetime.combine(date(2026, 12, 7), time()), time(8), time(11, 30), 2.5, "0912", "+84912345678"])
    page["A2"].number_format = "000"
    copied = _opened(mark_problems(saved(book), []))["Lịch học"]
    assert [cell.value for cell in copied[2]][:7] == [
        *(7, datetime.combine(date(2026, 12, 7), time()), time(8), time(11, 30), 2.5, "0912", "+84912345678"),
    ]
    assert [copied[place].number_format for place in ("A2", "B2", "C2")] == ["000", "dd/mm/yyyy", "hh:mm"]


@pytest.mark.parametrize(
    "text",
    ["=HYPERLINK(\"http://a\")", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1", "DDE(1)"],
)  # fmt: skip
def test_no_text_becomes_a_formula(text: str) -> None:
    data = workbook({Sheet.holidays: [HOLIDAY | {"on": "x"}]})
    problem = Problem(Sheet.holidays, 2, "on", ProblemCode.bad_date, text)
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.worksheets[0]["B2"].value = text.replace("\x00", "")
    book.worksheets[0]["B2"].data_type = "s"
    book.worksheets[0]["C2"].value = "=1+1"
    written = mark_problems(saved(book), [problem])
    with ZipFile(io.BytesIO(written)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    copied = _opened(written)["Ngày nghỉ"]
    cells = [cell for row in copied.iter_rows() for cell in row if cell.value is not None]
    dangerous = [cell for cell in cells if str(cell.value).startswith(tuple("=+-@\t\r"))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert dangerous
    assert all(cell.quotePrefix for cell in dangerous)


def test_meetings_are_copied_with_their_courses() -> None:
    book, _ = _marked(workbook({Sheet.meetings: [MEETING, MEETING]}))
    assert "ở dòng 2" in str(book["Lịch học"].cell(3, len(HEADERS[Sheet.meetings]) + 1).value)
