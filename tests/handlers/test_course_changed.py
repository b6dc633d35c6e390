"""What people hear of a changed course: once, the last truth, in time, also at night; and who has not confirmed it."""

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import openpyxl
import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from models.audit import AuditEntry
from models.change_plan import CancelPlan, MeetingPlan, MergePlan, Plan, ShiftPlan, VenuePlan
from models.changing import change
from models.course import Course, Meeting
from models.course_change import ChangeTold
from models.database import Database
from models.official import Official
from models.person import who_is
from models.quiet import QuietHours
from models.registration import Reason, Registration, State
from models.unread import unread_count
from models.withdrawal import withdraw
from playground.person import Person
from tests.conftest import NOW, ZONE
from tests.seats import official_id, seat
from tests.world import World

QUIET = QuietHours(time(20), time(7))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


@dataclass
class Stage:
    """A course on Wednesday 09/12 and Thursday 10/12 at 8h00: Lan is approved, Hòa leads, Minh runs it."""

    world: World
    course: int
    lan: Person
    hoa: Person
    minh: Person

    async def change(self, plan: Plan, course: int = 0) -> None:
        """As if confirmed in the chat; nothing is sent yet."""
        async with self.world.database.writing() as session:
            minh = await who_is(session, self.minh.id, self.world.clock.now())
            await change(session, minh, course or self.course, plan, self.world.app.quiet, self.world.clock.now())

    async def meeting(self, number: int, to: datetime) -> MeetingPlan:
        async with self.world.database.reading() as session:
            rows = await session.scalars(
                select(Meeting.id).where(Meeting.course_id == self.course).order_by(Meeting.starts_at)
            )
            return MeetingPlan(rows.all()[number], to, to + timedelta(hours=3))

    async def unread(self) -> int:
        async with self.world.database.reading() as session:
            return await unread_count(session, self.course, self.world.clock.now())


@pytest.fixture
async def stage(database: Database) -> AsyncIterator[Stage]:
    world = await World.open(database, NOW, quiet=QUIET)
    hoa, minh = await world.leader("Trần Văn Hòa"), await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan")
    course = await world.course("Văn thư & <lưu trữ>")
    await seat(world, lan, course)
    yield Stage(world, course, lan, hoa, minh)
    await world.close()


def heard(person: Person) -> list[str]:
    """The news of changes that the person has read, oldest first."""
    return [one.text for one in person.seen if one.text.startswith("⚠️ Lớp")]


BEFORE = "Trước: từ 8h00 thứ Tư, 09/12/2026 (các ngày 09–10/12)"


@pytest.mark.parametrize(
    ("days", "now_is"),
    [
        (7, "Cả 2 buổi lùi 7 ngày, giữ nguyên giờ:|từ 8h00 thứ Tư, 16/12/2026 (các ngày 16–17/12)"),
        (-2, "Cả 2 buổi sớm hơn 2 ngày, giữ nguyên giờ:|từ 8h00 thứ Hai, 07/12/2026 (các ngày 07–08/12)"),
        (-13, "Cả 2 buổi sớm hơn 13 ngày, giữ nguyên giờ:|từ 8h00 thứ Năm, 26/11/2026 (các ngày 26–27/11)"),
    ],
    ids=["later", "earlier", "to tomorrow"],
)
async def test_a_moved_course_names_the_old_and_the_new_time(stage: Stage, days: int, now_is: str) -> None:
    await stage.change(ShiftPlan(days))
    await stage.world.settle()
    (text,) = heard(stage.lan)
    assert BEFORE in text
    assert all(part in text for part in now_is.split("|"))
    assert "Nơi học: Hội trường Trường Chính trị" in text
    assert stage.lan.last.labels == ["Đã nhận", "Rút đăng ký", "Thêm vào lịch", "Xem lớp"]


async def test_who_cannot_come_on_the_new_days_withdraws_from_the_notice(stage: Stage) -> None:
    await stage.change(ShiftPlan(7))
    await stage.world.settle()
    notice = stage.lan.last
    assert "Rút đăng ký?" in await stage.world.presses(stage.lan, "Rút đăng ký", notice)
    assert notice.text.startswith("⚠️ Lớp có thay đổi")  # the question stands below it
    await stage.world.presses(stage.lan, "Đã nhận", notice)
    (notice,) = [one for one in stage.lan.seen if one.text == notice.text]
    done = "✅ Đã nhận 9h00 25/11"
    assert notice.labels == [done, "Rút đăng ký", "Thêm vào lịch", "Xem lớp"]
    await stage.world.presses(stage.lan, done, notice)  # once more changes nothing
    assert await stage.unread() == 0
    await stage.world.presses(stage.lan, "Rút đăng ký", notice)
    assert "Đã rút đăng ký lớp" in await stage.world.presses(stage.lan, "Xác nhận")
    await stage.world.presses(stage.lan, "Rút đăng ký", notice)
    assert any(one.text.startswith("Đăng ký này không còn hiệu lực") for one in stage.lan.seen)


async def test_two_changes_before_it_is_sent_are_one_message_with_the_last_truth(stage: Stage) -> None:
    await stage.change(ShiftPlan(7))
    await stage.change(ShiftPlan(7))
    await stage.change(VenuePlan("Nhà văn hoá"))
    await stage.world.settle()
    (text,) = heard(stage.lan)
    assert BEFORE in text
    assert "23/12/2026" in text
    assert "16/12" not in text
    assert "Nơi học: trước Hội trường Trường Chính trị, nay Nhà văn hoá" in text


async def test_after_it_was_sent_the_next_change_begins_where_the_first_ended(stage: Stage) -> None:
    await stage.change(ShiftPlan(7))
    await stage.world.settle()
    await stage.change(ShiftPlan(1))
    await stage.world.settle()
    first, second = heard(stage.lan)
    assert "Nay: từ 8h00 thứ Tư, 16/12/2026" in first
    assert "Trước: từ 8h00 thứ Tư, 16/12/2026" in second
    assert "Nay: từ 8h00 thứ Năm, 17/12/2026" in second
    older, newer = [one for one in stage.lan.seen if one.text in (first, second)]
    stage.lan.press("Đã nhận", older)
    await stage.world.settle()
    assert await stage.unread() == 1  # the old button does not confirm the new truth
    stage.lan.press("Đã nhận", newer)
    await stage.world.settle()
    assert await stage.unread() == 0


async def test_moved_and_moved_back_before_it_is_sent_is_no_news(stage: Stage) -> None:
    await stage.change(ShiftPlan(7))
    await stage.change(ShiftPlan(-7))
    await stage.world.settle()
    assert heard(stage.lan) == []
    assert await stage.unread() == 0


async def test_cancelled_after_a_move_that_nobody_has_read_says_only_that(stage: Stage) -> None:
    await stage.change(ShiftPlan(7))
    await stage.change(CancelPlan("Mưa lũ <lớn>"))
    await stage.world.settle()
    (text,) = heard(stage.lan)
    assert text.startswith("⚠️ Lớp bị huỷ")
    assert "Thời gian đã định: 8h00 thứ Tư, 09/12/2026 (các ngày 09–10/12)" in text
    assert "Lý do: Mưa lũ <lớn>" in text
    assert "lớp bị huỷ: Mưa lũ <lớn>" in await stage.world.says(stage.lan, "/dangky")
    await stage.world.pass_time(to=at(8, 16))
    assert not any(one.text.startswith("🔔") for one in stage.lan.seen)  # no reminder of it


async def test_one_who_has_withdrawn_before_it_is_sent_hears_nothing(stage: Stage) -> None:
    await stage.change(ShiftPlan(7))
    async with stage.world.database.writing() as session:
        one = (await session.scalars(select(Registration))).one()
        await withdraw(session, await who_is(session, stage.lan.id, NOW), one.id, Reason.work, "", NOW)
    await stage.world.settle()
    assert heard(stage.lan) == []
    assert await stage.unread() == 0


@pytest.mark.parametrize(
    ("to", "when", "at_once"),
    [
        (at(9, 14), at(7, 22), False),
        (at(9, 14), at(8, 22), False),
        (at(9, 5), at(8, 22), True),
        (at(9, 14), at(9, 6), False),
        (at(9, 6, 30), at(9, 6), True),
    ],
    ids=["in two days", "the old hour is after the night", "the new hour is within it", "at dawn", "at dawn, sooner"],
)
async def test_at_night_only_what_cannot_wait_is_sent(
    stage: Stage, to: datetime, when: datetime, at_once: bool
) -> None:
    stage.world.clock.at = when
    await stage.change(await stage.meeting(0, to))
    await stage.world.settle()
    assert bool(heard(stage.lan)) is at_once
    assert any("Thay đổi lớp có cán bộ" in one.text for one in stage.hoa.seen) is at_once
    await stage.world.pass_time(to=when.replace(hour=7) + timedelta(days=1 if when.hour > 12 else 0))
    assert len(heard(stage.lan)) == 1


async def test_leaders_hear_once_a_day_of_all_courses_with_the_names(stage: Stage) -> None:
    other = await stage.world.course("Hộ tịch", starts_in=20)
    mai = await stage.world.official("Lê Thị Mai")
    await seat(stage.world, mai, other)
    await seat(stage.world, await stage.world.official("Vũ Văn Ánh"), stage.course)
    await stage.change(ShiftPlan(7))
    await stage.change(CancelPlan("Thiếu người"), other)
    await stage.world.settle()
    told = [one.text for one in stage.hoa.seen if "Thay đổi lớp có cán bộ" in one.text]
    assert len(told) == 1
    assert "Cán bộ: Vũ Văn Ánh, Nguyễn Thị Lan" in told[0]  # by given name
    assert "Lớp bị huỷ: Thiếu người\nCán bộ: Lê Thị Mai" in told[0]
    await stage.change(ShiftPlan(7))
    await stage.change(VenuePlan("Nhà văn hoá"))
    await stage.world.settle()
    assert len([one for one in stage.hoa.seen if "Thay đổi lớp có cán bộ" in one.text]) == 1
    await stage.world.pass_time(to=NOW.replace(hour=7, minute=30) + timedelta(days=1))
    told = [one.text for one in stage.hoa.seen if "Thay đổi lớp có cán bộ" in one.text]
    assert len(told) == 2
    assert "Nhà văn hoá" in told[1]
    assert "16/12/2026" in told[1]


async def test_leaders_hear_at_once_what_could_not_wait_for_the_next_morning(stage: Stage) -> None:
    def told() -> list[str]:
        return [one.text for one in stage.hoa.seen if "Thay đổi lớp có cán bộ" in one.text]

    stage.world.clock.at = at(8, 9)
    await stage.change(VenuePlan("Nhà văn hoá"))
    await stage.world.settle()
    await stage.change(await stage.meeting(0, at(9, 14)))
    await stage.world.settle()
    first, second = told()
    assert "Nhà văn hoá" in first
    assert "chiều 14h00–17h00, thứ Tư, 09/12/2026" in second
    assert "trước Hội trường" not in second


async def test_at_night_a_message_that_waits_leaves_sooner_when_the_next_change_cannot_wait(stage: Stage) -> None:
    stage.world.clock.at = at(8, 21)
    await stage.change(VenuePlan("Nhà văn hoá"))
    await stage.world.settle()
    assert heard(stage.lan) == []
    await stage.change(await stage.meeting(0, at(9, 6)))
    await stage.world.settle()
    (text,) = heard(stage.lan)
    assert "sáng 6h00–9h00" in text
    assert "nay Nhà văn hoá" in text
    assert sum("Thay đổi lớp có cán bộ" in one.text for one in stage.hoa.seen) == 1


async def test_a_trainer_hears_of_the_own_meetings_the_new_one_and_the_one_before(stage: Stage) -> None:
    hanh, dung = await stage.world.official("Vũ Hạnh", None), await stage.world.official("Đỗ Dũng", None)
    async with stage.world.database.writing() as session:
        await session.execute(update(Meeting).values(trainer_id=await official_id(stage.world, hanh)))
    plan = await stage.meeting(0, at(9, 14))
    await stage.change(MeetingPlan(plan.meeting_id, trainer="Đỗ Dũng", trainer_id=await official_id(stage.world, dung)))
    await stage.world.settle()
    for one in (hanh, dung):
        assert one.last.text.startswith("⚠️ Lịch lên lớp thay đổi")
        assert "Giảng viên: trước Vũ Hạnh, nay Đỗ Dũng" in one.last.text
        assert "10/12" not in one.last.text
        assert one.last.labels == ["Đã nhận", "Xem lớp"]


async def test_new_hours_that_meet_another_course_are_named(stage: Stage) -> None:
    other = await stage.world.course("Hộ tịch", starts_in=21)
    await seat(stage.world, stage.lan, other)
    await stage.change(ShiftPlan(7))
    await stage.world.settle()
    assert "Trùng lịch với lớp «Hộ tịch» lúc 8h00 thứ Tư, 16/12/2026" in heard(stage.lan)[0]


def calendar(person: Person) -> Calendar:
    _, content = next(one.document for one in reversed(person.seen) if one.document)
    return Calendar.from_ical(content)


def sequences(found: Calendar) -> dict[str, int]:
    return {str(one["UID"]): int(one["SEQUENCE"]) for one in found.walk("VEVENT")}


async def test_the_calendar_follows_and_a_cancelled_course_is_taken_out_of_it(stage: Stage) -> None:
    await stage.world.says(stage.lan, "/lich")
    await stage.world.presses(stage.lan, "Thêm vào lịch")
    first = sequences(calendar(stage.lan))
    stage.world.clock.at += timedelta(minutes=1)
    await stage.change(ShiftPlan(7))
    await stage.world.settle()
    await stage.world.presses(stage.lan, "Thêm vào lịch")
    moved = calendar(stage.lan)
    assert moved["METHOD"] == "PUBLISH"
    assert sequences(moved).keys() == first.keys()
    assert all(number > first[uid] for uid, number in sequences(moved).items())
    assert [one["DTSTART"].dt.day for one in moved.walk("VEVENT")] == [16, 17]
    stage.world.clock.at += timedelta(minutes=1)
    await stage.change(CancelPlan("Mưa lũ"))
    await stage.world.settle()
    await stage.world.presses(stage.lan, "Xoá khỏi lịch")
    off = calendar(stage.lan)
    assert off["METHOD"] == "CANCEL"
    assert {str(one["STATUS"]) for one in off.walk("VEVENT")} == {"CANCELLED"}
    assert all(number > sequences(moved)[uid] for uid, number in sequences(off).items())


async def test_who_withdraws_can_take_it_out_and_who_comes_back_puts_it_in_again(stage: Stage) -> None:
    await stage.world.says(stage.lan, "/dangky")
    stage.world.clock.at += timedelta(minutes=1)
    await stage.world.presses(stage.lan, "Rút đăng ký")
    await stage.world.presses(stage.lan, "Xác nhận")
    await stage.world.presses(stage.lan, "Xoá khỏi lịch")
    off = calendar(stage.lan)
    assert off["METHOD"] == "CANCEL"
    stage.world.clock.at += timedelta(minutes=1)
    await stage.world.says(stage.lan, "LOP-001")
    await stage.world.presses(stage.lan, "Đăng ký")
    await stage.world.presses(stage.lan, "Xác nhận")
    await stage.world.says(stage.lan, "/lich")
    await stage.world.presses(stage.lan, "Thêm vào lịch")
    again = calendar(stage.lan)
    assert again["METHOD"] == "PUBLISH"
    assert all(number > sequences(off)[uid] for uid, number in sequences(again).items())


async def test_merged_people_read_where_they_go_and_how_they_stand(stage: Stage) -> None:
    async with stage.world.database.reading() as session:
        programme = (await session.get_one(Course, stage.course)).programme_id
    into = await stage.world.course("Văn thư, khoá 2", programme=programme, starts_in=21, seats=1)
    mai = await stage.world.official("Lê Thị Mai", "Quế Võ")
    await seat(stage.world, mai, stage.course, State.queued, queued_at=NOW)
    await stage.change(MergePlan(into))
    await stage.world.settle()
    (text,) = heard(stage.lan)
    assert text.startswith("⚠️ Lớp được ghép")
    assert "Trước: 8h00 thứ Tư, 09/12/2026" in text
    assert "Nay: lớp Văn thư, khoá 2 (LOP-002), 8h00 thứ Tư, 16/12/2026" in text
    assert "Trạng thái đăng ký: đã duyệt." in text
    assert stage.lan.last.labels == ["Đã nhận", "Rút đăng ký", "Xoá khỏi lịch", "Thêm vào lịch", "Xem lớp LOP-002"]
    assert "danh sách chờ, thứ 1" in heard(mai)[0]
    assert "lớp bị huỷ: Đã ghép sang lớp khác cùng chương trình" in await stage.world.says(stage.lan, "/dangky")


async def test_who_has_not_confirmed_is_a_phone_list_and_the_leader_hears_once(stage: Stage) -> None:
    nobody = await stage.world.official("Chưa <Liên kết>", linked=False)
    async with stage.world.database.writing() as session:
        one = (await session.scalars(select(Official).where(Official.full_name == "Chưa <Liên kết>"))).one()
        session.add(
            Registration(course_id=stage.course, official_id=one.id, commune_id=one.commune_id, state=State.confirmed,
                         since=NOW, created_at=NOW, reason_text="")
        )  # fmt: skip
    await stage.change(ShiftPlan(7))
    await stage.world.settle()
    await stage.world.says(stage.minh, "/quanly")
    await stage.world.presses(stage.minh, "Tất cả lớp")
    await stage.world.presses(stage.minh, "1. LOP-001 – Văn thư & <lưu trữ>")
    seen = await stage.world.presses(stage.minh, "Chưa nhận tin thay đổi (2)")
    assert "Phường Võ Cường\n• Chưa <Liên kết>, 090•••••04 – chưa liên kết\n• Nguyễn Thị Lan" in seen
    assert nobody.seen == []
    await stage.world.presses(stage.minh, "Tải danh sách gọi điện (Excel)")
    assert stage.minh.last.document is not None
    book = openpyxl.load_workbook(io.BytesIO(stage.minh.last.document[1]))
    cells = list(book.worksheets[0].iter_rows(values_only=True))
    assert ("Phường Võ Cường", "Chưa <Liên kết>", None, "0900 000 004", "chưa liên kết", None) in cells
    async with stage.world.database.reading() as session:
        exports = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "export"))).all()
        assert [(one.after or {})["paper"] for one in exports] == ["change_calls"]

    await stage.world.presses(stage.lan, "Đã nhận")
    assert stage.lan.last.labels == ["✅ Đã nhận 9h00 25/11", "Rút đăng ký", "Thêm vào lịch", "Xem lớp"]
    await stage.world.pass_time(to=NOW.replace(hour=8, minute=55) + timedelta(days=1))
    assert not any("Chưa xác nhận đã nhận" in one.text for one in stage.hoa.seen)
    await stage.world.pass_time(to=NOW.replace(hour=9, minute=5) + timedelta(days=1))
    await stage.world.pass_time(hours=3)
    copies = [one.text for one in stage.hoa.seen if "Chưa xác nhận đã nhận" in one.text]
    assert len(copies) == 1
    assert "chưa bấm «Đã nhận»: Chưa <Liên kết>." in copies[0]

    await stage.world.says(stage.minh, "/tongket")
    assert "(LOP-001): 1 người chưa nhận tin thay đổi" in stage.minh.last.text
    await stage.world.presses(stage.minh, "1. LOP-001")
    assert "Đã ghi nhận báo qua điện thoại: 1 người." in await stage.world.presses(stage.minh, "Đã báo Phường Võ Cường")
    assert await stage.unread() == 0


async def test_only_who_was_told_can_confirm(stage: Stage) -> None:
    await stage.change(ShiftPlan(7))
    await stage.world.settle()
    stage.hoa.forge_press("1:chgrcvd:1", stage.hoa.last)
    await stage.world.settle()
    assert "không còn hoặc đã thay đổi" in stage.hoa.last.text
    async with stage.world.database.reading() as session:
        assert (await session.scalars(select(ChangeTold.received_at))).all() == [None]
