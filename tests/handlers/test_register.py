"""Registering: the summary, the seat, whose turn it is, what is flagged, and registering once more."""

from sqlalchemy import update

from models.course import Course
from models.kinds import LegalGroup, Route
from models.programme import ProgrammeGroup
from models.registration import Registration, State
from playground.person import Person
from tests.world import World


async def change(world: World, course_id: int, **values: object) -> None:
    async with world.database.writing() as session:
        await session.execute(update(Course).where(Course.id == course_id).values(**values))


async def complete(world: World, course_id: int) -> None:
    """All who registered have been through this course."""
    async with world.database.writing() as session:
        await session.execute(
            update(Registration).where(Registration.course_id == course_id).values(state=State.completed)
        )


async def register(world: World, person: Person, code: str) -> str:
    """From the card to the answer."""
    await world.says(person, code)
    await world.presses(person, "Đăng ký")
    return await world.presses(person, "Xác nhận")


async def test_the_summary_says_what_will_happen_and_cancel_leads_back_to_the_card(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Văn thư & <lưu trữ>", days=3)

    await world.says(lan, "LOP-001")
    summary = await world.presses(lan, "Đăng ký")
    assert "Văn thư & <lưu trữ>" in summary
    assert "thứ Tư 09/12 – thứ Sáu 11/12/2026, 16 tiết" in summary
    assert "Hội trường Trường Chính trị" in summary
    assert "lãnh đạo đơn vị duyệt" in summary
    assert lan.last.labels == ["Xác nhận", "Huỷ"]
    assert "Còn 40/40 chỗ" in await world.presses(lan, "Huỷ")
    assert len([shown for shown in lan.seen if "LOP-001" in shown.text and shown.from_bot]) == 1  # one living card


async def test_each_route_says_the_state_and_whose_turn_it_is(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    minh = await world.coordinator("Lê Quang Minh")
    expected = {
        Route.none: ("đã duyệt", "", None),
        Route.leader: ("chờ duyệt", "đ/c Trần Văn Hòa", hoa),
        Route.department: ("chờ duyệt", "Sở Nội vụ (đ/c Lê Quang Minh)", minh),
        Route.leader_then_department: ("chờ duyệt", "đ/c Trần Văn Hòa", hoa),
    }
    for number, (route, (state, holder, asked)) in enumerate(expected.items(), 1):
        await world.course(f"Lớp {route}", route=route, starts_in=10 * number)
        before = {person: person.sent_count("Đề nghị duyệt") for person in (hoa, minh)}
        answer = await register(world, lan, f"LOP-00{number}")
        assert f"trạng thái: {state}" in answer
        assert holder in answer
        assert lan.last.labels == ["Đăng ký của tôi", "Rút đăng ký", "Người làm thay"]
        heard = [person for person, count in before.items() if person.sent_count("Đề nghị duyệt") > count]
        assert heard == ([asked] if asked else [])
        line = next(line for line in (await world.says(lan, "/dangky")).split("\n") if f"LOP-00{number}" in line)
        assert state in line
        assert holder in line


async def test_two_taps_give_one_registration_and_the_second_answer_shows_its_state(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    await world.course("Lớp thử")
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Đăng ký")
    summary = lan.last
    lan.press("Xác nhận", summary)
    lan.press("Xác nhận", summary)
    await world.settle()

    assert "Đồng chí đã đăng ký lớp này" in lan.last.text
    assert "chờ duyệt, đang chờ đ/c Trần Văn Hòa" in lan.last.text
    assert hoa.sent_count("Đề nghị duyệt") == 1
    assert "Đăng ký của tôi: 1" in await world.says(lan, "/dangky")
    assert "Đăng ký" not in lan.labels()  # the card offers to withdraw, not to register again
    await world.says(lan, "LOP-001")
    assert lan.labels() == [
        "Rút đăng ký",
        "Người làm thay",
        "Đổi người học thay",
        "Thêm vào lịch",
        "Bản đồ",
        "Danh sách lớp",
    ]


async def test_outside_the_post_and_repeated_are_flags_for_both_sides_and_no_wall(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan", posts=("Chuyên viên văn hóa",))
    hoa = await world.leader("Trần Văn Hòa")
    programme = await world.programme("Hộ tịch", posts=("Chuyên viên tư pháp",))
    old = await world.course("Hộ tịch khóa 1", programme=programme, starts_in=8)
    await world.course("Hộ tịch khóa 2", programme=programme, starts_in=20)
    await register(world, lan, "LOP-001")
    await complete(world, old)

    outside, repeated = "lớp không thuộc đối tượng theo chức danh", "đã hoàn thành chương trình này"
    card = await world.says(lan, "LOP-002")
    assert f"⚠️ Đồng chí đăng ký được, nhưng {outside} và đồng chí {repeated}" in card
    summary = await world.presses(lan, "Đăng ký")
    assert f"Lưu ý: {outside}; đồng chí {repeated}." in summary
    await world.presses(lan, "Xác nhận")
    assert f"Lưu ý: {outside}; {repeated}." in hoa.last.text


async def test_a_legal_group_outside_the_programme_is_flagged_too(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan", group=LegalGroup.vien_chuc)
    programme = await world.programme("Chỉ công chức")
    async with world.database.writing() as session:
        session.add(ProgrammeGroup(programme_id=programme, legal_group=LegalGroup.cong_chuc))
    await world.course("Lớp thử", programme=programme)
    card = await world.says(lan, "LOP-001")
    assert "Đối tượng: công chức" in card
    assert "không thuộc đối tượng" in card


async def test_after_a_withdrawal_one_may_register_again_and_the_history_stays(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    await world.course("Lớp thử")
    await register(world, lan, "LOP-001")
    await world.presses(lan, "Rút đăng ký")
    assert "Đã rút đăng ký lớp Lớp thử (LOP-001)." in await world.presses(lan, "Xác nhận")
    assert "đã rút đăng ký" in hoa.last.text

    assert "Đăng ký lần trước: đã rút." in await world.says(lan, "LOP-001")
    await register(world, lan, "LOP-001")
    hoa.press("Từ chối")
    await world.settle()
    await world.presses(hoa, "Đề nghị học khoá sau")
    assert "Đăng ký lần trước: từ chối (Đề nghị học khoá sau)." in await world.says(lan, "LOP-001")
    await register(world, lan, "LOP-001")
    mine = await world.says(lan, "/dangky")
    assert [word in mine for word in ("chờ duyệt", "từ chối", "đã rút")] == [True] * 3
    assert hoa.sent_count("Đề nghị duyệt") == 3
