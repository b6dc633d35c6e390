"""Deciding: the request with its picture, yes and no, who may, and what the others see."""

from datetime import date

from sqlalchemy import update

from models.account import Account
from models.kinds import Role, Route
from models.official import Official, RoleGrant
from playground.person import Person
from tests.world import World


async def register(world: World, person: Person, code: str = "LOP-001") -> str:
    await world.says(person, code)
    await world.presses(person, "Đăng ký")
    return await world.presses(person, "Xác nhận")


async def test_the_request_shows_who_what_the_days_and_who_else_is_away(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    lan = await world.official("Nguyễn Thị Lan", posts=("Chuyên viên tư pháp", "Chuyên viên văn phòng"))
    mai, anh = await world.official("Lê Thị Mai"), await world.official("Trần Vân Anh")
    later = await world.official("Phạm Thị Sau")
    nam = await world.official("Dương Hoài Nam", "Quế Võ")
    await world.course("Hộ tịch & <chứng thực>", starts_in=14, days=3)
    await world.course("Văn thư", starts_in=15, days=5)
    await world.course("Sau đó", starts_in=17, days=1)
    for person, code in ((mai, "LOP-002"), (anh, "LOP-002"), (nam, "LOP-001"), (later, "LOP-003")):
        await register(world, person, code)
    await world.says(hoa, "/duyet")
    await world.presses(hoa, "Trần Vân Anh – Văn thư")
    await world.presses(hoa, "Duyệt")
    await register(world, lan, "LOP-001")

    assert hoa.last.text.split("\n") == [
        "Đề nghị duyệt đăng ký học",
        "Cán bộ: Nguyễn Thị Lan",
        "Chức danh: Chuyên viên tư pháp; Chuyên viên văn phòng",
        "Đơn vị: Phường Võ Cường",
        "Lớp: Hộ tịch & <chứng thực> (LOP-001), 16 tiết",
        "Thời gian: thứ Tư 09/12 – thứ Sáu 11/12/2026",
        "Vắng mặt 3 ngày: 09–11/12",
        "Nơi học: Hội trường Trường Chính trị",
        "",
        "Cùng đơn vị đi học những ngày này:",
        "• Trần Vân Anh, ngày 10–11/12: Văn thư",
        "• Lê Thị Mai, ngày 10–11/12: Văn thư (chờ duyệt)",
        "",
        "Năm 2026 đã học 0/40 tiết.",
        "Đề nghị quyết định chậm nhất ngày 02/12/2026.",
    ]
    assert hoa.last.labels == ["Duyệt", "Từ chối", "Người làm thay", "Đổi người học thay"]


async def test_who_is_in_two_courses_of_one_day_is_away_once(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Lê Thị Mai")
    await world.course("Hộ tịch")
    await world.course("Văn thư", days=1)
    await world.course("Tin học", hour=13)
    await register(world, mai, "LOP-002")
    await world.presses(hoa, "Duyệt")
    await register(world, mai, "LOP-003")
    await register(world, lan, "LOP-001")
    about = [line for line in hoa.last.text.split("\n") if "Mai" in line]
    assert about == ["• Lê Thị Mai, ngày 09–10/12: Văn thư; Tin học (chờ duyệt)"]


async def test_yes_reaches_the_official_and_the_first_decision_stands(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    hai = await world.leader("Đỗ Thị Hai")
    await world.course("Lớp thử")
    await register(world, lan)
    asked = hai.last
    assert "Đã duyệt: đ/c Nguyễn Thị Lan – Lớp thử (LOP-001)" in await world.presses(hoa, "Duyệt")
    assert "✅ Đăng ký đã duyệt (đ/c Trần Văn Hòa).\nLớp: Lớp thử (LOP-001)\n" in lan.last.text
    assert "Thời gian: thứ Tư 09/12 – thứ Năm 10/12/2026" in lan.last.text
    assert hai.last.text.endswith("đã duyệt (đ/c Trần Văn Hòa). Đồng chí không cần xử lý nữa.")
    for button in ("Duyệt", "Từ chối"):
        assert "đã duyệt (đ/c Trần Văn Hòa)." in await world.presses(hai, button, asked)
    assert lan.sent_count("đã duyệt") == 1
    assert "Không có yêu cầu nào" in await world.says(hai, "/duyet")


async def test_no_comes_with_a_preset_reason_or_typed_words(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    await world.course("Lớp thử")
    await register(world, lan)
    await world.presses(hoa, "Từ chối")
    assert len(hoa.last.labels) == 5
    assert "Đề nghị duyệt" in await world.presses(hoa, "Quay lại")
    await world.presses(hoa, "Từ chối")
    await world.presses(hoa, "Đơn vị đã có người đi học cùng thời gian")
    reason = "Lý do: Đơn vị đã có người đi học cùng thời gian"
    assert reason in hoa.last.text
    assert "từ chối (đ/c Trần Văn Hòa)" in lan.last.text
    assert reason in lan.last.text
    assert "từ chối: Đơn vị đã có người" in await world.says(lan, "/dangky")

    await register(world, lan)
    await world.presses(hoa, "Từ chối")
    assert "Lý do: <b>Bận</b> & «họp» 🙂" in await world.says(hoa, "<b>Bận</b> & «họp» 🙂")
    assert "Lý do: <b>Bận</b> & «họp» 🙂" in lan.last.text
    assert "Còn 40/40 chỗ" in await world.says(hoa, "LOP-001")  # the next text is a search again
    assert world.telegram.complaints == []


async def test_a_reason_typed_too_late_shows_the_truth_and_traps_nobody(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    hai = await world.leader("Đỗ Thị Hai")
    await world.course("Lớp thử")
    await register(world, lan)
    await world.presses(hoa, "Từ chối")
    await world.presses(hai, "Duyệt")
    assert "đã duyệt (đ/c Đỗ Thị Hai)" in await world.says(hoa, "Bận lắm")
    assert "Mã lớp: LOP-001" in await world.says(hoa, "LOP-001")

    mai = await world.official("Trần Thị Mai")
    await register(world, mai)
    await world.presses(hoa, "Từ chối")
    async with world.database.writing() as session:
        await session.execute(update(RoleGrant).values(ends_on=date(2026, 11, 24)))
    assert "không có quyền" in await world.says(hoa, "Bận lắm")
    assert "Mã lớp: LOP-001" in await world.says(hoa, "LOP-001")
    assert "chờ duyệt" in await world.says(mai, "/dangky")


async def test_leader_then_department_asks_one_after_the_other(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    hai, minh = await world.leader("Đỗ Thị Hai"), await world.coordinator("Lê Quang Minh")
    await world.course("Lớp thử", route=Route.leader_then_department)
    await register(world, lan)
    asked = hai.last
    assert minh.sent_count("Lớp thử") == 0
    assert "Yêu cầu đã được chuyển tới Sở Nội vụ." in await world.presses(hoa, "Duyệt")
    assert "lãnh đạo đơn vị (đ/c Trần Văn Hòa) đã đồng ý, chờ duyệt của Sở Nội vụ" in lan.last.text
    assert "chờ duyệt của Sở Nội vụ. Đồng chí không cần xử lý nữa." in hai.last.text
    assert "đã đồng ý (đ/c Trần Văn Hòa), chờ duyệt của Sở Nội vụ." in await world.presses(hai, "Duyệt", asked)
    assert "đang chờ Sở Nội vụ (đ/c Lê Quang Minh)" in await world.says(lan, "/dangky")
    assert "1. Nguyễn Thị Lan – Lớp thử" in await world.says(minh, "/duyet")
    await world.presses(minh, "1. Nguyễn Thị Lan")
    await world.presses(minh, "Duyệt")
    assert "đã duyệt (đ/c Lê Quang Minh)" in lan.last.text


async def test_the_leader_who_agreed_hears_once_what_the_department_decided(world: World) -> None:
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Trần Thị Mai")
    hoa, hai = await world.leader("Trần Văn Hòa"), await world.leader("Đỗ Thị Hai")
    minh = await world.coordinator("Lê Quang Minh")
    await world.course("Lớp thử", route=Route.leader_then_department)
    for person in (lan, mai):
        await register(world, person)
        await world.presses(hoa, "Duyệt")
    later = "Đề nghị học khoá sau"
    for name, *presses in (("Nguyễn Thị Lan", "Duyệt"), ("Trần Thị Mai", "Từ chối", later)):
        await world.says(minh, "/duyet")
        await world.presses(minh, f"1. {name}")
        for label in presses:
            await world.presses(minh, label)
    told = [one for one in hoa.seen if one.text.startswith("Sở Nội vụ:")]
    agreed, course = "Đăng ký đồng chí đã đồng ý", "lớp Lớp thử (LOP-001), 09–10/12/2026."
    assert [one.text for one in told] == [
        f"Sở Nội vụ: đã duyệt (đ/c Lê Quang Minh). {agreed}: đ/c Nguyễn Thị Lan, {course}",
        f"Sở Nội vụ: từ chối (đ/c Lê Quang Minh), lý do: {later}. {agreed}: đ/c Trần Thị Mai, {course}",
    ]
    for person in (hai, minh, lan, mai):
        assert person.sent_count(agreed) == 0
    await world.presses(hoa, "Vì sao tôi nhận được tin này?", told[0])
    await world.presses(hoa, "Ngừng nhận")
    binh = await world.official("Lê Thị Bình")
    await register(world, binh)
    await world.presses(hoa, "Duyệt", next(one for one in reversed(hoa.seen) if "Lê Thị Bình" in one.text))
    await world.says(minh, "/duyet")
    await world.presses(minh, "1. Lê Thị Bình")
    await world.presses(minh, "Duyệt")
    assert hoa.sent_count(agreed) == 2


async def test_who_both_agrees_and_decides_is_not_told_of_it(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    hoa = await world.official("Trần Văn Hòa", roles=(Role.leader, Role.coordinator))
    await world.course("Lớp thử", route=Route.leader_then_department)
    await register(world, lan)
    await world.presses(hoa, "Duyệt")
    await world.says(hoa, "/duyet")
    await world.presses(hoa, "1. Nguyễn Thị Lan")
    await world.presses(hoa, "Duyệt")
    assert "đã duyệt (đ/c Trần Văn Hòa)" in lan.last.text
    assert hoa.sent_count("Đăng ký đồng chí đã đồng ý") == 0


async def test_a_leaders_own_request_goes_to_another_leader_else_to_the_department(world: World) -> None:
    hoa, minh = await world.leader("Trần Văn Hòa"), await world.coordinator("Lê Quang Minh")
    await world.course("Lớp một")
    assert "đang chờ Sở Nội vụ (đ/c Lê Quang Minh)" in await register(world, hoa)
    assert "Đề nghị duyệt đăng ký học" in minh.last.text
    hoa.forge_press("1:ok:1", hoa.last)
    await world.settle()
    assert hoa.last.text.startswith("Đồng chí không tự duyệt đăng ký của mình.")
    assert "Sở Nội vụ (đ/c Lê Quang Minh) quyết định" in hoa.last.text
    assert "Không có yêu cầu nào" in await world.says(hoa, "/duyet")

    hai = await world.leader("Đỗ Thị Hai")
    await world.course("Lớp hai", starts_in=30)
    assert "đang chờ đ/c Đỗ Thị Hai từ" in await register(world, hoa, "LOP-002")
    assert "Lớp hai" in hai.last.text
    await world.presses(hai, "Duyệt")
    assert "đã duyệt" in hoa.last.text


async def test_leaders_of_other_communes_and_plain_officials_decide_nothing_here(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    dung, minh = await world.leader("Ngô Tiến Dũng", "Quế Võ"), await world.coordinator("Lê Quang Minh")
    await world.course("Lớp thử")
    await register(world, lan)
    for person in (dung, minh):  # the coordinator neither: a leader of the commune can be reached
        assert "Không có yêu cầu nào" in await world.says(person, "/duyet")
        for data in ("1:ok:1", "1:no:1", "1:nofor:1:0", "1:req:1"):
            person.forge_press(data, person.last)
            await world.settle()
            assert person.last.text.endswith("do đ/c Trần Văn Hòa quyết định."), data
    assert "không có quyền" in await world.says(lan, "/duyet")
    lan.forge_press("1:ok:1", lan.last)
    await world.settle()
    assert "không có quyền" in lan.last.text
    assert "Đề nghị duyệt" in hoa.last.text
    assert "chờ duyệt" in await world.says(lan, "/dangky")


async def test_a_commune_without_a_leader_goes_to_the_department(world: World) -> None:
    lan, minh = await world.official("Nguyễn Thị Lan"), await world.coordinator("Lê Quang Minh")
    staff = await world.official("Vũ Văn Sở", None)
    await world.course("Lớp thử")
    for person in (lan, staff):
        assert "đang chờ Sở Nội vụ (đ/c Lê Quang Minh)" in await register(world, person)
        assert f"Cán bộ: {person.name}" in minh.last.text
        await world.presses(minh, "Duyệt")
        assert "đã duyệt" in person.last.text


async def test_where_no_leader_can_be_reached_the_coordinator_is_told_and_may_decide(world: World) -> None:
    lan, minh = await world.official("Nguyễn Thị Lan"), await world.coordinator("Lê Quang Minh")
    hoa = await world.leader("Trần Văn Hòa", linked=False)
    await world.course("Lớp một", route=Route.leader_then_department)
    await world.course("Lớp hai", starts_in=30)
    assert "đang chờ lãnh đạo đơn vị hoặc Sở Nội vụ" in await register(world, lan)
    assert "chưa có lãnh đạo nào duyệt được trên hệ thống" in minh.last.text
    assert "1. Nguyễn Thị Lan – Lớp một" in await world.says(minh, "/duyet")
    await world.presses(minh, "1. Nguyễn Thị Lan")
    await world.presses(minh, "Duyệt")
    assert "đã duyệt (đ/c Lê Quang Minh)" in lan.last.text  # the department's yes is the last word

    await register(world, lan, "LOP-002")
    told = minh.last
    async with world.database.writing() as session:
        leader = (
            await session.execute(
                update(Official).where(Official.full_name == hoa.name).values(note="").returning(Official.id)
            )
        ).scalar_one()
        session.add(Account(user_id=hoa.id, official_id=leader, linked_at=world.clock.now(), reachable=True))
    hoa.say("/start")
    await world.settle()
    assert "do đ/c Trần Văn Hòa quyết định" in await world.presses(minh, "Duyệt", told)
    assert hoa.sent_count("Đề nghị duyệt đăng ký học") == 1  # what was owed came with the link
    await world.presses(hoa, "Duyệt")
    assert "đã duyệt (đ/c Trần Văn Hòa)" in lan.last.text


async def test_the_inbox_counts_all_and_shows_them_page_by_page_nearest_deadline_first(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    await world.official("Chỉ là cán bộ", roles=(Role.trainer,))
    for number in range(1, 8):
        await world.course(f"Lớp {number}", closes_in=10 - number, starts_in=14 + number * 5)
    lan = await world.official("Nguyễn <Thị> & Lan")
    for number in range(1, 8):
        await register(world, lan, f"LOP-00{number}")
    first = await world.says(hoa, "/duyet")
    assert first.startswith("Chờ đồng chí duyệt: 7")
    assert first.index("Lớp 7") < first.index("Lớp 2")
    assert hoa.last.labels[0] == "1. Nguyễn <Thị> & Lan – Lớp 7"
    assert "7. Nguyễn <Thị> & Lan – Lớp 1 (LOP-001)" in await world.presses(hoa, "Sau ›")
    assert hoa.last.labels == ["7. Nguyễn <Thị> & Lan – Lớp 1", "‹ Trước"]


async def test_an_evening_class_takes_nobody_away_from_the_office(world: World) -> None:
    lan, huong, hoa = await world.official("Lan"), await world.official("Hương"), await world.leader("Hòa")
    await world.course("Lớp ban ngày", days=1)
    await register(world, huong)
    await world.course("Lớp buổi tối", days=1, hour=19)
    lan.say("lop buoi toi")
    await world.settle()
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    assert "Không vắng mặt trong giờ hành chính." in hoa.last.text
    assert "Hương" not in hoa.last.text
