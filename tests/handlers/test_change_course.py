"""A coordinator changes a published course from the phone: question, rehearsal, «Xác nhận», and everybody hears."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from models.audit import AuditEntry
from models.course import Course, CourseState, Meeting
from models.course_change import CourseChange
from models.holiday import Holiday
from models.kinds import HolidayKind, Role
from models.registration import Level, Registration, State
from playground.person import Person
from tests.conftest import NOW, ZONE
from tests.seats import change, official_id, seat
from tests.world import World

CARD = "1. LOP-001 – Văn thư & <lưu trữ>"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
async def minh(world: World) -> Person:
    """Minh runs a course of two mornings, 09/12 and 10/12; Lan is approved, Bình waits, Mai queues, Hòa leads."""
    minh = await world.coordinator("Hoàng Minh")
    await world.leader("Trần Văn Hòa")
    course = await world.course("Văn thư & <lưu trữ>")
    await change(world, course, coordinator_id=await official_id(world, minh))
    await seat(world, await world.official("Nguyễn Thị Lan"), course)
    await seat(world, await world.official("Trần Đức Bình", "Quế Võ"), course, State.pending, awaits=Level.leader)
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


async def course(world: World, number: int = 1) -> Course:
    async with world.database.reading() as session:
        return await session.get_one(Course, number)


async def starts(world: World) -> list[datetime]:
    async with world.database.reading() as session:
        rows = await session.scalars(select(Meeting.starts_at).where(Meeting.course_id == 1).order_by(Meeting.id))
        return [one.astimezone(ZONE) for one in rows]


async def test_the_whole_course_goes_two_weeks_later_after_a_rehearsal(world: World, minh: Person) -> None:
    assert "8h00 thứ Tư, 09/12/2026 (các ngày 09–10/12)" in await opens(world, minh)
    await world.presses(minh, "Hoãn, dời cả lớp")
    seen = await world.says(minh, "lùi 2 tuần")
    lan, hoa = phone(world, "Nguyễn Thị Lan"), phone(world, "Trần Văn Hòa")
    assert "Xem trước (chưa lưu)" in seen
    assert "Ảnh hưởng: 3 người (đã duyệt 1, chờ duyệt 1, danh sách chờ 1)." in seen
    assert "1 lãnh đạo đơn vị" in seen
    assert "Hạn đăng ký giữ nguyên: thứ Tư, 02/12/2026." in seen
    assert "Nhắc tự động tiếp theo: 8h00 thứ Tư, 16/12/2026" in seen
    quoted = seen.split("Tin gửi ngay:\n")[1]
    assert await starts(world) == [at(9, 8), at(10, 8)]
    assert lan.sent_count("⚠️") == 0
    assert "Đã lưu thay đổi của lớp" in await world.presses(minh, "Xác nhận")
    assert await starts(world) == [at(23, 8), at(24, 8)]
    assert lan.last.text == quoted  # the exact text that was shown
    assert "Cán bộ: Nguyễn Thị Lan, Lê Thị Mai" in hoa.last.text
    moved = await course(world)
    assert (moved.starts_on, moved.ends_on) == (at(23, 0).date(), at(24, 0).date())
    assert moved.changed_at == NOW
    async with world.database.reading() as session:
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "move"))).one()
    assert (entry.before or {})["starts_on"] == "2026-12-09"
    assert (entry.after or {})["starts_on"] == "2026-12-23"
    assert entry.actor_id == await official_id(world, minh)
    assert world.telegram.complaints == []


async def test_the_same_press_twice_changes_it_once(world: World, minh: Person) -> None:
    await opens(world, minh, "Hoãn, dời cả lớp", "Lùi 1 tuần")
    shown = minh.last
    minh.press("Xác nhận", shown)
    minh.press("Xác nhận", shown)
    await world.settle()
    assert await starts(world) == [at(16, 8), at(17, 8)]
    assert "Không còn thay đổi nào chờ xác nhận" in minh.last.text
    assert "8h00 thứ Tư, 16/12/2026" in minh.last.text
    assert phone(world, "Nguyễn Thị Lan").sent_count("⚠️") == 1


async def test_who_registers_meanwhile_is_shown_before_it_is_saved(world: World, minh: Person) -> None:
    await opens(world, minh, "Hoãn, dời cả lớp", "Lùi 1 tuần")
    await seat(world, await world.official("Vũ Đạt"), 1)
    seen = await world.presses(minh, "Xác nhận")
    assert "Lớp đã thay đổi từ khi xem trước. Đề nghị xem lại." in seen
    assert "Ảnh hưởng: 4 người" in seen
    assert await starts(world) == [at(9, 8), at(10, 8)]
    await world.presses(minh, "Xác nhận")
    assert await starts(world) == [at(16, 8), at(17, 8)]


async def test_two_who_change_the_same_course_do_not_overwrite_each_other(world: World, minh: Person) -> None:
    ngoc = await world.coordinator("Ngọc")
    await opens(world, minh, "Hoãn, dời cả lớp", "Lùi 1 tuần")
    shown = minh.last
    await world.says(ngoc, "/quanly")
    for label in ("Tất cả lớp", CARD, "Đổi, hoãn, huỷ lớp", "Hoãn, dời cả lớp", "Lùi 2 tuần", "Xác nhận"):
        await world.presses(ngoc, label)
    seen = await world.presses(minh, "Xác nhận", shown)
    assert "Lớp đã thay đổi từ khi xem trước" in seen
    assert "Trước: từ 8h00 thứ Tư, 23/12/2026" in seen
    assert await starts(world) == [at(23, 8), at(24, 8)]


async def test_a_press_whose_question_is_over_shows_what_can_be_changed(world: World, minh: Person) -> None:
    await opens(world, minh, "Hoãn, dời cả lớp", "Lùi 1 tuần")
    shown = minh.last
    await world.says(minh, "/start")
    await world.presses(minh, "Xác nhận", shown)
    assert any("Mọi thay đổi đều được xem trước" in one.text for one in minh.seen)
    assert await starts(world) == [at(9, 8), at(10, 8)]


async def test_one_meeting_gets_another_day_and_hour_and_keeps_its_row(world: World, minh: Person) -> None:
    await opens(world, minh, "Đổi một buổi học", "10/12/2026, sáng 8h00", "Đổi ngày, giờ")
    seen = await world.says(minh, "14h–16h30 thứ Bảy 12/12")
    assert "Trước: sáng 8h00–11h00, thứ Năm, 10/12/2026" in seen
    assert "Nay: chiều 14h00–16h30, thứ Bảy, 12/12/2026" in seen
    assert "Ngày nghỉ: thứ Bảy, 12/12/2026 (cuối tuần)." in seen
    again = await world.says(minh, "13h30")  # another answer to the same question
    assert "Nay: chiều 13h30–16h30, thứ Năm, 10/12/2026" in again
    await world.presses(minh, "Xác nhận")
    assert await starts(world) == [at(9, 8), at(10, 13, 30)]
    assert "Nay: chiều 13h30–16h30" in phone(world, "Nguyễn Thị Lan").last.text


async def test_a_holiday_a_clash_and_a_trainer_in_two_places_are_said_before(world: World, minh: Person) -> None:
    hanh = await world.official("Vũ Hạnh", None, roles=(Role.trainer,))
    other = await world.course("Hộ tịch", starts_in=21)
    await seat(world, phone(world, "Nguyễn Thị Lan"), other)
    async with world.database.writing() as session:
        await session.execute(update(Meeting).values(trainer_id=await official_id(world, hanh)))
        session.add(Holiday(day=at(17, 0).date(), name="Ngày nghỉ bù", kind=HolidayKind.off))
    await opens(world, minh, "Hoãn, dời cả lớp")
    seen = await world.says(minh, "16/12")
    assert (
        "Trùng lịch với lớp khác của mình: 1\n  Phường Võ Cường: Nguyễn Thị Lan (lớp Hộ tịch, 8h00 thứ Tư, 16/12"
        in seen
    )
    assert "Giảng viên trùng lịch: 2\n  Vũ Hạnh (lớp Hộ tịch, 8h00 thứ Tư, 16/12/2026); Vũ Hạnh" in seen
    assert "Ngày nghỉ: thứ Năm, 17/12/2026 (Ngày nghỉ bù)." in seen
    assert "Trùng lịch với lớp «Hộ tịch»" in seen  # also in the message itself


async def test_moved_before_its_deadline_the_deadline_goes_along_and_it_is_said(world: World, minh: Person) -> None:
    await opens(world, minh, "Hoãn, dời cả lớp")
    seen = await world.says(minh, "sớm 11 ngày")  # 28/11, and registration was open until 02/12
    assert "Hạn đăng ký đổi theo: đến hết thứ Sáu, 27/11/2026 (trước: thứ Tư, 02/12/2026)." in seen
    await world.presses(minh, "Xác nhận")
    assert (await course(world)).closes_at.astimezone(ZONE) == datetime(2026, 11, 28, tzinfo=ZONE)


async def test_venue_room_and_trainer(world: World, minh: Person) -> None:
    hanh = await world.official("Vũ Thị Hạnh", None, roles=(Role.trainer,))
    await world.official("Vũ Thị Hạnh Nhi", None, roles=(Role.trainer,))
    await opens(world, minh, "Đổi một buổi học", "09/12/2026, sáng 8h00", "Đổi phòng")
    assert "Phòng: trước chưa ghi, nay Phòng <201>" in await world.says(minh, "Phòng <201>")
    await world.presses(minh, "Xác nhận")
    await opens(world, minh, "Đổi một buổi học", "09/12/2026, sáng 8h00", "Đổi giảng viên")
    assert "«vu thi hanh» có thể là" in await world.says(minh, "vu thi hanh")
    await world.presses(minh, "Vũ Thị Hạnh (CB-006)")
    await world.presses(minh, "Xác nhận")
    assert "Giảng viên: trước chưa ghi, nay Vũ Thị Hạnh" in hanh.last.text
    await opens(world, minh, "Đổi một buổi học", "10/12/2026, sáng 8h00", "Đổi giảng viên")
    assert "không có «GS. Nguyễn & <khách>»" in await world.says(minh, "GS. Nguyễn & <khách>")
    assert "nay GS. Nguyễn & <khách>" in await world.presses(minh, "Ghi tên: GS. Nguyễn & <khách>")
    await world.presses(minh, "Xác nhận")
    await opens(world, minh, "Đổi địa điểm")
    seen = await world.says(minh, "Nhà văn hoá Từ Sơn")
    assert "Nơi học: trước Hội trường Trường Chính trị, nay Nhà văn hoá Từ Sơn" in seen
    assert "Phòng: trước Phòng <201>, nay chưa ghi" in seen
    await world.presses(minh, "Xác nhận")
    assert "nay Nhà văn hoá Từ Sơn" in hanh.last.text
    assert world.telegram.complaints == []


async def test_cancelling_asks_for_a_reason_and_everybody_hears_it(world: World, minh: Person) -> None:
    async with world.database.reading() as session:
        programme = (await session.get_one(Course, 1)).programme_id
    await world.course("Văn thư, khoá 2", programme=programme, starts_in=40, closes_in=30)
    await opens(world, minh, "Huỷ lớp")
    seen = await world.says(minh, "Bão số 9 & <mưa>")
    assert "Huỷ lớp. Lý do: Bão số 9 & <mưa>" in seen
    await world.presses(minh, "Xác nhận")
    lan = phone(world, "Nguyễn Thị Lan")
    assert lan.last.text.startswith("⚠️ Lớp bị huỷ")
    assert "Lớp khác cùng chương trình, đang mở: Văn thư, khoá 2 (LOP-002), khai giảng 04/01/2027." in lan.last.text
    assert lan.last.labels == ["Đã nhận", "Xoá khỏi lịch", "LOP-002: Văn thư, khoá 2"]
    async with world.database.reading() as session:
        states = (await session.scalars(select(Registration.state))).all()
        assert set(states) == {State.cancelled}
    assert (await course(world)).state is CourseState.cancelled
    assert "Lớp bị huỷ: Bão số 9 & <mưa>\nCán bộ: Nguyễn Thị Lan, Lê Thị Mai" in phone(world, "Trần Văn Hòa").last.text
    assert "đã huỷ" in await world.presses(minh, "Quay lại")
    assert "Chưa nhận tin thay đổi (3)" in minh.last.labels
    assert "Đổi, hoãn, huỷ lớp" not in minh.last.labels


async def test_merging_shows_who_finds_no_seat_and_offers_more_seats_in_the_same_step(
    world: World, minh: Person
) -> None:
    async with world.database.reading() as session:
        programme = (await session.get_one(Course, 1)).programme_id
    await world.course("Văn thư, khoá 2", programme=programme, starts_in=21, seats=1)
    assert "• Văn thư, khoá 2 (LOP-002), 16–17/12/2026: 0/1 chỗ" in await opens(world, minh, "Ghép lớp")
    seen = await world.presses(minh, "LOP-002, 16/12/2026")
    assert "Ghép vào lớp Văn thư, khoá 2 (LOP-002)" in seen
    assert "Sau khi ghép, lớp nhận có 1/1 chỗ." in seen
    assert "Chưa có chỗ, vào danh sách chờ (giữ việc đã duyệt): 2" in seen
    assert "Xã Quế Võ: Trần Đức Bình" in seen or "Phường Quế Võ: Trần Đức Bình" in seen
    seen = await world.presses(minh, "Tăng lớp nhận lên 2 chỗ")
    assert "lớp nhận có 2/2 chỗ" in seen
    await world.presses(minh, "Xác nhận")
    assert "Trạng thái đăng ký: đã duyệt." in phone(world, "Nguyễn Thị Lan").last.text
    assert "Trạng thái đăng ký: chờ duyệt." in phone(world, "Trần Đức Bình").last.text
    assert (await course(world, 2)).seats == 2
    assert (await course(world)).state is CourseState.cancelled


async def test_the_adviser_leads_to_a_rehearsal_with_everything_filled_in(world: World, minh: Person) -> None:
    async with world.database.reading() as session:
        programme = (await session.get_one(Course, 1)).programme_id
    await world.course("Văn thư, khoá 2", programme=programme, starts_in=21)
    await change(world, 1, minimum=9)
    await world.pass_time(to=at(2, 8))
    advised = next(one for one in reversed(minh.seen) if "đề nghị ghép lớp" in one.text)
    assert "Ghép vào lớp Văn thư, khoá 2 (LOP-002)" in await world.presses(minh, "Ghép vào lớp LOP-002", advised)
    await world.presses(minh, "Xác nhận", next(one for one in minh.seen if one.message_id == advised.message_id))
    assert (await course(world)).state is CourseState.cancelled
    assert "Trạng thái đăng ký: đã duyệt." in phone(world, "Nguyễn Thị Lan").last.text


async def test_the_adviser_proposes_another_week_or_the_end_where_there_is_no_other_run(
    world: World, minh: Person
) -> None:
    await change(world, 1, minimum=9)
    await world.pass_time(to=at(2, 8))
    advised = minh.last
    assert "Cả 2 buổi lùi 7 ngày" in await world.presses(minh, "Dời 1 tuần")
    await world.presses(minh, "Xem lớp", advised)
    assert {"Sửa lớp", "Đổi, hoãn, huỷ lớp"} <= set(minh.last.labels)  # where it is run, not what officials see
    await world.pass_time(to=at(6, 8))
    assert "Lý do: Không đủ số người tối thiểu" in await world.presses(minh, "Huỷ lớp vì không đủ người")


@pytest.mark.parametrize(
    ("way", "said", "sentence"),
    [
        (
            "Hoãn, dời cả lớp",
            "khi nào cũng được",
            "Chưa hiểu nội dung vừa gõ. Đề nghị gõ lại, ví dụ: lùi 3 ngày; 14/12.",
        ),
        ("Hoãn, dời cả lớp", "sớm 3 tuần", "Thời điểm này đã qua. Đề nghị gõ ngày, giờ trong thời gian tới."),
        ("Hoãn, dời cả lớp", "1/1/2020", "Thời điểm này đã qua. Đề nghị gõ ngày, giờ trong thời gian tới."),
        ("Hoãn, dời cả lớp", "31/12/2099", "Thời điểm này xa hơn một năm. Đề nghị gõ ngày gần hơn."),
        ("Hoãn, dời cả lớp", "0 ngày", "Nội dung mới giống nội dung đang có nên không có gì để lưu."),
        ("Hoãn, dời cả lớp", "380 ngày", "Thời điểm này xa hơn một năm. Đề nghị gõ ngày gần hơn."),
        ("Đổi địa điểm", "Hội trường Trường Chính trị", "Nội dung mới giống nội dung đang có"),
        ("Đổi ngày, giờ", "hôm nào đó", "Chưa hiểu nội dung vừa gõ. Đề nghị gõ lại, ví dụ: 14h–17h 11/12."),
        ("Đổi ngày, giờ", "10/12", "Lớp đã có buổi học bắt đầu lúc này. Đề nghị chọn giờ khác."),
        ("Đổi ngày, giờ", "10h 10/12", "Lớp đã có buổi học trong giờ này. Đề nghị chọn ngày, giờ khác."),
        ("Đổi ngày, giờ", "7h 10/12", "Lớp đã có buổi học trong giờ này. Đề nghị chọn ngày, giờ khác."),
        ("Đổi ngày, giờ", "23h", "Buổi học phải kết thúc trong cùng ngày."),
        ("Đổi ngày, giờ", "hôm nay 7h", "Thời điểm này đã qua."),
    ],
)
async def test_what_cannot_be_gets_one_sentence_and_another_answer_may_follow(
    world: World, minh: Person, way: str, said: str, sentence: str
) -> None:
    steps = ("Đổi một buổi học", "09/12/2026, sáng 8h00") if way == "Đổi ngày, giờ" else ()
    await opens(world, minh, *steps, way)
    assert sentence in await world.says(minh, said)
    assert {"Quay lại", "Đổi, hoãn, huỷ lớp"} & set(minh.last.labels)  # never without a way out
    assert await starts(world) == [at(9, 8), at(10, 8)]
    async with world.database.reading() as session:
        assert (await session.scalars(select(CourseChange.id))).all() == []
    good = {"Hoãn, dời cả lớp": "1 tuần", "Đổi địa điểm": "Nhà văn hoá"}.get(way, "14h")
    assert "Xem trước (chưa lưu)" in await world.says(minh, good)


async def test_a_course_that_has_begun_moves_only_what_is_still_to_come(world: World, minh: Person) -> None:
    world.clock.at = at(9, 12)
    await opens(world, minh)
    assert "Huỷ lớp" not in minh.last.labels
    assert "Ghép lớp" not in minh.last.labels
    await world.presses(minh, "Hoãn, dời cả lớp")
    await world.presses(minh, "Lùi 1 tuần")
    await world.presses(minh, "Xác nhận")
    assert await starts(world) == [at(9, 8), at(17, 8)]
    moved = await course(world)
    assert (moved.starts_on, moved.ends_on) == (at(9, 0).date(), at(17, 0).date())


async def test_officials_and_leaders_change_nothing(world: World, minh: Person) -> None:
    hoa = phone(world, "Trần Văn Hòa")
    await world.says(hoa, "LOP-001")
    for action in (
        "chg:1",
        "chgmoveby:1:7",
        "chgofffor:1:0",
        "chginto:1:2",
        "chgok:1:1",
        "chgunread:1",
        "chgunreadx:1",
    ):
        hoa.forge_press(f"1:{action}", hoa.last)
        await world.settle()
        assert "không có quyền" in hoa.last.text, action
    world.clock.at += timedelta(minutes=1)
    assert await starts(world) == [at(9, 8), at(10, 8)]


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("chiều mai", datetime(2026, 11, 26, 13, 30, tzinfo=ZONE)),
        ("chiều", datetime(2026, 12, 10, 13, 30, tzinfo=ZONE)),
        ("sáng mai", datetime(2026, 11, 26, 8, tzinfo=ZONE)),  # it is in the morning: its hour stays
        ("2h chiều mai", datetime(2026, 11, 26, 14, tzinfo=ZONE)),
    ],
)
async def test_a_meeting_goes_to_the_other_half_of_a_day(world: World, minh: Person, said: str, when: datetime) -> None:
    await opens(world, minh, "Đổi một buổi học", "10/12/2026, sáng 8h00", "Đổi ngày, giờ")
    seen = await world.says(minh, said)
    assert f"{when.hour}h{when:%M}" in seen
    await world.presses(minh, "Xác nhận")
    async with world.database.reading() as session:
        moved = await session.get_one(Meeting, 2)
        assert (moved.starts_at, moved.ends_at - moved.starts_at) == (when, timedelta(hours=3))
