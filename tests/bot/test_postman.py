"""The postman against a Telegram that fails in every way: what becomes of each notice, and what the person sees."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot import postman as postman_file
from bot.pace import Pace
from bot.postman import Postman
from models.account import Account
from models.notice import Lane, Notice
from playground.faults import Fault
from tests.bot.outage import away
from tests.bot.outbox import owe, owe_everybody, states, sweep_up
from tests.statements import overheard
from tests.until import PATIENCE, until
from tests.world import World

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # where the database has no part

# what comes back: the fault; state and messages seen at once; the same after some minutes
TABLE: dict[str, tuple[Fault, str, int, str, int]] = {
    "429": (Fault.too_many(3), "pending", 0, "sent", 1),
    "429 without a time": (Fault.answer(429, "Too Many Requests"), "pending", 0, "sent", 1),
    "connection refused": (Fault.not_connected(), "pending", 0, "sent", 1),
    "token refused": (Fault.answer(401, "Unauthorized"), "pending", 0, "sent", 1),
    "cut, not delivered": (Fault.cut(), "uncertain", 0, "uncertain", 0),
    "cut, delivered": (Fault.cut(delivered=True), "uncertain", 1, "uncertain", 1),
    "no answer, delivered": (Fault.timeout_after_delivery(), "uncertain", 1, "uncertain", 1),
    "502, not delivered": (Fault.bad_gateway(), "uncertain", 0, "uncertain", 0),
    "502, delivered": (Fault.bad_gateway(delivered=True), "uncertain", 1, "uncertain", 1),
    "500, delivered": (Fault.server_error(delivered=True), "uncertain", 1, "uncertain", 1),
    "blocked": (Fault.answer(403, "Forbidden: bot was blocked by the user"), "pending", 0, "pending", 0),
    "deactivated": (Fault.answer(403, "Forbidden: user is deactivated"), "pending", 0, "pending", 0),
    "chat not found": (Fault.answer(400, "Bad Request: chat not found"), "pending", 0, "pending", 0),
    "markup refused": (Fault.answer(400, "Bad Request: can't parse entities: …"), "sent", 1, "sent", 1),
    "impossible": (Fault.answer(400, "Bad Request: message is too long"), "failed", 0, "failed", 0),
    "chat moved": (Fault.migrate(-100123), "failed", 0, "failed", 0),
}


async def test_every_failure_has_its_state_and_the_person_sees_the_notice_once_or_not_at_all(world: World) -> None:
    at_once, later, people = {}, {}, {}
    for row, (fault, *_) in TABLE.items():
        person = people[row] = await world.official(f"N {row}")
        await owe(world, person, f"«{row}»")
        world.telegram.faults.next("sendMessage", fault, chat_id=person.id)
        await world.app.postman.round(Lane.prompt)
        at_once[row] = ((await states(world))[f"«{row}»"], person.sent_count(f"«{row}»"))
        world.clock.at += timedelta(minutes=3)
        await sweep_up(world)
        await world.settle()
        later[row] = ((await states(world))[f"«{row}»"], person.sent_count(f"«{row}»"))
    assert at_once == {row: expected[1:3] for row, expected in TABLE.items()}
    assert later == {row: expected[3:5] for row, expected in TABLE.items()}
    async with world.database.reading() as session:
        reached = {row: (await session.get_one(Account, person.id)).reachable for row, person in people.items()}
    assert [row for row, reachable in reached.items() if not reachable] == ["blocked", "deactivated", "chat not found"]


@on_sqlite
async def test_a_broken_letter_goes_out_as_plain_text_without_its_markup(world: World) -> None:
    lan = await world.official("Lan")
    await owe(world, lan, "a < b")
    world.telegram.faults.next("sendMessage", Fault.answer(400, "Bad Request: can't parse entities: …"))
    await world.settle()
    assert lan.last.entities == []
    assert "a < b" in lan.last.text


async def test_a_bulk_notice_to_somebody_who_blocked_the_bot_ends_so_and_is_counted(world: World) -> None:
    lan = await world.official("Lan")
    await owe(world, lan, "bulk", Lane.bulk)
    world.telegram.chats[lan.id].blocked = True  # and Telegram has not told us yet
    await world.settle()
    assert await states(world) == {"bulk": "blocked"}


async def test_who_blocked_the_bot_gets_what_is_owed_when_back(world: World) -> None:
    lan = await world.official("Lan")
    lan.block()
    await world.settle()
    await owe(world, lan, "owed")
    await world.settle()
    assert await states(world) == {"owed": "pending"}
    lan.unblock()
    await world.settle()
    assert await states(world) == {"owed": "sent"}
    assert lan.sent_count("owed") == 1


async def test_who_speaks_is_reachable_again_whatever_telegram_said_before(world: World) -> None:
    lan = await world.official("Lan")
    await owe(world, lan, "owed")
    world.telegram.faults.next("sendMessage", Fault.answer(400, "Bad Request: chat not found"))
    await world.settle()
    assert lan.sent_count("owed") == 0
    lan.say("/lop")
    await world.settle()
    assert lan.sent_count("owed") == 1


async def test_a_bare_account_that_cannot_be_reached_is_not_tried_again_and_again(world: World) -> None:
    stranger = world.telegram.person(77, "Nobody")  # has never started the bot
    await owe(world, stranger, "hello")
    before = world.telegram.calls
    for _ in range(5):
        await world.app.postman.round(Lane.prompt)
    assert world.telegram.calls == before + 1
    assert await states(world) == {"hello": "pending"}


async def test_a_notice_waits_for_the_link_and_goes_out_after_it(world: World) -> None:
    lan = await world.official("Lan", linked=False)
    await owe(world, lan, "early")
    lan.say("/start")
    await world.settle()
    assert await states(world) == {"early": "pending"}
    async with world.database.writing() as session:
        (await session.get_one(Account, lan.id)).official_id = 1
    await world.settle()
    assert await states(world) == {"early": "sent"}


@on_sqlite
async def test_a_notice_that_is_no_longer_true_is_dropped(world: World) -> None:
    lan, hoa = await world.official("Lan"), await world.leader("Hòa")
    await world.course("Chuyển đổi số")
    hoa.block()
    lan.say("chuyen doi so")
    await world.settle()
    for label in ("Đăng ký", "Xác nhận", "Đăng ký của tôi", "Rút đăng ký", "Xác nhận"):
        lan.press(label)
        await world.settle()
    hoa.unblock()
    await world.settle()
    assert [shown for shown in hoa.seen if shown.buttons and "Duyệt" in shown.labels] == []


@on_sqlite
async def test_a_letter_that_cannot_be_worded_fails_alone(world: World, caplog: pytest.LogCaptureFixture) -> None:
    lan, hoa = await world.official("Lan"), await world.official("Hòa")
    await owe(world, lan, "bad")
    async with world.database.writing() as session:
        await session.execute(update(Notice).values(kind="NoSuchNews"))
    await owe(world, hoa, "good")
    await world.settle()
    assert await states(world) == {"good": "sent"}
    assert "could not be worded" in caplog.text


async def test_a_persons_notices_keep_their_order_and_a_long_row_of_them_holds_up_nobody(world: World) -> None:
    lan, hoa = await world.official("Lan"), await world.official("Hòa")
    for n in range(100):
        await owe(world, hoa, f"hoa {n:03}")
    await owe(world, lan, "lan")
    await world.app.postman.round(Lane.prompt)
    assert lan.sent_count("lan") == 1
    await world.settle()
    heard = [shown.text for shown in hoa.seen if "hoa 0" in shown.text]
    assert len(heard) == 100
    assert heard == sorted(heard)


@asynccontextmanager
async def at_work(world: World, pace: Pace | None = None) -> AsyncIterator[Postman]:
    """A postman that runs by himself, and ends in order."""
    postman = Postman(world.database, world.app.bot, world.clock, pace or Pace(1000, chat_seconds=0))
    running = asyncio.create_task(postman.run())
    try:
        yield postman
    finally:
        postman.stop()
        await asyncio.wait_for(running, PATIENCE)


@on_sqlite
async def test_a_persons_notice_is_not_held_up_by_500_bulk_ones(world: World) -> None:
    hoa = await world.official("Hòa")
    crowd = [world.telegram.person(5000 + n, f"N{n}").start() for n in range(500)]
    world.telegram.updates.pending.clear()
    await owe_everybody(world, crowd, "bulk", Lane.bulk)

    def bulk_sent() -> int:
        return len(world.telegram.ledger.of(text="bulk"))

    async with at_work(world, Pace(25)) as postman:
        await until(lambda: bulk_sent() >= 5)
        await owe(world, hoa, "prompt")
        postman.wake()
        await until(lambda: hoa.sent_count("prompt") == 1)
        assert bulk_sent() < 50


@on_sqlite
async def test_one_slow_chat_holds_up_nobody_else(world: World) -> None:
    lan, hoa = await world.official("Lan"), await world.official("Hòa")
    world.telegram.faults.next("sendMessage", Fault.slow(0.6), chat_id=lan.id)
    await owe(world, lan, "slow")
    async with at_work(world):
        await until(lambda: lan.sent_count("slow") == 1)
        await owe(world, hoa, "quick")
        await until(lambda: hoa.sent_count("quick") == 1)
        assert (await states(world))["slow"] == "sending"
    assert await states(world) == {"slow": "sent", "quick": "sent"}  # stopping waits for what is in the air


@on_sqlite
async def test_no_wake_up_is_lost(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postman_file, "IDLE_SECONDS", 3600.0)
    lan = await world.official("Lan")
    async with at_work(world) as postman:
        for n in range(25):
            postman.wake()
            for _ in range(n):
                await asyncio.sleep(0.0005)
            await owe(world, lan, f"no. {n:02}")
            postman.wake()
            await until(lambda n=n: lan.sent_count(f"no. {n:02}") == 1)


async def test_a_database_that_is_away_after_the_send_makes_nothing_doubtful_nor_double(world: World) -> None:
    lan = await world.official("Lan")
    world.telegram.faults.next("sendMessage", Fault.slow(0.3), chat_id=lan.id)
    await owe(world, lan, "once")
    async with at_work(world):
        await until(lambda: lan.sent_count("once") == 1)
        async with away(world.database):
            await asyncio.sleep(0.7)
    assert await states(world) == {"once": "sent"}
    assert lan.sent_count("once") == 1


async def test_a_sender_that_died_leaves_its_notice_uncertain_and_nobody_sends_it_again(world: World) -> None:
    lan = await world.official("Lan")
    await owe(world, lan, "held")
    world.telegram.faults.next("sendMessage", Fault.slow(30), chat_id=lan.id)
    dead = asyncio.create_task(world.app.postman.round(Lane.prompt))
    await until(lambda: lan.sent_count("held") == 1)
    dead.cancel()
    other = Postman(world.database, world.app.bot, world.clock, Pace(1000, chat_seconds=0))
    assert await other.round(Lane.prompt) == 0
    assert await sweep_up(world) == 0  # the lease still runs
    world.clock.at += timedelta(minutes=3)
    assert await sweep_up(world) == 1
    assert await other.round(Lane.prompt) == 0
    assert await states(world) == {"held": "uncertain"}
    assert lan.sent_count("held") == 1


@on_sqlite
async def test_an_idle_look_only_reads(world: World) -> None:
    begun: list[str] = []
    with overheard(world.database, lambda statement, _: begun.append(statement)):
        for lane in Lane:
            assert await world.app.postman.round(lane) == 0
    said = [statement.split()[0] for statement in begun]
    assert said.count("SELECT") == 2
    assert "BEGIN IMMEDIATE" not in begun
    assert set(said) <= {"SELECT", "BEGIN"}
