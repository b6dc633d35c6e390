"""Every mistake of every row is found in one pass, at its row and column."""

from datetime import date

from bot.texts.workbook_problems import placed
from bot.workbook.parse import parse
from models.workbook_problems import ProblemCode
from models.workbook_rows import ReferenceKind, Sheet
from tests.bot.workbook_files import CONDITION, COURSE, HOLIDAY, MEETING, OFFICIAL, PROGRAMME, Rows, table, workbook

TODAY = date(2026, 11, 25)


def _official(number: int, **wrong: object) -> dict[str, object]:
    return OFFICIAL | {"code": f"CB{number:03}", "phone": None} | wrong


def _programme(number: int, **wrong: object) -> dict[str, object]:
    return PROGRAMME | {"code": f"P{number}"} | wrong


def _course(number: int, **wrong: object) -> dict[str, object]:
    return COURSE | {"code": f"K{number}"} | wrong


FULL_OF_MISTAKES: dict[Sheet, Rows] = {
    Sheet.officials: [
        OFFICIAL,
        _official(3, code=None),
        _official(4, full_name="  "),
        _official(5, code="cb001"),
        _official(6, birth_date="31/02/1985"),
        _official(7, birth_date="01/01/2020"),
        _official(8, birth_date="01/01/1900"),
        _official(9, phone="09123"),
        _official(10, gender="?"),
        _official(11, roles="Lãnh đạo; Thủ kho"),
        _official(12, legal_group="Sếp"),
        _official(13, unit=None),
        _official(14, full_name="=A1&B1"),
        _official(15, note="x" * 2_001),
        _official(16, phone="0912345678"),
        _official(17, birth_date="1985", phone="abc", unit=None),
        _official(18, party_member="Dự bị"),
    ],
    Sheet.programmes: [
        _programme(2, hours=0),
        _programme(3, hours=2_001),
        _programme(4, hours="nhiều"),
        _programme(5, title=None),
        _programme(6, requires="A; p6"),
        _programme(7, counts="Có thể"),
        _programme(8, route="Bộ"),
        _programme(9, hours="#REF!"),
        _programme(10, legal_groups="Công chức; Khác"),
    ],
    Sheet.conditions: [
        CONDITION,
        CONDITION | {"value": 40},
        CONDITION | {"kind": "Sức khoẻ"},
        CONDITION | {"gender": "Nam", "value": 12},
        CONDITION | {"kind": "Tuổi tối thiểu", "value": None},
        CONDITION | {"kind": "Đảng viên", "value": 35},
        CONDITION | {"gender": "Nữ", "valid_to": "31/12/2021"},
        CONDITION | {"valid_from": "2022", "value": "nhiều", "programme": None},
        CONDITION | {"valid_from": "01/01/2023"},
        CONDITION | {"kind": "Tham gia tối thiểu", "value": 101},
        CONDITION | {"kind": "Tham gia tối thiểu", "value": 80, "gender": "Nam"},
    ],
    Sheet.courses: [
        COURSE,
        _course(3, seats=0),
        _course(4, seats="2,5"),
        _course(5, minimum=51),
        _course(6, commune_cap=51),
        _course(7, ends_on="06/12/2026"),
        _course(8, deadline_on="08/12/2026"),
        _course(9, minimum=-1, commune_cap=0),
        _course(10, programme=None),
        _course(11, ends_on="06/12/2026", deadline_on="08/12/2026", seats=-5, minimum="ít"),
        _course(12, quotas="Võ Cường: 3; Quế Võ"),
        _course(13, quotas="Võ Cường: ba"),
        _course(14, quotas="Võ Cường: 30; Quế Võ: 21"),
        _course(15, quotas="Võ Cường: 3; Quế Võ: 2", commune_cap=2),
        _course(16, quotas="Võ Cường: 0", quotas_until="02/12/2026"),
        _course(17, quotas="Võ Cường: 3", quotas_until="cuối tháng"),
        _course(18, quotas="Võ Cường: 3", quotas_until="08/12/2026", deadline_on=None),
    ],
    Sheet.meetings: [
        MEETING,
        MEETING | {"starts_at": "08:00"},
        MEETING | {"starts_at": "11h30"},
        MEETING | {"on": "14/12/2026"},
        MEETING | {"starts_at": "10h00", "ends_at": "25h"},
        MEETING | {"hours": 30, "starts_at": "9h00"},
    ],
    Sheet.holidays: [HOLIDAY, HOLIDAY | {"name": "Tết"}, {"on": "02/01/2027", "name": "Tết", "kind": "Chơi"}],
}

Code = ProblemCode
EXPECTED = [
    ("officials", 3, "code", Code.missing_value),
    ("officials", 4, "full_name", Code.missing_value),
    ("officials", 5, "code", Code.duplicate_key),
    ("officials", 6, "birth_date", Code.bad_date),
    ("officials", 7, "birth_date", Code.impossible_age),
    ("officials", 8, "birth_date", Code.impossible_age),
    ("officials", 9, "phone", Code.bad_phone),
    ("officials", 10, "gender", Code.unknown_gender),
    ("officials", 11, "roles", Code.unknown_role),
    ("officials", 12, "legal_group", Code.unknown_legal_group),
    ("officials", 13, "unit", Code.missing_value),
    ("officials", 14, "full_name", Code.formula),
    ("officials", 15, "note", Code.too_long),
    ("officials", 16, "phone", Code.phone_taken),
    ("officials", 17, "birth_date", Code.bad_date),
    ("officials", 17, "phone", Code.bad_phone),
    ("officials", 17, "unit", Code.missing_value),
    ("officials", 18, "party_member", Code.unknown_party),
    ("programmes", 2, "hours", Code.hours_out_of_range),
    ("programmes", 3, "hours", Code.hours_out_of_range),
    ("programmes", 4, "hours", Code.bad_number),
    ("programmes", 5, "title", Code.missing_value),
    ("programmes", 6, "requires", Code.requires_itself),
    ("programmes", 7, "counts", Code.unknown_yes_no),
    ("programmes", 8, "route", Code.unknown_route),
    ("programmes", 9, "hours", Code.error_value),
    ("programmes", 10, "legal_groups", Code.unknown_legal_group),
    ("conditions", 3, "programme", Code.duplicate_key),
    ("conditions", 4, "kind", Code.unknown_condition),
    ("conditions", 5, "value", Code.age_limit_out_of_range),
    ("conditions", 6, "value", Code.missing_value),
    ("conditions", 7, "value", Code.value_not_used),
    ("conditions", 8, "valid_to", Code.until_before_from),
    ("conditions", 9, "programme", Code.missing_value),
    ("conditions", 9, "value", Code.bad_number),
    ("conditions", 9, "valid_from", Code.bad_date),
    ("conditions", 11, "value", Code.percent_out_of_range),
    ("conditions", 12, "gender", Code.value_not_used),
    ("courses", 3, "seats", Code.seats_out_of_range),
    ("courses", 4, "seats", Code.not_whole),
    ("courses", 5, "minimum", Code.minimum_above_seats),
    ("courses", 6, "commune_cap", Code.cap_above_seats),
    ("courses", 7, "ends_on", Code.ends_before_start),
    ("courses", 8, "deadline_on", Code.deadline_after_start),
    ("courses", 9, "minimum", Code.minimum_out_of_range),
    ("courses", 9, "commune_cap", Code.cap_out_of_range),
    ("courses", 10, "programme", Code.missing_value),
    ("courses", 11, "ends_on", Code.ends_before_start),
    ("courses", 11, "deadline_on", Code.deadline_after_start),
    ("courses", 11, "seats", Code.seats_out_of_range),
    ("courses", 11, "minimum", Code.bad_number),
    ("courses", 12, "quotas", Code.bad_quota),
    ("courses", 13, "quotas", Code.bad_quota),
    ("courses", 14, "quotas", Code.quotas_above_seats),
    ("courses", 15, "quotas", Code.quota_above_cap),
    ("courses", 16, "quotas", Code.quota_out_of_range),
    ("courses", 16, "quotas_until", Code.quotas_after_deadline),
    ("courses", 17, "quotas_until", Code.bad_date),
    ("courses", 18, "quotas_until", Code.quotas_after_deadline),
    ("meetings", 3, "course", Code.same_start),
    ("meetings", 4, "ends_at", Code.ends_at_before_start),
    ("meetings", 5, "on", Code.meeting_outside_course),
    ("meetings", 6, "ends_at", Code.bad_time),
    ("meetings", 7, "starts_at", Code.meetings_overlap),
    ("meetings", 7, "hours", Code.hours_out_of_range),
    ("holidays", 3, "on", Code.duplicate_key),
    ("holidays", 4, "kind", Code.unknown_holiday_kind),
]


def test_every_mistake_of_every_row_is_found_in_one_pass() -> None:
    read = parse(workbook(FULL_OF_MISTAKES), TODAY)
    assert [(problem.sheet, problem.row, problem.column, problem.code) for problem in read.problems] == EXPECTED
    assert len({code for *_, code in EXPECTED}) >= 25


def test_only_rows_without_mistakes_become_typed_rows() -> None:
    read = parse(workbook(FULL_OF_MISTAKES), TODAY)
    assert [official.row for official in read.officials] == [2, 16]
    assert read.programmes == ()
    assert [condition.row for condition in read.conditions] == [2, 10]
    assert [course.row for course in read.courses] == [2]
    assert [meeting.row for meeting in read.meetings] == [2]
    assert [holiday.row for holiday in read.holidays] == [2]


def test_what_rows_with_mistakes_bring_and_point_at_is_still_known() -> None:
    read = parse(workbook(FULL_OF_MISTAKES), TODAY)
    assert read.declares(ReferenceKind.programme, "P2")
    assert read.declares(ReferenceKind.official, "CB009")
    assert not read.declares(ReferenceKind.course, "P2")
    units = {reference.row for reference in read.references if reference.column == "unit"}
    assert units == {*range(2, 17), 18} - {13}


def test_a_meeting_of_a_course_with_wrong_dates_is_not_told_too() -> None:
    course, meeting = COURSE | {"ends_on": "06/12/2026"}, MEETING | {"on": "20/12/2026"}
    read = parse(workbook({Sheet.courses: [course], Sheet.meetings: [meeting]}), TODAY)
    assert [problem.code for problem in read.problems] == [ProblemCode.ends_before_start]


def test_the_day_of_the_fifteenth_birthday_is_old_enough() -> None:
    rows = [_official(2, birth_date="25/11/2011"), _official(3, birth_date="26/11/2011")]
    read = parse(workbook({Sheet.officials: rows}), TODAY)
    assert [problem.row for problem in read.problems] == [3]


def test_a_text_that_looks_like_a_formula_is_not_taken_either() -> None:
    data = table("Ngày nghỉ", ["Ngày", "Tên"], ["01/01/2027", "Tết"])
    assert parse(data, TODAY).problems == ()
    read = parse(workbook({Sheet.holidays: [HOLIDAY | {"name": " =cmd|' /C calc'!A0"}]}), TODAY)
    assert [problem.code for problem in read.problems] == [ProblemCode.formula]


def test_each_mistake_reads_as_a_sentence_with_its_place() -> None:
    sentences = [placed(problem) for problem in parse(workbook(FULL_OF_MISTAKES), TODAY).problems]
    assert sentences[3] == (
        "Cán bộ, dòng 6: «Ngày sinh» ghi «31/02/1985» không phải ngày hợp lệ; "
        "đề nghị ghi ngày/tháng/năm như 07/12/2026."
    )
    assert "Cán bộ, dòng 5: Trùng với dòng 2 («cb001»); đề nghị xoá một dòng hoặc sửa mã." in sentences
    assert (
        "Lớp, dòng 12: «Chỉ tiêu đơn vị» ghi «Quế Võ» chưa hiểu được; "
        "đề nghị ghi tên đơn vị và số chỗ như Võ Cường: 3; Quế Võ: 2."
    ) in sentences
    assert "Lớp, dòng 14: «Chỉ tiêu đơn vị» cộng lại là 51 chỗ, nhiều hơn Số chỗ (50); đề nghị xem lại hai số này." in (
        sentences
    )
    assert "Lớp, dòng 5: «Tối thiểu» là 51, lớn hơn Số chỗ (50); đề nghị xem lại hai số này." in sentences
    assert (
        "Lịch học, dòng 5: Ngày học 14/12/2026 nằm ngoài thời gian của lớp (07/12/2026–11/12/2026); "
        "đề nghị sửa ngày học hoặc ngày của lớp."
    ) in sentences
    assert (
        "Lịch học, dòng 3: Lớp đã có buổi bắt đầu cùng ngày, cùng giờ ở dòng 2 (QLNN-CV-K1, 07/12/2026, 8h00); "
        "đề nghị xoá một dòng hoặc sửa ngày, giờ bắt đầu."
    ) in sentences


def test_a_value_about_the_party_is_repeated_in_no_problem() -> None:
    problems = parse(workbook(FULL_OF_MISTAKES), TODAY).problems
    [problem] = [problem for problem in problems if problem.column == "party_member"]
    assert problem.value == problem.detail == ""
    assert "Dự bị" not in placed(problem)
