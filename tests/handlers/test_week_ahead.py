"""Sunday evening: an official's own week, asked for; a leader's week, who is away and what waits; one for two roles."""

from datetime import datetime, time

import pytest

from models.kinds import Role, Route
from models.quiet import QuietHours
from models.week_ahead import due_weeks, week_to_come
from playground.person import Person
from tests.conftest import ZONE
from tests.handlers.test_nominate import send
from tests.world import World

SUNDAY = datetime(2026, 11, 29, 18, 0, tzinfo=ZONE)
WHY = "Vì sao tôi nhận được tin này?"


async def register(world: World, person: Person, code: str) -> None:
    await world.says(person, code)
    await world.presses(person, "Đăng ký")
    await world.presses(person, "Xác nhận")


async def ask_for_own_week(world: World, person: Person) -> str:
    await world.says(person, "/trogiup")
    await world.presses(person, "Tin tự động")
    return await world.presses(person, "Nhận: Lịch học tuần tới của tôi")


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (datetime(2026, 11, 29, 17, 59, tzinfo=ZONE), None),
        (SUNDAY, 30),
        (datetime(2026, 11, 29, 23, 30, tzinfo=ZONE), 30),
        (datetime(2026, 11, 30, 0, 30, tzinfo=ZONE), 30),
        (datetime(2026, 11, 30, 11, 59, tzinfo=ZONE), 30),
        (datetime(2026, 11, 30, 12, tzinfo=ZONE), None),
        (datetime(2026, 12, 1, 18, tzinfo=ZONE), None),
    ],
)
def test_when_the_week_is_told_of(now: datetime, monday: int | None) -> None:
    found = week_to_come(now, time(18))
    assert (found.day if found else None) == monday


async def test_an_official_gets_the_own_week_only_when_asked_for(world: World) -> None:
    lan, mai = await world.official("Lan"), await world.official("Mai")
    await world.course("Chuyển đổi số", route=Route.none, starts_in=7)
    await world.course("Lớp tháng sau", route=Route.none, starts_in=30)
    for person in (lan, mai):
        await register(world, person, "LOP-001")
        await register(world, person, "LOP-002")
    shown = await ask_for_own_week(world, lan)
    assert "Lịch học tuần tới của tôi: đang nhận" in shown
    assert "Cán bộ của đơn vị" not in shown  # leaders hear of that
    assert "Tổng kết tuần" not in shown  # and those who run courses of this
    await world.pass_time(to=SUNDAY)
    await world.pass_time(hours=14)
    assert (lan.sent_count("Tuần tới"), mai.sent_count("Tuần tới")) == (1, 0)
    message = next(shown for shown in lan.seen if "Tuần tới" in shown.text)
    assert message.text == (
        "🗓 Tuần tới, 30/11–06/12/2026\n\nLịch học của đồng chí\n"
        "• Thứ Tư, 02/12/2026, sáng 8h00–11h00: Chuyển đổi số (Hội trường Trường Chính trị)\n"
        "• Thứ Năm, 03/12/2026, sáng 8h00–11h00: Chuyển đổi số (Hội trường Trường Chính trị)"
    )
    assert message.labels == ["LOP-001", WHY]
    assert "Đồng chí đã chọn nhận" in await world.presses(lan, WHY, message)
    await world.presses(lan, "Ngừng nhận")
    await world.pass_time(days=7)
    assert lan.sent_count("Tuần tới") == 1


async def test_a_leader_sees_who_is_away_and_what_waits_and_other_communes_do_not(world: World) -> None:
    lan, mai = await world.official("Lan"), await world.official("Mai")
    hoa, dung = await world.leader("Hòa"), await world.leader("Dũng", "Quế Võ")
    await world.course("Chuyển đổi số", route=Route.none, starts_in=7)
    await world.course("Hộ tịch", starts_in=30)
    await register(world, lan, "LOP-001")
    await register(world, mai, "LOP-002")
    await world.pass_time(to=SUNDAY)
    assert "Cán bộ của đơn vị đi học: 1" in hoa.last.text
    assert "• đ/c Lan: 02–03/12 – Chuyển đổi số (LOP-001)" in hoa.last.text
    assert "Chờ đồng chí duyệt: 1" in hoa.last.text
    assert hoa.last.labels == ["Chờ duyệt", WHY]
    assert dung.sent_count("Tuần tới") == 0
    await world.presses(hoa, WHY)
    await world.presses(hoa, "Ngừng nhận")
    await world.pass_time(days=7)
    assert hoa.sent_count("Tuần tới") == 1


async def test_objections_that_wait_are_counted_even_where_nothing_else_waits(world: World) -> None:
    lan, hoa = await world.official("Lan"), await world.leader("Hòa")
    dung = await world.leader("Dũng", "Quế Võ")
    await world.course("Chuyển đổi số", starts_in=30)
    await send(world, hoa, "Lan")
    await world.presses(lan, "Có ý kiến")
    await world.presses(lan, "Việc gia đình")
    await world.pass_time(to=SUNDAY)
    assert "Ý kiến của người được cử, chờ đồng chí trả lời: 1" in hoa.last.text
    assert "Chờ đồng chí duyệt" not in hoa.last.text
    assert hoa.last.labels == ["Chờ duyệt", WHY]
    assert dung.sent_count("Tuần tới") == 0
    assert "Lan – Chuyển đổi số" in await world.presses(hoa, "Chờ duyệt")
    await world.presses(hoa, "Ý kiến: Lan")
    await world.presses(hoa, "Giữ nguyên")
    await world.pass_time(days=7)
    assert hoa.sent_count("Tuần tới") == 1


async def test_two_roles_make_one_message_and_nobody_is_told_by_night(world: World) -> None:
    hoa = await world.official("Hòa", roles=(Role.leader,))
    lan = await world.official("Lan")
    await world.course("Chuyển đổi số", route=Route.none, starts_in=7)
    for person in (hoa, lan):
        await register(world, person, "LOP-001")
    await ask_for_own_week(world, hoa)
    async with world.database.reading() as session:
        assert await due_weeks(session, SUNDAY, QuietHours(time(17), time(7))) == []
        assert len(await due_weeks(session, SUNDAY, None)) == 1
    await world.pass_time(to=SUNDAY)
    await world.tick()
    assert hoa.sent_count("Tuần tới") == 1
    assert "Lịch học của đồng chí" in hoa.last.text
    assert "Cán bộ của đơn vị đi học: 2" in hoa.last.text
