"""Asking a coordinator: the request, one tap that confirms, and everything that may happen in between."""

from sqlalchemy import select

from bot import buttons
from models.audit import AuditEntry
from models.database import Database
from models.link_request import LinkRequest, LinkRequestState
from models.official import Official
from playground.person import Person
from tests.conftest import NOW
from tests.handlers.test_link_account import owner
from tests.world import World

SAID = "nguyen thi lan, van hoa, phuong vo cuong"


async def ask(world: World, person: Person, said: str = SAID, number: str = "+84988000001") -> None:
    person.say("/start").share_contact(number)
    await world.settle()
    person.press("Gửi yêu cầu cho điều phối viên")
    await world.settle()
    person.say(said)
    await world.settle()
    assert "Đã gửi yêu cầu" in person.last.text


async def the_request(database: Database) -> LinkRequest:
    async with database.reading() as session:
        return (await session.scalars(select(LinkRequest))).one()


async def test_a_coordinator_confirms_with_one_tap_and_both_are_told(world: World, database: Database) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.official("Nguyễn Thị Lan Anh", linked=False)
    await world.official("Nguyễn Thị Lan", "Quế Võ", linked=False)
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    await ask(world, lan)
    assert "Người gửi tự khai" in minh.last.text
    assert "098•••••01" in minh.last.text
    assert "988000001" not in minh.last.text
    assert "Lan Anh" not in minh.last.text
    assert "Phường Võ Cường" in minh.last.labels[0]  # who names the commune is looked for there first
    minh.press("CB-004")
    await world.settle()
    assert "Đã xác nhận" in minh.last.text
    assert "đã xác nhận" in lan.last.text
    assert await owner(database, lan) == "Nguyễn Thị Lan"
    settled = await the_request(database)
    assert (settled.state, settled.phone) == (LinkRequestState.confirmed, None)
    async with database.reading() as session:
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "link"))).one()
    assert entry.actor_user_id == minh.id
    assert entry.after == {"user_id": lan.id, "proof": "coordinator"}


async def test_the_second_coordinator_reads_who_has_settled_it(world: World) -> None:
    minh, an = await world.coordinator("Hoàng Minh"), await world.coordinator("Lê An")
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    await ask(world, lan)
    minh.press("Nguyễn Thị Lan")
    await world.settle()
    an.press("Từ chối")
    await world.settle()
    assert "đã được đ/c Hoàng Minh xác nhận là đ/c Nguyễn Thị Lan" in an.last.text
    assert lan.sent_count("chưa xác nhận được") == 0


async def test_of_two_coordinators_at_the_same_moment_one_decides(world: World, database: Database) -> None:
    minh, an = await world.coordinator("Hoàng Minh"), await world.coordinator("Lê An")
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    await ask(world, lan)
    minh.press("Nguyễn Thị Lan")
    an.press("Từ chối")
    await world.settle()
    is_confirmed = (await the_request(database)).state is LinkRequestState.confirmed
    assert (await owner(database, lan) is not None) is is_confirmed
    assert ("Đã xác nhận liên kết" in minh.last.text) is is_confirmed
    assert ("Đã từ chối yêu cầu" in an.last.text) is not is_confirmed
    assert lan.sent_count("đã xác nhận:") + lan.sent_count("chưa xác nhận được") == 1


async def test_a_request_lapses_when_the_account_proves_itself(world: World, database: Database) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    await world.official("Nguyễn Thị Lan", "Quế Võ", linked=False)
    await ask(world, lan)
    lan.share_contact()
    await world.settle()
    lan.say("CB-002 15/08/1985")
    await world.settle()
    minh.press("Quế Võ")
    await world.settle()
    assert "đã tự liên kết được với đ/c Nguyễn Thị Lan" in minh.last.text
    settled = await the_request(database)
    assert (settled.state, settled.phone) == (LinkRequestState.lapsed, None)


async def test_nobody_is_found_so_the_coordinator_searches_by_hand(world: World, database: Database) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Ngọc Lan", phone=None, linked=False)
    await ask(world, lan, "chị Lan văn hóa Võ Cường")
    assert "Chưa tìm thấy ai" in minh.last.text
    minh.press("Tìm người khác")
    await world.settle()
    minh.say("khong co ai")
    await world.settle()
    assert "Không tìm thấy ai" in minh.last.text
    minh.say("ngoc lan")
    await world.settle()
    minh.press("Nguyễn Thị Ngọc Lan")
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Ngọc Lan"


async def test_a_refused_person_is_told_what_to_do_and_may_ask_again(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    await ask(world, lan)
    minh.press("Từ chối")
    await world.settle()
    assert "bộ phận tổ chức" in lan.last.text
    await ask(world, lan)
    assert minh.sent_count("Yêu cầu liên kết") == 2


async def test_confirming_a_place_that_is_taken_says_so_before_and_moves_it(world: World, database: Database) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan")
    new = world.telegram.person(2001, "Lan mới", phone="+84988000009")
    await ask(world, new, number="+84988000009")
    assert "đang liên kết với tài khoản khác" in minh.last.text
    minh.press("Nguyễn Thị Lan")
    await world.settle()
    assert await owner(database, new) == "Nguyễn Thị Lan"
    assert "không còn được liên kết" in lan.last.text


async def test_a_forwarded_or_forged_button_gives_a_stranger_nothing(world: World, database: Database) -> None:
    await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    mai = await world.official("Lê Thị Mai")
    await ask(world, lan)
    request = await the_request(database)
    for person in (lan, mai):
        person.forge_press(buttons.THIS_IS.on(request.id, 2).data, person.last)
        person.forge_press(buttons.LINK_REQUEST.on(request.id).data, person.last)
        await world.settle()
    assert await owner(database, lan) is None
    assert "không có quyền" in mai.last.text


async def test_only_an_admin_hands_out_an_admins_place(world: World, database: Database) -> None:
    minh, tuan = await world.coordinator("Hoàng Minh"), await world.admin("Đỗ Mạnh Tuấn")
    new = world.telegram.person(2001, "Ai Đó", phone="+84988000009")
    await ask(world, new, "do manh tuan", number="+84988000009")
    minh.press("Đỗ Mạnh Tuấn")
    await world.settle()
    assert "không có quyền" in minh.last.text
    assert await owner(database, tuan) == "Đỗ Mạnh Tuấn"


async def test_without_any_coordinator_the_admin_of_the_settings_finds_it_in_canbo(database: Database) -> None:
    world = await World.open(database, NOW, first_admins=(900,))
    boss = world.telegram.person(900, "Quản Trị")
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    await ask(world, lan)
    boss.say("/canbo")
    await world.settle()
    assert "đang chờ: 1" in boss.last.text
    boss.press(SAID)
    await world.settle()
    boss.press("Nguyễn Thị Lan")
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Lan"
    await world.close()


async def test_a_candidate_who_has_left_meanwhile_cannot_be_confirmed(world: World, database: Database) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    await ask(world, lan)
    async with database.writing() as session:
        gone = (await session.scalars(select(Official).where(Official.full_name == "Nguyễn Thị Lan"))).one()
        gone.left_on = NOW.date()
    minh.press("Nguyễn Thị Lan")
    await world.settle()
    assert "không còn hoặc đã thay đổi" in minh.last.text
    assert (await the_request(database)).state is LinkRequestState.open


async def test_nothing_may_be_asked_before_the_consent(world: World, database: Database) -> None:
    await world.coordinator("Hoàng Minh")
    stranger = world.telegram.person(555, "Ai Đó", phone="+84977000111")
    stranger.say("/start")
    await world.settle()
    stranger.forge_press(buttons.ASK_COORDINATOR.on().data, stranger.last)
    await world.settle()
    assert "Về dữ liệu cá nhân" in stranger.last.text
    stranger.say("Nguyễn Văn Nam, Quế Võ")
    await world.settle()
    async with database.reading() as session:
        assert (await session.scalars(select(LinkRequest))).all() == []
