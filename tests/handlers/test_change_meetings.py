"""A coordinator gives a published course one more meeting, or takes one away: rehearsed, told, gone from calendars."""

from datetime import datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from models.attendance import Attendance, Mark
from models.audit import AuditEntry
from models.course import Course, Meeting
from models.course_change import ChangeTold
from models.kinds import Role
from models.registration import Registration, State
from playground.person import Person
from tests.conftest import NOW, ZONE
from tests.seats import change, official_id, seat
from tests.world import World

CARD = "1. LOP-001 – Văn thư & <lưu trữ>"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
async def minh(world: World) -> Person:
    """Minh runs a course of two mornings, 09/12 and 10/12; Lan is approved, Mai queues, Hòa leads."""
    minh = await world.coordinator("Hoàng Minh")
    await world.leader("Trần Văn Hòa")
    course = await world.course("Văn thư & <lưu trữ>")
    await change(world, course, coordinator_id=await official_id(world, minh))
    await seat(world, await world.official("Nguyễn Thị Lan"), course)
    await seat(world, await world.official("Lê Thị Mai"), course, State.queued, queued_at=NOW)
    return minh


def phone(world: World, name: str) -> Person:
    return next(one for one in world.telegram.people.values() if one.name == name)


async def opens(world: World, minh: Person, *labels: str) -> str:
    await world.says(minh, "/quanly")
    await world.presses(minh, CARD)
    for label in ("Đổi, hoãn, huỷ lớp", *labels):
        seen = await world.presses(minh, label)
    return seen


async def starts(world: World, course: int = 1) -> list[datetime]:
    async with world.database.reading() as session:
        rows = select(Meeting.starts_at).where(Meeting.course_id == course).order_by(Meeting.starts_at)
        return [one.astimezone(ZONE) for one in await session.scalars(rows)]


async def test_one_more_meeting_is_rehearsed_then_told_with_the_very_words(world: World, minh: Person) -> None:
    lan, hoa = phone(world, "Nguyễn Thị Lan"), phone(world, "Trần Văn Hòa")
    assert "Phòng và giảng viên lấy theo các buổi khác" in await opens(world, minh, "Thêm buổi")
    seen = await world.says(minh, "chiều 11/12")
    assert "Xem trước (chưa lưu)" in seen
    assert "• Thêm buổi chiều 13h30–17h30, thứ Sáu, 11/12/2026" in seen
    assert "Ảnh hưởng: 2 người (đã duyệt 1, danh sách chờ 1)." in seen
    assert "• Lịch học có 12 tiết, chương trình có 16 tiết." in seen
    quoted = seen.split("Tin gửi ngay:\n")[1]
    assert len(await starts(world)) == 2
    assert lan.sent_count("⚠️") == 0
    assert "Đã lưu thay đổi của lớp" in await world.presses(minh, "Xác nhận")
    assert await starts(world) == [at(9, 8), at(10, 8), at(11, 13, 30)]
    assert lan.last.text == quoted
    assert lan.last.labels == ["Đã nhận", "Rút đăng ký", "Thêm vào lịch", "Xem lớp"]
    assert "Cán bộ: Nguyễn Thị Lan, Lê Thị Mai" in hoa.last.text
    async with world.database.reading() as session:
        course = await session.get_one(Course, 1)
        assert (course.ends_on, course.changed_at) == (at(11, 0).date(), NOW)
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "add_meetings"))).one()
        assert entry.actor_id == await official_id(world, minh)
        assert len((entry.after or {})["meetings"]) == 3
    await world.presses(lan, "Đã nhận")
    async with world.database.reading() as session:
        told = (await session.scalars(select(ChangeTold).where(ChangeTold.received_at.is_not(None)))).one()
        assert told.official_id == await official_id(world, lan)
    assert world.telegram.complaints == []


async def test_a_day_without_its_half_is_asked_about_and_days_off_are_left_out(world: World, minh: Person) -> None:
    await opens(world, minh, "Thêm buổi")
    assert "11/12/2026: buổi nào?" in await world.says(minh, "11/12")
    seen = await world.presses(minh, "Cả ngày")
    assert "Thêm buổi sáng 7h30–11h30, thứ Sáu, 11/12/2026" in seen
    assert "Thêm buổi chiều" in seen
    seen = await world.says(minh, "11/12 - 14/12 sáng")  # another answer to the same question
    assert "thứ Sáu, 11/12/2026" in seen
    assert "thứ Hai, 14/12/2026" in seen
    assert "12/12/2026" not in seen
    assert "chương trình có" not in seen  # sixteen by now
    await world.presses(minh, "Xác nhận")
    assert [one.day for one in await starts(world)] == [9, 10, 11, 14]


async def test_who_clashes_and_a_trainer_in_two_places_are_said_before(world: World, minh: Person) -> None:
    hanh = await world.official("Vũ Hạnh", None, roles=(Role.trainer,))
    other = await world.course("Hộ tịch", starts_in=21)  # 16/12 and 17/12
    await seat(world, phone(world, "Nguyễn Thị Lan"), other)
    async with world.database.writing() as session:
        one = await official_id(world, hanh)
        await session.execute(update(Meeting).values(trainer_id=one, trainer="Vũ Hạnh", room="A2"))
    await opens(world, minh, "Thêm buổi")
    seen = await world.says(minh, "9h-11h 16/12")
    assert "Thêm buổi sáng 9h00–11h00, thứ Tư, 16/12/2026 (A2, Vũ Hạnh)" in seen
    assert "Trùng lịch với lớp khác của mình: 1\n  Phường Võ Cường: Nguyễn Thị Lan (lớp Hộ tịch" in seen
    assert "Giảng viên trùng lịch: 1\n  Vũ Hạnh (lớp Hộ tịch, 9h00 thứ Tư, 16/12/2026)" in seen
    await world.presses(minh, "Xác nhận")
    await world.ticks()
    assert any("16/12/2026" in one.text for one in hanh.seen)


async def test_a_meeting_is_taken_away_and_goes_from_calendars(world: World, minh: Person) -> None:
    lan = phone(world, "Nguyễn Thị Lan")
    await world.says(lan, "/lich")
    before = await taken(world, lan, "Thêm vào lịch")
    world.clock.at += timedelta(minutes=5)
    seen = await opens(world, minh, "Đổi một buổi học", "10/12/2026, sáng 8h00", "Bỏ buổi này")
    assert "• Bỏ buổi sáng 8h00–11h00, thứ Năm, 10/12/2026" in seen
    assert len(await starts(world)) == 2
    await world.presses(minh, "Xác nhận")
    assert await starts(world) == [at(9, 8)]
    assert "Bỏ buổi sáng 8h00–11h00, thứ Năm, 10/12/2026" in lan.last.text
    assert lan.last.labels == ["Đã nhận", "Rút đăng ký", "Thêm vào lịch", "Xem lớp", "Xoá buổi đã bỏ khỏi lịch"]
    gone = await taken(world, lan, "Xoá buổi đã bỏ khỏi lịch")
    assert gone["method"] == "CANCEL"
    (event,) = gone.walk("VEVENT")
    (was,) = [one for one in before.walk("VEVENT") if one["uid"] == event["uid"]]
    assert event["status"] == "CANCELLED"
    assert event["sequence"] > was["sequence"]
    assert event["dtstart"].dt == at(10, 8)
    async with world.database.reading() as session:
        assert (await session.get_one(Course, 1)).ends_on == at(9, 0).date()
        assert (await session.scalars(select(AuditEntry.action).where(AuditEntry.action == "remove_meeting"))).one()


async def taken(world: World, person: Person, label: str) -> Calendar:
    """The calendar file that the button gives."""
    await world.presses(person, label)
    _, content = next(one.document for one in reversed(person.seen) if one.document)
    return Calendar.from_ical(content)


async def test_words_instead_of_confirming_take_nothing_away(world: World, minh: Person) -> None:
    await opens(world, minh, "Đổi một buổi học", "10/12/2026, sáng 8h00", "Bỏ buổi này")
    assert "Buổi học sáng 8h00–11h00, thứ Năm, 10/12/2026" in await world.says(minh, "1 tuần")
    assert len(await starts(world)) == 2


async def test_what_was_marked_stays_and_so_does_the_only_meeting(world: World, minh: Person) -> None:
    async with world.database.writing() as session:
        lan = (await session.scalars(select(Registration.id).where(Registration.state == State.confirmed))).one()
        session.add(Attendance(meeting_id=2, registration_id=lan, mark=Mark.present, at=NOW))
    await opens(world, minh, "Đổi một buổi học", "10/12/2026, sáng 8h00", "Bỏ buổi này")
    assert "Buổi này đã điểm danh" in minh.last.text
    await opens(world, minh, "Đổi một buổi học", "09/12/2026, sáng 8h00", "Bỏ buổi này", "Xác nhận")
    assert await starts(world) == [at(10, 8)]
    async with world.database.writing() as session:
        await session.execute(Attendance.__table__.delete())
    await opens(world, minh, "Đổi một buổi học", "10/12/2026, sáng 8h00", "Bỏ buổi này")
    assert "Lớp chỉ có buổi học này nên không bỏ được." in minh.last.text
    assert await starts(world) == [at(10, 8)]


async def test_who_was_marked_between_rehearsal_and_confirming_keeps_the_meeting(world: World, minh: Person) -> None:
    await opens(world, minh, "Đổi một buổi học", "10/12/2026, sáng 8h00", "Bỏ buổi này")
    async with world.database.writing() as session:
        lan = (await session.scalars(select(Registration.id).where(Registration.state == State.confirmed))).one()
        session.add(Attendance(meeting_id=2, registration_id=lan, mark=Mark.present, at=NOW))
    assert "Buổi này đã điểm danh" in await world.presses(minh, "Xác nhận")
    assert len(await starts(world)) == 2


async def test_two_who_take_the_same_meeting_away_take_one(world: World, minh: Person) -> None:
    await opens(world, minh, "Đổi một buổi học", "10/12/2026, sáng 8h00", "Bỏ buổi này")
    shown = minh.last
    minh.press("Xác nhận", shown)
    minh.press("Xác nhận", shown)
    await world.settle()
    assert await starts(world) == [at(9, 8)]
    assert phone(world, "Nguyễn Thị Lan").sent_count("⚠️") == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("khi nào cũng được", "Chưa hiểu nội dung vừa gõ. Đề nghị gõ lại, ví dụ: chiều 11/12; 18h–20h30 11/12"),
        ("9h-11h 10/12", "Lớp đã có buổi học trong giờ này. Đề nghị chọn ngày, giờ khác."),
        ("11h-9h 11/12", "Chưa hiểu nội dung vừa gõ."),
        ("6h-7h hôm nay", "Thời điểm này đã qua."),
        ("8h-9h 11/12/2028", "Thời điểm này xa hơn một năm."),
    ],
)
async def test_what_cannot_be_added_gets_one_sentence_and_another_answer(
    world: World, minh: Person, said: str, sentence: str
) -> None:
    await opens(world, minh, "Thêm buổi")
    assert sentence in await world.says(minh, said)
    assert len(await starts(world)) == 2
    assert "Xem trước (chưa lưu)" in await world.says(minh, "sáng 11/12")


async def test_a_course_without_a_timetable_gets_its_first_meeting(world: World, minh: Person) -> None:
    async with world.database.writing() as session:
        await session.execute(Meeting.__table__.delete())
    await opens(world, minh, "Thêm buổi")
    assert "Thêm buổi sáng" in await world.says(minh, "sáng 9/12")
    await world.presses(minh, "Xác nhận")
    assert len(await starts(world)) == 1


async def test_officials_and_leaders_neither_add_nor_take_away(world: World, minh: Person) -> None:
    hoa = phone(world, "Trần Văn Hòa")
    await world.says(hoa, "LOP-001")
    for action in ("chgadd:1", "chgaddhalf:1:739966:739966:0", "chgout:2"):
        hoa.forge_press(f"1:{action}", hoa.last)
        await world.settle()
        assert "không có quyền" in hoa.last.text, action
    assert len(await starts(world)) == 2
