"""Long polling: what Telegram may forget, and when; and all that can come between."""

import asyncio
from typing import Any

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter

from bot import polling as polling_file
from bot.context import Context
from bot.polling import Polling, pause_after
from bot.routes import ANYBODY, Routes
from playground.faults import Fault
from playground.updates import UpdateQueue
from tests.bot.outage import away
from tests.bot.test_intake import app_with, at_confirm, registrations, waiting
from tests.until import until
from tests.world import World

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # where the database has no part


@pytest.fixture
def gate() -> asyncio.Event:
    """What the test's own slow command waits for."""
    return asyncio.Event()


@pytest.fixture
async def slow(world: World, gate: asyncio.Event) -> World:
    """A bot with a command that hangs until the gate opens."""
    routes = Routes()

    @routes.command("treo", needs=ANYBODY)
    async def hang(context: Context) -> None:
        await gate.wait()

    await app_with(world, routes)
    return world


@on_sqlite
async def test_an_update_is_confirmed_only_after_its_effect_and_answer(slow: World, gate: asyncio.Event) -> None:
    lan = slow.telegram.person(1, "Lan").say("/treo")
    await slow.app.polling.once()
    await slow.app.polling.once()
    assert len(waiting(slow)) == 1
    gate.set()
    lan.say("/trogiup")
    await slow.settle()
    assert waiting(slow) == []


@on_sqlite
async def test_one_that_hangs_holds_up_nobody_and_nothing_is_handled_twice(slow: World, gate: asyncio.Event) -> None:
    slow.telegram.person(1, "Lan").say("/treo")
    others = [slow.telegram.person(10 + n, f"N{n}").say("/trogiup") for n in range(20)]
    for _ in range(3):
        await slow.app.polling.once()
    assert [person.sent_count("Hướng dẫn") for person in others] == [1] * 20
    assert len(waiting(slow)) == 21
    gate.set()
    await slow.app.polling.finish()
    assert waiting(slow) == []


@on_sqlite
async def test_what_ends_while_the_next_question_is_on_its_way_is_not_handled_again(
    slow: World, gate: asyncio.Event
) -> None:
    slow.telegram.person(1, "Lan").say("/treo")
    other = slow.telegram.person(2, "Mai").say("/trogiup")

    class Wire:
        async def raw_updates(self, offset: int, seconds: int) -> list[dict[str, Any]]:
            batch = await slow.app.bot.raw_updates(offset, seconds)
            if other.sent_count("Hướng dẫn") and len(polling._under_way):
                gate.set()
                await polling._under_way.until(0, 5)
            return batch

    polling = Polling(Wire(), slow.app.intake, slow.database, slow.app.clock)  # type: ignore[arg-type]
    for _ in range(3):
        await polling.once()
    await polling.finish()
    assert other.sent_count("Hướng dẫn") == 1


@on_sqlite
async def test_ids_that_begin_anew_lower_are_handled_once_and_confirmed(world: World) -> None:
    lan = await world.official("Lan")
    lan.say("/trogiup")
    await world.settle()
    world.telegram.updates._next_id = 7
    async with asyncio.timeout(20):  # handled for ever, if not once
        for _ in range(2):
            lan.say("/lop")
            await world.settle()
            await world.app.polling.once()
            assert waiting(world) == []
    assert world.telegram.ledger.of(lan.id, text="Hướng dẫn")[0].kind == "sent"
    assert len([entry for entry in world.telegram.ledger.of(lan.id, "sent") if "Hướng dẫn" not in entry.text]) == 3


@on_sqlite
async def test_what_took_longer_than_its_batch_is_confirmed_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling_file, "TOGETHER_SECONDS", 0)
    lan = await world.official("Lan")
    lan.say("/dangky")
    await world.settle()
    assert waiting(world) == []
    assert not world.app.polling.is_busy


async def test_after_a_restart_it_goes_on_where_it_was(world: World) -> None:
    lan = await world.official("Lan")
    lan.say("/trogiup")
    await world.app.intake.submit(waiting(world)[0])  # handled, and then the process died
    again = Polling(world.app.bot, world.app.intake, world.database, world.app.clock)
    lan.say("/dangky")
    while await again.once():
        pass
    assert waiting(world) == []
    assert "đăng ký" in lan.last.text


@on_sqlite
async def test_whatever_fails_the_next_question_is_asked(world: World) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    faults = (
        Fault.answer(409, "Conflict: terminated by other getUpdates request"),
        Fault.bad_gateway(),
        Fault.cut(),
        Fault.not_connected(),
        Fault.too_many(4),
        Fault.answer(401, "Unauthorized"),
    )
    lan = await world.official("Lan")
    for fault in faults:
        world.telegram.faults.next("getUpdates", fault)
    lan.say("/trogiup")
    polling = Polling(world.app.bot, world.app.intake, world.database, world.app.clock, sleep=sleep)
    running = asyncio.create_task(polling.run())
    await until(lambda: lan.sent_count("Hướng dẫn") == 1)
    running.cancel()
    assert pauses == [5, 2, 2, 2, 4, 30]


@on_sqlite
async def test_who_polls_beside_a_webhook_or_another_poller_reads_what_to_do(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.app.bot.set_webhook("https://bot.example.vn/hook")
    with pytest.raises(Conflict) as caught:
        await world.app.polling.once()
    pause_after(caught.value)
    assert "main.py webhook delete" in caplog.text
    await world.app.bot.delete_webhook()
    first = asyncio.ensure_future(world.app.bot.raw_updates(0, 5))
    await asyncio.sleep(0.05)
    await world.app.polling.once()
    with pytest.raises(Conflict) as caught:
        await first
    pause_after(caught.value)
    assert "another process is polling with this token: stop it" in caplog.text


def test_a_pause_fits_its_reason() -> None:
    errors = [Conflict("x"), InvalidToken(), RetryAfter(9), NetworkError("x"), KeyError("ours")]
    assert [pause_after(error) for error in errors] == [5, 30, 9, 2, 2]


async def test_a_database_that_is_away_confirms_nothing_and_everything_comes_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.TRIES", 1)
    lan = await world.official("Lan")
    await at_confirm(world, lan)
    lan.press("Xác nhận")
    async with away(world.database):
        running = asyncio.create_task(world.app.polling.run())
        await asyncio.sleep(0.5)
        assert len(waiting(world)) == 1
    await until(lambda: not waiting(world))
    running.cancel()
    assert await registrations(world) == 1
    assert "chờ duyệt" in lan.last.text


@on_sqlite
async def test_finishing_without_a_network_raises_nothing(world: World) -> None:
    await world.official("Lan")
    world.telegram.faults.next("getUpdates", Fault.not_connected())
    await world.app.polling.finish()


def test_a_queue_in_the_playground_forgets_nothing_for_an_offset_from_before_new_ids() -> None:
    queue = UpdateQueue(lambda: 0.0)
    queue.add("message", {}, 1)
    queue._confirm(10**9)
    assert len(queue.pending) == 1
