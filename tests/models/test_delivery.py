"""The outbox's second half: who is taken, in which order, and what a lease means."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import select

from models.account import Account
from models.database import Database
from models.delivery import LEASE, anything_due, finish, put_back, sweep, take_due
from models.news.faults import FaultHappened
from models.notice import Lane, Notice, NoticeState, tell
from tests.conftest import NOW

LATER = NOW + timedelta(hours=1)


async def owe(database: Database, *words: str, user_id: int = 1, lane: Lane = Lane.prompt, **when: datetime) -> None:
    async with database.writing() as session:
        for one in words:
            news = FaultHappened(one, "")
            await tell(session, news, key=f"{one}", now=NOW, user_id=user_id, lane=lane, **when)


async def take(
    database: Database, now: datetime = NOW, lane: Lane = Lane.prompt, limit: int = 5, **more: list[int]
) -> list[str]:
    async with database.reading() as session:
        expected = await anything_due(session, now, lane=lane, **more)
    async with database.writing() as session:
        taken = await take_due(session, now, lane=lane, limit=limit, **more)
    assert bool(taken) == expected
    return [owed.facts["where"] for owed in taken]


async def settle(database: Database, state: NoticeState = NoticeState.sent) -> None:
    async with database.writing() as session:
        for notice_id in await session.scalars(select(Notice.id).where(Notice.state == NoticeState.sending)):
            await finish(session, notice_id, state, NOW)


async def test_only_what_is_due_and_not_stale_is_taken_from_its_lane(database: Database) -> None:
    await owe(database, "due")
    await owe(database, "later", user_id=2, due_at=LATER)
    await owe(database, "stale", user_id=3, stale_at=NOW)
    await owe(database, "bulk", user_id=4, lane=Lane.bulk)
    assert await take(database) == ["due"]
    assert await take(database) == []
    assert await take(database, lane=Lane.bulk) == ["bulk"]
    assert await take(database, LATER) == ["later"]


async def test_a_recipient_gets_one_after_the_other_and_others_get_theirs_meanwhile(database: Database) -> None:
    await owe(database, *(f"a{n}" for n in range(30)))
    await owe(database, "b", user_id=2)
    assert await take(database) == ["a0", "b"]
    assert await take(database) == []
    await settle(database)
    assert await take(database) == ["a1"]


async def test_who_cannot_be_reached_and_who_is_parked_is_left_alone(database: Database) -> None:
    async with database.writing() as session:
        session.add(Account(user_id=1, reachable=False))
        session.add(Account(user_id=2, reachable=True))
    await owe(database, "blocked", user_id=1)
    await owe(database, "free", user_id=2)
    await owe(database, "parked", user_id=3)
    assert await take(database, parked=[3]) == ["free"]
    assert await take(database) == ["parked"]


async def test_what_was_put_back_comes_again_at_its_time(database: Database) -> None:
    await owe(database, "x")
    assert await take(database) == ["x"]
    async with database.writing() as session:
        await put_back(session, 1, LATER, "RetryAfter")
    assert await take(database) == []
    assert await take(database, LATER) == ["x"]


async def test_a_lease_that_ran_out_means_uncertain_and_what_is_stale_is_dropped(database: Database) -> None:
    await owe(database, "in flight")
    await owe(database, "stale", user_id=2, stale_at=LATER, due_at=LATER)
    await take(database)
    async with database.writing() as session:
        assert await sweep(session, NOW + LEASE) == 0
        assert await sweep(session, LATER) == 1
    async with database.reading() as session:
        states = (await session.scalars(select(Notice.state).order_by(Notice.id))).all()
    assert states == [NoticeState.uncertain, NoticeState.dropped]


async def test_who_comes_on_duty_settles_what_the_last_one_had_in_hand_and_the_next_goes_on(database: Database) -> None:
    await owe(database, "in flight")
    await owe(database, "behind it")
    assert await take(database) == ["in flight"]
    assert await take(database) == []  # one after the other
    async with database.writing() as session:
        assert await sweep(session, NOW) == 0
        assert await sweep(session, NOW, inherits=True) == 1
    assert await take(database) == ["behind it"]


async def test_two_postmen_never_take_the_same_notice(database: Database) -> None:
    for n in range(40):
        await owe(database, f"n{n}", user_id=n)
    taken = await asyncio.gather(*(take_blindly(database) for _ in range(8)))
    everything = [words for batch in taken for words in batch]
    assert len(everything) == len(set(everything))


async def take_blindly(database: Database) -> list[str]:
    async with database.writing() as session:
        return [owed.facts["where"] for owed in await take_due(session, NOW, lane=Lane.prompt, limit=10)]
