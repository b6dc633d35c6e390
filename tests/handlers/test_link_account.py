"""Linking an account: own phone, staff code and birth date, and everything that may not pass."""

import logging
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from bot.buttons import SHARE_PHONE_LABEL
from bot.texts.welcome import CONSENT
from models.account import Account, Consent
from models.audit import AuditEntry
from models.database import Database
from models.link_request import LinkRequest
from models.official import Official
from models.proof import LinkAttempt
from playground.person import Person
from tests.world import World

OTHER_NUMBER = "+84988000001"


async def owner(database: Database, person: Person) -> str | None:
    """Whose line the account has, by name."""
    async with database.reading() as session:
        return await session.scalar(
            select(Official.full_name)
            .join(Account, Account.official_id == Official.id)
            .where(Account.user_id == person.id)
        )


async def asked_for_code(world: World, person: Person, number: str = OTHER_NUMBER) -> None:
    person.say("/start").share_contact(number)
    await world.settle()
    assert "mã cán bộ" in person.seen[-2].text


async def test_the_own_number_links_with_consent_word_for_word(world: World, database: Database) -> None:
    lan = await world.official("Nguyễn Thị Lan", posts=("Bí thư Đảng ủy",), linked=False)
    lan.say("/start")
    await world.settle()
    lan.tap(SHARE_PHONE_LABEL)
    await world.settle()
    assert "Đã liên kết tài khoản với đ/c Nguyễn Thị Lan" in lan.seen[-2].text
    assert "Bí thư Đảng ủy, Phường Võ Cường" in lan.seen[-2].text
    assert lan.keyboard is None
    assert "lop" in [one["command"] for one in lan.commands]
    async with database.reading() as session:
        given = (await session.scalars(select(Consent))).one()
        official = (await session.scalars(select(Official))).one()
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "link"))).one()
    assert (given.wording, given.how, given.official_id) == (CONSENT, "contact", official.id)
    assert given.withdrawn_at is None
    assert entry.after == {"user_id": lan.id, "proof": "phone"}


@pytest.mark.parametrize("written", ["84900000001", "0900000001", "+84 900 000 001"])
async def test_the_number_counts_however_telegram_writes_it(world: World, database: Database, written: str) -> None:
    lan = await world.official("Nguyễn Thị Lan", linked=False)
    lan._chat.phone = ""
    lan.say("/start").share_contact(written)
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Lan"


async def test_a_contact_that_is_not_the_senders_own_is_refused(world: World, database: Database) -> None:
    lan = await world.official("Nguyễn Thị Lan", linked=False)
    stranger = world.telegram.person(555, "Ai Đó", phone="+84977000111")
    stranger.say("/start").share_contact(of=lan)
    await world.settle()
    assert "không phải số điện thoại của chính" in stranger.last.text
    assert stranger.keyboard is not None
    stranger.share_contact(lan.phone)
    await world.settle()
    assert "không phải số điện thoại của chính" in stranger.last.text
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Consent)) == 0
        assert (await session.scalars(select(Account.official_id))).all() == [None]


async def test_a_number_written_for_two_lines_asks_for_code_and_birth_date(world: World, database: Database) -> None:
    lan = await world.official("Nguyễn Thị Lan", phone="+84911222333", linked=False, born=date(1985, 8, 15))
    await world.leader("Trần Văn Hòa", phone="+84911222333", linked=False, born=date(1970, 1, 2))
    lan.say("/start").share_contact("+84911222333")
    await world.settle()
    assert "nhiều dòng" in lan.seen[-2].text
    assert await owner(database, lan) is None
    lan.say("CB-001 15/08/1985")
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Lan"


@pytest.mark.parametrize(
    "said",
    [
        "CB-09190-003 15/08/1985",
        "cb09190003 15-8-1985",
        "15/8/85 CB-09190-003",
        "15081985 cb 09190 003",
        "Mã CB-09190-003, sinh ngày 15 tháng 8 năm 1985",
        "1985-08-15; CB.09190.003",
        "CB-09190-003\n15.08.1985",
        "cb-09190-003 15 8 1985",
    ],
)
async def test_code_and_birth_date_are_read_as_people_type_them(world: World, database: Database, said: str) -> None:
    lan = await world.official("Nguyễn Thị Lan", code="CB-09190-003", phone=None, linked=False)
    await asked_for_code(world, lan)
    lan.say(said)
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Lan"


@pytest.mark.parametrize(
    ("first", "hint", "second"),
    [("cb-001", "ngày sinh", "15/8/1985"), ("15.8.85", "mã cán bộ", "CB001"), ("CB-001 31/02/1985", "lịch", "15/8/85")],
)
async def test_half_an_answer_is_kept_and_the_other_half_asked_for(
    world: World, database: Database, first: str, hint: str, second: str
) -> None:
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    await asked_for_code(world, lan)
    lan.say(first)
    await world.settle()
    assert hint in lan.last.text
    lan.say(second)
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Lan"
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(LinkAttempt)) == 0


async def test_words_that_are_neither_cost_no_try(world: World, database: Database) -> None:
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    await asked_for_code(world, lan)
    lan.say("Tôi là Lan ở phường Võ Cường")
    await world.settle()
    assert "Chưa đọc được" in lan.last.text
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(LinkAttempt)) == 0


async def test_five_wrong_pairs_then_a_wait_also_across_start(world: World, database: Database) -> None:
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False)
    await asked_for_code(world, lan)
    for left in (4, 3, 2, 1):
        lan.say("CB-001 16/08/1985")
        await world.settle()
        assert f"còn {left} lần nhập" in lan.last.text
    lan.say("CB-001 16/08/1985")
    await world.settle()
    assert "Đã hết số lần nhập" in lan.last.text
    assert "10h00 thứ Tư, 25/11/2026" in lan.last.text
    lan.say("CB-001 15/08/1985")
    await world.settle()
    assert "nhập sai quá số lần" in lan.last.text
    lan.say("/start").share_contact()
    await world.settle()
    lan.say("CB-001 15/08/1985")
    await world.settle()
    assert await owner(database, lan) is None
    world.clock.at += timedelta(minutes=61)
    lan.share_contact()
    await world.settle()
    lan.say("CB-001 15/08/1985")
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Lan"


async def test_a_birth_date_missing_in_the_roster_leads_to_the_coordinator(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan", phone=None, linked=False, born=None)
    await asked_for_code(world, lan)
    lan.say("CB-001 15/08/1985")
    await world.settle()
    assert "chưa ghi ngày sinh" in lan.last.text
    lan.press("Gửi yêu cầu cho điều phối viên")
    await world.settle()
    assert "họ và tên" in lan.last.text


async def test_a_new_account_with_the_same_number_must_prove_more_and_the_old_one_is_told(
    world: World, database: Database
) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    new = world.telegram.person(2001, "Lan mới")
    lan._chat.phone = ""
    new.say("/start").share_contact("+84900000001")
    await world.settle()
    assert "tài khoản Telegram khác" in new.seen[-2].text
    assert await owner(database, lan) == "Nguyễn Thị Lan"
    new.say("cb-001, 15/8/1985")
    await world.settle()
    assert await owner(database, new) == "Nguyễn Thị Lan"
    assert await owner(database, lan) is None
    assert "không còn được liên kết" in lan.last.text
    lan.say("/dangky")
    await world.settle()
    assert "chưa được liên kết" in lan.last.text


async def test_sharing_twice_links_once_and_keeps_one_consent(world: World, database: Database) -> None:
    lan = await world.official("Nguyễn Thị Lan", linked=False)
    lan.say("/start").share_contact().share_contact()
    await world.settle()
    assert "không cần làm gì thêm" in lan.last.text
    stranger = world.telegram.person(555, "Ai Đó", phone="+84977000111")
    for _ in range(3):
        stranger.say("/start").share_contact()
        await world.settle()
    async with database.reading() as session:
        counts = dict((await session.execute(select(Consent.user_id, func.count()).group_by(Consent.user_id))).all())
        links = await session.scalar(select(func.count()).where(AuditEntry.action == "link"))
    assert counts == {lan.id: 1, stranger.id: 1}
    assert links == 1


async def test_a_linked_account_is_never_moved_to_another_line_by_itself(world: World, database: Database) -> None:
    await world.leader("Trần Văn Hòa", phone="+84911222333", linked=False)
    lan = await world.official("Nguyễn Thị Lan", phone="+84911222334")
    lan._chat.phone = "+84911222333"
    lan.share_contact()
    await world.settle()
    assert "khác số trong danh sách" in lan.last.text
    assert await owner(database, lan) == "Nguyễn Thị Lan"


async def test_a_left_officials_account_may_take_a_new_line(world: World, database: Database) -> None:
    lan = await world.official("Nguyễn Thị Lan", phone="+84911222333")
    async with database.writing() as session:
        (await session.scalars(select(Official))).one().left_on = world.clock.now().date()
    await world.official("Nguyễn Thị Lan (mới)", phone="+84911222333", linked=False)
    lan.say("/start").share_contact()
    await world.settle()
    assert await owner(database, lan) == "Nguyễn Thị Lan (mới)"


async def test_numbers_and_birth_dates_reach_no_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    lan = await world.official("Nguyễn Thị Lan", phone="+84911222333", linked=False, born=date(1985, 8, 15))
    await world.official("Lê Thị Mai", phone="+84911222333", linked=False)
    lan.say("/start").share_contact()
    await world.settle()
    lan.say("CB-001 16/08/1985").say("CB-001 15/08/1985")
    await world.settle()
    ours = "\n".join(one.getMessage() for one in caplog.records if one.name.startswith(("bot", "models", "handlers")))
    assert "911222333" not in ours
    assert "1985" not in ours


async def test_a_stranger_cannot_fill_the_tables_or_the_coordinators_chat(world: World, database: Database) -> None:
    minh = await world.coordinator("Hoàng Minh")
    stranger = world.telegram.person(555, "Ai Đó", phone="+84977000111")
    for number in range(4):
        stranger.say("/start").share_contact()
        await world.settle()
        stranger.press("Gửi yêu cầu cho điều phối viên")
        await world.settle()
        stranger.say(f"Nguyễn Văn Nam, lần {number}")
        await world.settle()
    assert minh.sent_count("Yêu cầu liên kết") == 1
    async with database.reading() as session:
        for table in (LinkRequest, Consent):
            assert await session.scalar(select(func.count()).select_from(table)) == 1
        assert (await session.scalars(select(LinkRequest.said))).one() == "Nguyễn Văn Nam, lần 3"
