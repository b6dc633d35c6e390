"""Who gets a place, whatever comes at the same moment; and what one try is."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from models.account import Account, Consent, account_of, consent
from models.database import Database
from models.folding import fold
from models.link_request import LinkRequest, candidates
from models.linking import link, unlink
from models.linking_refusals import LinkedAsAnother, TooManyTries
from models.notice import Notice
from models.official import Official
from models.person import Person
from models.proof import Proof, by_code_and_birth_date, by_phone, lacks_birth_date, tries_left
from models.refusals import NoRight, OfficialLeft
from tests.conftest import NOW

BORN = date(1985, 8, 15)


async def add(database: Database, *names: str, **more: object) -> list[Official]:
    """Lines of the roster with codes CB-1, CB-2, …"""
    async with database.writing() as session:
        before = await session.scalar(select(func.count()).select_from(Official)) or 0
        lines = [
            Official(
                staff_code=f"CB-{before + place}",
                full_name=name,
                folded_name=fold(name),
                changed_at=NOW,
                **{"birth_date": BORN, "phone": "+84911222333", **more},
            )
            for place, name in enumerate(names, 1)
        ]
        session.add_all(lines)
    return lines


async def test_of_two_accounts_at_the_same_moment_the_later_has_the_place_and_the_other_is_told(
    database: Database,
) -> None:
    (lan,) = await add(database, "Lan")

    async def take(user_id: int) -> None:
        async with database.writing() as session:
            await link(session, user_id, lan, Proof.code_and_birth_date, NOW + timedelta(seconds=user_id))

    await asyncio.gather(*(take(user_id) for user_id in range(1, 6)))
    async with database.reading() as session:
        holders = (await session.scalars(select(Account.user_id).where(Account.official_id == lan.id))).all()
        told = (await session.scalars(select(Notice.user_id).where(Notice.kind == "AccountReplaced"))).all()
    assert len(holders) == 1
    assert sorted((*holders, *told)) == [1, 2, 3, 4, 5]


async def test_one_account_never_changes_its_person_by_itself(database: Database) -> None:
    lan, mai = await add(database, "Lan", "Mai")
    async with database.writing() as session:
        await link(session, 1, lan, Proof.phone, NOW)
    async with database.writing() as session:
        with pytest.raises(LinkedAsAnother) as refusal:
            await link(session, 1, mai, Proof.invite, NOW)
    assert refusal.value.name == "Lan"


async def test_nobody_links_to_one_who_has_left(database: Database) -> None:
    (lan,) = await add(database, "Lan", left_on=NOW.date())
    async with database.writing() as session:
        with pytest.raises(OfficialLeft):
            await link(session, 1, lan, Proof.coordinator, NOW)
        assert await by_phone(session, "+84911222333", NOW.date()) == []
        assert await by_phone(session, "+84911222333", NOW.date() - timedelta(days=1)) != []


async def test_the_same_words_are_one_consent_even_at_the_same_moment(database: Database) -> None:
    async def agree(wording: str) -> None:
        async with database.writing() as session:
            await consent(session, 1, wording, "contact", NOW)

    await asyncio.gather(*(agree("a") for _ in range(5)), agree("b"))
    async with database.reading() as session:
        assert sorted(await session.scalars(select(Consent.wording))) == ["a", "b"]


async def test_an_account_is_made_once_even_at_the_same_moment(database: Database) -> None:
    async def come() -> None:
        async with database.writing() as session:
            await account_of(session, 1)

    await asyncio.gather(*(come() for _ in range(5)))
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Account)) == 1


@pytest.mark.parametrize("codes", [("cb1",), ("CB-1",), ("xcb1", "cb 1")])
async def test_only_letters_and_digits_of_a_code_count(database: Database, codes: Sequence[str]) -> None:
    lan, *_ = await add(database, "Lan", "Mai")
    async with database.writing() as session:
        found = await by_code_and_birth_date(session, 1, codes, BORN, NOW)
        assert found is not None
        assert found.id == lan.id


async def test_codes_that_come_out_the_same_prove_nothing(database: Database) -> None:
    await add(database, *map(str, range(11)))
    async with database.writing() as session:
        twin = await session.scalar(select(Official).where(Official.staff_code == "CB-11"))
        assert twin is not None
        twin.staff_code = "CB1-1"
        (await session.scalars(select(Official).where(Official.staff_code == "CB-10"))).one().staff_code = "CB-1-1"
    async with database.writing() as session:
        assert await by_code_and_birth_date(session, 1, ["cb11"], BORN, NOW) is None


async def test_wrong_pairs_count_down_to_a_wait_and_the_wait_ends(database: Database) -> None:
    await add(database, "Lan")
    async with database.writing() as session:
        for left in (4, 3, 2, 1):
            assert await by_code_and_birth_date(session, 1, ["CB-1"], date(1985, 8, 16), NOW) is None
            assert await tries_left(session, 1, NOW) == (left, None)
        await by_code_and_birth_date(session, 1, ["CB-1"], date(1985, 8, 16), NOW)
        until = NOW + timedelta(minutes=60)
        assert await tries_left(session, 1, NOW) == (0, until)
        assert await tries_left(session, 2, NOW) == (5, None)
        with pytest.raises(TooManyTries):
            await by_code_and_birth_date(session, 1, ["CB-1"], BORN, until - timedelta(seconds=1))
        assert await tries_left(session, 1, until) == (5, None)
        assert await by_code_and_birth_date(session, 1, ["CB-1"], BORN, until) is not None


async def test_a_missing_birth_date_is_told_apart_from_a_wrong_one(database: Database) -> None:
    await add(database, "Lan", birth_date=None)
    await add(database, "Mai")
    async with database.reading() as session:
        assert await lacks_birth_date(session, ["cb1"], NOW.date())
        assert not await lacks_birth_date(session, ["cb2"], NOW.date())


async def test_candidates_need_the_whole_name_as_words_or_the_phone(database: Database) -> None:
    await add(database, "Nguyễn Văn An", "Nguyễn Văn Anh", "Văn", "Trần Bình", phone=None)
    (boss,) = await add(database, "Lê Cường")
    async with database.reading() as session:
        said = LinkRequest(user_id=1, said="Tôi là NGUYỄN VĂN ANH, phường Võ Cường", phone="+84911222333")
        found = [one.full_name for one in await candidates(session, said, NOW)]
        assert found == [boss.full_name, "Nguyễn Văn Anh", "Văn"]
        said.phone = None
        assert "Trần Bình" not in [one.full_name for one in await candidates(session, said, NOW)]


async def test_an_official_without_a_role_unties_nobody_else(database: Database) -> None:
    lan, mai = await add(database, "Lan", "Mai")
    async with database.writing() as session:
        await link(session, 1, lan, Proof.phone, NOW)
    async with database.writing() as session:
        with pytest.raises(NoRight):
            await unlink(session, lan.id, NOW, Person(2, official_id=mai.id))
