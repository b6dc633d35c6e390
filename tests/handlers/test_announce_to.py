"""Who an announcement is for: taps, typed and pasted words, a workbook; combined, taken away, and exactly counted."""

from datetime import timedelta

import pytest

from models.kinds import LegalGroup
from models.registration import Registration, State
from playground.person import Person
from tests.announcing import rows
from tests.models.workbook_desk import LAN, file_of
from tests.world import World

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


async def begins(world: World) -> Person:
    """An admin with words written, and a roster of eight besides."""
    tuan = await world.admin("Tuấn", group=LegalGroup.can_bo)
    await world.official("Lan", "Võ Cường", posts=("Chủ tịch UBND",))
    await world.leader("Hòa", "Võ Cường")
    await world.official("Mai", "Kinh Bắc", group=LegalGroup.vien_chuc)
    await world.official("Nam", "Kinh Bắc", linked=False)
    await world.official("Oanh", "Từ Sơn")
    await world.leader("Phúc", "Đồng Nguyên")
    await world.coordinator("Minh")
    await world.says(tuan, "/thongbao Họp")
    return tuan


async def picks(world: World, admin: Person, page: str, *labels: str) -> str:
    """The screen of one kind of criterion, some of its values, and back."""
    await world.presses(admin, page)
    for label in labels:
        await world.presses(admin, label)
    return await world.presses(admin, "Xong")


async def test_kinds_of_criteria_narrow_and_values_of_one_kind_widen(world: World) -> None:
    tuan = await begins(world)
    assert "0 người – chưa chọn ai" in tuan.last.text
    assert "Xem trước" not in tuan.last.labels
    assert "2 người – lãnh đạo xã, phường" in await picks(world, tuan, "Vai trò", "Lãnh đạo xã, phường")
    assert "1 người" in await world.says(tuan, "phuong vo cuong")
    text = await world.says(tuan, "Đồng Nguyên")
    assert "2 người – lãnh đạo xã, phường, của Phường Võ Cường hoặc Phường Đồng Nguyên" in text
    await world.presses(tuan, "Xem trước")
    await world.presses(tuan, "Gửi")
    await world.ticks()
    assert await rows(world) == {"sent": 2}


async def test_groups_are_put_together_and_taken_away(world: World) -> None:
    tuan = await begins(world)
    await world.says(tuan, "Kinh Bắc")
    await world.presses(tuan, "Thêm nhóm khác")
    assert "4 người" in await world.says(tuan, "Võ Cường")
    await world.presses(tuan, "Trừ bớt")
    text = await picks(world, tuan, "Nhóm", "Viên chức")
    assert "3 người – của Phường Kinh Bắc; và của Phường Võ Cường; trừ viên chức" in text
    await world.presses(tuan, "Trừ bớt")
    assert "2 người" in await picks(world, tuan, "Khác", "Chưa liên kết")
    assert "0 người – chưa chọn ai" in await world.presses(tuan, "Chọn lại từ đầu")


async def test_old_districts_posts_and_staff_codes_are_understood_and_the_rest_is_named(world: World) -> None:
    tuan = await begins(world)
    text = await world.says(tuan, "TP Từ Sơn; Phường Không Có; cb-002\nCB-999, chủ tịch ubnd")
    assert "của TP Từ Sơn cũ" in text
    assert "Chưa rõ, chưa tính: «Phường Không Có»; «CB-999»" in text
    await world.presses(tuan, "Chọn lại từ đầu")
    assert "2 người – 2 người theo danh sách" in await world.says(tuan, "CB-002\n cb-003\nCB-002")
    await world.presses(tuan, "Chọn lại từ đầu")
    assert "2 người" in await picks(world, tuan, "Huyện cũ", "TP Từ Sơn")


@on_sqlite
async def test_a_tap_and_the_same_tap_again_choose_once(world: World) -> None:
    tuan = await begins(world)
    await world.presses(tuan, "Nhóm")
    page = tuan.last
    await world.presses(tuan, "Viên chức", page)
    await world.presses(tuan, "Viên chức", page)
    assert "✓ Viên chức" in tuan.last.labels
    await world.presses(tuan, "✓ Viên chức")
    assert "Viên chức" in tuan.last.labels


async def test_a_workbook_of_any_shape_gives_its_staff_codes(world: World) -> None:
    tuan = await begins(world)
    tuan.send_document("ds.xlsx", file_of(officials=[LAN | {"code": "CB-003"}, LAN | {"code": "cb-002"}]))
    await world.settle()
    assert "2 người theo danh sách" in tuan.last.text
    tuan.send_document("ds.xlsx", b"no workbook")
    await world.settle()
    assert "2 người theo danh sách" not in tuan.last.text


async def test_the_people_of_a_course_by_how_far_they_are_and_who_owes_hours(world: World) -> None:
    tuan = await begins(world)
    programme = await world.programme("Chuyển đổi số", hours=40)
    course = await world.course("Chuyển đổi số", programme=programme)
    async with world.database.writing() as session:
        for official_id, state in ((2, State.confirmed), (3, State.queued), (6, State.completed), (5, State.withdrawn)):
            session.add(
                Registration(
                    course_id=course, official_id=official_id, state=state, since=world.clock.now(),
                    created_at=world.clock.now(),
                )
            )  # fmt: skip
    await world.presses(tuan, "Lớp")
    assert tuan.last.labels == ["LOP-001: đã đăng ký", "LOP-001: trong danh sách chờ", "LOP-001: đã hoàn thành", "Xong"]
    await world.presses(tuan, "LOP-001: đã đăng ký")
    assert "1 người – đã đăng ký lớp LOP-001" in await world.presses(tuan, "Xong")
    assert "2 người" in await picks(world, tuan, "Lớp", "LOP-001: trong danh sách chờ")
    await world.presses(tuan, "Chọn lại từ đầu")
    assert "5 người – còn thiếu tiết của năm" in await picks(world, tuan, "Khác", "Còn thiếu tiết")
    await world.presses(tuan, "Chọn lại từ đầu")
    assert "1 người – đã đăng ký lớp LOP-001" in await world.says(tuan, "lop-001")


async def test_an_audience_and_a_template_are_kept_used_again_and_thrown_away(world: World) -> None:
    tuan = await begins(world)
    await world.says(tuan, "Kinh Bắc")
    await world.presses(tuan, "Lưu nhóm người nhận")
    assert "Đã lưu «Kinh Bắc <1>»" in await world.says(tuan, "Kinh Bắc <1>")
    await world.presses(tuan, "Xem trước")
    await world.presses(tuan, "Lưu thành mẫu")
    await world.says(tuan, "Mời họp")

    await world.says(tuan, "/thongbao")
    await world.presses(tuan, "Mẫu thông báo")
    assert "gửi cho ai?" in await world.presses(tuan, "Mời họp")
    await world.presses(tuan, "Nhóm đã lưu")
    assert "2 người – của Phường Kinh Bắc" in await world.presses(tuan, "Kinh Bắc <1>")
    await world.presses(tuan, "Xem trước")
    assert "Họp" in [shown.text for shown in tuan.seen[-2:]]
    await world.presses(tuan, "Gửi")
    await world.ticks()
    assert await rows(world) == {"sent": 1, "unlinked": 1}

    await world.says(tuan, "/thongbao")
    await world.presses(tuan, "Mẫu thông báo")
    assert "Chưa có mẫu nào" in await world.presses(tuan, "Xoá")


async def test_the_board_leads_from_the_roster_to_the_commune_and_its_invitations(world: World) -> None:
    tuan = await begins(world)
    gone = await world.official("Chặn", "Kinh Bắc")
    gone.block()
    await world.settle()
    await world.says(tuan, "/thongbao")
    text = await world.presses(tuan, "Tình trạng liên kết")
    assert "9 cán bộ" in text
    assert "Nhận được tin: 7 (78 %)" in text
    assert "Đã chặn: 1" in text
    assert "Chưa liên kết: 1" in text
    assert text.index("Phường Kinh Bắc: 1/3 nhận được, 1 đã chặn") < text.index("Phường Võ Cường: 2/2")
    await world.presses(tuan, "Phường Kinh Bắc")
    await world.presses(tuan, "Phiếu mời cả đơn vị")
    await world.presses(tuan, "Xác nhận")
    assert tuan.last.document is not None
    assert "Nam" in tuan.last.document[1].decode()


@on_sqlite
async def test_who_is_not_heard_of_for_a_month_is_silent(world: World) -> None:
    tuan = await begins(world)
    world.clock.at += timedelta(days=31)
    await world.says(tuan, "/thongbao")
    text = await world.presses(tuan, "Tình trạng liên kết")
    assert "Trong đó 30 ngày không dùng: 6" in text
    await world.presses(tuan, "Tải bảng theo đơn vị")
    assert tuan.last.document is not None
