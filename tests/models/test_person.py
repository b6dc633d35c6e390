"""Who is in front of us, and with which rights, as of the day."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.account import Account
from models.commune import Commune
from models.database import Database
from models.dialogue import await_answer
from models.kinds import Role
from models.official import Official, RoleGrant
from models.person import Person, who_is
from models.refusals import NoRight, NotLinked, OfficialLeft
from tests.conftest import NOW
from tests.models.test_linking import add

TODAY = NOW.date()


async def linked(database: Database, *grants: RoleGrant, left_on: date | None = None) -> int:
    (lan,) = await add(database, "Nguyễn Thị Lan", left_on=left_on)
    async with database.writing() as session:
        session.add(Account(user_id=1, official_id=lan.id, linked_at=NOW))
        for grant in grants:
            grant.official_id = lan.id
            session.add(grant)
    return lan.id


async def who(database: Database, *first_admins: int, user_id: int = 1) -> Person:
    async with database.reading() as session:
        return await who_is(session, user_id, NOW, first_admins)


async def test_a_stranger_has_no_rights_and_is_told_to_link(database: Database) -> None:
    person = await who(database, user_id=404)
    assert person.roles == frozenset()
    with pytest.raises(NotLinked):
        _ = person.id
    with pytest.raises(NotLinked):
        person.must_have(Role.official)


async def test_an_admin_of_the_settings_is_admin_with_and_without_a_line(database: Database) -> None:
    assert (await who(database, 1)).roles == {Role.admin}
    official_id = await linked(database)
    person = await who(database, 1)
    assert person.roles == {Role.admin, Role.official}
    assert person.id == official_id
    assert (await who(database, 2)).roles == {Role.official}


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(0, None, True), (0, 0, True), (1, None, False), (-9, -1, False), (-9, 0, True)],
)
async def test_a_role_holds_from_its_first_to_its_last_day(
    database: Database, starts: int, ends: int | None, holds: bool
) -> None:
    grant = RoleGrant(
        role=Role.coordinator,
        starts_on=TODAY + timedelta(days=starts),
        ends_on=None if ends is None else TODAY + timedelta(days=ends),
    )
    await linked(database, grant)
    person = await who(database)
    assert person.has(Role.coordinator) is holds
    if not holds:
        with pytest.raises(NoRight):
            person.must_have(Role.coordinator, Role.admin)


async def test_who_has_left_keeps_no_right_from_that_day_on(database: Database) -> None:
    official_id = await linked(database, RoleGrant(role=Role.admin, starts_on=TODAY), left_on=TODAY)
    person = await who(database)
    assert person.has_left
    assert person.roles == frozenset()
    with pytest.raises(OfficialLeft):
        person.must_have(Role.admin)
    async with database.writing() as session:
        (await session.get_one(Official, official_id)).left_on = TODAY + timedelta(days=1)
    assert (await who(database)).has(Role.admin)


async def test_a_leader_leads_the_communes_of_the_grants(database: Database) -> None:
    async with database.reading() as session:
        one, two = (await session.scalars(select(Commune.id).order_by(Commune.id).limit(2))).all()
    await linked(
        database,
        RoleGrant(role=Role.leader, commune_id=one, starts_on=TODAY),
        RoleGrant(role=Role.leader, commune_id=two, starts_on=TODAY - timedelta(days=9), ends_on=TODAY),
    )
    assert (await who(database)).leads == {one, two}


async def test_an_open_question_ends_with_its_hour(database: Database) -> None:
    async with database.writing() as session:
        await await_answer(session, 1, "staff_code", {"phone": "x"}, NOW - timedelta(minutes=59))
        await await_answer(session, 2, "staff_code", {"phone": "x"}, NOW - timedelta(minutes=60))
    assert (await who(database)).step == "staff_code"
    assert (await who(database, user_id=2)).step == ""
