"""One-time codes: kept as hashes, good for their days, and closed when they are no longer needed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from models.database import Database
from models.invite import DOUBLE_TAP, Invite, close_invites, find_invite, make_invites, open_invite
from models.linking_refusals import InviteInvalid
from models.person import Person
from tests.conftest import NOW
from tests.models.test_linking import add

MAKER = Person(9)


async def test_a_code_fits_a_deep_link_and_only_its_hash_is_kept(database: Database) -> None:
    lan, mai = await add(database, "Lan", "Mai")
    async with database.writing() as session:
        codes = await make_invites(session, [lan.id, mai.id], MAKER, NOW)
        assert codes[lan.id] != codes[mai.id]
        assert all(len(code) <= 64 and code.isascii() for code in codes.values())
        assert (await open_invite(session, codes[lan.id], NOW)).official_id == lan.id
        kept = [one.code_hash for one in await session.scalars(select(Invite))]
        assert not any(code in one for code in codes.values() for one in kept)
        made = (await session.scalars(select(AuditEntry.actor_user_id).where(AuditEntry.action == "invite"))).all()
        assert made == [9, 9]


@pytest.mark.parametrize("code", ["", "i-", "i-unknown"])
async def test_an_unknown_code_opens_nothing(database: Database, code: str) -> None:
    async with database.writing() as session:
        with pytest.raises(InviteInvalid):
            await open_invite(session, code, NOW)


async def test_a_code_is_good_for_fourteen_days_and_once(database: Database) -> None:
    (lan,) = await add(database, "Lan")
    async with database.writing() as session:
        code = (await make_invites(session, [lan.id], MAKER, NOW))[lan.id]
        end = NOW + timedelta(days=14)
        invite = await open_invite(session, code, end - timedelta(seconds=1))
        with pytest.raises(InviteInvalid):
            await open_invite(session, code, end)
        invite.used_at = NOW
        with pytest.raises(InviteInvalid):
            await open_invite(session, code, NOW)
        assert await find_invite(session, code) is invite


async def test_new_codes_replace_old_ones_so_rows_do_not_pile_up(database: Database) -> None:
    (lan,) = await add(database, "Lan")
    async with database.writing() as session:
        for times in range(5):
            await make_invites(session, [lan.id], MAKER, NOW + times * (DOUBLE_TAP + timedelta(seconds=1)))
        assert len((await session.scalars(select(Invite))).all()) == 1


async def test_closing_leaves_the_other_peoples_codes_alone(database: Database) -> None:
    lan, mai = await add(database, "Lan", "Mai")
    async with database.writing() as session:
        codes = await make_invites(session, [lan.id, mai.id], MAKER, NOW)
        await close_invites(session, lan.id, NOW)
        with pytest.raises(InviteInvalid):
            await open_invite(session, codes[lan.id], NOW)
        assert await open_invite(session, codes[mai.id], NOW)
