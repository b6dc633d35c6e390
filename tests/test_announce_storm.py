"""A broadcast through bad weather: 429s, 502s, cut lines, lost answers, blocked people, two deaths and a pause."""

import asyncio
import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.pace import Pace
from bot.postman import Postman
from jobs.run_announcements import run_announcements
from models.account import Account
from models.delivery import sweep
from models.notice import Lane, Notice
from models.recipients import KIND
from playground.faults import Fault
from playground.messages import Shown
from playground.person import Person
from tests.announcing import announcement, crowd, rows, writes_to_all
from tests.until import until
from tests.world import World

WEATHER = (
    Fault.too_many(1),
    Fault.bad_gateway(),
    Fault.bad_gateway(delivered=True),
    Fault.cut(),
    Fault.cut(delivered=True),
    Fault.not_connected(),
    Fault.timeout_after_delivery(),
)


async def dies_with_a_message_in_hand(world: World) -> None:
    """As kill -9 does it: the process is gone after the message left, before that is noted."""
    postman = Postman(world.database, world.app.bot, world.clock, Pace(1000, chat_seconds=0))
    before = len(world.telegram.ledger)
    world.telegram.faults.next("sendMessage", Fault.slow(30), times=3)
    dying = asyncio.create_task(postman.round(Lane.bulk))
    await until(lambda: len(world.telegram.ledger) > before)
    dying.cancel()
    for task in postman._in_hand[Lane.bulk]:
        task.cancel()
    world.telegram.faults._script[:] = [line for line in world.telegram.faults._script if line.fault.seconds == 0]


@pytest.mark.parametrize("seed", [1, 2])
async def test_everybody_has_it_once_or_is_named_and_the_report_is_what_telegram_saw(world: World, seed: int) -> None:
    rng = random.Random(seed)
    tuan = await world.admin("Tuấn")
    people = await crowd(world, 60)
    blocked = rng.sample(people, 3)
    for person in blocked:
        world.telegram.chats[person.id].blocked = True
    await writes_to_all(world, tuan, "Họp giao ban")
    for person in rng.sample(people, 25):
        world.telegram.faults.next("sendMessage", rng.choice(WEATHER), chat_id=person.id)
    await world.presses(tuan, "Gửi")
    card = next(shown for shown in reversed(tuan.seen) if "Tạm dừng" in shown.labels)
    await world.ticks(1)
    for _ in range(2):
        for _ in range(2):  # the trial is over: it goes on, or stands still until the admin lets it
            world.clock.at += timedelta(seconds=5)
            await run_announcements(world.desk)
            await resume(world, tuan, card)
        await dies_with_a_message_in_hand(world)
        world.clock.at += timedelta(minutes=3)
        async with world.database.writing() as session:
            await sweep(session, world.clock.now())
    tuan.forge_press("1:anpause:1", card)
    await world.settle()
    paused = len(world.telegram.ledger.of(kind="sent", text="Họp giao ban"))
    await world.ticks(3)
    assert len(world.telegram.ledger.of(kind="sent", text="Họp giao ban")) == paused
    await resume(world, tuan, card)
    await world.ticks(20)
    await resume(world, tuan, card)
    await world.ticks(20)

    async with world.database.reading() as session:
        found = await session.execute(
            select(Account.user_id, Notice.state)
            .join(Account, Account.official_id == Notice.official_id)
            .where(Notice.kind == KIND, Account.user_id != tuan.id)
        )
        states = {user_id: str(state) for user_id, state in found}
    assert len(states) == 60
    got = {person.id: person.sent_count("Họp giao ban") for person in people}
    assert {user_id: got[user_id] for user_id, state in states.items() if state == "sent" and got[user_id] != 1} == {}
    assert {user_id: got[user_id] for user_id, state in states.items() if got[user_id] > 1} == {}
    assert {states[person.id] for person in blocked} <= {"blocked", "uncertain"}  # a lost answer hides the refusal
    assert {user_id for user_id, state in states.items() if state == "blocked"} <= {person.id for person in blocked}
    assert set(states.values()) == {"sent", "blocked", "uncertain"}
    assert str((await announcement(world)).state) == "finished"
    total = await rows(world)
    for line in (
        f"Đã gửi: {total['sent']}",
        f"Đã chặn: {total['blocked']}",
        f"Chưa rõ đã đến hay chưa: {total['uncertain']}",
    ):
        assert line in tuan.last.text


async def resume(world: World, admin: Person, card: Shown) -> None:
    """Where it stands still, for whatever reason, the admin lets it go on."""
    if str((await announcement(world)).state) == "paused":
        admin.forge_press("1:anresume:1", card)
        while await world.app.polling.once() or world.app.polling.is_busy:
            pass
