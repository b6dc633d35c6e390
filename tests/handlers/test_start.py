"""The front door: who we are, what is kept, every way out, and those who may not come in any more."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.buttons import SHARE_PHONE_LABEL
from bot.texts.welcome import PRIVACY
from models.account import Account
from models.database import Database
from models.kinds import Role
from models.official import Official
from tests.conftest import NOW
from tests.world import World


async def test_a_stranger_reads_who_we_are_and_what_is_kept_in_three_lines_before_sharing(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan", linked=False)
    lan.say("/start")
    await world.settle()
    assert "Sở Nội vụ" in lan.last.text
    assert len(PRIVACY) == 3
    assert all(line in lan.last.text for line in PRIVACY)
    assert lan.keyboard is not None
    assert lan.keyboard[0][0]["text"] == SHARE_PHONE_LABEL
    assert lan.keyboard[0][0]["request_contact"] is True


@pytest.mark.parametrize("out", ["/start", "/huy", "Huỷ", "hủy", "HUY"])
async def test_every_way_out_of_the_question_for_the_code_works(world: World, out: str) -> None:
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    lan.say("/start").share_contact("+84988000001")
    await world.settle()
    lan.say(out)
    await world.settle()
    lan.say("CB-001 15/08/1985")
    await world.settle()
    assert "chưa được liên kết" in lan.last.text


async def test_the_cancel_button_gets_out_too(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan", phone="+84988111222", linked=False, born=None)
    await world.official("Trần Thị Lan", phone="+84988111222", linked=False)
    lan.say("/start")
    await world.settle()
    lan.tap(SHARE_PHONE_LABEL)
    await world.settle()
    lan.press("Huỷ")
    await world.settle()
    assert lan.last.text == "Đã huỷ. Gõ /start khi cần bắt đầu lại."


async def test_an_unknown_button_of_old_times_and_an_unknown_command_get_a_sentence(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    for data in ("0:old:1", "1:nobody:1", "1:invite:x", ""):
        lan.forge_press(data, lan.last)
        await world.settle()
        assert "đã cũ" in lan.last.text
    lan.say("/khongco")
    await world.settle()
    assert "Không có lệnh này" in lan.last.text


async def test_a_picture_in_place_of_a_typed_answer_leaves_the_question_open(world: World) -> None:
    lan = await world.official("Lan")
    lan.send_photo()
    await world.settle()
    assert "chỉ đọc được chữ" in lan.last.text
    hoa = await world.leader("Hòa")
    await world.course("Văn thư")
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    await world.presses(hoa, "Từ chối")
    hoa.send_photo()
    await world.settle()
    assert "Câu hỏi trên cần trả lời bằng chữ" in hoa.last.text
    await world.says(hoa, "Bận họp")
    assert "Bận họp" in lan.last.text


async def test_a_left_official_loses_access_at_once_with_a_sentence(world: World, database: Database) -> None:
    lan = await world.leader("Nguyễn Thị Lan")
    async with database.writing() as session:
        official = (await session.scalars(select(Official))).one()
        official.left_on = NOW.date()
    for said in ("/start", "/dangky", "/duyet", "chuyen doi so"):
        lan.say(said)
        await world.settle()
        assert "không còn công tác" in lan.last.text
    lan.share_contact()
    await world.settle()
    assert "không còn công tác" in lan.last.text


async def test_an_admin_of_the_settings_without_a_line_works_and_may_link_later(database: Database) -> None:
    world = await World.open(database, NOW, first_admins=(1001,))
    tuan = await world.official("Đỗ Mạnh Tuấn", None, linked=False)
    tuan.say("/start")
    await world.settle()
    assert "quản trị" in tuan.last.text
    assert PRIVACY[0] in tuan.last.text
    assert "canbo" in [one["command"] for one in tuan.commands] or "/nhap" in tuan.last.text
    tuan.say("/canbo tuan")
    await world.settle()
    assert "Đỗ Mạnh Tuấn" in tuan.last.text
    tuan.say("/start")
    await world.settle()
    tuan.tap(SHARE_PHONE_LABEL)
    await world.settle()
    assert "Đã liên kết" in tuan.seen[-2].text
    assert {"lop", "canbo", "nhap"} <= {one["command"] for one in tuan.commands}
    await world.close()


async def test_an_account_that_blocks_and_comes_back_gets_what_waited(world: World, database: Database) -> None:
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    minh = await world.coordinator("Hoàng Minh")
    minh.block()
    await world.settle()
    lan.say("/start").share_contact("+84988000001")
    await world.settle()
    lan.press("Gửi yêu cầu")
    await world.settle()
    lan.say("Nguyễn Thị Lan, phường Võ Cường")
    await world.settle()
    async with database.reading() as session:
        account = await session.get_one(Account, minh.id)
        assert not account.reachable
        assert account.unreachable_since == NOW
    before = len(minh.seen)
    minh.unblock()
    await world.settle()
    assert len(minh.seen) == before + 1
    assert "Yêu cầu liên kết" in minh.last.text


async def test_a_stranger_leaves_one_row_however_often_he_comes_and_goes(world: World, database: Database) -> None:
    stranger = world.telegram.person(555, "Ai Đó", phone="+84977000111")
    for _ in range(3):
        stranger.say("/start").say("/huy").say("xin chào")
        await world.settle()
        stranger.block()
        await world.settle()
        stranger.unblock()
        await world.settle()
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Account)) == 1


async def test_help_tells_how_to_see_correct_and_delete_and_the_data_can_be_seen(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan", posts=("Bí thư Đảng ủy",), linked=False)
    lan.say("/start")
    await world.settle()
    lan.tap(SHARE_PHONE_LABEL)
    await world.settle()
    world.clock.at += timedelta(days=1)
    lan.say("/trogiup")
    await world.settle()
    lan.press("Dữ liệu của tôi")
    await world.settle()
    seen = lan.last.text
    assert "Nguyễn Thị Lan (CB-002)" in seen
    assert "Bí thư Đảng ủy" in seen
    assert "Liên kết từ: 9h00 thứ Tư, 25/11/2026" in seen
    assert "Đồng ý xử lý dữ liệu từ: 9h00 thứ Tư, 25/11/2026" in seen
    assert f"đ/c {minh.name}" in seen
    assert lan.phone[3:] not in seen  # proofs of identity are not shown
    assert "1985" not in seen


def test_roles_of_the_menu_are_those_of_the_person() -> None:
    from bot.texts.welcome import menu
    from models.person import Person

    plain = {name for name, _ in menu(Person(1, official_id=1, roles=frozenset({Role.official})))}
    assert "canbo" not in plain
    assert "lop" in plain
