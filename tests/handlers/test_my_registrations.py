"""My registrations: states in one line each, pages, and giving a seat back."""

from datetime import timedelta

from models.kinds import Route
from playground.person import Person
from tests.world import World


async def register(world: World, person: Person, code: str) -> str:
    await world.says(person, code)
    await world.presses(person, "Đăng ký")
    return await world.presses(person, "Xác nhận")


async def test_an_empty_list_says_where_to_begin(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    assert "Đồng chí chưa đăng ký lớp nào." in await world.says(lan, "/dangky")
    assert lan.labels() == ["Danh sách lớp"]


async def test_the_live_ones_come_first_by_date_with_the_day_on_which_they_were_sent(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.leader("Trần Văn Hòa")
    await world.leader("Đỗ Thị Hai")
    world.clock.at = world.clock.at.replace(hour=0, minute=30)  # still yesterday in UTC
    for number in range(1, 9):
        await world.course(f"Lớp {number}", starts_in=60 - 5 * number, closes_in=9, days=1, route=Route.leader)
        await register(world, lan, f"LOP-00{number}")
    first = await world.says(lan, "/dangky")
    lines = [line for line in first.split("\n") if "LOP-" in line]
    assert [line.split(".")[0] for line in lines] == list("123456")
    assert lines[0] == (
        "1. ⏳ Lớp 8 (LOP-008), 15/12/2026 – chờ duyệt, đang chờ đ/c Trần Văn Hòa hoặc đ/c Đỗ Thị Hai từ 25/11/2026"
    )
    assert lan.last.labels[:2] == ["1. LOP-008", "Rút đăng ký"]
    assert lan.last.labels[-2:] == ["Sau ›", "Danh sách lớp"]
    second = await world.presses(lan, "Sau ›")
    assert "7. ⏳ Lớp 2" in second
    assert lan.last.labels[:4] == ["7. LOP-002", "Rút đăng ký", "8. LOP-001", "Rút đăng ký"]
    assert lan.last.labels[4:] == ["Đổi người học thay", "‹ Trước", "Danh sách lớp"]
    assert "Đăng ký của đồng chí: chờ duyệt, đang chờ đ/c" in await world.presses(lan, "8. LOP-001")


async def test_withdrawing_tells_those_who_were_asked_and_those_who_approved(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    hai = await world.leader("Đỗ Thị Hai")
    await world.course("Lớp <1> & 2")
    await register(world, lan, "LOP-001")
    await world.says(lan, "/dangky")
    assert "Rút đăng ký?" in await world.presses(lan, "Rút đăng ký")
    assert "chờ duyệt" in await world.presses(lan, "Quay lại")
    await world.presses(lan, "Rút đăng ký")
    question = lan.last
    await world.presses(lan, "Xác nhận")
    for leader in (hoa, hai):
        assert leader.last.text == "Đ/c Nguyễn Thị Lan đã rút đăng ký lớp Lớp <1> & 2 (LOP-001), 09–10/12/2026."
    assert "đã rút" in await world.presses(lan, "Xác nhận", question)  # a second tap shows the present truth
    assert "Đăng ký này không còn hiệu lực." in lan.last.text
    assert hoa.sent_count("đã rút") == 1
    assert "đã rút (" not in await world.presses(hoa, "Duyệt")  # nobody decided: no name is shown
    assert "đã rút" in hoa.last.text

    await register(world, lan, "LOP-001")
    await world.presses(hoa, "Duyệt")
    world.clock.at += timedelta(days=1)
    await world.says(lan, "/dangky")
    await world.presses(lan, "Rút đăng ký")
    await world.presses(lan, "Xác nhận")
    assert "đã rút đăng ký" in hoa.last.text
    assert hai.sent_count("đã rút") == 1  # the second time she had been told that it was settled


async def test_nobody_withdraws_for_another(world: World) -> None:
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Trần Thị Mai")
    await world.course("Lớp thử")
    await register(world, lan, "LOP-001")
    await world.says(mai, "/lop")
    for data in ("1:wd:1", "1:wdok:1"):
        mai.forge_press(data, mai.last)
        await world.settle()
        assert "không có quyền" in mai.last.text
    assert "chờ duyệt" in await world.says(lan, "/dangky")
