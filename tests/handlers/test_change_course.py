"""A coordinator changes a published course from the phone: question, rehearsal, «Xác nhận», and everybody hears."""

from datetime import datetime

import pytest

from models.registration import State
from playground.person import Person
from tests.conftest import NOW, ZONE
from tests.seats import change, official_id, seat
from tests.world import World


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
    await seat(world, await world.official("Trần Đức Bình", "Quế Võ"), course, State.pending)
    await seat(world, await world.official("Lê Thị Mai"), course, State.queued, queued_at=NOW)
    return minh


def phone(world: World, name: str) -> Person:
    return next(one for one in world.telegram.people.values() if one.name == name)


async def opens(world: World, minh: Person) -> str:
    await world.says(minh, "/quanly")
    await world.presses(minh, "1. LOP-001 – Văn thư & <lưu trữ>")
    return await world.presses(minh, "Đổi, hoãn, huỷ lớp")


async def test_the_whole_course_goes_two_weeks_later_after_a_rehearsal(world: World, minh: Person) -> None:
    assert "8h00 thứ Tư, 09/12/2026 (các ngày 09–10/12)" in await opens(world, minh)
    await world.presses(minh, "Hoãn, dời cả lớp")
    seen = await world.says(minh, "lùi 2 tuần")
    print(seen)
    lan = phone(world, "Nguyễn Thị Lan")
    before = len(lan.seen)
    assert "Xem trước (chưa lưu)" in seen
    assert len(lan.seen) == before
    await world.presses(minh, "Xác nhận")
    print(minh.last.text)
    print(lan.last.text, lan.last.labels)
    print(phone(world, "Trần Văn Hòa").last.text)
    assert 0
