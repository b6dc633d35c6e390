"""Updates reach the bot in order, again until confirmed: by polling or by webhook, never by both."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict
from telegram.ext import Application, MessageHandler

from playground.person import Person
from playground.request import InProcessRequest
from playground.telegram import Telegram


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not done():
            await asyncio.sleep(0.005)


async def texts(bot: Bot, **how: Any) -> list[str]:
    return [update.message.text for update in await bot.get_updates(**how)]


async def test_updates_come_again_until_the_offset_confirms_them(bot: Bot, lan: Person) -> None:
    lan.say("1").say("2").say("3")
    first, second, _ = await bot.get_updates()
    assert second.update_id == first.update_id + 1
    assert await texts(bot, limit=2) == ["1", "2"]
    assert await texts(bot, offset=second.update_id) == ["2", "3"]
    assert await texts(bot) == ["2", "3"]
    assert await texts(bot, offset=-1) == ["3"]
    assert await texts(bot) == ["3"]


async def test_a_long_poll_waits_for_an_update(bot: Bot, lan: Person) -> None:
    poll = asyncio.create_task(texts(bot, timeout=20))
    await asyncio.sleep(0.01)
    assert not poll.done()
    lan.say("đến")
    assert await poll == ["đến"]


async def test_a_second_poll_ends_the_first(bot: Bot, lan: Person) -> None:
    first = asyncio.create_task(texts(bot, timeout=20))
    await asyncio.sleep(0.01)
    second = asyncio.create_task(texts(bot, timeout=20))
    await asyncio.sleep(0.01)
    with pytest.raises(Conflict) as ended:
        await first
    assert ended.value.message == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    lan.say("x")
    assert await second == ["x"]


async def test_only_the_kinds_that_were_asked_for_are_kept(bot: Bot, lan: Person) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    lan.say("x")
    assert await bot.get_updates() == ()
    await bot.get_updates(allowed_updates=[])
    lan.say("y")
    assert await texts(bot) == ["y"]


async def test_a_message_waits_for_24_hours(bot: Bot, lan: Person, clock) -> None:
    lan.say("cũ")
    clock.forward(23 * 3600)
    lan.say("mới")
    clock.forward(3600)
    assert await texts(bot) == ["mới"]


async def test_a_polling_application_answers(telegram: Telegram, lan: Person) -> None:
    async def echo(update: Update, _: object) -> None:
        await update.effective_message.reply_text(f"«{update.effective_message.text}»")

    builder = Application.builder().token(telegram.token)
    application = builder.request(InProcessRequest(telegram)).get_updates_request(InProcessRequest(telegram)).build()
    application.add_handler(MessageHandler(None, echo))
    async with application:
        await application.updater.start_polling()
        await application.start()
        lan.say("1").say("2")
        await until(lambda: lan.sent_count() == 2)
        await application.updater.stop()
        await application.stop()
    assert [shown.text for shown in lan.seen[1:]] == ["1", "2", "«1»", "«2»"]
    assert not telegram.updates.pending


class Hook:
    """A bot's web server: keeps what it gets; answers with the next of `answers`, else 200."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.headers: list[str] = []
        self.answers: list[int] = []
        self.held: dict[str, asyncio.Event] = {}
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.got.append(update)
        self.headers.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        text = update.get("message", {}).get("text", "")
        if text in self.held:
            await self.held[text].wait()
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]


@pytest.fixture
async def hook(telegram: Telegram) -> AsyncIterator[Hook]:
    hook, app = Hook(), web.Application()
    app.router.add_post("/hook", hook.take)
    telegram.webhook.pause = 0.01
    async with TestServer(app) as server:
        hook.url = str(server.make_url("/hook"))
        yield hook
        await telegram.close()


async def drained(telegram: Telegram) -> None:
    await until(lambda: not telegram.updates.pending)


async def test_a_webhook_gets_what_waited_and_what_comes_with_the_secret(
    telegram: Telegram, bot: Bot, lan: Person, hook: Hook
) -> None:
    lan.say("trước")
    await bot.set_webhook(hook.url, secret_token="s3cret")
    lan.say("sau")
    assert (await bot.get_webhook_info()).pending_update_count == 2
    await drained(telegram)
    assert hook.texts() == ["trước", "sau"]
    assert hook.headers == ["s3cret", "s3cret"]
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_a_refused_update_is_repeated_before_the_next_one_of_that_person(
    telegram: Telegram, bot: Bot, lan: Person, hook: Hook
) -> None:
    hook.answers = [500, 503]
    await bot.set_webhook(hook.url)
    lan.say("1").say("2")
    await drained(telegram)
    assert hook.texts() == ["1", "1", "1", "2"]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"


async def test_a_slow_person_does_not_hold_up_another(telegram: Telegram, bot: Bot, lan: Person, hook: Hook) -> None:
    hoa = telegram.person(1002, "Hòa")
    hook.held["chậm"] = asyncio.Event()
    await bot.set_webhook(hook.url)
    lan.say("chậm").say("sau")
    hoa.say("nhanh")
    await until(lambda: len(hook.got) == 2)
    assert sorted(hook.texts()) == ["chậm", "nhanh"]
    hook.held["chậm"].set()
    await drained(telegram)
    assert hook.texts()[-1] == "sau"


async def test_webhook_and_polling_exclude_each_other(telegram: Telegram, bot: Bot, lan: Person, hook: Hook) -> None:
    hook.answers = [500] * 1000
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.01)
    await bot.set_webhook(hook.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    lan.say("x")
    await bot.delete_webhook()
    assert await texts(bot) == ["x"]
    lan.say("y")
    await bot.set_webhook(hook.url, drop_pending_updates=True)
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_an_unreachable_webhook_loses_nothing(
    telegram: Telegram, bot: Bot, lan: Person, hook: Hook, unused_tcp_port: int
) -> None:
    await bot.set_webhook(f"http://127.0.0.1:{unused_tcp_port}/hook")
    lan.say("x")
    await until(lambda: telegram.webhook.last_error is not None)
    info = await bot.get_webhook_info()
    assert "Connection" in info.last_error_message
    assert info.pending_update_count == 1
    await bot.set_webhook(hook.url)
    await drained(telegram)
    assert hook.texts() == ["x"]


async def test_a_webhook_needs_https_and_a_clean_secret(bot: Bot, hook: Hook) -> None:
    with pytest.raises(BadRequest, match=r"(?i)an https url must be provided for webhook"):
        await bot.set_webhook("http://bot.example.vn/hook")
    with pytest.raises(BadRequest, match=r"(?i)only on ports 80, 88, 443 or 8443"):
        await bot.set_webhook("https://bot.example.vn:8000/hook")
    with pytest.raises(BadRequest, match=r"(?i)secret token contains unallowed characters"):
        await bot.set_webhook(hook.url, secret_token="không")
