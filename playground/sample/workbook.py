"""Makes the workbook of the demo, in the format that coordinators keep; the product imports it like any other."""

import io
from collections.abc import Iterator
from datetime import date

from playground.sample.data_files import communes, items, read
from playground.sample.roster import roster
from playground.sample.sheets import Cell, Column, add_sheet, new_workbook
from playground.sample.timetable import Course, timetable

Row = tuple[Cell, ...]

_OFFICIALS = (
    Column("Mã cán bộ", 15, "centre"),
    Column("Họ và tên", 26),
    Column("Ngày sinh", 13, "day"),
    Column("Giới tính", 9, "centre"),
    Column("Số điện thoại", 18, "phone"),
    Column("Chức danh", 42),
    Column("Đơn vị", 24),
    Column("Nhóm", 17),
    Column("Vai trò", 16),
    Column("Đảng viên", 9, "centre"),
    Column("Ghi chú", 18),
)
_PROGRAMMES = (
    Column("Mã chương trình", 13, "centre"),
    Column("Tên chương trình", 44),
    Column("Loại", 20),
    Column("Số tiết", 8, "centre"),
    Column("Chức danh áp dụng", 48),
    Column("Nhóm áp dụng", 20),
    Column("Điều kiện", 12, "centre"),
    Column("Tính vào 40 tiết", 11, "centre"),
    Column("Duyệt", 18),
    Column("Mô tả", 44),
)
_CONDITIONS = (
    Column("Mã chương trình", 13, "centre"),
    Column("Điều kiện", 16),
    Column("Giá trị", 8, "centre"),
    Column("Giới tính", 9, "centre"),
    Column("Từ ngày", 13, "day"),
    Column("Đến ngày", 13, "day"),
    Column("Căn cứ", 44),
)
_COURSES = (
    Column("Mã lớp", 15, "centre"),
    Column("Mã chương trình", 13, "centre"),
    Column("Tên lớp", 44),
    Column("Cơ sở đào tạo", 30),
    Column("Địa điểm", 34),
    Column("Hình thức", 12, "centre"),
    Column("Khai giảng", 13, "day"),
    Column("Bế giảng", 13, "day"),
    Column("Hạn đăng ký", 13, "day"),
    Column("Số chỗ", 8, "centre"),
    Column("Tối thiểu", 9, "centre"),
    Column("Mỗi đơn vị tối đa", 13, "centre"),
    Column("Đơn vị được mời", 40),
    Column("Chỉ tiêu đơn vị", 34),
    Column("Giữ chỉ tiêu đến", 13, "day"),
    Column("Điều phối viên", 12, "centre"),
    Column("Số công văn", 17, "centre"),
)
_MEETINGS = (
    Column("Mã lớp", 15, "centre"),
    Column("Ngày", 13, "day"),
    Column("Bắt đầu", 10, "hour"),
    Column("Kết thúc", 10, "hour"),
    Column("Số tiết", 8, "centre"),
    Column("Phòng", 30),
    Column("Giảng viên", 32),
    Column("Chuyên đề", 60),
)
_HOLIDAYS = (Column("Ngày", 13, "day"), Column("Tên", 44), Column("Loại", 12, "centre"))


def sample_workbook(today: date, seed: int = 2026) -> bytes:
    """An .xlsx with all six sheets; courses lie around `today`. The same `today` and `seed` give the same cells."""
    workbook = new_workbook()
    courses = timetable(today)
    add_sheet(workbook, "Cán bộ", _OFFICIALS, _official_rows(today, seed))
    add_sheet(workbook, "Chương trình", _PROGRAMMES, _programme_rows())
    add_sheet(workbook, "Điều kiện riêng", _CONDITIONS, _condition_rows())
    add_sheet(workbook, "Lớp", _COURSES, map(_course_row, courses))
    add_sheet(workbook, "Lịch học", _MEETINGS, _meeting_rows(courses))
    add_sheet(workbook, "Ngày nghỉ", _HOLIDAYS, _holiday_rows())
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _official_rows(today: date, seed: int) -> Iterator[Row]:
    for person in roster(today, seed):
        who: Row = (person.code, person.full_name, person.birth_date, person.sex, person.phone)
        yield *who, person.posts, person.unit, person.group, person.role, person.party, person.note


def _programme_rows() -> Iterator[Row]:
    for line in read("programmes"):
        what: Row = (line["code"], line["title"], line["kind"], int(line["hours"]), line["posts"], line["groups"])
        yield *what, line["requires"], line["counts"], line["route"], line["description"]


def _condition_rows() -> Iterator[Row]:
    for line in read("conditions"):
        days = (date.fromisoformat(line["from"]), date.fromisoformat(line["to"]) if line["to"] else None)
        yield line["programme"], line["kind"], _number(line["value"]), line["gender"], *days, line["basis"]


def _course_row(course: Course) -> Row:
    line = course.line
    what: Row = (line["code"], line["programme"], line["title"], line["institution"], line["venue"], line["mode"])
    when: Row = (course.starts_on, course.ends_on, course.closes_on)
    places: Row = (_number(line["seats"]), _number(line["minimum"]), _number(line["commune_cap"]))
    return *what, *when, *places, _invited(line["invited"]), line["quotas"], None, line["coordinator"], line["document"]


def _meeting_rows(courses: list[Course]) -> Iterator[Row]:
    for course in courses:
        for meeting in course.meetings:
            when: Row = (meeting.on, meeting.starts_at, meeting.ends_at)
            yield meeting.course, *when, meeting.hours, meeting.room, meeting.trainer, meeting.topic


def _holiday_rows() -> Iterator[Row]:
    for line in read("holidays"):
        yield date.fromisoformat(line["date"]), line["name"], "Nghỉ"


def _invited(districts: str) -> str:
    """The communes of today in former districts, as people still group them."""
    former = items(districts)
    return "; ".join(commune["unit"] for commune in communes() if commune["former_district"] in former)


def _number(cell: str) -> int | None:
    return int(cell) if cell else None
