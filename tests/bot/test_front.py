"""What can be asked of a running process: whether it lives, whether it can work, how it fares."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.front import Front
from bot.running import asked
from tests.bot.outage import away
from tests.bot.outbox import owe
from tests.world import World

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # where the database has no part


class Probe:
    """Asks as Prometheus and a load balancer do."""

    def __init__(self, client: TestClient, stopped: asyncio.Event) -> None:  # type: ignore[type-arg]
        self.client, self.stopped = client, stopped

    async def status(self, path: str) -> int:
        return (await self.client.get(path)).status

    async def figure(self, name: str) -> float:
        """One line of /metrics; 0 where it is not there yet."""
        text = await (await self.client.get("/metrics")).text()
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0.0


@pytest.fixture
async def probe(world: World) -> AsyncIterator[Probe]:
    stopped = asyncio.Event()
    async with TestClient(TestServer(Front(world.database, world.clock, stopped).app())) as client:
        yield Probe(client, stopped)


async def test_a_process_is_ready_while_its_database_answers_and_it_is_not_stopping(
    world: World, probe: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await probe.status("/healthz"), await probe.status("/readyz")) == (200, 200)
    probe.stopped.set()
    assert (await probe.status("/healthz"), await probe.status("/readyz")) == (200, 503)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_without_its_database_a_process_lives_but_is_not_ready(world: World, probe: Probe) -> None:
    async with away(world.database):
        assert (await probe.status("/healthz"), await probe.status("/readyz")) == (200, 503)
        assert await probe.status("/metrics") == 200
    assert await probe.status("/readyz") == 200


async def test_what_is_handled_and_sent_is_counted(world: World, probe: Probe) -> None:
    answered = 'bot_updates_total{end="read",what="command:trogiup"}'
    before, sent = await probe.figure(answered), await probe.figure('bot_notices_total{end="sent"}')
    lan = await world.official("Lan")
    await world.says(lan, "/trogiup")
    await owe(world, lan, "a")
    assert await probe.figure("bot_notices_due") == 1
    await world.settle_post()
    assert await probe.figure(answered) == before + 1
    assert await probe.figure('bot_notices_total{end="sent"}') == sent + 1
    assert await probe.figure("bot_notices_due") == 0


@on_sqlite
async def test_what_people_type_is_never_a_name_of_a_metric(world: World, probe: Probe) -> None:
    lan = await world.official("Lan")
    await world.says(lan, "/0912345678")
    await world.says(lan, "chuyện riêng")
    text = await (await probe.client.get("/metrics")).text()
    assert "0912345678" not in text
    assert "riêng" not in text


async def test_who_cannot_be_reached_does_not_make_the_post_late(world: World, probe: Probe) -> None:
    hoa = await world.official("Hòa", linked=False)
    await owe(world, hoa, "a")
    assert (await probe.figure("bot_notices_due"), await probe.figure("bot_notices_late_seconds")) == (0, 0)


@on_sqlite
async def test_a_taken_port_stops_no_polling_process(world: World, caplog: pytest.LogCaptureFixture) -> None:
    stopped = asyncio.Event()
    async with asked(world.app, stopped, ("127.0.0.1", 0)):
        pass
    with_server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    async with with_server, asked(world.app, stopped, ("127.0.0.1", with_server.sockets[0].getsockname()[1])):
        assert "nobody can ask" in caplog.text
