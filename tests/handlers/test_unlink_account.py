"""Unlinking: at the own wish, because it is the wrong person, or by the department."""

from sqlalchemy import select

from models.account import Account, Consent
from models.audit import AuditEntry
from models.database import Database
from playground.person import Person
from tests.conftest import NOW
from tests.handlers.test_link_account import owner
from tests.world import World


async def linked_by_phone(world: World, name: str = "Nguyễn Thị Lan", phone: str = "+84911222333") -> Person:
    person = await world.official(name, phone=phone, linked=False)
    person.say("/start").share_contact()
    await world.settle()
    return person


async def test_unlinking_is_asked_done_and_the_withdrawal_recorded(world: World, database: Database) -> None:
    lan = await linked_by_phone(world)
    lan.say("/trogiup")
    await world.settle()
    lan.press("Huỷ liên kết")
    await world.settle()
    assert "Huỷ liên kết tài khoản?" in lan.last.text
    assert await owner(database, lan) == "Nguyễn Thị Lan"
    lan.press("Xác nhận")
    await world.settle()
    assert "rút lại sự đồng ý" in lan.last.text
    assert {one["command"] for one in lan.commands} == {"start", "trogiup"}
    async with database.reading() as session:
        given = (await session.scalars(select(Consent))).one()
        actions = (await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))).all()
        assert (await session.get_one(Account, lan.id)).official_id is None
    assert given.withdrawn_at == NOW
    assert actions == ["link", "unlink"]


async def test_linking_again_is_a_new_consent_and_the_old_one_stays_as_proof(world: World, database: Database) -> None:
    lan = await linked_by_phone(world)
    lan.press("Không phải tôi")
    await world.settle()
    lan.press("Xác nhận")
    await world.settle()
    lan.say("/start").share_contact()
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Lan"
    async with database.reading() as session:
        withdrawn = [one.withdrawn_at for one in await session.scalars(select(Consent).order_by(Consent.id))]
    assert withdrawn == [NOW, None]


async def test_cancelling_keeps_the_link_and_a_double_tap_is_harmless(world: World, database: Database) -> None:
    lan = await linked_by_phone(world)
    lan.press("Không phải tôi")
    await world.settle()
    asked = lan.last
    lan.press("Huỷ")
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Lan"
    lan.press("Xác nhận", asked)
    lan.press("Xác nhận", asked)
    await world.settle()
    assert await owner(database, lan) is None
    assert "lỗi" not in lan.last.text


async def test_who_is_not_the_one_of_the_number_links_by_code(world: World, database: Database) -> None:
    """A leader whose number is written on the line of somebody else: the number would lead there again and again."""
    hoa = await linked_by_phone(world, "Người Khác")
    await world.leader("Trần Văn Hòa", phone=None, linked=False)
    hoa.press("Không phải tôi")
    await world.settle()
    hoa.press("Xác nhận")
    await world.settle()
    assert "ghi nhầm" in hoa.last.text
    hoa.press("Đồng ý và nhập mã cán bộ")
    await world.settle()
    hoa.say("CB-002 15/08/1985")
    await world.settle()
    assert await owner(database, hoa) == "Trần Văn Hòa"
    async with database.reading() as session:
        ways = [one.how for one in await session.scalars(select(Consent).order_by(Consent.id))]
    assert ways == ["contact", "button"]


async def test_the_department_unties_after_a_question_and_the_account_is_told(world: World, database: Database) -> None:
    minh, lan = await world.coordinator("Hoàng Minh"), await linked_by_phone(world)
    minh.say("/canbo CB-002")
    await world.settle()
    minh.press("Gỡ liên kết")
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Lan"
    minh.press("Xác nhận")
    await world.settle()
    assert await owner(database, lan) is None
    assert "chưa liên kết" in minh.last.text
    assert "Sở Nội vụ đã gỡ liên kết" in lan.last.text
    async with database.reading() as session:
        assert (await session.scalars(select(Consent))).one().withdrawn_at == NOW
