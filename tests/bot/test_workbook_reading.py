"""A workbook is read as coordinators keep it: any order, a title above, the marks of any keyboard."""

import io
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest

from bot.texts.workbook import HEADERS, SHEETS
from bot.workbook.guard import UnsafeWorkbook
from bot.workbook.parse import parse
from bot.workbook.reader import read_workbook
from models.kinds import ConditionKind, Gender, HolidayKind, LegalGroup, Role, Route
from models.workbook_problems import ProblemCode, UnsafeCode
from models.workbook_rows import (
    Allotment,
    ConditionRow,
    CourseRow,
    HolidayRow,
    MeetingRow,
    OfficialRow,
    ProgrammeRow,
    Reference,
    ReferenceKind,
    Sheet,
)
from tests.bot.workbook_files import CONDITION, COURSE, HOLIDAY, MEETING, OFFICIAL, PROGRAMME, saved, table, workbook

TODAY = date(2026, 11, 25)


async def test_a_whole_workbook_gives_typed_rows() -> None:
    read = await read_workbook(
        workbook(
            {
                Sheet.officials: [
                    OFFICIAL
                    | {"gender": "Nữ", "posts": "Kế toán; Văn phòng", "legal_group": "Công chức", "roles": "Giảng viên"}
                    | {"party_member": "Có"}
                ],
                Sheet.programmes: [
                    PROGRAMME | {"hours": "2,5", "requires": "A; B", "counts": "Có", "route": "Lãnh đạo và Sở"}
                ],
                Sheet.conditions: [
                    CONDITION | {"gender": "nữ", "valid_to": "31/12/2027", "basis": "QĐ 6468"},
                    CONDITION | {"kind": "Đảng viên", "value": "Có"},
                ],
                Sheet.courses: [
                    COURSE
                    | {"starts_on": datetime.combine(date(2026, 12, 7), time()), "deadline_on": "17h00 ngày 01/12/2026"}
                    | {"minimum": 20, "commune_cap": 1, "communes": "Phường Võ Cường; 07210", "coordinator": "CB009"}
                    | {"quotas": "Phường Võ Cường: 1;\n07210 : 1 chỗ", "quotas_until": "28/11/2026"}
                ],
                Sheet.meetings: [MEETING | {"trainer": "Trần Văn Hạnh", "starts_at": time(8)}],
                Sheet.holidays: [HOLIDAY, {"on": "26/12/2026", "name": "Làm bù Tết", "kind": "Làm bù"}],
            }
        ),
        TODAY,
    )
    assert read.problems == ()
    assert read.officials == (
        OfficialRow(
            *(Sheet.officials, 2, "CB001", "Nguyễn Thị Lan", date(1985, 12, 5), Gender.female, "+84912345678"),
            *(("Kế toán", "Văn phòng"), "Phường Võ Cường", LegalGroup.cong_chuc, (Role.trainer,), True, ""),
        ),
    )
    assert read.programmes == (
        ProgrammeRow(
            *(Sheet.programmes, 2, "QLNN-CV", "Quản lý nhà nước ngạch chuyên viên", "", Decimal("2.5"), (), ()),
            *(("A", "B"), True, Route.leader_then_department, ""),
        ),
    )
    assert read.conditions == (
        ConditionRow(
            *(Sheet.conditions, 2, "QLNN-CV", ConditionKind.most_age, 35, Gender.female),
            *(date(2022, 1, 1), date(2027, 12, 31), "QĐ 6468"),
        ),
        ConditionRow(
            *(Sheet.conditions, 3, "QLNN-CV", ConditionKind.party_member, None, None, date(2022, 1, 1), None, "")
        ),
    )
    assert read.courses == (
        CourseRow(
            *(Sheet.courses, 2, "QLNN-CV-K1", "QLNN-CV", "", "", "", "", date(2026, 12, 7), date(2026, 12, 11)),
            *(date(2026, 12, 1), time(17), 50, 20, 1, ("Phường Võ Cường", "07210")),
            *((Allotment("Phường Võ Cường", 1), Allotment("07210", 1)), date(2026, 11, 28), "CB009", ""),
        ),
    )
    assert read.meetings == (
        MeetingRow(
            *(Sheet.meetings, 2, "QLNN-CV-K1", date(2026, 12, 7), time(8), time(11, 30), Decimal(4)),
            *("", "Trần Văn Hạnh", ""),
        ),
    )
    assert read.holidays == (
        HolidayRow(Sheet.holidays, 2, date(2027, 1, 1), "Tết Dương lịch", HolidayKind.off),
        HolidayRow(Sheet.holidays, 3, date(2026, 12, 26), "Làm bù Tết", HolidayKind.make_up),
    )
    assert read.columns[Sheet.holidays] == {"on", "name", "kind"}
    assert read.declares(ReferenceKind.course, "qlnn-cv-k1")
    assert Reference(Sheet.courses, 2, "communes", ReferenceKind.commune, "07210") in read.references
    assert {reference.value for reference in read.references} == {
        *("Phường Võ Cường", "A", "B", "QLNN-CV", "07210", "CB009", "QLNN-CV-K1", "Trần Văn Hạnh")
    }


@pytest.mark.parametrize(
    "rewritten",
    [
        str.upper,
        str.lower,
        lambda header: f"  {header} * ",
        lambda header: f"{header} (*):",
        lambda header: header.replace(" ", "\n"),
        lambda header: header.replace(" ", "\u00a0 "),
        lambda header: unicodedata.normalize("NFD", header),
        lambda header: f"{header} (ghi đủ)",
    ],
)
def test_headers_and_sheet_names_are_known_however_they_are_typed(rewritten: Callable[[str], str]) -> None:
    headers = [rewritten(header) for header in HEADERS[Sheet.holidays].values()]
    title = unicodedata.normalize("NFD", SHEETS[Sheet.holidays]).upper()
    read = parse(table(f" {title} ", headers, ["01/01/2027", "Tết Dương lịch", "Nghỉ"]), TODAY)
    assert (len(read.holidays), read.problems) == (1, ())


def test_order_of_columns_is_free_and_extra_columns_and_sheets_are_left_alone() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Hướng dẫn"
    page = book.create_sheet("Ngày nghỉ")
    page.append(["TT", "Loại", "Người lập", "Tên", "Ngày"])
    page.append([1, "Nghỉ", "=1+1", "Tết Dương lịch", "01/01/2027"])
    page.append([2, None, None, None, None])
    read = parse(saved(book), TODAY)
    assert [(holiday.on, holiday.name) for holiday in read.holidays] == [(date(2027, 1, 1), "Tết Dương lịch")]
    assert read.problems == ()


def test_a_title_may_stand_above_the_table_and_rows_keep_their_numbers() -> None:
    titles = [[], ["SỞ NỘI VỤ TỈNH BẮC NINH"], [], ["NGÀY NGHỈ NĂM 2027"], ["Ngày", "lập biểu"], []]
    rows = [["Ngày", "Tên", "Loại"], [], ["01/01/2027", "Tết Dương lịch"], [], ["99/01/2027", "Tết"]]
    read = parse(table("Ngày nghỉ", *titles, *rows), TODAY)
    assert [holiday.row for holiday in read.holidays] == [9]
    assert [(problem.row, problem.code) for problem in read.problems] == [(11, ProblemCode.bad_date)]


def test_text_and_numbers_may_change_places() -> None:
    row = COURSE | {"code": 1001, "seats": "50 người", "minimum": "20", "commune_cap": 2.0, "document": 238}
    course = parse(workbook({Sheet.courses: [row]}), TODAY).courses[0]
    assert (course.code, course.seats, course.minimum, course.commune_cap) == ("1001", 50, 20, 2)
    assert course.document == "238"


def test_leading_zeros_that_only_a_format_shows_are_kept() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({Sheet.officials: [OFFICIAL | {"unit": 7210}]})))
    book.worksheets[0]["G2"].number_format = "00000"
    assert parse(saved(book), TODAY).officials[0].unit == "07210"


def test_trailing_rows_that_only_carry_a_format_are_ignored() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({Sheet.holidays: [HOLIDAY]})))
    for number in range(3, 500):
        book.worksheets[0].cell(number, 1).number_format = "dd/mm/yyyy"
        book.worksheets[0].cell(number, 2, "   ")
    read = parse(saved(book), TODAY)
    assert (len(read.holidays), read.problems) == (1, ())


def test_a_cell_of_invisible_letters_is_empty_and_a_late_one_is_not() -> None:
    rows = [HOLIDAY | {"name": "\u200b\u00a0"}, HOLIDAY | {"on": "02/01/2027", "name": " " * 300 + "Tết"}]
    read = parse(workbook({Sheet.holidays: rows}), TODAY)
    assert [problem.code for problem in read.problems] == [ProblemCode.missing_value]
    assert [holiday.name for holiday in read.holidays] == ["Tết"]


def test_all_means_everybody() -> None:
    read = parse(workbook({Sheet.courses: [COURSE | {"communes": "Tất cả"}]}), TODAY)
    assert (read.courses[0].communes, read.problems) == ((), ())


def test_a_person_of_the_department_needs_no_unit_but_an_official_does() -> None:
    rows = [
        OFFICIAL | {"unit": None, "roles": "Điều phối viên"},
        OFFICIAL | {"code": "CB002", "phone": None, "unit": None},
    ]
    read = parse(workbook({Sheet.officials: rows}), TODAY)
    assert [official.row for official in read.officials] == [2]
    assert [(problem.row, problem.column, problem.code) for problem in read.problems] == [
        (3, "unit", ProblemCode.missing_value)
    ]


def test_a_phone_on_two_lines_is_only_a_warning() -> None:
    read = parse(workbook({Sheet.officials: [OFFICIAL, OFFICIAL | {"code": "CB002", "phone": 912345678}]}), TODAY)
    assert [official.row for official in read.officials] == [2, 3]
    assert [(problem.row, problem.code, problem.detail) for problem in read.problems] == [
        (3, ProblemCode.phone_taken, "2")
    ]
    assert read.errors == ()


def test_a_missing_column_is_one_problem_that_names_it_and_the_rest_is_still_read() -> None:
    rows = [["Mã lớp", "Ngày", "Kết thúc"], ["K1", "99/12/2026", "11h30"], ["K1", "07/12/2026", "11h30"]]
    read = parse(table("Lịch học", *rows), TODAY)
    assert [(problem.row, problem.code, problem.detail) for problem in read.problems] == [
        (0, ProblemCode.missing_column, "starts_at"),
        (2, ProblemCode.bad_date, ""),
    ]
    assert read.meetings == ()


def test_a_sheet_without_headers_names_all_that_it_needs() -> None:
    read = parse(table("Lịch học", ["K1", "07/12/2026"]), TODAY)
    assert [(problem.code, problem.detail) for problem in read.problems] == [
        (ProblemCode.missing_column, "course,on,starts_at,ends_at")
    ]


def test_two_columns_or_two_sheets_of_one_name_are_told() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Ngày nghỉ"
    book.worksheets[0].append(["Ngày", "Tên", "Loại", "tên *"])
    book.create_sheet("NGÀY  NGHỈ").append(["Ngày", "Tên"])
    assert [(problem.column, problem.code) for problem in parse(saved(book), TODAY).problems] == [
        ("", ProblemCode.duplicate_sheet),
        ("name", ProblemCode.duplicate_column),
    ]


def test_a_file_without_any_of_our_sheets_is_refused() -> None:
    with pytest.raises(UnsafeWorkbook) as refused:
        parse(table("Sheet1", ["Ngày", "Tên"]), TODAY)
    assert refused.value.code is UnsafeCode.no_sheets


def test_no_more_than_twenty_thousand_rows_a_sheet() -> None:
    rows = [["Ngày", "Tên"], *([["x", "y"]] * 20_001)]
    read = parse(table("Ngày nghỉ", *rows), TODAY)
    assert read.problems[0].code is ProblemCode.too_many_rows
    assert len(read.problems) == 1 + 20_000
