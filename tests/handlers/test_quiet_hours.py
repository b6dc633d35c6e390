"""The night: who presses is answered, a request and an offer wait for the morning, and nothing is lost by it."""

from collections.abc import AsyncIterator

import pytest

from models.database import Database
from models.kinds import Route
from models.quiet import read_quiet_hours
from playground.person import Person
from tests.conftest import NOW
from tests.handlers.test_queue import queue, register
from tests.world import World


@pytest.fixture
async def evening(database: Database) -> AsyncIterator[World]:
    """The whole bot at nine in the evening."""
    world = await World.open(database, NOW.replace(hour=21), quiet=read_quiet_hours("20:00-07:00"))
    yield world
    await world.close()


async def test_a_request_made_in_the_evening_is_answered_at_once_and_reaches_the_leader_in_the_morning(
    evening: World,
) -> None:
    world = evening
    lan, hoa = await world.official("Lan"), await world.leader("Hòa")
    await world.course("Chuyển đổi số")
    assert "đ/c Hòa" in await register(world, lan)
    assert hoa.sent_count("Đề nghị duyệt") == 0
    await world.pass_time(to=NOW.replace(day=26, hour=6, minute=59))
    assert hoa.sent_count("Đề nghị duyệt") == 0
    await world.pass_time(to=NOW.replace(day=26, hour=7))
    assert hoa.sent_count("Đề nghị duyệt") == 1


async def test_a_leader_who_looks_in_the_evening_decides_and_is_not_asked_again_in_the_morning(evening: World) -> None:
    world = evening
    lan, hoa = await world.official("Lan"), await world.leader("Hòa")
    await world.course("Chuyển đổi số")
    await register(world, lan)
    await world.says(hoa, "/duyet")
    await world.presses(hoa, "1. ")
    await world.presses(hoa, "Duyệt")
    heard, answered = lan.sent_count(), hoa.sent_count()
    await world.pass_time(to=NOW.replace(day=26, hour=6, minute=59))
    assert lan.sent_count() == heard
    await world.pass_time(to=NOW.replace(day=26, hour=7))
    assert (lan.sent_count(), hoa.sent_count()) == (heard + 1, answered)
    assert "duyệt" in lan.last.text


async def test_a_seat_that_becomes_free_in_the_night_is_offered_in_the_morning(evening: World) -> None:
    world = evening
    lan, mai = await world.official("Lan"), await world.official("Mai")
    await world.course("Chuyển đổi số", seats=1, route=Route.none)
    await register(world, lan)
    await queue(world, mai)
    await withdraw(world, lan)
    await world.pass_time(to=NOW.replace(day=26, hour=2))
    assert "Nhận chỗ" not in mai.labels()
    await world.pass_time(to=NOW.replace(day=26, hour=7))
    assert "Nhận chỗ" in mai.labels()
    await world.presses(mai, "Nhận chỗ")
    assert "đã duyệt" in await world.says(mai, "/dangky")


async def withdraw(world: World, person: Person) -> None:
    await world.says(person, "/dangky")
    await world.presses(person, "Rút đăng ký")
    await world.presses(person, "Xác nhận" if "Xác nhận" in person.last.labels else person.last.labels[0])
