"""Delegation as a rule: not to oneself, not onwards, not into the past, not twice; it falls with the leader's role."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from models.account import Account
from models.days_said import days_said
from models.deciders import Decider, deciders_of
from models.delegated import given_by
from models.delegation import delegate, end_delegation
from models.delegation_refusals import CannotDelegate, DelegationBar
from models.delegation_turns import hand_over, turns_due
from models.holiday import Holiday
from models.kinds import HolidayKind, Role
from models.notice import Notice
from models.official import Official, RoleGrant
from models.person import Person, who_is
from models.refusals import NoRight
from tests.conftest import NOW, ZONE
from tests.world import World

TODAY = NOW.date()


def day(ahead: int) -> date:
    return TODAY + timedelta(days=ahead)


class Cast:
    """Hòa and Hai lead Võ Cường, Bình and Cường work there, Xa works elsewhere."""

    def __init__(self, world: World, ids: dict[str, tuple[int, int]]) -> None:
        self.world, self.ids = world, ids

    @classmethod
    async def of(cls, world: World) -> "Cast":
        people = [
            await world.leader("Hòa"),
            await world.leader("Hai"),
            await world.official("Bình"),
            await world.official("Cường"),
            await world.official("Xa", "Quế Võ"),
        ]
        async with world.database.reading() as session:
            ids = dict((await session.execute(select(Official.full_name, Official.id))).all())
        return cls(world, {one.name: (one.id, ids[one.name]) for one in people})

    def id(self, name: str) -> int:
        return self.ids[name][1]

    async def person(self, name: str, now: datetime = NOW) -> Person:
        async with self.world.database.reading() as session:
            return await who_is(session, self.ids[name][0], now)

    async def delegate(self, leader: str, deputy: str, first: int, last: int, instead_of: int = 0) -> int:
        person = await self.person(leader)
        async with self.world.database.writing() as session:
            found = await delegate(session, person, self.id(deputy), day(first), day(last), NOW, instead_of=instead_of)
        return found.id

    async def bar(self, leader: str, deputy: str, first: int, last: int) -> DelegationBar:
        with pytest.raises(CannotDelegate) as refused:
            await self.delegate(leader, deputy, first, last)
        return refused.value.bar

    async def asked(self, ahead: int) -> list[Decider]:
        commune = await self.world.commune("Võ Cường")
        async with self.world.database.reading() as session:
            return await deciders_of(session, commune.id, day(ahead))


async def test_who_is_asked_changes_with_the_day(world: World) -> None:
    cast = await Cast.of(world)
    hoa, hai, binh = cast.id("Hòa"), cast.id("Hai"), cast.id("Bình")
    grant = await cast.delegate("Hòa", "Bình", 1, 3)
    assert await cast.asked(0) == [Decider(hoa), Decider(hai)]
    for ahead in (1, 3):
        assert await cast.asked(ahead) == [Decider(hai), Decider(binh, hoa)]
    assert await cast.asked(4) == [Decider(hoa), Decider(hai)]
    async with world.database.writing() as session:
        await end_delegation(session, await cast.person("Hòa"), grant, NOW)
    assert await cast.asked(1) == [Decider(hoa), Decider(hai)]
    async with world.database.reading() as session:
        assert await given_by(session, hoa, TODAY) == []


@pytest.mark.parametrize(
    ("leader", "deputy", "first", "last", "bar"),
    [
        ("Hòa", "Hòa", 0, 1, DelegationBar.oneself),
        ("Hòa", "Xa", 0, 1, DelegationBar.elsewhere),
        ("Hòa", "Bình", -1, 1, DelegationBar.past),
        ("Hòa", "Bình", 3, 2, DelegationBar.past),
        ("Hòa", "Bình", 1, 61, DelegationBar.too_long),
    ],
)
async def test_what_may_not_be(
    world: World, leader: str, deputy: str, first: int, last: int, bar: DelegationBar
) -> None:
    cast = await Cast.of(world)
    assert await cast.bar(leader, deputy, first, last) is bar
    await cast.delegate("Hòa", "Bình", 1, 60)  # sixty days may be


async def test_a_lent_right_is_not_passed_on_and_a_deputy_is_there(world: World) -> None:
    cast = await Cast.of(world)
    await cast.delegate("Hòa", "Bình", 0, 5)
    assert await cast.bar("Bình", "Cường", 0, 1) is DelegationBar.lent
    assert await cast.bar("Hai", "Hòa", 5, 9) is DelegationBar.away  # Hòa is away until day 5
    await cast.delegate("Hai", "Hòa", 6, 9)
    with pytest.raises(NoRight):
        await cast.delegate("Cường", "Bình", 0, 1)
    async with world.database.writing() as session:
        await session.execute(update(Account).where(Account.official_id == cast.id("Cường")).values(reachable=False))
    assert await cast.bar("Hòa", "Cường", 20, 21) is DelegationBar.unreachable


async def test_a_leader_who_is_a_deputy_too_delegates_only_the_own_right(world: World) -> None:
    cast = await Cast.of(world)
    hoa, hai, binh = cast.id("Hòa"), cast.id("Hai"), cast.id("Bình")
    await cast.delegate("Hòa", "Hai", 0, 5)
    await cast.delegate("Hai", "Bình", 0, 5)
    assert await cast.asked(0) == [Decider(hai, hoa), Decider(binh, hai)]


async def test_it_falls_with_the_role_of_the_leader_who_gave_it(world: World) -> None:
    cast = await Cast.of(world)
    await cast.delegate("Hòa", "Bình", 0, 5)
    async with world.database.writing() as session:
        own = (RoleGrant.official_id == cast.id("Hòa")) & RoleGrant.acting_for_id.is_(None)
        await session.execute(update(RoleGrant).where(own).values(ends_on=day(1)))
    assert [one.official_id for one in await cast.asked(1)] == [cast.id("Hai"), cast.id("Bình")]
    assert [one.official_id for one in await cast.asked(2)] == [cast.id("Hai")]
    assert not (await cast.person("Bình", NOW + timedelta(days=2))).has(Role.leader)


async def test_of_several_at_the_same_moment_one_stands_and_the_same_twice_is_one(world: World) -> None:
    cast = await Cast.of(world)
    wishes = [("Bình", 1, 5), ("Cường", 3, 8), ("Bình", 1, 5), ("Cường", 0, 1)]
    answers = await asyncio.gather(
        *(cast.delegate("Hòa", who, first, last) for who, first, last in wishes), return_exceptions=True
    )
    given = {answer for answer in answers if isinstance(answer, int)}
    assert len(given) == 1
    assert {type(answer) for answer in answers} <= {int, CannotDelegate}
    async with world.database.reading() as session:
        rows = await session.scalar(select(func.count()).where(RoleGrant.acting_for_id.is_not(None)))
        told = await session.scalar(select(func.count()).where(Notice.kind.startswith("Delegation")))
    assert (rows, told) == (1, 1)


async def test_each_turn_is_told_once_also_by_two_machines_and_after_an_outage(world: World) -> None:
    cast = await Cast.of(world)
    await cast.delegate("Hòa", "Bình", 3, 4)  # Saturday and Sunday
    await cast.delegate("Hai", "Cường", 5, 12)
    async with world.database.writing() as session:
        session.add(Holiday(day=day(5), name="", kind=HolidayKind.off))

    async def due(at: datetime) -> list[tuple[int, str]]:
        async with world.database.reading() as session:
            return [(turn.official_id, turn.key.split(":")[0]) for turn in await turns_due(session, at)]

    def at(ahead: int, hour: int, minute: int = 30) -> datetime:
        return datetime(TODAY.year, TODAY.month, TODAY.day, hour, minute, tzinfo=ZONE) + timedelta(days=ahead)

    binh, cuong, hoa, hai = (cast.id(name) for name in ("Bình", "Cường", "Hòa", "Hai"))
    assert await due(at(3, 7, 29)) == []
    assert await due(at(3, 7)) == [(binh, "delegation-began")]  # nobody works on its days: the opening hour
    assert await due(at(5, 9)) == []  # Monday is a holiday
    assert await due(at(6, 7)) == [(hoa, "delegation-over"), (cuong, "delegation-began")]
    late = at(14, 10)  # the machine was away all the time
    assert await due(late) == [(hoa, "delegation-over"), (hai, "delegation-over")]

    async def run() -> None:
        async with world.database.reading() as session:
            turns = await turns_due(session, late)
        async with world.database.writing() as session:
            await hand_over(session, turns, late)

    await asyncio.gather(run(), run())
    await run()
    async with world.database.reading() as session:
        told = await session.scalar(select(func.count()).where(Notice.kind == "DelegationOver"))
    assert told == 2
    assert await due(late) == []
    assert await due(at(60, 10)) == []


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("01/12 - 05/12/2026", "2026-12-01", "2026-12-05"),
        ("1/12–5/12", "2026-12-01", "2026-12-05"),
        ("từ ngày 30/11/2026 đến ngày 04/12/2026", "2026-11-30", "2026-12-04"),
        ("Từ mai đến thứ sáu", "2026-11-26", "2026-11-27"),
        ("tu mai den het thu sau", "2026-11-26", "2026-11-27"),
        ("từ thứ hai tuần sau đến thứ sáu tuần sau", "2026-11-30", "2026-12-04"),
        ("thứ 2 đến thứ 6", "2026-11-30", "2026-12-04"),
        ("từ nay đến 5/12", "2026-11-25", "2026-12-05"),
        ("từ 28/12 đến 3/1", "2026-12-28", "2027-01-03"),
        ("mai", "2026-11-26", "2026-11-26"),
        ("3 ngày", "2026-11-25", "2026-11-27"),
        ("2 tuần từ mai", "2026-11-26", "2026-12-09"),
        ("tuần này", "2026-11-25", "2026-11-29"),  # counted from today
        ("20/11 - 30/11/2026", "2026-11-25", "2026-11-30"),
    ],
)
def test_days_are_understood_as_people_type_them(said: str, first: str, last: str) -> None:
    found = days_said(said, TODAY)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize("said", ["xin chào", "lớp 5/12", "31/2", "0 ngày", "5/12/2026 - 1/12/2026", "từ đến", ""])
def test_anything_else_is_not_taken_for_days(said: str) -> None:
    assert days_said(said, TODAY) is None
