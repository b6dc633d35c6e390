"""The sample data is a whole province in order: what it promises holds on whatever day the demo is started."""

import csv
import io
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any

import phonenumbers
import pytest
from openpyxl import load_workbook

from playground.sample.cast import CAST, HANH, HUONG, LAN, NAM
from playground.sample.data_files import CATALOGUE, communes, read
from playground.sample.roster import LEADER, WITHOUT_LEADER
from playground.sample.timetable import timetable
from playground.sample.workbook import sample_workbook

HEADERS = {
    "Cán bộ": "Mã cán bộ|Họ và tên|Ngày sinh|Giới tính|Số điện thoại|Chức danh|Đơn vị|Nhóm|Vai trò|Đảng viên|Ghi chú",
    "Chương trình": "Mã chương trình|Tên chương trình|Loại|Số tiết|Chức danh áp dụng|Nhóm áp dụng|Điều kiện"
    "|Tính vào 40 tiết|Duyệt|Mô tả",
    "Điều kiện riêng": "Mã chương trình|Điều kiện|Giá trị|Giới tính|Từ ngày|Đến ngày|Căn cứ",
    "Lớp": "Mã lớp|Mã chương trình|Tên lớp|Cơ sở đào tạo|Địa điểm|Hình thức|Khai giảng|Bế giảng|Hạn đăng ký|Số chỗ"
    "|Tối thiểu|Mỗi đơn vị tối đa|Đơn vị được mời|Chỉ tiêu đơn vị|Giữ chỉ tiêu đến|Điều phối viên|Số công văn",
    "Lịch học": "Mã lớp|Ngày|Bắt đầu|Kết thúc|Số tiết|Phòng|Giảng viên|Chuyên đề",
    "Ngày nghỉ": "Ngày|Tên|Loại",
}
# An ordinary day, the days before Tết, a Sunday in the holidays, a spring day on which days off crowd, New Year's Eve.
DAYS = [date(2026, 11, 24), date(2027, 1, 29), date(2027, 2, 7), date(2027, 4, 28), date(2027, 12, 31)]
SUNDAY = 6
Line = dict[str, Any]


@pytest.fixture(scope="module", params=DAYS, ids=str)
def today(request: pytest.FixtureRequest) -> date:
    day: date = request.param
    return day


@pytest.fixture(scope="module")
def sheets(today: date) -> dict[str, list[Line]]:
    return cells(sample_workbook(today))


def cells(data: bytes) -> dict[str, list[Line]]:
    """Each sheet's lines by header; blank cells are "", days are dates."""
    found = {}
    for sheet in load_workbook(io.BytesIO(data), read_only=True):
        header, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, header), map(plain, row), strict=True)) for row in rows]
    return found


def plain(value: Any) -> Any:
    return "" if value is None else value.date() if isinstance(value, datetime) else value


def parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def e164(typed: str | int) -> str:
    number = phonenumbers.parse(str(typed), "VN")
    assert phonenumbers.is_valid_number(number), typed
    assert phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def test_the_workbook_has_the_sheets_and_headers_of_the_contract(sheets: dict[str, list[Line]]) -> None:
    assert {name: "|".join(lines[0]) for name, lines in sheets.items()} == HEADERS


def test_the_same_day_and_seed_give_the_same_cells_and_another_seed_other_people() -> None:
    first, again, other = (cells(sample_workbook(DAYS[0], seed)) for seed in (1, 1, 2))
    assert first == again
    assert first["Cán bộ"] != other["Cán bộ"]
    assert first["Lớp"] == other["Lớp"]


def test_it_has_the_size_of_a_province(sheets: dict[str, list[Line]]) -> None:
    assert 280 <= len(sheets["Cán bộ"]) <= 320
    assert len(sheets["Chương trình"]) == 26
    assert 40 <= len(sheets["Lớp"]) <= 44
    roles = Counter(line["Vai trò"] for line in sheets["Cán bộ"])
    assert (roles["Điều phối viên"], roles["Giảng viên"], roles["Quản trị"]) == (4, 12, 2)


def test_every_commune_has_people_and_all_but_two_have_a_leader(sheets: dict[str, list[Line]]) -> None:
    units = {commune["unit"] for commune in communes()}
    people = Counter(line["Đơn vị"] for line in sheets["Cán bộ"] if line["Mã cán bộ"].startswith("CB-"))
    assert set(people) == units
    assert people.pop(LAN.unit) == 14
    assert set(people.values()) == {1, 2, 3, 4}
    led = {line["Đơn vị"] for line in sheets["Cán bộ"] if line["Vai trò"] == LEADER}
    assert units - led == WITHOUT_LEADER


def test_no_post_of_a_commune_is_held_twice(sheets: dict[str, list[Line]]) -> None:
    held = Counter(
        (line["Đơn vị"], line["Chức danh"]) for line in sheets["Cán bộ"] if line["Mã cán bộ"].startswith("CB-")
    )
    assert set(held.values()) == {1}


def test_keys_and_phones_are_unique_and_phones_are_mobile_numbers(sheets: dict[str, list[Line]]) -> None:
    for sheet, key in (("Cán bộ", "Mã cán bộ"), ("Chương trình", "Mã chương trình"), ("Lớp", "Mã lớp")):
        codes = [line[key] for line in sheets[sheet]]
        assert len(set(codes)) == len(codes)
    typed = [line["Số điện thoại"] for line in sheets["Cán bộ"]]
    assert len({e164(phone) for phone in typed}) == len(typed)
    assert any(isinstance(phone, int) for phone in typed)
    assert {"+84", "0900 ", "0900."} <= {str(phone)[:length] for phone in typed for length in (3, 5)}


def test_everybody_is_of_working_age(sheets: dict[str, list[Line]], today: date) -> None:
    for line in sheets["Cán bộ"]:
        born = line["Ngày sinh"]
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        assert 24 <= age <= 59, line


def test_the_cast_stands_in_the_roster(sheets: dict[str, list[Line]]) -> None:
    roster = {line["Mã cán bộ"]: line for line in sheets["Cán bộ"]}
    for member in CAST:
        line = roster[member.staff_code]
        assert line["Họ và tên"] == member.full_name
        assert e164(line["Số điện thoại"]) == member.phone
        assert (line["Ngày sinh"], line["Đơn vị"], line["Vai trò"]) == (member.birth_date, member.unit, member.role)
    assert len({member.telegram_id for member in CAST}) == len(CAST)


def test_names_of_the_cast_and_of_the_trainers_are_nobody_elses(sheets: dict[str, list[Line]]) -> None:
    names = Counter(line["Họ và tên"] for line in sheets["Cán bộ"])
    called = {member.full_name for member in CAST} | {line["full_name"] for line in read("department")}
    assert {name for name in called if names[name] != 1} == set()


def test_every_reference_leads_somewhere(sheets: dict[str, list[Line]]) -> None:
    units = {commune["unit"] for commune in communes()}
    programmes = {line["Mã chương trình"] for line in sheets["Chương trình"]}
    courses = {line["Mã lớp"] for line in sheets["Lớp"]}
    coordinators = {line["Mã cán bộ"] for line in sheets["Cán bộ"] if line["Vai trò"] == "Điều phối viên"}
    trainers = {line["Họ và tên"] for line in sheets["Cán bộ"] if line["Vai trò"] == "Giảng viên"}
    for line in sheets["Chương trình"]:
        assert set(parts(line["Điều kiện"])) <= programmes
    for line in sheets["Lớp"]:
        assert line["Mã chương trình"] in programmes
        assert line["Điều phối viên"] in coordinators
        assert set(parts(line["Đơn vị được mời"])) <= units
    for line in sheets["Lịch học"]:
        assert line["Mã lớp"] in courses
        assert line["Giảng viên"] in trainers or line["Giảng viên"].startswith("Báo cáo viên ")
    assert {line["Mã chương trình"] for line in sheets["Lớp"]} == programmes
    assert HANH.full_name in {line["Giảng viên"] for line in sheets["Lịch học"]}


def test_former_districts_of_a_course_are_all_known() -> None:
    known = {commune["former_district"] for commune in communes()}
    assert {district for line in read("courses") for district in parts(line["invited"])} <= known


def test_posts_are_those_of_the_catalogue(sheets: dict[str, list[Line]]) -> None:
    lines = sheets["Cán bộ"]
    of_communes = {post for line in lines if line["Mã cán bộ"].startswith("CB-") for post in parts(line["Chức danh"])}
    wanted = {post for line in sheets["Chương trình"] for post in parts(line["Chức danh áp dụng"])}
    with (CATALOGUE / "posts.csv").open(encoding="utf-8", newline="") as file:
        assert of_communes | wanted <= {line["name"] for line in csv.DictReader(file)}


def test_meetings_add_up_to_the_hours_of_the_programme(sheets: dict[str, list[Line]]) -> None:
    hours = {line["Mã chương trình"]: line["Số tiết"] for line in sheets["Chương trình"]}
    met: Counter[str] = Counter()
    for line in sheets["Lịch học"]:
        met[line["Mã lớp"]] += line["Số tiết"]
        start, end = (60 * line[key].hour + line[key].minute for key in ("Bắt đầu", "Kết thúc"))
        assert 45 * line["Số tiết"] <= end - start, line
    assert met == {line["Mã lớp"]: hours[line["Mã chương trình"]] for line in sheets["Lớp"]}


def test_no_class_on_a_sunday_or_a_holiday_nor_more_than_five_days_in_a_row(sheets: dict[str, list[Line]]) -> None:
    off = {line["Ngày"] for line in sheets["Ngày nghỉ"]}
    days = defaultdict(set)
    for line in sheets["Lịch học"]:
        assert line["Ngày"].weekday() != SUNDAY, line
        assert line["Ngày"] not in off, line
        days[line["Mã lớp"], line["Ngày"].isocalendar()[:2]].add(line["Ngày"])
    assert max(map(len, days.values())) <= 5


def test_a_course_runs_from_its_first_meeting_to_its_last_and_closes_before(sheets: dict[str, list[Line]]) -> None:
    met = defaultdict(list)
    for line in sheets["Lịch học"]:
        met[line["Mã lớp"]].append(line["Ngày"])
    for line in sheets["Lớp"]:
        days = met[line["Mã lớp"]]
        assert (line["Khai giảng"], line["Bế giảng"]) == (min(days), max(days))
        assert line["Hạn đăng ký"] < line["Khai giảng"], line
        assert (line["Tối thiểu"] or 0) <= line["Số chỗ"] >= (line["Mỗi đơn vị tối đa"] or 0)


def test_courses_lie_around_today(sheets: dict[str, list[Line]], today: date) -> None:
    courses = sheets["Lớp"]
    still_open = [line for line in courses if line["Hạn đăng ký"] > today]
    closed = [line for line in courses if line["Hạn đăng ký"] < today < line["Khai giảng"]]
    running = [line for line in courses if line["Khai giảng"] <= today <= line["Bế giảng"]]
    finished = [line for line in courses if line["Bế giảng"] < today]
    assert (len(still_open), len(closed), len(running), len(finished)) == (27, 4, 4, 8)
    assert sum(line["Hạn đăng ký"] == today + timedelta(days=1) for line in courses) == 3
    assert max(line["Khai giảng"] for line in still_open) <= today + timedelta(weeks=23)


def test_whatever_the_day_courses_close_before_they_start_and_the_mix_is_the_same() -> None:
    for today in (date(2026, 11, 1) + timedelta(days=days) for days in range(430)):
        courses = timetable(today)
        assert [course.line["code"] for course in courses if course.closes_on >= course.starts_on] == [], today
        still_open = sum(course.closes_on > today for course in courses)
        finished = sum(course.ends_on < today for course in courses)
        running = sum(course.starts_on <= today <= course.ends_on for course in courses)
        assert (still_open, running, finished) == (27, 4, 8), today


def test_the_open_courses_let_everything_be_tried(sheets: dict[str, list[Line]], today: date) -> None:
    courses = [line for line in sheets["Lớp"] if line["Hạn đăng ký"] > today]
    assert 2 in {line["Số chỗ"] for line in courses}
    assert 1 in {line["Mỗi đơn vị tối đa"] for line in courses}
    invited = [LAN.unit in parts(line["Đơn vị được mời"]) for line in courses if line["Đơn vị được mời"]]
    assert set(invited) == {True, False}
    assert {line["Hình thức"] for line in courses} == {"Trực tiếp", "Trực tuyến", "Kết hợp"}
    routes = {line["Mã chương trình"]: line["Duyệt"] for line in sheets["Chương trình"]}
    assert {routes[line["Mã chương trình"]] for line in sheets["Lớp"]} == {"Không", "Lãnh đạo", "Sở", "Lãnh đạo và Sở"}
    assert any(line["Điều kiện"] for line in sheets["Chương trình"])


def test_a_trainer_of_the_cast_has_a_class_in_a_working_week() -> None:
    for day in (date(2026, 11, 24), date(2026, 12, 9)):
        lines = cells(sample_workbook(day))["Lịch học"]
        assert (HANH.full_name, day) in {(line["Giảng viên"], line["Ngày"]) for line in lines}


def test_one_programme_has_conditions_that_some_of_the_cast_meet_and_others_do_not(
    sheets: dict[str, list[Line]], today: date
) -> None:
    [programme] = {line["Mã chương trình"] for line in sheets["Điều kiện riêng"]}
    [course] = [line for line in sheets["Lớp"] if line["Mã chương trình"] == programme]
    limits = {line["Giới tính"]: line["Giá trị"] for line in sheets["Điều kiện riêng"] if line["Giá trị"]}
    ages = {member: (course["Khai giảng"] - member.birth_date).days // 365.25 for member in CAST}
    may = {member for member in CAST if member.party == "Có" and ages[member] >= limits[member.sex]}
    assert LAN in may
    assert today.year > 2026 or HUONG not in may
    assert NAM not in may
    assert course["Chỉ tiêu đơn vị"] == f"{LAN.unit}: 3; {NAM.unit}: 2"
