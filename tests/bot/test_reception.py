"""How Telegram learns where to bring the updates, and how we see that it cannot."""

import asyncio
from datetime import timedelta

import pytest
from telegram.error import BadRequest

from bot.connection import ALLOWED_UPDATES
from bot.reception import MOST_CONNECTIONS, Address, listen_by_polling, listen_by_webhook, set_webhook, watch_pending
from playground.faults import Fault
from tests.bot.test_webhook import on_sqlite
from tests.until import until
from tests.world import World

pytestmark = on_sqlite
HERE = Address("https://bot.example.vn/hook", "secret")


def called(world: World) -> int:
    return world.telegram.calls


async def test_the_webhook_is_set_with_all_that_we_want_and_only_where_it_differs(world: World) -> None:
    await listen_by_webhook(world.app.bot, HERE)
    webhook = world.telegram.webhook
    assert (webhook.url, webhook.secret, webhook.max_connections) == (HERE.url, "secret", MOST_CONNECTIONS)
    assert world.telegram.updates.allowed == set(ALLOWED_UPDATES)
    before = called(world)
    await listen_by_webhook(world.app.bot, HERE)
    assert called(world) - before == 1  # looked, and left it
    webhook.max_connections = 40
    await listen_by_webhook(world.app.bot, HERE)
    assert webhook.max_connections == MOST_CONNECTIONS


async def test_of_many_processes_that_start_together_all_come_through(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.reception.seconds_of", lambda _: timedelta())
    world.telegram.faults.next("setWebhook", Fault.too_many(1))
    await asyncio.gather(*(listen_by_webhook(world.app.bot, HERE) for _ in range(3)))
    assert world.telegram.webhook.url == HERE.url


async def test_a_network_that_is_away_is_waited_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.reception.AGAIN_SECONDS", 0.0)
    world.telegram.faults.next("getWebhookInfo", Fault.bad_gateway())
    await listen_by_webhook(world.app.bot, HERE)
    assert world.telegram.webhook.url == HERE.url


async def test_an_address_that_telegram_will_not_have_is_no_reason_to_wait(world: World) -> None:
    with pytest.raises(BadRequest):
        await listen_by_webhook(world.app.bot, Address("http://bot.example.vn/hook", "secret"))


async def test_who_polls_takes_the_webhook_away_and_loses_nothing(world: World) -> None:
    await set_webhook(world.app.bot, HERE)
    lan = await world.official("Lan", linked=False)
    lan.say("/trogiup")
    await listen_by_polling(world.app.bot)
    await world.settle()
    assert world.telegram.webhook.url == ""
    assert lan.sent_count("Hướng dẫn") == 1


async def test_what_waits_at_telegram_is_watched(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.reception.MANY_PENDING", 2)
    monkeypatch.setattr("bot.reception.WATCH_SECONDS", 0.01)

    async def nobody_is_there(*_: object) -> tuple[int, str, dict[str, str]]:
        raise OSError("Connection refused")

    world.telegram.webhook.post = nobody_is_there
    await set_webhook(world.app.bot, HERE)
    for n in range(3):
        world.telegram.person(50 + n).say("/trogiup")
    world.telegram.faults.next("getWebhookInfo", Fault.bad_gateway())
    stopped = asyncio.Event()
    watching = asyncio.ensure_future(watch_pending(world.app.bot, stopped))
    await until(lambda: "3 updates wait at Telegram" in caplog.text and "Connection refused" in caplog.text)
    stopped.set()
    await watching
    assert caplog.text.count("Connection refused") == 1
