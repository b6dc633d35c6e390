"""A kept seat goes over to a neighbour: what moves, who may, and that the first of two answers stands."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from models.audit import AuditEntry
from models.commune import Commune
from models.course import Course, CourseQuota
from models.database import Database
from models.deciders import deciders_of
from models.notice import Notice
from models.person import Person, who_is
from models.quota import QuotaWish, QuotaWishState, kept_seats
from models.quota_answer import give, keep, lapse_wishes
from models.quota_reminder import remind_of_quotas
from models.quota_wish import neighbours, wish_for
from models.refusals import CommuneCapReached, CourseClosed, CourseFull, NoKeptSeat, NoRight, WishSettled
from models.registration import Registration, State
from models.seating import Seating, seating_of
from tests.conftest import NOW
from tests.world import World

OURS, THEIRS, THIRD = "Võ Cường", "Quế Võ", "Kinh Bắc"


@pytest.fixture
async def stage(world: World) -> World:
    """Hòa leads Võ Cường, Dũng and Tiến lead Quế Võ; four seats, of which Quế Võ keeps three; Võ Cường holds one."""
    await world.leader("Trần Văn Hòa", OURS)
    await world.leader("Ngô Tiến Dũng", THEIRS)
    await world.leader("Vũ Văn Tiến", THEIRS)
    await world.official("Nguyễn Thị Lan", OURS)
    await world.course("Tin học", seats=4)
    async with world.database.writing() as session:
        await session.execute(update(Course).values(quotas_until=NOW + timedelta(days=5)))
        session.add(CourseQuota(course_id=1, commune_id=await id_of(world, THEIRS), seats=3, allotted=3))
    await hold(world, OURS)
    return world


async def id_of(world: World, name: str) -> int:
    return (await world.commune(name)).id


async def hold(world: World, commune: str, state: State = State.confirmed) -> None:
    """One more seat of a commune, as it stands in the table."""
    async with world.database.writing() as session:
        home = await session.scalar(select(Commune.id).where(Commune.name == commune))
        session.add(
            Registration(
                course_id=1,
                official_id=4 if not await session.scalar(select(func.count()).select_from(Registration)) else 1,
                commune_id=home,
                state=state,
                since=NOW,
                created_at=NOW,
                reason_text="",
            )
        )


async def seating(database: Database) -> Seating:
    async with database.reading() as session:
        return await seating_of(session, await session.get_one(Course, 1), NOW)


async def person(world: World, number: int) -> Person:
    async with world.database.reading() as session:
        return await who_is(session, 1000 + number, NOW)


async def ask(world: World) -> int:
    hoa, ours, theirs = await person(world, 1), await id_of(world, OURS), await id_of(world, THEIRS)
    async with world.database.writing() as session:
        return (await wish_for(session, hoa, 1, ours, theirs, NOW)).id


async def test_one_unused_seat_goes_over_however_many_the_asker_took_from_the_pool(stage: World) -> None:
    ours, theirs = await id_of(stage, OURS), await id_of(stage, THEIRS)
    before = await seating(stage.database)
    assert (before.unused(ours), before.unused(theirs), before.taken) == (0, 3, 1)
    wish_id = await ask(stage)
    async with stage.database.writing() as session:
        await give(session, await person(stage, 2), wish_id, NOW)
    after = await seating(stage.database)
    assert (after.unused(ours), after.unused(theirs)) == (1, 2)
    assert after.shortage(ours) is None
    assert dict(after.quotas) == {ours: 2, theirs: 2}
    await hold(stage, OURS)
    assert (await seating(stage.database)).unused(ours) == 0


async def test_to_ask_twice_is_one_wish_and_each_leader_is_told_once(stage: World) -> None:
    assert await ask(stage) == await ask(stage)
    async with stage.database.reading() as session:
        told = (await session.scalars(select(Notice.official_id).where(Notice.kind == "SeatWanted"))).all()
        assert sorted(told) == [2, 3]
        hoa = await person(stage, 1)
        found = await neighbours(session, hoa, 1, await id_of(stage, OURS), NOW)
        assert [(one.name, one.unused, one.asked) for one in found.found] == [("Phường Quế Võ", 3, True)]


async def test_two_leaders_answer_at_the_same_moment_and_one_answer_stands(stage: World) -> None:
    wish_id = await ask(stage)
    dung, tien = await person(stage, 2), await person(stage, 3)

    async def answers(who: Person, verb: object) -> bool:
        try:
            async with stage.database.writing() as session:
                await verb(session, who, wish_id, NOW)  # type: ignore[operator]
        except WishSettled:
            return False
        return True

    results = await asyncio.gather(answers(dung, give), answers(tien, give), answers(dung, keep))
    assert sorted(results) == [False, False, True]
    async with stage.database.reading() as session:
        [wish] = (await session.scalars(select(QuotaWish))).all()
        actions = (await session.scalars(select(AuditEntry.action).where(AuditEntry.subject == "quota_wish"))).all()
        told = await session.scalar(select(func.count()).select_from(Notice).where(Notice.kind == "WishAnswered"))
    assert wish.state in (QuotaWishState.granted, QuotaWishState.refused)
    assert len(actions) == 2
    assert told == 1
    moved = 1 if wish.state is QuotaWishState.granted else 0
    assert (await seating(stage.database)).quotas[wish.to_id] == 3 - moved


async def test_a_seat_taken_at_the_moment_of_giving_is_never_given_twice(stage: World) -> None:
    """Two neighbours ask for the last seat: one is given it, the other hears that there is none."""
    await stage.leader("Đỗ Văn An", THIRD)
    theirs = await id_of(stage, THEIRS)
    async with stage.database.writing() as session:
        await session.execute(update(CourseQuota).values(seats=1, allotted=1))
        await session.execute(update(Course).values(seats=2))
    ids = []
    for number, home in ((1, OURS), (5, THIRD)):
        asker, from_id = await person(stage, number), await id_of(stage, home)
        async with stage.database.writing() as session:
            ids.append((await wish_for(session, asker, 1, from_id, theirs, NOW)).id)
    dung = await person(stage, 2)

    async def gives(wish_id: int) -> bool:
        try:
            async with stage.database.writing() as session:
                await give(session, dung, wish_id, NOW)
        except NoKeptSeat:
            return False
        return True

    assert sorted(await asyncio.gather(*map(gives, ids))) == [False, True]
    found = await seating(stage.database)
    assert sum(found.unused(one) for one in found.quotas) == 1
    async with stage.database.writing() as session:
        assert await lapse_wishes(session, 1, NOW) == 1
        assert await lapse_wishes(session, 1, NOW) == 0


async def test_one_asks_only_for_the_own_commune_and_only_where_kept_seats_are_what_is_missing(stage: World) -> None:
    hoa, dung = await person(stage, 1), await person(stage, 2)
    ours, theirs, third = await id_of(stage, OURS), await id_of(stage, THEIRS), await id_of(stage, THIRD)

    async def refused(who: Person, from_id: int, to_id: int, **course: object) -> type[Exception]:
        async with stage.database.writing() as session:
            nested = await session.begin_nested()
            if course:
                await session.execute(update(Course).values(**course))
            try:
                await wish_for(session, who, 1, from_id, to_id, NOW)
            except Exception as refusal:
                await nested.rollback()
                return type(refusal)
        raise AssertionError("the wish was taken")

    assert await refused(hoa, theirs, ours) is NoRight
    assert await refused(dung, theirs, ours) is NoKeptSeat  # has its own
    assert await refused(hoa, ours, third) is NoKeptSeat
    assert await refused(hoa, ours, ours) is NoKeptSeat
    assert await refused(hoa, ours, theirs, seats=9) is NoKeptSeat  # may simply register
    assert await refused(hoa, ours, theirs, seats=1) is CourseFull
    assert await refused(hoa, ours, theirs, commune_cap=1) is CommuneCapReached
    assert await refused(hoa, ours, theirs, closes_at=NOW) is CourseClosed
    assert await refused(hoa, ours, theirs, quotas_until=NOW) is NoKeptSeat


async def test_nobody_outside_the_commune_answers_and_not_after_the_keeping(stage: World) -> None:
    wish_id = await ask(stage)
    for who in (await person(stage, 1), await person(stage, 4)):
        with pytest.raises(NoRight):
            async with stage.database.writing() as session:
                await give(session, who, wish_id, NOW)
    with pytest.raises(NoKeptSeat):
        async with stage.database.writing() as session:
            await give(session, await person(stage, 2), wish_id, NOW + timedelta(days=5))
    async with stage.database.reading() as session:
        assert len(await deciders_of(session, await id_of(stage, THEIRS), NOW.date())) == 2
        assert (await session.scalars(select(QuotaWish.state))).all() == [QuotaWishState.open]


async def test_kept_seats_in_sql_are_those_of_the_rules(stage: World) -> None:
    ours, theirs = await id_of(stage, OURS), await id_of(stage, THEIRS)
    async with stage.database.writing() as session:
        session.add(CourseQuota(course_id=1, commune_id=ours, seats=1, allotted=1))
    await hold(stage, OURS)  # one more than it is kept: that takes none of the others' seats
    found = await seating(stage.database)
    async with stage.database.reading() as session:
        for commune_id in (ours, theirs):
            query = select(kept_seats(CourseQuota.commune_id == commune_id)).select_from(Course)
            assert await session.scalar(query) == found.unused(commune_id)
        everything = select(kept_seats(CourseQuota.commune_id.is_not(None))).select_from(Course)
        assert await session.scalar(everything) == 3


async def test_the_reminder_asks_a_handful_of_questions_however_many_communes(stage: World) -> None:
    async with stage.database.writing() as session:
        await session.execute(update(Course).values(quotas_until=NOW + timedelta(hours=8)))
        homes = (await session.scalars(select(Commune.id).order_by(Commune.id))).all()
        for home in set(homes) - {await id_of(stage, THEIRS)}:
            session.add(CourseQuota(course_id=1, commune_id=home, seats=2, allotted=2))
    async with stage.database.writing() as session:
        assert await remind_of_quotas(session, NOW) == 3  # the only three leaders there are
    async with stage.database.writing() as session:
        assert await remind_of_quotas(session, NOW) == 0
