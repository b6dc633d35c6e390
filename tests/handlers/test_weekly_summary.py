"""Monday's summary as a coordinator gets it: a picture, a workbook, a work list with buttons that lead to the act."""

import io
from datetime import datetime, timedelta

import openpyxl
import pytest
from sqlalchemy import update

from models.course import Course, Meeting
from models.registration import Level, State
from playground.messages import Shown
from playground.person import Person
from tests.conftest import ZONE
from tests.seats import official_id, seat
from tests.world import World

MONDAY = datetime(2026, 11, 30, 7, 30, tzinfo=ZONE)
WHY = "Vì sao tôi nhận được tin này?"


@pytest.fixture
async def minh(world: World) -> Person:
    """A course with one approved, one waiting; below its minimum, and it begins in ten days."""
    lan, mai = await world.official("Lan"), await world.official("=Mai <b>")
    hoa, minh = await world.leader("Hòa"), await world.coordinator("Minh")
    await world.course("Chuyển đổi số & <AI>", seats=20, starts_in=12, closes_in=8)
    async with world.database.writing() as session:
        await session.execute(update(Course).values(minimum=10))
        await session.execute(update(Meeting).values(trainer="Vũ Thị Hạnh"))
    for person in (lan, mai):
        await world.says(person, "LOP-001")
        await world.presses(person, "Đăng ký")
        await world.presses(person, "Xác nhận")
    await world.presses(hoa, "Duyệt")
    return minh


def sheets(message: Shown) -> dict[str, list[tuple[object, ...]]]:
    assert message.document is not None
    book = openpyxl.load_workbook(io.BytesIO(message.document[1]))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


async def test_on_monday_it_comes_by_itself_once_in_three_messages(world: World, minh: Person) -> None:
    await world.pass_time(to=MONDAY)
    await world.pass_time(minutes=20)
    picture, workbook, listing = [shown for shown in minh.seen if shown.date >= MONDAY.timestamp()]
    assert picture.photo is not None
    assert picture.photo[1].startswith(b"\x89PNG")
    assert "1 lớp, đã giữ 2/20 chỗ (+2 so với tuần trước), chờ duyệt 1." in picture.text
    assert workbook.document is not None
    assert workbook.document[0] == "tong-ket-tuan-2026-11-30.xlsx"
    assert "Cần xử lý: 1 việc" in listing.text
    assert "1. Chuyển đổi số & <AI> (LOP-001): mới 2/20 chỗ, dưới mức tối thiểu 10" in listing.text
    assert listing.labels == ["1. LOP-001", "Chờ duyệt", "Xem toàn Sở", WHY]
    assert "Còn thiếu 8 người so với mức tối thiểu 10" in await world.presses(minh, "1. LOP-001", listing)
    assert {"Sửa lớp", "Đổi, hoãn, huỷ lớp"} <= set(minh.last.labels)


async def test_the_workbook_holds_the_rows_and_each_sheet_its_total(world: World, minh: Person) -> None:
    await world.says(minh, "/tongket")
    found = sheets(next(shown for shown in minh.seen if shown.document))
    assert list(found) == [
        "Tổng hợp", "Việc cần xử lý", "Danh sách lớp", "Chờ duyệt", "Danh sách chờ", "Từ chối", "Đã rút",
        "Thống kê lý do", "Đơn vị chưa cử", "Chưa liên lạc được",
    ]  # fmt: skip
    assert {rows[-1][0] for rows in found.values()} == {"Tổng"}
    head, course, total = found["Tổng hợp"]
    assert dict(zip(head, total, strict=True)) | {"Mã lớp": ""} == {
        "Mã lớp": "", "Số thứ tự": 1, "Tên lớp": None, "Khai giảng": None, "Bế giảng": None, "Số chỗ": 20,
        "Tối thiểu": 10, "Đã giữ": 2, "Đã duyệt": 1, "Chờ duyệt": 1, "Mời nhận chỗ": 0, "Danh sách chờ": 0,
        "Đã giữ tuần trước": 0, "Lượt điểm danh": 0, "Lượt có mặt": 0,
    }  # fmt: skip
    assert course[2] == "Chuyển đổi số & <AI>"
    names = {row[2] for row in found["Danh sách lớp"][1:-1]}
    assert names == {"Lan", "=Mai <b>"}  # text, not a formula
    assert found["Danh sách lớp"][-1][1] == 2
    assert len(found["Đơn vị chưa cử"]) == 98 + 2


async def test_one_comes_back_to_the_work_list_and_turns_its_pages(world: World, minh: Person) -> None:
    mine = await official_id(world, minh)
    for number in range(11):
        await world.course(f"Lớp {number}", starts_in=9, closes_in=3)
    async with world.database.writing() as session:
        await session.execute(update(Course).values(minimum=10, coordinator_id=mine))
        await session.execute(update(Meeting).values(trainer="Vũ Thị Hạnh"))
    listing = await world.says(minh, "/tongket")
    assert "Cần xử lý: 11 việc" in listing
    assert "Trang 1/2" in listing
    assert "10. " in listing
    assert "11. " not in listing
    count = len(minh.seen)
    await world.presses(minh, "10. LOP-")
    assert "Còn thiếu" in minh.last.text
    await world.presses(minh, "Quay lại")
    assert "Cần xử lý: 11 việc" in await world.presses(minh, "Việc cần xử lý")
    assert "11. Lớp 10 (LOP-012)" in await world.presses(minh, "Sau ›")
    assert "1. " not in minh.last.text.replace("11. ", "")
    await world.presses(minh, "11. LOP-012")
    assert "Mã lớp: LOP-012" in minh.last.text
    assert len(minh.seen) == count  # all of it in one message, neither picture nor workbook made anew


async def test_who_waits_for_a_seat_is_listed_in_the_order_of_the_queue(world: World, minh: Person) -> None:
    course = await world.course("Văn thư", seats=1)
    for days, name, awaits in ((-3, "Vũ Yến", None), (-2, "Lê Ánh", Level.leader)):
        queued = {"queued_at": world.clock.now() + timedelta(days=days), "awaits": awaits}
        await seat(world, await world.official(name), course, State.queued, **queued)
    await seat(world, await world.official("Ngô Bảo"), course)
    await world.says(minh, "/tongket")
    found = sheets(next(shown for shown in minh.seen if shown.document))
    assert [(row[2], row[6]) for row in found["Danh sách chờ"][1:-1]] == [
        ("Vũ Yến", "đã duyệt"), ("Lê Ánh", "chờ lãnh đạo đơn vị"),
    ]  # fmt: skip
    assert found["Danh sách chờ"][-1][1] == 2


async def test_reasons_are_listed_and_counted(world: World, minh: Person) -> None:
    lan, hoa = (next(one for one in world.telegram.people.values() if one.name == name) for name in ("Lan", "Hòa"))
    for why in ("Việc gia đình", "Xác nhận"):
        await world.says(lan, "LOP-001")
        await world.presses(lan, "Rút đăng ký")
        await world.presses(lan, why)
        await world.says(lan, "LOP-001")
        await world.presses(lan, "Đăng ký")
        await world.presses(lan, "Xác nhận")
    await world.says(hoa, "/duyet")
    await world.presses(hoa, "Lan – Chuyển đổi số")
    await world.presses(hoa, "Từ chối")
    await world.says(hoa, "Bận <họp>")
    await world.says(minh, "/tongket")
    found = sheets(next(shown for shown in minh.seen if shown.document))
    assert {row[5] for row in found["Đã rút"][1:-1]} == {"Việc gia đình", None}
    assert sorted(found["Thống kê lý do"][1:-1]) == [
        ("từ chối", "lý do khác", 1), ("đã rút", "Việc gia đình", 1), ("đã rút", "không nêu", 1),
    ]  # fmt: skip
    assert found["Thống kê lý do"][-1][2] == 3


async def test_asked_for_it_comes_at_once_and_an_admin_sees_the_department(world: World, minh: Person) -> None:
    tuan = await world.admin("Tuấn")
    assert "các lớp của tôi" in await world.says(minh, "/tongket")
    assert "toàn Sở" in await world.presses(minh, "Xem toàn Sở")
    assert "toàn Sở" in await world.says(tuan, "/tongket")
    lan = next(person for person in world.telegram.people.values() if person.name == "Lan")
    assert "không" in (await world.says(lan, "/tongket")).lower()
    assert not any(shown.photo for shown in lan.seen)


async def test_a_week_without_anything_is_one_line_and_no_course_is_silence(world: World) -> None:
    minh = await world.coordinator("Minh")
    assert "chưa có lớp nào" in await world.says(minh, "/tongket")
    await world.pass_time(to=MONDAY)
    assert minh.sent_count("Tổng kết tuần") == 1
    await world.course("Chuyển đổi số", starts_in=60, closes_in=40)
    await world.pass_time(days=7)
    assert minh.last.text.endswith("Trong tuần không có thay đổi và không có việc cần xử lý.")
    assert minh.last.photo is None


async def test_one_may_ask_why(world: World, minh: Person) -> None:
    await world.pass_time(to=MONDAY)
    assert "mỗi tuần một lần" in await world.presses(minh, WHY)


async def test_requests_about_data_that_nobody_has_answered_are_on_the_list(world: World, minh: Person) -> None:
    tuan = await world.admin("Tuấn")
    lan = next(person for person in world.telegram.people.values() if person.name == "Lan")
    await world.says(lan, "/dulieu")
    await world.presses(lan, "Báo sai, đề nghị sửa")
    await world.presses(lan, "Đơn vị")
    await world.says(lan, "Tôi ở Kinh Bắc")
    await world.pass_time(to=MONDAY)
    for person in (minh, tuan):
        (listing,) = [one for one in person.seen if "Cần xử lý" in one.text and one.date >= MONDAY.timestamp()]
        assert "1. Dữ liệu cá nhân: 1 yêu cầu chưa trả lời, quá hạn từ" in listing.text
        await world.presses(person, "1. Dữ liệu cá nhân", listing)
        assert any("1. Lan, Phường Võ Cường – sửa đơn vị; quá hạn" in one.text for one in person.seen)
    await world.presses(minh, "1. Lan: Sửa đơn vị")
    await world.presses(minh, "Đã sửa")
    assert "Dữ liệu cá nhân" not in await world.says(tuan, "/tongket")
