"""A substitute in two taps: whom, the colleague's answer, the leader's word, and everybody hears once."""

from datetime import timedelta

from sqlalchemy import select, update

from jobs.attend_substitutions import attend_substitutions
from models.audit import AuditEntry
from models.checks import broken_promises
from models.course import Course
from models.official import Official
from models.registration import Registration, State
from playground.messages import Shown
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


def as_now(person: Person, message: Shown) -> str:
    """What an older message has become."""
    return next(one.text for one in person.seen if one.message_id == message.message_id)


async def test_two_taps_then_the_colleague_then_the_leader(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    lan, mai = (
        await world.official("Nguyễn Thị Lan"),
        await world.official("Lê Thị Mai", posts=("Chuyên viên tư pháp",)),
    )
    minh = await world.coordinator("Hoàng Nhật Minh")
    hai = await world.leader("Đỗ Thị Hai")
    await world.course("Hộ tịch & <chứng thực>", seats=1)
    await seat(world, lan, hoa)
    async with world.database.writing() as session:
        code = select(Official.id).where(Official.full_name == minh.name).scalar_subquery()
        await session.execute(update(Course).values(coordinator_id=code))

    await world.says(lan, "/dangky")
    assert "3. Lê Thị Mai – Chuyên viên tư pháp" in await world.presses(lan, "Đổi người học thay")
    assert "đang chờ đ/c Lê Thị Mai trả lời" in await world.presses(lan, "3. Lê Thị Mai")
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
    assert "đang chờ đ/c Trần Văn Hòa hoặc đ/c Đỗ Thị Hai duyệt" in await world.presses(mai, "Đồng ý")
    assert "Người học thay: Lê Thị Mai (đã đồng ý)" in hoa.last.text
    assert "Thay cho: Nguyễn Thị Lan (đã duyệt)" in hoa.last.text
    assert "Chờ đồng chí duyệt đổi người học thay: 1" in await world.says(hoa, "/duyet")
    await world.presses(hoa, "Lê Thị Mai thay Nguyễn Thị Lan")
    assert hoa.last.labels == ["Duyệt", "Từ chối"]
    assert await states(world) == [State.confirmed]
    assert "Đã đổi người học: đ/c Lê Thị Mai thay đ/c Nguyễn Thị Lan" in await world.presses(hoa, "Duyệt")

    assert await states(world) == [State.substituted, State.confirmed]
    assert "Đồng chí không cần tham dự lớp này nữa." in lan.last.text
    assert "Đồng chí học thay đ/c Nguyễn Thị Lan (đ/c Trần Văn Hòa duyệt), trạng thái: đã duyệt." in mai.last.text
    assert "đã đổi người học thay" in await world.says(lan, "/dangky")
    assert "đã duyệt" in await world.says(mai, "/dangky")
    for person in (minh, hai):
        assert "Đã đổi người học: đ/c Lê Thị Mai thay đ/c Nguyễn Thị Lan (đ/c Trần Văn Hòa duyệt)." in person.last.text
    for person in (lan, mai, minh, hai):
        assert person.sent_count("Đã đổi người học") + person.sent_count("Đồng chí học thay") == 1
    assert "Không có yêu cầu nào" in await world.says(hai, "/duyet")


async def ask(world: World, lan: Person, name: str = "Lê Thị Mai", code: str = "LOP-001") -> str:
    """From the course's card: two taps."""
    await world.says(lan, code)
    await world.presses(lan, "Đổi người học thay")
    label = next(label for label in lan.last.labels if name in label)
    return await world.presses(lan, label)


async def test_a_no_of_the_colleague_leaves_the_seat_and_the_next_may_be_asked(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Lê Thị Mai")
    tam = await world.official("Vũ Minh Tâm")
    await world.course("Lớp thử")
    await seat(world, lan, hoa)
    await ask(world, lan)
    question = mai.last
    assert "Không đổi người học thay: đ/c Lê Thị Mai không nhận học thay." in await world.presses(mai, "Từ chối")
    assert "Chỗ vẫn là của đồng chí." in lan.last.text
    assert lan.last.labels == ["Chọn người khác", "Rút đăng ký"]
    mai.forge_press("1:subyes:1", question)
    await world.settle()
    assert "đ/c Lê Thị Mai không nhận học thay" in as_now(mai, question)  # too late
    await world.presses(lan, "Chọn người khác")
    assert "Tìm thấy 1 người theo «tam»:" in await world.says(lan, "tam")
    assert "đang chờ đ/c Vũ Minh Tâm trả lời" in await world.presses(lan, "1. Vũ Minh Tâm")
    assert "Đề nghị học thay" in tam.last.text
    assert await states(world) == [State.confirmed]


async def test_the_list_says_when_there_is_nobody_and_whom_to_tell(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.official("Lê Thị Mai", linked=False)
    await world.course("Lớp thử")
    await register(world, lan)
    await world.says(lan, "/dangky")
    assert (
        "Đơn vị chưa có ai khác đủ điều kiện, không trùng lịch và đã liên kết tài khoản. "
        "Đề nghị báo lãnh đạo đơn vị hoặc điều phối viên của lớp."
    ) in await world.presses(lan, "Đổi người học thay")
    assert "Không có ai tên «mai»" in await world.says(lan, "mai")


async def test_of_several_seats_one_says_which(world: World) -> None:
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Lê Thị Mai")
    for number in (1, 2):
        await world.course(f"Lớp {number}", starts_in=20 - 3 * number)
        await register(world, lan, f"LOP-00{number}")
    await world.says(lan, "/dangky")
    await world.presses(lan, "Đổi người học thay")
    assert lan.last.labels == ["1. Lớp 2", "2. Lớp 1", "Quay lại"]
    await world.presses(lan, "2. Lớp 1")
    await world.presses(lan, "1. Lê Thị Mai")
    assert "Lớp: Lớp 1 (LOP-001)" in mai.last.text


async def test_too_late_to_withdraw_it_is_what_the_bot_advises(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Lê Thị Mai")
    await world.course("Lớp thử", starts_in=7, closes_in=3)
    await seat(world, lan, hoa)
    world.clock.at += timedelta(days=6, hours=2)
    await world.says(lan, "/dangky")
    assert "đồng chí không tự rút được nữa" in await world.presses(lan, "Rút đăng ký")
    await world.presses(lan, "Đổi người học thay")
    await world.presses(lan, "2. Lê Thị Mai")
    await world.presses(mai, "Đồng ý")
    await world.presses(hoa, "Duyệt")
    assert await states(world) == [State.substituted, State.confirmed]


async def test_the_choice_stands_among_the_reasons_to_withdraw_too(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Lớp thử")
    await register(world, lan)
    await world.says(lan, "/dangky")
    await world.presses(lan, "Rút đăng ký")
    assert "Đổi người học thay" in lan.last.labels


async def test_what_does_not_fit_the_colleague_is_shown_to_both_who_decide(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    lan = await world.official("Nguyễn Thị Lan", posts=("Chuyên viên tư pháp",))
    mai = await world.official("Lê Thị Mai", posts=("Chuyên viên văn phòng",))
    await world.course("Hộ tịch", posts=("Chuyên viên tư pháp",))
    await seat(world, lan, hoa)
    await world.says(lan, "LOP-001")
    assert "Lê Thị Mai – Chuyên viên văn phòng; ngoài đối tượng của lớp" in await world.presses(
        lan, "Đổi người học thay"
    )
    await world.presses(lan, next(label for label in lan.last.labels if "Mai" in label))
    assert "⚠️ Lưu ý: lớp không thuộc đối tượng theo chức danh." in mai.last.text
    await world.presses(mai, "Đồng ý")
    assert "⚠️ Lưu ý về đ/c Lê Thị Mai: lớp không thuộc đối tượng theo chức danh." in hoa.last.text


async def test_a_leader_sends_somebody_else_from_the_request(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Lê Thị Mai")
    await world.course("Lớp thử")
    await register(world, lan)
    assert hoa.last.labels == ["Duyệt", "Từ chối", "Người làm thay", "Đổi người học thay"]
    asked = hoa.last
    assert "Người đang giữ chỗ: đ/c Nguyễn Thị Lan" in await world.presses(hoa, "Đổi người học thay")
    assert "đang chờ đ/c Lê Thị Mai trả lời" in await world.presses(hoa, "2. Lê Thị Mai")
    assert "Lãnh đạo đơn vị (đ/c Trần Văn Hòa) đề nghị đồng chí đi học thay đ/c Nguyễn Thị Lan." in mai.last.text
    assert "Nếu đồng chí đồng ý, chỗ được chuyển ngay cho đồng chí." in mai.last.text
    assert "trạng thái: đã duyệt" in await world.presses(mai, "Đồng ý")
    assert "đ/c Lê Thị Mai đi học thay đồng chí (đ/c Trần Văn Hòa duyệt)" in lan.last.text
    assert "Đã đổi người học: đ/c Lê Thị Mai thay" in hoa.last.text
    await world.presses(hoa, "Đổi người học thay", asked)
    assert "đã đổi người học thay" in as_now(hoa, asked)


async def test_a_leader_settles_it_for_who_has_no_account(world: World) -> None:
    hoa, lan = await world.leader("Trần Văn Hòa"), await world.official("Nguyễn Thị Lan")
    await world.official("Lê Thị Mai", linked=False)
    await world.course("Lớp thử")
    await register(world, lan)
    await world.presses(hoa, "Đổi người học thay")
    assert "Lê Thị Mai – chưa liên kết" in hoa.last.text
    said = await world.presses(hoa, "2. Lê Thị Mai (chưa liên kết)")
    assert "Nếu đ/c Lê Thị Mai đã đồng ý với đồng chí, bấm «Xác nhận»: chỗ được chuyển ngay." in said
    assert await states(world) == [State.pending]
    assert "Đã đổi người học: đ/c Lê Thị Mai thay" in await world.presses(hoa, "Xác nhận")
    assert await states(world) == [State.substituted, State.confirmed]
    async with world.database.reading() as session:
        assert await session.scalar(select(AuditEntry.id).where(AuditEntry.action == "agree_in_place"))


async def test_a_later_tap_shows_the_present_truth(world: World) -> None:
    hoa, hai = await world.leader("Trần Văn Hòa"), await world.leader("Đỗ Thị Hai")
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Lê Thị Mai")
    await world.course("Lớp thử")
    await seat(world, lan, hoa)
    await ask(world, lan)
    await world.says(lan, "LOP-001")
    assert "đang chờ đ/c Lê Thị Mai trả lời" in await world.presses(lan, "Đổi người học thay")
    question = mai.last
    await world.presses(mai, "Đồng ý")
    assert "đã đồng ý, đang chờ" in await world.presses(mai, "Đồng ý", question)
    asked = hai.last
    await world.presses(hoa, "Duyệt")
    for button in ("Duyệt", "Từ chối"):
        hai.forge_press("1:subok:1" if button == "Duyệt" else "1:subnok:1", asked)
        await world.settle()
        assert "Đã đổi người học: đ/c Lê Thị Mai thay đ/c Nguyễn Thị Lan" in as_now(hai, asked)
    mai.forge_press("1:subno:1", question)
    await world.settle()
    assert "Đồng chí học thay" in as_now(mai, question)
    assert await states(world) == [State.substituted, State.confirmed]


async def test_calling_it_off_and_a_no_of_the_leader_reach_all_who_waited(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Lê Thị Mai")
    await world.course("Lớp thử")
    await seat(world, lan, hoa)
    await ask(world, lan)
    assert "đề nghị đã được rút lại" in await world.presses(lan, "Thôi đổi người")
    assert "Không đổi người học thay: đề nghị đã được rút lại." in mai.last.text
    await ask(world, lan)
    await world.presses(mai, "Đồng ý")
    assert "đ/c Trần Văn Hòa không đồng ý" in await world.presses(hoa, "Từ chối")
    for person in (lan, mai):
        assert "Không đổi người học thay: đ/c Trần Văn Hòa không đồng ý." in person.last.text
    assert await states(world) == [State.confirmed]


async def test_the_two_do_not_confirm_and_strangers_cannot(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.leader("Lê Thị Mai")
    nam = await world.leader("Dương Hoài Nam", "Quế Võ")
    await world.course("Lớp thử")
    await seat(world, lan, hoa)
    await ask(world, lan)
    await world.presses(mai, "Đồng ý")
    mai.forge_press("1:subok:1", mai.last)
    await world.settle()
    assert "Việc này liên quan đến chính đồng chí nên đồng chí không tự duyệt; đ/c Trần Văn Hòa" in mai.last.text
    nam.forge_press("1:subok:1", nam.last)
    await world.settle()
    assert "Việc đổi người học thay này do đ/c Trần Văn Hòa quyết định." in nam.last.text
    for data in ("1:sub:1", "1:subask:1:2", "1:subput:1:2", "1:suboff:1", "1:subyes:1"):
        nam.forge_press(data, nam.last)
        await world.settle()
        assert "không có quyền" in nam.last.text, data
    for data in ("1:sub:99", "1:subask:99:2", "1:subask:1:99", "1:subok:99", "1:subview:99"):
        hoa.forge_press(data, hoa.last)
        await world.settle()
        assert "không còn" in hoa.last.text or "đang chờ" in hoa.last.text, data
    assert await states(world) == [State.confirmed]


async def test_the_clock_ends_what_can_no_longer_come_true(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Lê Thị Mai")
    await world.course("Lớp thử")
    await seat(world, lan, hoa)
    await ask(world, lan)
    world.clock.at += timedelta(days=14)
    for _ in range(2):
        await attend_substitutions(world.desk)
        await world.settle()
    for person in (lan, mai):
        assert "Không đổi người học thay: lớp đã khai giảng (8h00 thứ Tư, 09/12/2026)." in person.last.text
        assert person.sent_count("Không đổi người học thay") == 1
