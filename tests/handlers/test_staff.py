"""The staff screens: a person, a commune, who has left; and who may not press."""

import pytest
from sqlalchemy import select

from bot import buttons
from models.audit import AuditEntry
from models.database import Database
from tests.world import World


async def test_a_person_is_found_without_marks_and_shown_with_a_masked_number(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan", posts=("Bí thư Đảng ủy",))
    minh.say("/canbo nguyen thi lan")
    await world.settle()
    for part in ("Nguyễn Thị Lan", "CB-002", "Bí thư Đảng ủy", "Phường Võ Cường", "đã liên kết", "090•••••02"):
        assert part in minh.last.text
    lan.block()
    await world.settle()
    minh.say("/canbo CB-002")
    await world.settle()
    assert "đã chặn hệ thống" in minh.last.text


async def test_several_of_one_name_are_listed_to_choose_from(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.official("Nguyễn Thị Lan", linked=False)
    await world.official("Nguyễn Thị Lan", "Quế Võ")
    minh.say("/canbo thi lan")
    await world.settle()
    assert "chưa liên kết" in minh.last.text
    minh.press("Phường Quế Võ")
    await world.settle()
    assert "Đơn vị: Phường Quế Võ" in minh.last.text


@pytest.mark.parametrize("said", ["Phường Võ Cường", "vo cuong", "p. vo cuong", "xã Võ Cường"])
async def test_a_commune_is_found_by_any_of_its_names(world: World, said: str) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.leader("Trần Văn Hòa")
    await world.official("Nguyễn Thị Lan", linked=False)
    mai = await world.official("Lê Thị Mai")
    mai.block()
    await world.settle()
    minh.say(f"/canbo {said}")
    await world.settle()
    seen = minh.last.text
    assert "Phường Võ Cường: 3 người trong danh sách" in seen
    assert "Đã liên kết: 1" in seen
    assert "Chưa liên kết: 1" in seen
    assert "Đã chặn hệ thống: 1" in seen
    assert "Trần Văn Hòa – đã liên kết" in seen
    assert "Phiếu mời cả đơn vị" in minh.last.labels


async def test_a_word_that_is_commune_and_person_offers_both(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.official("Nguyễn Võ Cường", "Quế Võ", linked=False)
    minh.say("/canbo vo cuong")
    await world.settle()
    assert len(minh.last.labels) == 2
    minh.press("Phường Võ Cường")
    await world.settle()
    assert "0 người" in minh.last.text


async def test_who_has_left_stops_at_once_and_may_come_back(world: World, database: Database) -> None:
    minh, lan = await world.coordinator("Hoàng Minh"), await world.official("Nguyễn Thị Lan")
    minh.say("/canbo CB-002")
    await world.settle()
    await world.presses(minh, "Đã thôi công tác")
    await world.presses(minh, "Xác nhận")
    assert "đã thôi công tác từ 25/11/2026" in minh.last.text
    lan.say("/dangky")
    await world.settle()
    assert "không còn công tác" in lan.last.text
    minh.press("Còn công tác")
    await world.settle()
    lan.say("/start")
    await world.settle()
    assert "Kính chào" in lan.last.text
    async with database.reading() as session:
        actions = (await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))).all()
    assert actions == ["look", "left", "back"]


async def test_officials_and_leaders_may_not_look_people_up(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    hoa.say("/canbo lan")
    await world.settle()
    assert "không có quyền" in hoa.last.text
    for button in (buttons.STAFF, buttons.INVITE, buttons.MARK_LEFT, buttons.CONFIRM_UNLINK_STAFF, buttons.COMMUNE):
        hoa.forge_press(button.on(1).data, hoa.last)
        await world.settle()
        assert "không có quyền" in hoa.last.text


async def test_a_coordinator_may_not_touch_an_admin_nor_retire_himself(world: World, database: Database) -> None:
    minh = await world.coordinator("Hoàng Minh")
    tuan = await world.admin("Đỗ Mạnh Tuấn")
    minh.say("/canbo")
    await world.settle()
    for button, official_id in (
        (buttons.INVITE, 2),
        (buttons.MARK_LEFT, 2),
        (buttons.CONFIRM_UNLINK_STAFF, 2),
        (buttons.CONFIRM_LEFT, 2),
        (buttons.MARK_LEFT, 1),
        (buttons.CONFIRM_LEFT, 1),
    ):
        minh.forge_press(button.on(official_id).data, minh.last)
        await world.settle()
        assert "không có quyền" in minh.last.text
    async with database.reading() as session:
        assert (await session.scalars(select(AuditEntry))).all() == []
    tuan.forge_press(buttons.CONFIRM_LEFT.on(1).data, tuan.last)
    await world.settle()
    assert "đã thôi công tác" in tuan.last.text


async def test_a_button_for_nobody_gets_a_sentence(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    for button in (buttons.STAFF, buttons.INVITE, buttons.COMMUNE, buttons.INVITE_COMMUNE, buttons.CONFIRM_LEFT):
        minh.forge_press(button.on(999_999).data, minh.last)
        await world.settle()
        assert "không còn hoặc đã thay đổi" in minh.last.text
