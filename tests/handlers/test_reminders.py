"""Reminders as people get them: in time, with all that one needs, dropped when no longer true; why, and how to stop."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from models.course import Course, CourseState, Meeting
from models.kinds import Route
from playground.faults import Fault
from playground.person import Person
from tests.conftest import ZONE
from tests.world import World

WHY = "Vì sao tôi nhận được tin này?"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
async def lan(world: World) -> Person:
    """Lan has an approved seat in a course that begins on Wednesday 09/12 at 8h00."""
    lan = await world.official("Lan")
    await world.course("Chuyển đổi số", route=Route.none)
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    return lan


async def test_one_is_reminded_in_time_with_place_hour_map_and_what_to_bring(world: World, lan: Person) -> None:
    await world.pass_time(to=at(2, 8))
    assert lan.last.text == (
        "🔔 Còn 7 ngày nữa khai giảng\n"
        "Lớp: Chuyển đổi số (LOP-001)\n"
        "Thời gian: sáng 8h00–11h00, thứ Tư, 09/12/2026\n"
        "Nơi học: Hội trường Trường Chính trị\n"
        "Mang theo: giấy tờ tuỳ thân, văn bản cử đi học, sổ ghi chép\n"
        "Không dự được, đề nghị đồng chí báo sớm tại /dangky để nhường chỗ."
    )
    assert lan.last.labels == ["Bản đồ", "Xem lớp", WHY]
    await world.pass_time(to=at(8, 16))
    assert "Ngày mai khai giảng" in lan.last.text
    await world.pass_time(to=at(9, 6))
    assert "Hôm nay khai giảng" in lan.last.text
    await world.pass_time(to=at(9, 16))
    assert "Ngày mai đồng chí có buổi học" in lan.last.text
    await world.tick()
    assert lan.sent_count("🔔") == 4


@pytest.mark.parametrize("post_first", [True, False])
async def test_one_that_could_not_leave_until_the_next_was_due_makes_one_message_with_it(
    world: World, lan: Person, post_first: bool
) -> None:
    await world.pass_time(to=at(2, 8))
    world.telegram.faults.next("sendMessage", Fault.too_many(40_000), chat_id=lan.id)
    await world.pass_time(to=at(8, 16))  # «tomorrow»; may be tried again at night
    assert lan.sent_count("🔔") == 1
    if post_first:
        world.clock.at = at(9, 6)
        await world.settle()
        assert lan.sent_count("🔔") == 2
    await world.pass_time(to=at(9, 6, 1))
    await world.pass_time(to=at(9, 7))
    assert lan.sent_count("🔔") == 2
    assert "Hôm nay khai giảng" in lan.last.text


async def test_a_leader_whose_people_ask_for_a_course_is_not_told_that_it_closes(world: World) -> None:
    lan, hoa, other = await world.official("Lan"), await world.leader("Hòa"), await world.leader("Khánh", "Kinh Bắc")
    await world.course("Chuyển đổi số", closes_in=2)
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    await world.tick()
    assert (hoa.sent_count("Sắp hết hạn"), other.sent_count("Sắp hết hạn")) == (0, 1)


async def test_a_reminder_that_waits_is_dropped_when_the_course_is_cancelled(world: World, lan: Person) -> None:
    await _hold_the_post(world, lan)
    async with world.database.writing() as session:
        await session.execute(update(Course).values(state=CourseState.cancelled))
    await world.settle()
    assert lan.sent_count("🔔") == 0


async def test_a_reminder_that_waits_gives_way_to_the_one_of_the_new_time(world: World, lan: Person) -> None:
    await _hold_the_post(world, lan)
    async with world.database.writing() as session:
        meeting = (await session.scalars(Meeting.__table__.select().order_by(Meeting.starts_at))).first()
        await session.execute(
            update(Meeting).where(Meeting.id == meeting).values(starts_at=at(9, 14), ends_at=at(9, 17))
        )
    await world.tick()
    assert lan.sent_count("🔔") == 1
    assert "chiều 14h00–17h00, thứ Tư, 09/12/2026" in lan.last.text


async def test_who_withdraws_before_it_is_sent_is_not_reminded(world: World, lan: Person) -> None:
    world.clock.at = at(2, 8) - timedelta(hours=1)
    await world.says(lan, "/dangky")
    await world.presses(lan, "Rút đăng ký")
    await world.presses(lan, "Xác nhận")
    await world.pass_time(to=at(9, 7))
    assert lan.sent_count("🔔") == 0


async def test_one_may_ask_why_and_what_calls_for_an_act_cannot_be_stopped(world: World, lan: Person) -> None:
    await world.pass_time(to=at(2, 8))
    reminder = lan.last
    answer = await world.presses(lan, WHY)
    assert "Vì sao có tin «Nhắc lịch học»?" in answer
    assert "luôn được gửi" in answer
    assert lan.last.labels == ["Tin tự động"]
    assert reminder in lan.seen  # the answer has not taken its place


async def test_what_closes_soon_is_told_once_a_week_to_whom_it_fits(world: World) -> None:
    lan, mai = await world.official("Lan"), await world.official("Mai", posts=("Chuyên viên tư pháp",))
    await world.course("Chuyển đổi số", closes_in=3)
    await world.course("Hộ tịch", closes_in=6, posts=("Chuyên viên tư pháp",))
    await world.course("Văn thư", closes_in=40, starts_in=60)
    await world.tick()
    assert lan.sent_count("Sắp hết hạn") == 0
    await world.pass_time(days=1)
    assert "1 lớp phù hợp với đồng chí" in lan.last.text
    assert "Hộ tịch" not in lan.last.text
    assert "2 lớp phù hợp với đồng chí" in mai.last.text  # one message for both
    assert mai.last.labels == ["1. LOP-001", "2. LOP-002", WHY]
    for _ in range(6):
        await world.pass_time(days=1)
    assert (lan.sent_count("Sắp hết hạn"), mai.sent_count("Sắp hết hạn")) == (1, 1)


async def test_who_asked_for_it_was_refused_it_or_stopped_such_messages_is_left_alone(world: World) -> None:
    lan, mai, an = [await world.official(name) for name in ("Lan", "Mai", "An")]
    hoa = await world.leader("Hòa")
    await world.course("Chuyển đổi số", closes_in=2)
    for person in (lan, mai):
        await world.says(person, "LOP-001")
        await world.presses(person, "Đăng ký")
        await world.presses(person, "Xác nhận")
    await world.presses(hoa, "Từ chối")
    await world.presses(hoa, hoa.last.labels[0])
    await world.tick()
    assert [one.sent_count("Sắp hết hạn") for one in (lan, mai, an, hoa)] == [0, 0, 1, 0]

    await world.presses(an, WHY)
    assert "Trong 7 ngày nhiều nhất một tin" in an.last.text
    assert "không nhận" in await world.presses(an, "Ngừng nhận")
    await world.course("Hộ tịch", closes_in=9)
    await world.pass_time(days=8)
    assert [one.sent_count("Sắp hết hạn") for one in (an, hoa)] == [1, 1]
    await world.presses(an, "Nhận: Lớp phù hợp sắp hết hạn đăng ký")
    await world.tick()
    assert an.sent_count("Sắp hết hạn") == 2


async def test_a_full_course_calls_nobody(world: World) -> None:
    lan, mai = await world.official("Lan"), await world.official("Mai")
    await world.course("Chuyển đổi số", closes_in=2, seats=1, route=Route.none)
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    await world.tick()
    assert mai.sent_count("Sắp hết hạn") == 0


async def _hold_the_post(world: World, lan: Person) -> None:
    """A reminder is owed the day before, and Lan cannot be reached for the moment."""
    lan.block()
    await world.pass_time(to=at(8, 16))
    assert lan.sent_count("🔔") == 0
    lan.unblock()
