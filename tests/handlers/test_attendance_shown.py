"""What attendance tells others: the learner, the coordinator, the weekly summary, and the leaders of the absent."""

import io
from datetime import datetime, timedelta

import openpyxl
from sqlalchemy import update

from models.attendance import Attendance, Mark
from models.kinds import Role
from playground.person import Person
from tests.seats import change, official_id, seat
from tests.teaching import let_teach
from tests.world import World


async def rolled(world: World) -> tuple[int, list[int], dict[str, Person]]:
    """Yesterday and today Hạnh called the roll: Lan was there once, Nam twice, Đạt never."""
    world.clock.at -= timedelta(days=1)
    hanh = await world.official("Vũ Thị Hạnh", None, roles=(Role.trainer,))
    course = await world.course("Văn thư", starts_in=0, days=3, hour=8)
    people = {
        "Lan": await world.official("Nguyễn Thị Lan"),
        "Nam": await world.official("Dương Hoài Nam", "Quế Võ"),
        "Đạt": await world.official("Bùi Văn Đạt", "Quế Võ"),
    }
    for one in people.values():
        await seat(world, one, course)
    ids = await let_teach(world, hanh, course)
    await world.says(hanh, "/diemdanh")
    await world.presses(hanh, "Bùi Văn Đạt")
    await world.presses(hanh, "Còn lại có mặt")
    world.clock.at += timedelta(days=1)
    await world.says(hanh, "/diemdanh")
    await world.presses(hanh, "Bùi Văn Đạt")
    await world.presses(hanh, "Phép")
    await world.presses(hanh, "Nguyễn Thị Lan")
    await world.presses(hanh, "Muộn")
    await world.presses(hanh, "Dương Hoài Nam")
    return course, ids, people | {"Hạnh": hanh}


async def test_the_learner_sees_how_many_half_days(world: World) -> None:
    _, _, people = await rolled(world)
    assert "Đã dự 1/2 buổi đã điểm danh" in await world.says(people["Lan"], "LOP-001")
    assert "Đã dự 2/2 buổi đã điểm danh" in await world.says(people["Nam"], "LOP-001")


async def test_the_coordinator_sees_the_share_and_finds_the_sheet_in_the_workbook(world: World) -> None:
    course, _, _ = await rolled(world)
    minh = await world.coordinator("Hoàng Minh")
    minh.forge_press(f"1:runc:{course}", minh.last)
    await world.settle()
    assert "Dự học: 50% (2 buổi đã điểm danh)" in minh.last.text
    await world.presses(minh, "Xuất danh sách")
    await world.presses(minh, "Excel – theo tên")
    assert minh.last.document is not None
    page = openpyxl.load_workbook(io.BytesIO(minh.last.document[1]))["Điểm danh"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
    assert rows == [
        ["TT", "Họ và tên", "Đơn vị công tác", "Sáng 24/11", "Sáng 25/11", "Sáng 26/11", "Số buổi có mặt"],
        [1, "Bùi Văn Đạt", "Phường Quế Võ", "K", "K", None, 0],
        [2, "Nguyễn Thị Lan", "Phường Võ Cường", "x", "P", None, 1],
        [3, "Dương Hoài Nam", "Phường Quế Võ", "x", "M", None, 2],
        [None, "Tổng", None, 2, 1, 0, 3],
    ]


async def test_the_weekly_summary_tells_the_share_of_each_course(world: World) -> None:
    course, _, _ = await rolled(world)
    minh = await world.coordinator("Hoàng Minh")
    await change(world, course, coordinator_id=await official_id(world, minh))
    await world.says(minh, "/tongket")
    assert any("dự học 50%" in shown.text for shown in minh.seen)


async def test_leaders_of_the_absent_hear_once_at_the_hour(world: World) -> None:
    hoa, khanh = await world.leader("Trần Văn Hòa"), await world.leader("Lê Khánh", "Quế Võ")
    tuong = await world.leader("Ngô Tường", "Từ Sơn")
    await rolled(world)
    at = datetime(2026, 11, 25, 17, 29, tzinfo=world.clock.at.tzinfo)
    await world.pass_time(to=at)
    today = [shown.text for shown in (*hoa.seen, *khanh.seen) if "25/11/2026" in shown.text and "vắng" in shown.text]
    assert today == []
    await world.pass_time(minutes=1)
    await world.pass_time(minutes=30)
    assert hoa.sent_count("vắng học: 1 người") == 1
    assert "Buổi sáng 25/11/2026: đ/c Nguyễn Thị Lan (có phép)" in hoa.last.text
    assert "Buổi sáng 25/11/2026: đ/c Bùi Văn Đạt (không phép)" in khanh.last.text
    assert not tuong.sent_count("vắng học")
    assert "Cán bộ của đơn vị vắng học" in await world.presses(hoa, "Vì sao tôi nhận được tin này?")


async def test_a_corrected_roll_is_told_as_it_is_then(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    _, ids, people = await rolled(world)
    async with world.database.writing() as session:
        await session.execute(update(Attendance).where(Attendance.meeting_id == ids[1]).values(mark=Mark.present))
    await world.pass_time(to=datetime(2026, 11, 25, 17, 30, tzinfo=world.clock.at.tzinfo))
    assert not hoa.sent_count("25/11/2026: đ/c Nguyễn Thị Lan")
    await world.says(people["Hạnh"], "/diemdanh")  # at 17:31 Lan was away after all: told the next day
    world.clock.at += timedelta(minutes=1)
    await world.presses(people["Hạnh"], "Nguyễn Thị Lan")
    await world.pass_time(hours=1)
    assert not hoa.sent_count("25/11/2026: đ/c Nguyễn Thị Lan")
    await world.pass_time(days=1)
    assert hoa.sent_count("Buổi sáng 25/11/2026: đ/c Nguyễn Thị Lan (không phép)") == 1


async def test_what_changes_between_the_hour_and_the_sending_is_dropped(world: World) -> None:
    khanh = await world.leader("Lê Khánh", "Quế Võ")
    _, ids, _ = await rolled(world)
    khanh.block()
    await world.pass_time(to=datetime(2026, 11, 25, 17, 30, tzinfo=world.clock.at.tzinfo))
    async with world.database.writing() as session:
        await session.execute(update(Attendance).where(Attendance.meeting_id.in_(ids)).values(mark=Mark.present))
    khanh.unblock()
    await world.settle()
    await world.pass_time(minutes=10)
    assert not khanh.sent_count("25/11/2026: đ/c Bùi Văn Đạt")


async def test_a_leader_who_was_absent_is_not_told_of_it(world: World) -> None:
    hoa, thu = await world.leader("Trần Văn Hòa"), await world.leader("Lê Thị Thu")
    hanh = await world.official("Vũ Thị Hạnh", None, roles=(Role.trainer,))
    course = await world.course("Văn thư", starts_in=0, hour=8)
    await seat(world, hoa, course)
    await let_teach(world, hanh, course)
    await world.says(hanh, "/diemdanh")
    await world.presses(hanh, "Trần Văn Hòa")
    await world.pass_time(to=datetime(2026, 11, 25, 17, 30, tzinfo=world.clock.at.tzinfo))
    assert not hoa.sent_count("vắng học")
    assert thu.sent_count("đ/c Trần Văn Hòa (không phép)") == 1
