"""A substitute in two taps: whom, the colleague's answer, the leader's word, and everybody hears once."""

from sqlalchemy import select

from models.checks import broken_promises
from models.registration import Registration, State
from playground.person import Person
from tests.world import World


async def register(world: World, person: Person, code: str = "LOP-001") -> None:
    await world.says(person, code)
    await world.presses(person, "Đăng ký")
    await world.presses(person, "Xác nhận")


async def seat(world: World, person: Person, leader: Person, code: str = "LOP-001") -> None:
    """A confirmed seat."""
    await register(world, person, code)
    await world.presses(leader, "Duyệt")


async def states(world: World) -> list[State]:
    async with world.database.reading() as session:
        assert await broken_promises(session) == []
        return list(await session.scalars(select(Registration.state).order_by(Registration.id)))


async def test_two_taps_then_the_colleague_then_the_leader(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    lan, mai = (
        await world.official("Nguyễn Thị Lan"),
        await world.official("Lê Thị Mai", posts=("Chuyên viên tư pháp",)),
    )
    await world.course("Hộ tịch & <chứng thực>", seats=1)
    await seat(world, lan, hoa)

    await world.says(lan, "/dangky")
    assert "2. Lê Thị Mai – Chuyên viên tư pháp" in await world.presses(lan, "Đổi người học thay")
    assert "đang chờ đ/c Lê Thị Mai trả lời" in await world.presses(lan, "2. Lê Thị Mai")
    assert mai.last.text.split("\n") == [
        "🔔 Đề nghị học thay",
        "Đ/c Nguyễn Thị Lan đề nghị đồng chí đi học thay.",
        "Lớp: Hộ tịch & <chứng thực> (LOP-001)",
        "Thời gian: thứ Tư 09/12 – thứ Năm 10/12/2026",
        "Bắt đầu: 8h00 thứ Tư, 09/12/2026",
        "Nơi học: Hội trường Trường Chính trị",
        "",
        "Nếu đồng chí đồng ý, lãnh đạo đơn vị sẽ xác nhận.",
    ]
    assert "đang chờ đ/c Trần Văn Hòa duyệt" in await world.presses(mai, "Đồng ý")
    assert "Người học thay: Lê Thị Mai (đã đồng ý)" in hoa.last.text
    assert "Thay cho: Nguyễn Thị Lan (đã duyệt)" in hoa.last.text
    assert await states(world) == [State.confirmed]
    assert "Đã đổi người học: đ/c Lê Thị Mai thay đ/c Nguyễn Thị Lan" in await world.presses(hoa, "Duyệt")

    assert await states(world) == [State.substituted, State.confirmed]
    assert "Đồng chí không cần tham dự lớp này nữa." in lan.last.text
    assert "Đồng chí học thay đ/c Nguyễn Thị Lan (đ/c Trần Văn Hòa duyệt), trạng thái: đã duyệt." in mai.last.text
    assert "đã đổi người học thay" in await world.says(lan, "/dangky")
    assert "đã duyệt" in await world.says(mai, "/dangky")
