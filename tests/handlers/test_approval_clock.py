"""The approval clock as people live it: asked, reminded, asked in another's place, and in the end told why not."""

from datetime import datetime

from sqlalchemy import update

from models.course import Course
from models.kinds import Route
from playground.person import Person
from tests.conftest import ZONE
from tests.world import World


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZONE)


async def register(world: World, person: Person, code: str = "LOP-001") -> str:
    await world.says(person, code)
    await world.presses(person, "Đăng ký")
    return await world.presses(person, "Xác nhận")


# The course of the stories closes at the end of Wednesday, 2 December.
TUESDAY, WEDNESDAY, NOON, OVER, MORNING = map(
    at, ("2026-12-01 07:30", "2026-12-02 07:30", "2026-12-02 13:30", "2026-12-03 00:00", "2026-12-03 07:30")
)


async def test_from_the_first_leader_to_the_second_to_the_coordinator_to_the_end(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    hai, minh = await world.leader("Đỗ Thị Hai"), await world.coordinator("Lê Quang Minh")
    nga = await world.coordinator("Phạm Thị Nga")
    await world.course("Lớp thử")
    async with world.database.writing() as session:
        await session.execute(update(Course).values(coordinator_id=4))  # Minh
    await register(world, lan)

    await world.pass_time(to=TUESDAY)
    reminder = next(shown for shown in hoa.seen if "Nhắc duyệt" in shown.text)
    assert reminder.text.startswith(
        "Nhắc duyệt: yêu cầu chờ đồng chí từ 25/11/2026, hết hạn lúc 0h00 thứ Năm, 03/12/2026.\n\nĐề nghị duyệt"
    )
    assert reminder.labels[:2] == ["Duyệt", "Từ chối"]
    assert hai.sent_count("Nhắc duyệt") == 0
    await world.pass_time(to=WEDNESDAY)
    assert hai.last.text.startswith("Đ/c Trần Văn Hòa chưa quyết định. Đề nghị đồng chí xem và quyết định, hết hạn lúc")
    await world.pass_time(to=NOON)
    assert minh.last.text.startswith("Lãnh đạo đơn vị chưa quyết định. Đề nghị đồng chí liên hệ đơn vị, hoặc")
    assert nga.sent_count("chưa quyết định") == 0
    line = "chờ duyệt, đang chờ đ/c Trần Văn Hòa, đ/c Đỗ Thị Hai hoặc đ/c Lê Quang Minh từ 25/11/2026"
    assert line in await world.says(lan, "/dangky")
    assert "1. Nguyễn Thị Lan" in await world.says(minh, "/duyet")

    await world.pass_time(to=OVER)
    assert "Còn 40/40 chỗ" in await world.says(nga, "LOP-001")
    assert lan.sent_count("đã hết hạn") == 0  # nobody is woken
    await world.pass_time(to=MORNING)
    await world.tick()
    assert "lãnh đạo đơn vị chưa quyết định trong thời hạn" in lan.last.text
    assert "đ/c Lê Quang Minh (điều phối viên của lớp)" in lan.last.text
    for person in (hoa, hai, minh):
        assert person.sent_count("Đăng ký của đ/c Nguyễn Thị Lan (Phường Võ Cường), lớp Lớp thử (LOP-001)") == 1
    assert "hết hạn" in await world.says(lan, "/dangky")
    for person in (hoa, minh):
        asked = next(shown for shown in person.seen if "Duyệt" in shown.labels)
        assert "hết hạn" in await world.presses(person, "Duyệt", asked)
    assert world.telegram.complaints == []


async def test_who_is_asked_second_or_as_coordinator_decides_like_the_first(world: World) -> None:
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Trần Thị Mai")
    hoa, hai = await world.leader("Trần Văn Hòa"), await world.leader("Đỗ Thị Hai")
    minh = await world.coordinator("Lê Quang Minh")
    await world.course("Lớp thử", route=Route.leader_then_department)
    await register(world, lan)
    await register(world, mai)
    await world.pass_time(to=WEDNESDAY)
    await world.says(hai, "/duyet")
    await world.presses(hai, "1. Nguyễn Thị Lan")
    assert "Sở Nội vụ" in await world.presses(hai, "Duyệt")
    await world.pass_time(to=NOON)
    assert minh.sent_count("Lãnh đạo đơn vị chưa quyết định") == 1  # for Mai; Lan's request is the department's now
    await world.presses(minh, "Duyệt", next(m for m in minh.seen if "Lãnh đạo đơn vị chưa" in m.text))
    assert "đã duyệt (đ/c Lê Quang Minh)" in mai.last.text
    assert "Trần Thị Mai" in hoa.last.text
    assert "Đồng chí không cần xử lý nữa" in hoa.last.text


async def test_while_the_leader_is_away_the_deputy_is_reminded(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    binh = await world.official("Lê Thị Bình")
    await world.course("Lớp thử")
    await register(world, lan)
    await world.says(hoa, "/uyquyen")
    await world.presses(hoa, "Uỷ quyền")
    await world.presses(hoa, "1. Lê Thị Bình")
    await world.presses(hoa, "2 tuần")
    await world.presses(hoa, "Xác nhận")
    await world.pass_time(to=TUESDAY)
    assert binh.sent_count("Nhắc duyệt") == 1
    assert hoa.sent_count("Nhắc duyệt") == 0
    await world.presses(binh, "Duyệt")
    assert "đã duyệt (đ/c Lê Thị Bình thay đ/c Trần Văn Hòa)" in lan.last.text


async def test_the_department_is_reminded_and_the_admins_hear_a_sentence(world: World) -> None:
    lan, minh = await world.official("Nguyễn Thị Lan"), await world.coordinator("Lê Quang Minh")
    tuan = await world.admin("Vũ Anh Tuấn")
    await world.course("Lớp thử", route=Route.department)
    await register(world, lan)
    for now, times in ((TUESDAY, 1), (WEDNESDAY, 2), (NOON, 2)):
        await world.pass_time(to=now)
        assert minh.sent_count("Nhắc duyệt") == times
    assert "Yêu cầu sắp hết hạn mà chưa có quyết định" in tuan.last.text
    assert "đang chờ Sở Nội vụ (đ/c Lê Quang Minh), hết hạn lúc 0h00 thứ Năm, 03/12/2026" in tuan.last.text
    assert tuan.last.labels == []
    await world.pass_time(to=MORNING)
    assert "Sở Nội vụ chưa quyết định trong thời hạn" in lan.last.text


async def test_the_leader_who_agreed_hears_that_the_department_let_it_lapse(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    hai = await world.leader("Đỗ Thị Hai")
    await world.coordinator("Lê Quang Minh")
    await world.course("Lớp thử", route=Route.leader_then_department)
    await register(world, lan)
    await world.presses(hoa, "Duyệt")
    await world.pass_time(to=at("2026-12-10 09:00"))
    await world.tick()
    assert "hết hạn" in await world.says(lan, "/dangky")
    assert hoa.sent_count("đã hết hạn: Sở Nội vụ chưa quyết định trong thời hạn.") == 1
    assert hai.sent_count("đã hết hạn") == 0


async def test_a_request_in_the_last_hour_leaves_time_to_decide(world: World) -> None:
    await world.course("Lớp thử", closes_in=0)
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    await world.pass_time(to=at("2026-11-25 23:50"))
    await register(world, lan)
    assert "Đề nghị quyết định chậm nhất ngày 26/11/2026." in hoa.last.text
    await world.pass_time(to=at("2026-11-26 11:29"))
    assert "chờ duyệt" in await world.says(lan, "/dangky")
    await world.pass_time(to=at("2026-11-26 11:30"))
    assert "hết hạn" in await world.says(lan, "/dangky")
