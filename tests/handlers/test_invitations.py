"""One-time links: for one person, for a whole commune on paper; used twice, too late, or by the wrong one."""

import re
from datetime import timedelta
from html import unescape

import segno
from sqlalchemy import select

from bot.texts.welcome import CONSENT
from models.account import Consent
from models.database import Database
from models.invite import Invite
from models.official import Official
from playground.person import Person
from tests.handlers.test_link_account import owner
from tests.world import World

LINK = re.compile(r"https://t\.me/\w+\?start=([\w-]+)")


async def code_for(world: World, minh: Person, staff_code: str) -> str:
    minh.say(f"/canbo {staff_code}")
    await world.settle()
    minh.press("Tạo liên kết mời")
    await world.settle()
    found = LINK.search(minh.last.text)
    assert found is not None
    return found[1]


async def test_the_link_leads_over_the_notice_to_the_linked_account(world: World, database: Database) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    lan.start(await code_for(world, minh, "CB-002"))
    await world.settle()
    assert "dành riêng cho đ/c Nguyễn Thị Lan" in lan.last.text
    assert "Về dữ liệu cá nhân" in lan.last.text
    assert await owner(database, lan) is None
    lan.say("đồng ý")
    await world.settle()
    assert await owner(database, lan) is None  # words are not the button
    lan.press("Đồng ý và liên kết")
    lan.press("Đồng ý và liên kết")
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Lan"
    assert "không cần làm gì thêm" in lan.last.text
    async with database.reading() as session:
        given = (await session.scalars(select(Consent))).one()
    assert (given.wording, given.how) == (CONSENT, "invite")


async def test_a_used_link_opens_nothing_for_others_and_is_no_error_for_its_owner(
    world: World, database: Database
) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan", linked=False)
    thief = world.telegram.person(555, "Ai Đó")
    code = await code_for(world, minh, "CB-002")
    lan.start(code)
    thief.start(code)
    await world.settle()
    lan.press("Đồng ý và liên kết")
    await world.settle()
    thief.press("Đồng ý và liên kết")
    await world.settle()
    assert "đã được dùng hoặc đã hết hạn" in thief.last.text
    assert await owner(database, lan) == "Nguyễn Thị Lan"
    thief.start(code)
    lan.start(code)
    await world.settle()
    assert "đã được dùng hoặc đã hết hạn" in thief.last.text
    assert "không cần làm gì thêm" in lan.last.text


async def test_a_link_dies_with_its_days_and_when_its_owner_links_otherwise(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan", linked=False)
    other = world.telegram.person(555, "Ai Đó")
    slip = await code_for(world, minh, "CB-002")
    lan.say("/start").share_contact()
    await world.settle()
    other.start(slip)
    await world.settle()
    assert "đã được dùng hoặc đã hết hạn" in other.last.text
    await world.official("Lê Thị Mai", linked=False)
    late = await code_for(world, minh, "CB-003")
    world.clock.at += timedelta(days=14)
    other.start(late)
    await world.settle()
    assert "đã hết hạn" in other.last.text


async def test_who_is_linked_as_somebody_else_is_not_moved_and_the_code_stays_good(
    world: World, database: Database
) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    mai = await world.official("Lê Thị Mai")
    code = await code_for(world, minh, "CB-002")
    mai.start(code)
    await world.settle()
    assert "đang liên kết với đ/c Lê Thị Mai" in mai.last.text
    assert await owner(database, mai) == "Lê Thị Mai"
    lan.start(code)
    await world.settle()
    lan.press("Đồng ý và liên kết")
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Lan"


async def test_a_dropped_invitation_says_to_open_the_link_again(world: World, database: Database) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan", linked=False)
    code = await code_for(world, minh, "CB-002")
    lan.start(code)
    await world.settle()
    card = lan.last
    lan.say("/start")
    await world.settle()
    lan.press("Đồng ý và liên kết", card)
    await world.settle()
    assert any("mở lại liên kết mời" in one.text for one in lan.seen if one.message_id == card.message_id)
    lan.start(code)
    await world.settle()
    lan.press("Đồng ý và liên kết")
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Lan"


async def test_a_link_to_one_who_has_left_opens_nothing(world: World, database: Database) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan", linked=False)
    code = await code_for(world, minh, "CB-002")
    async with database.writing() as session:
        (await session.get_one(Official, 2)).left_on = world.clock.now().date()
    lan.start(code)
    await world.settle()
    assert "không còn công tác" in lan.last.text


async def test_a_new_link_ends_the_older_ones_but_a_double_tap_does_not(world: World, database: Database) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan", linked=False)
    oldest = await code_for(world, minh, "CB-002")
    world.clock.at += timedelta(minutes=11)
    first = await code_for(world, minh, "CB-002")
    await code_for(world, minh, "CB-002")
    lan.start(oldest)
    await world.settle()
    assert "đã hết hạn" in lan.last.text
    lan.start(first)
    await world.settle()
    assert "dành riêng" in lan.last.text
    async with database.reading() as session:
        hashes = (await session.scalars(select(Invite.code_hash))).all()
    assert len(hashes) == 2
    assert not any(first in one for one in hashes)


async def test_a_commune_gets_a_sheet_with_one_working_slip_for_each_who_is_not_linked(
    world: World, database: Database
) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị <Lan> & Cô", phone=None, linked=False)
    await world.leader("Trần Văn Hòa", linked=False)
    await world.official("Lê Thị Mai")
    minh.say("/canbo Phường Võ Cường")
    await world.settle()
    await world.presses(minh, "Phiếu mời cả đơn vị")
    await world.presses(minh, "Xác nhận")
    document = minh.last.document
    assert document is not None
    name, content = document
    page = content.decode()
    assert name == "phieu-moi-vo-cuong.html"
    assert page.count("<article>") == 2
    assert "Nguyễn Thị &lt;Lan&gt; &amp; Cô" in page
    assert "Lê Thị Mai" not in page
    assert "08/12/2026" in page
    links = [unescape(one) for one in re.findall(r'data-link="([^"]+)"', page)]
    drawn = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert drawn == [segno.make(one, error="m").svg_inline(border=4, omitsize=True) for one in links]
    slips = dict(zip(re.findall(r"<h2>(.*?)</h2>", page), links, strict=True))
    found = LINK.fullmatch(slips["Nguyễn Thị &lt;Lan&gt; &amp; Cô"])
    assert found is not None
    lan.start(found[1])
    await world.settle()
    lan.press("Đồng ý và liên kết")
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị <Lan> & Cô"


async def test_a_commune_that_is_all_linked_needs_no_sheet(world: World) -> None:
    minh, lan = await world.coordinator("Hoàng Minh"), await world.official("Nguyễn Thị Lan", linked=False)
    minh.say("/canbo vo cuong")
    await world.settle()
    lan.say("/start").share_contact()
    await world.settle()
    await world.presses(minh, "Phiếu mời cả đơn vị")
    assert "đã liên kết" in minh.last.text
    assert minh.last.document is None
