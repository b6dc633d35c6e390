"""The workbook that the department sends in: its people, programmes, courses with their meetings, and days off."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import openpyxl

from bot.texts.workbook import HEADERS, SHEETS
from models.workbook_rows import Sheet

COMMUNES = (
    "Phường Võ Cường", "Phường Kinh Bắc", "Phường Vũ Ninh", "Phường Hạp Lĩnh", "Phường Từ Sơn", "Phường Tam Sơn",
    "Phường Đồng Nguyên", "Phường Phù Khê", "Phường Thuận Thành", "Phường Mão Điền", "Phường Quế Võ", "Phường Bồng Lai",
    "Xã Yên Phong", "Xã Văn Môn", "Xã Tam Giang", "Xã Yên Trung", "Xã Tiên Du", "Xã Liên Bão", "Xã Đại Đồng",
    "Xã Gia Bình",
)  # fmt: skip
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
MIDDLE = ("Thị", "Văn", "Đức", "Minh", "Thu", "Quang", "Hồng", "Xuân")
GIVEN = ("Lan", "Hòa", "Mai", "Tuấn", "Hạnh", "Bình", "Dũng", "Hương", "Khánh", "Nga", "Phúc", "Sơn", "Thảo", "Yến")
TOPICS = (
    "Chuyển đổi số trong cơ quan nhà nước", "Kỹ năng soạn thảo văn bản", "Tiếp công dân, giải quyết khiếu nại",
    "Quản lý đất đai cấp xã", "Kỹ năng lãnh đạo, quản lý cấp phòng", "Cập nhật kiến thức quốc phòng và an ninh",
    "Ứng dụng trí tuệ nhân tạo trong công vụ", "Nghiệp vụ tài chính, kế toán cấp xã",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of the roster."""

    code: str
    name: str
    unit: str
    phone: str
    role: str = ""


@dataclass(frozen=True)
class Plan:
    """One course: its code, when it begins and closes, and how many it takes."""

    code: str
    title: str
    starts_on: date
    closes_on: date
    seats: int
    days: int = 2
    hour: int = 8
    route: str = "Lãnh đạo"


def roster(people: int) -> list[Line]:
    """Leaders first, one a commune, then everybody else round the communes; a coordinator and a trainer."""
    lines = [
        Line("DPV-01", "Nguyễn Công Minh", "Sở Nội vụ", "0901000001", "Điều phối viên"),
        Line("GV-01", "Lê Thị Hạnh", "Sở Nội vụ", "0901000002", "Giảng viên"),
    ]
    for number in range(people):
        name = f"{FAMILY[number % 10]} {MIDDLE[number // 3 % 8]} {GIVEN[number * 5 % 14]}"
        is_leader = number < min(len(COMMUNES), people // 5)
        unit = COMMUNES[number % min(len(COMMUNES), people // 5)]
        lines.append(Line(f"CB-{number:03}", name, unit, f"0912{number:06}", "Lãnh đạo" if is_leader else ""))
    return lines


def plans(first: date, days: int, count: int, people: int) -> list[Plan]:
    """Courses that begin from the end of the first week on, some of them with fewer seats than are wanted."""
    found = []
    for number in range(count):
        starts_on = first + timedelta(days=5 + number * (days - 8) // count)
        while starts_on.weekday() > 3:
            starts_on += timedelta(days=1)
        seats = max(3, people // (4 if number % 2 else 12))
        route = "Không" if number == count - 1 else "Lãnh đạo"
        closes_on = starts_on - timedelta(days=3)
        code = f"{first:%m}-{number + 1:02}"
        found.append(Plan(f"LOP-{code}", TOPICS[number % len(TOPICS)], starts_on, closes_on, seats, route=route))
    return found


def workbook(people: Sequence[Line], courses: Sequence[Plan]) -> bytes:
    """All of it; without people only the courses, as a coordinator sends a change."""
    sheets: dict[Sheet, list[dict[str, object]]] = {}
    if people:
        sheets[Sheet.officials] = [
            {"code": one.code, "full_name": one.name, "unit": one.unit, "phone": one.phone, "roles": one.role}
            for one in people
        ]
        sheets[Sheet.programmes] = [
            {"code": f"CT-{one.code}", "title": one.title, "hours": 8 * one.days, "counts": "Có", "route": one.route}
            for one in courses
        ]
    sheets[Sheet.courses] = [
        {
            "code": one.code,
            "programme": f"CT-{one.code}",
            "title": one.title,
            "venue": "Trường Chính trị Nguyễn Văn Cừ",
            "starts_on": f"{one.starts_on:%d/%m/%Y}",
            "ends_on": f"{one.starts_on + timedelta(days=one.days - 1):%d/%m/%Y}",
            "deadline_on": f"{one.closes_on:%d/%m/%Y}",
            "seats": one.seats,
            "minimum": 3,
            "coordinator": "DPV-01",
        }
        for one in courses
    ]
    sheets[Sheet.meetings] = [
        {
            "course": one.code,
            "on": f"{one.starts_on + timedelta(days=day):%d/%m/%Y}",
            "starts_at": f"{one.hour}h00",
            "ends_at": f"{one.hour + 3}h00",
            "hours": 4,
            "trainer": "GV-01",
        }
        for one in courses
        for day in range(one.days)
    ]
    return _file(sheets)


def _file(sheets: Mapping[Sheet, Sequence[Mapping[str, object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet, rows in sheets.items():
        page = book.create_sheet(SHEETS[sheet])
        page.append([HEADERS[sheet][field] for field in rows[0]])
        for row in rows:
            page.append(list(row.values()))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
