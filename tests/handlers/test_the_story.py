"""The main job, from the search to the approved seat, through the front door."""

from tests.world import World


async def test_an_official_finds_a_course_registers_and_the_leader_approves(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    await world.course("Chuyển đổi số <cơ bản> & AI")

    lan.say("chuyen doi so")
    await world.settle()
    assert "Chuyển đổi số <cơ bản> & AI" in lan.last.text
    lan.press("Đăng ký")
    await world.settle()
    assert "Xác nhận đăng ký" in lan.last.text
    lan.press("Xác nhận")
    await world.settle()
    assert "chờ duyệt" in lan.last.text
    assert "Trần Văn Hòa" in lan.last.text

    assert "Nguyễn Thị Lan" in hoa.last.text
    assert "Chuyển đổi số <cơ bản> & AI" in hoa.last.text
    hoa.press("Duyệt")
    await world.settle()
    assert "Đã duyệt" in hoa.last.text
    assert "đã duyệt" in lan.last.text

    lan.say("/dangky")
    await world.settle()
    assert "đã duyệt" in lan.last.text
    assert world.telegram.complaints == []
