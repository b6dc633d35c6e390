"""The webhook: who is believed, what is answered to Telegram and when, and that nothing comes twice or out of order."""

import asyncio
import io
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.context import Context
from bot.front import Front
from bot.message import Message
from bot.reception import Address, set_webhook
from bot.routes import ANYBODY, Routes, Work
from bot.texts.words import html
from bot.webhook import LARGEST, SECRET_HEADER, Webhook, default_secret
from playground.errors import Json
from tests.bot.outage import away
from tests.bot.test_intake import app_with, at_confirm, registrations, waiting
from tests.until import until
from tests.world import TOKEN, World

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # where the database has no part
SECRET = default_secret(TOKEN)
PATH = "/hook"


class Desk:
    """The bot's address as Telegram sees it."""

    def __init__(self, world: World, client: TestClient, webhook: Webhook) -> None:  # type: ignore[type-arg]
        self.world, self.client, self.webhook = world, client, webhook

    async def post(self, body: bytes | Json, secret: str | None = SECRET) -> ClientResponse:
        data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        return await self.client.post(PATH, data=data, headers={} if secret is None else {SECRET_HEADER: secret})

    async def is_registered_at_telegram(self) -> None:
        """From now on the playground brings its updates here."""
        await set_webhook(self.world.app.bot, Address(str(self.client.make_url(PATH)), SECRET))

    async def is_quiet(self) -> None:
        await until(lambda: not waiting(self.world))


@pytest.fixture
async def desk(world: World) -> AsyncIterator[Desk]:
    webhook = Webhook(world.app.intake, world.database, SECRET)
    front = Front(world.database, world.clock, asyncio.Event()).app(PATH, webhook)
    async with TestClient(TestServer(front)) as client:
        yield Desk(world, client, webhook)
        await world.telegram.webhook.close()


async def desk_with(world: World, desk: Desk, routes: Routes) -> None:
    desk.webhook._intake = (await app_with(world, routes)).intake


async def test_the_whole_way_from_a_tap_to_the_leader_goes_by_webhook(world: World, desk: Desk) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    await world.course("Chuyển đổi số")
    await desk.is_registered_at_telegram()
    lan.say("chuyen doi so")
    await until(lambda: any(b.get("text") == "Đăng ký" for row in lan.last.buttons for b in row))
    lan.press("Đăng ký")
    await until(lambda: any(b.get("text") == "Xác nhận" for row in lan.last.buttons for b in row))
    lan.press("Xác nhận")
    await until(lambda: "chờ duyệt" in lan.last.text)
    await desk.is_quiet()
    await world.settle_post()
    assert hoa.sent_count("Nguyễn Thị Lan") == 1


@on_sqlite
async def test_telegram_hears_200_only_after_the_effect_and_the_answer(world: World, desk: Desk) -> None:
    routes, gate = Routes(), asyncio.Event()

    @routes.command("treo", needs=ANYBODY)
    async def hang(context: Context) -> Message:
        await gate.wait()
        return Message(html("xong"))

    lan = await world.official("Lan")
    await desk_with(world, desk, routes)
    lan.say("/treo")
    posted = asyncio.ensure_future(desk.post(waiting(world)[0]))
    again = asyncio.ensure_future(desk.post(waiting(world)[0]))  # Telegram lost patience: it is the same work
    await asyncio.sleep(0.1)
    assert not posted.done()
    gate.set()
    assert [(await posted).status, (await again).status] == [200, 200]
    assert lan.sent_count("xong") == 1


@on_sqlite
@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "Đ"])
async def test_who_does_not_know_the_secret_is_not_believed(world: World, desk: Desk, secret: str | None) -> None:
    lan = await world.official("Lan")
    before = lan.sent_count()
    lan.say("/trogiup")
    assert (await desk.post(waiting(world)[0], secret)).status == 403
    assert lan.sent_count() == before


@on_sqlite
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (b"{}", 400),
        ({"update_id": "7"}, 400),
        ({"update_id": True}, 400),
        ({"update_id": -1}, 400),
        ({"update_id": 2**63}, 400),
        ({"update_id": 1.5}, 400),
        ({"update_id": 7}, 200),
        ({"update_id": 8, "message": {"chat": "?"}}, 200),
        ({"update_id": 9, "message": None, "callback_query": []}, 200),
        (b" " * (LARGEST + 1), 413),
    ],
)
async def test_what_is_no_update_is_refused_and_what_cannot_be_read_does_not_come_for_ever(
    desk: Desk, body: bytes | Json, status: int
) -> None:
    assert (await desk.post(body)).status == status


KEYS = st.sampled_from(
    ["update_id", "message", "callback_query", "my_chat_member", "from", "chat", "id", "text", "data", "date", "type"]
)
LEAVES = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=20)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(), inner), max_leaves=20
)


@on_sqlite
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(update_id=st.integers(0, 2**63 - 1), rest=st.dictionaries(KEYS, JSON))
async def test_whatever_a_body_holds_it_is_answered_and_the_next_one_is_handled(
    desk: Desk, update_id: int, rest: dict[str, object]
) -> None:
    assert (await desk.post(rest | {"update_id": update_id})).status == 200


async def test_while_the_database_is_away_telegram_keeps_everything_and_brings_it_again_in_order(
    world: World, desk: Desk
) -> None:
    lan = await world.official("Lan")
    await at_confirm(world, lan)
    lan.press("Xác nhận")
    lan.say("/dangky")
    async with away(world.database):
        answer = await desk.post(waiting(world)[0])
        assert (answer.status, answer.headers["Retry-After"]) == (503, "3")
    assert await registrations(world) == 0
    world.telegram.webhook.pause = 0.05
    await desk.is_registered_at_telegram()
    await desk.is_quiet()
    assert await registrations(world) == 1
    assert lan.sent_count("Hệ thống gặp lỗi") == 0


async def test_a_repeat_changes_nothing_and_after_the_note_says_nothing(world: World, desk: Desk) -> None:
    lan = await world.official("Lan")
    await at_confirm(world, lan)
    lan.press("Xác nhận")
    repeat = waiting(world)[0]
    assert (await desk.post(repeat)).status == 200
    await desk.webhook.note_once()
    before = len(world.telegram.ledger.of(lan.id, "sent")), len(world.telegram.ledger.of(lan.id, "edited"))
    assert (await desk.post(repeat)).status == 200
    assert (len(world.telegram.ledger.of(lan.id, "sent")), len(world.telegram.ledger.of(lan.id, "edited"))) == before
    assert await registrations(world) == 1


async def test_a_note_that_cannot_be_written_stops_nothing(
    world: World, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    lan = await world.official("Lan")
    lan.say("/huy")
    assert (await desk.post(waiting(world)[0])).status == 200
    async with away(world.database):
        await desk.webhook.note_once()
    assert "1 answers were not noted" in caplog.text


@on_sqlite
async def test_an_update_that_takes_longer_than_telegram_waits_is_not_done_twice(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    routes, gate, calls = Routes(), asyncio.Event(), list[int]()

    @routes.command("cham", needs=ANYBODY, work=Work.writes)
    async def slow(context: Context) -> Message:
        calls.append(1)
        await gate.wait()
        return Message(html("xong"))

    monkeypatch.setattr("bot.webhook.PATIENCE", 0.05)
    lan = await world.official("Lan")
    await desk_with(world, desk, routes)
    lan.say("/cham")
    assert (await desk.post(waiting(world)[0])).status == 503
    gate.set()
    assert (await desk.post(waiting(world)[0])).status == 200
    assert (calls, lan.sent_count("xong")) == ([1], 1)
