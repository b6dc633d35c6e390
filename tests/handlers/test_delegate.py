"""Delegation as people live it: a leader goes on leave, the deputy decides in the leader's place, and back again."""

from datetime import datetime

from sqlalchemy import select

from models.audit import AuditEntry
from playground.person import Person
from tests.conftest import ZONE
from tests.world import World


def at(day: str, hour: str = "07:30") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE)


async def register(world: World, person: Person, code: str = "LOP-001") -> str:
    await world.says(person, code)
    await world.presses(person, "Đăng ký")
    return await world.presses(person, "Xác nhận")


async def delegate(world: World, leader: Person, deputy: str, days: str) -> str:
    """Through the whole dialogue; `days` is a button or typed."""
    await world.says(leader, "/uyquyen")
    await world.presses(leader, "Uỷ quyền")
    label = next(label for label in leader.last.labels if label.endswith(deputy))
    await world.presses(leader, label)
    shown = await (world.presses if days in leader.last.labels else world.says)(leader, days)
    return await world.presses(leader, "Xác nhận") if "Xác nhận" in leader.last.labels else shown


async def test_the_dialogue_leads_by_thumb_from_colleague_to_days_to_yes(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    await world.official("Lê Thị Bình", posts=("Chuyên viên tư pháp",))
    await world.official("Đỗ Văn Cường", posts=("Phó Chủ tịch UBND",))
    await world.official("Vũ Thị Xa", "Quế Võ")
    await world.leader("Ngô Thị Hai")
    await world.official("Phạm Văn An", linked=False)
    await world.official("Bùi Thị Chặn")
    (await world.says(hoa, "/start")).index("/uyquyen – uỷ quyền duyệt khi vắng mặt")
    assert "Hiện đồng chí chưa uỷ quyền cho ai." in await world.says(hoa, "/uyquyen")
    assert (await world.presses(hoa, "Uỷ quyền")).split("\n")[3:] == [
        "1. Đỗ Văn Cường – Phó Chủ tịch UBND",
        "2. Ngô Thị Hai",
        "3. Phạm Văn An (chưa liên kết tài khoản)",
        "4. Lê Thị Bình – Chuyên viên tư pháp",
        "5. Bùi Thị Chặn",
    ]
    assert hoa.last.labels == ["1. Đỗ Văn Cường", "2. Ngô Thị Hai", "4. Lê Thị Bình", "5. Bùi Thị Chặn", "Huỷ"]
    assert "1. Lê Thị Bình" in await world.says(hoa, "binh")
    assert "Không tìm thấy ai tên «zzz»" in await world.says(hoa, "zzz")
    await world.says(hoa, "binh")
    assert "đ/c Lê Thị Bình trong thời gian nào?" in await world.presses(hoa, "1. Lê Thị Bình")
    assert hoa.last.labels == ["Hôm nay", "Ngày mai", "3 ngày", "1 tuần", "2 tuần", "Huỷ"]
    assert "Chưa rõ thời gian" in await world.says(hoa, "lúc nào cũng được")
    assert "Không uỷ quyền lùi ngày" in await world.says(hoa, "20/10/2026 - 01/11/2026")
    assert "không quá 60 ngày" in await world.says(hoa, "1/12/2026 - 30/6/2027")
    assert "Thời gian: thứ Năm 26/11 – thứ Sáu 27/11/2026" in await world.says(hoa, "từ mai đến thứ sáu")
    done = await world.presses(hoa, "Xác nhận")
    assert "Đã uỷ quyền duyệt cho đ/c Lê Thị Bình, thứ Năm 26/11 – thứ Sáu 27/11/2026." in done
    assert "1. Lê Thị Bình – thứ Năm 26/11 – thứ Sáu 27/11/2026, chưa bắt đầu" in await world.says(hoa, "/uyquyen")


async def test_the_open_queue_goes_to_the_deputy_and_comes_back(world: World) -> None:
    hoa, binh = await world.leader("Trần Văn Hòa"), await world.official("Lê Thị Bình")
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Trần Thị Mai")
    await world.course("Lớp thử", closes_in=12, starts_in=20)
    await register(world, lan)
    await register(world, binh)
    await delegate(world, hoa, "Lê Thị Bình", "từ mai đến thứ sáu")
    assert binh.last.text.startswith("Đ/c Trần Văn Hòa uỷ quyền cho đồng chí duyệt đăng ký học của đơn vị, thứ Năm")
    assert "đang chờ đ/c Trần Văn Hòa từ" in await world.says(lan, "/dangky")
    assert "không có quyền" in await world.says(binh, "/duyet")

    await world.pass_time(to=at("2026-11-26", "07:29"))
    assert binh.sent_count("Đồng chí duyệt thay") == 0
    await world.pass_time(to=at("2026-11-26"))
    await world.tick()
    assert binh.sent_count("Đồng chí duyệt thay đ/c Trần Văn Hòa đến hết ngày 27/11/2026.") == 1
    assert "Đang có 1 yêu cầu chờ duyệt." in binh.last.text  # not the deputy's own
    assert "đang chờ đ/c Lê Thị Bình từ" in await world.says(lan, "/dangky")
    await register(world, mai)
    assert "Đề nghị duyệt đăng ký học" in binh.last.text
    assert hoa.sent_count("Trần Thị Mai") == 0
    assert "1. Nguyễn Thị Lan" in await world.says(binh, "/duyet")
    await world.presses(binh, "1. Nguyễn Thị Lan")
    await world.presses(binh, "Duyệt")
    assert "đã duyệt (đ/c Lê Thị Bình thay đ/c Trần Văn Hòa)" in lan.last.text

    await world.pass_time(to=at("2026-11-28", "09:00"))  # a Saturday
    assert hoa.sent_count("đã hết") == 0
    await world.pass_time(to=at("2026-11-30"))
    await world.tick()
    assert hoa.sent_count("Thời gian uỷ quyền cho đ/c Lê Thị Bình đã hết.") == 1
    assert hoa.sent_count("đang có 2 yêu cầu chờ duyệt") == 1
    assert "Chờ đồng chí duyệt: 2" in await world.presses(hoa, "Chờ duyệt")
    assert "không có quyền" in await world.says(binh, "/duyet")
    async with world.database.reading() as session:
        decision = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "approve"))).one()
        given = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "delegate"))).one()
    assert decision.acting_for_id == given.actor_id
    assert decision.actor_id == (given.after or {})["deputy_id"]
    assert decision.before == {"state": "pending", "awaits": "leader", "reason": None}


async def test_from_today_it_is_passed_on_at_once_and_the_leader_takes_it_back(world: World) -> None:
    hoa, binh = await world.leader("Trần Văn Hòa"), await world.official("Lê Thị Bình")
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Lớp thử")
    await register(world, lan)
    await world.says(hoa, "/uyquyen")
    await world.presses(hoa, "Uỷ quyền")
    await world.presses(hoa, "1. Lê Thị Bình")
    assert "Đang chờ duyệt: 1 yêu cầu, sẽ được chuyển theo." in await world.presses(hoa, "1 tuần")
    summary = hoa.last
    await world.presses(hoa, "Xác nhận")
    assert "Từ bây giờ, yêu cầu của đơn vị được gửi tới đ/c Lê Thị Bình" in hoa.last.text
    await world.presses(hoa, "Xác nhận", summary)
    await world.tick()
    assert binh.sent_count("Đồng chí duyệt thay") == 1
    assert "/uyquyen" not in await world.says(binh, "/start")
    assert "không uỷ quyền tiếp được" in await world.says(binh, "/uyquyen")

    await world.says(hoa, "/uyquyen")
    assert "đang có hiệu lực" in hoa.last.text
    await world.presses(hoa, "Kết thúc")
    assert "đang có 1 yêu cầu chờ duyệt" in await world.presses(hoa, "Xác nhận")
    assert "đã kết thúc uỷ quyền cho đồng chí" in binh.last.text
    assert "đang chờ đ/c Trần Văn Hòa từ" in await world.says(lan, "/dangky")
    await world.pass_time(to=at("2026-12-03", "09:00"))
    assert hoa.sent_count("Thời gian uỷ quyền") == 0  # the answer has said it


async def test_changing_ends_the_old_one_and_two_never_overlap(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    binh, cuong = await world.official("Lê Thị Bình"), await world.official("Đỗ Văn Cường")
    await delegate(world, hoa, "Lê Thị Bình", "01/12 - 05/12/2026")
    said = await delegate(world, hoa, "Đỗ Văn Cường", "5/12 - 8/12")
    assert "đã uỷ quyền cho đ/c Lê Thị Bình, 01–05/12/2026" in said
    await delegate(world, hoa, "Đỗ Văn Cường", "6/12 - 8/12")
    await world.says(hoa, "/uyquyen")
    assert hoa.last.labels == ["1. Sửa", "Kết thúc", "2. Sửa", "Kết thúc", "Uỷ quyền thời gian khác"]
    await world.presses(hoa, "1. Sửa")
    assert "Thay cho lần uỷ quyền đang sửa." in await world.says(hoa, "2/12 - 5/12")
    await world.presses(hoa, "Xác nhận")
    shown = await world.says(hoa, "/uyquyen")
    assert "1. Lê Thị Bình – thứ Tư 02/12 – thứ Bảy 05/12/2026" in shown
    assert "2. Đỗ Văn Cường – Chủ nhật 06/12 – thứ Ba 08/12/2026" in shown
    assert binh.sent_count("uỷ quyền cho đồng chí duyệt") == 2
    assert binh.sent_count("đã kết thúc") == 0  # the new days say it
    assert cuong.sent_count("uỷ quyền cho đồng chí duyệt") == 1


async def test_the_leaders_own_request_is_not_for_the_deputy(world: World) -> None:
    hoa, binh = await world.leader("Trần Văn Hòa"), await world.official("Lê Thị Bình")
    minh = await world.coordinator("Lê Quang Minh")
    await delegate(world, hoa, "Lê Thị Bình", "1 tuần")
    await world.course("Lớp thử")
    assert "đang chờ Sở Nội vụ (đ/c Lê Quang Minh)" in await register(world, hoa)
    assert "Đề nghị duyệt" in minh.last.text
    assert "Không có yêu cầu nào" in await world.says(binh, "/duyet")
    binh.forge_press("1:ok:1", binh.last)
    await world.settle()
    assert "Sở Nội vụ" in binh.last.text


async def test_nobody_else_can_touch_a_delegation(world: World) -> None:
    hoa, hai = await world.leader("Trần Văn Hòa"), await world.leader("Ngô Thị Hai")
    lan = await world.official("Nguyễn Thị Lan")
    await delegate(world, hoa, "Nguyễn Thị Lan", "2 tuần")
    async with world.database.reading() as session:
        grant = (await session.scalars(select(AuditEntry.subject_id).where(AuditEntry.action == "delegate"))).one()
    for data in (f"1:dlgend:{grant}", f"1:dlgendok:{grant}", f"1:dlgchg:{grant}"):
        hai.forge_press(data, hai.last)
        await world.settle()
        assert "không có quyền" in hai.last.text
    for data in ("1:dlgok:999:740000:740001", "1:dlgfor:1:77", "1:dlgok:1:0:0", "1:dlgto:999"):
        hai.forge_press(data, hai.last)
        await world.settle()
        assert "Nội dung này không còn" in hai.last.text, data
    assert "không có quyền" in await world.says(await world.official("Trần Thị Mai"), "/uyquyen")
    assert "đang có hiệu lực" in await world.says(hoa, "/uyquyen")
    assert lan.sent_count("đã kết thúc") == 0
