"""Several real processes on one database: all take updates in, one is on duty, kill -9 loses and doubles nothing."""

import asyncio
import os
import signal
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.app import App, assemble
from bot.connection import Connection
from bot.context import Context
from bot.pace import Pace
from bot.routes import ANYBODY, Routes, Work
from handlers import ROUTES
from models.database import Database
from playground.person import Person
from playground.request import InProcessRequest
from tests.bot.test_intake import waiting
from tests.test_crash import ROOT, kill, notices, registrations, stage, start, telegram_at
from tests.until import PATIENCE, until
from tests.world import TOKEN, World

__all__ = ["stage"]  # a fixture

on_postgresql = pytest.mark.parametrize("url", ["postgresql"], indirect=True)
TAKE_OVER_SECONDS = 10


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass
class Fleet:
    """Processes behind a load balancer that gives each request to the next one that takes it."""

    world: World
    telegram: str
    log: Path
    session: aiohttp.ClientSession
    port: int = field(default_factory=free_port)
    running: dict[int, asyncio.subprocess.Process] = field(default_factory=dict)
    turns: "count[int]" = field(default_factory=count)

    async def launch(self, patience: float = PATIENCE, **more: str) -> int:
        """One process more; its port, once it is ready."""
        port = free_port()
        settings = {"WEBHOOK_URL": f"http://127.0.0.1:{self.port}/hook", "LISTEN": f"127.0.0.1:{port}", **more}
        process = await start(self.world, self.telegram, self.log, **settings)

        async def ready() -> bool:
            assert process.returncode is None, self.log.read_text()
            return await self.ask(port, "/readyz") is not None

        try:
            await until(ready, patience)
        except BaseException:
            if process.returncode is None:
                await kill(process)
            raise
        self.running[port] = process
        return port

    async def ask(self, port: int, path: str) -> str | None:
        """What a process says of itself; None when it does not answer, or not with 200."""
        try:
            async with self.session.get(f"http://127.0.0.1:{port}{path}") as answer:
                return await answer.text() if answer.status == 200 else None
        except aiohttp.ClientError:
            return None

    async def on_duty(self) -> list[int]:
        said = {port: await self.ask(port, "/metrics") or "" for port in self.running}
        return [port for port, text in said.items() if "bot_on_duty 1.0" in text]

    async def handled(self, port: int) -> bool:
        return "bot_updates_total" in (await self.ask(port, "/metrics") or "")

    async def balance(self, request: web.Request) -> web.Response:
        body, headers = await request.read(), dict(request.headers)
        ports = sorted(self.running)
        first = next(self.turns)
        for port in [ports[(first + n) % len(ports)] for n in range(len(ports))]:
            try:
                url = f"http://127.0.0.1:{port}{request.path}"
                async with self.session.post(url, data=body, headers=headers) as answer:
                    return web.Response(status=answer.status)
            except aiohttp.ClientConnectorError:
                continue  # it is gone: the next one takes it
            except aiohttp.ClientError:
                break  # it died with the request in hand
        return web.Response(status=502)


@asynccontextmanager
async def fleet(world: World, log: Path, processes: int) -> AsyncIterator[Fleet]:
    """So many processes, in front of them a balancer, and the world's Telegram that brings updates to it."""
    async with telegram_at(world) as address, aiohttp.ClientSession() as session:
        ships = Fleet(world, address, log, session)
        balancer = web.Application()
        balancer.router.add_post("/hook", ships.balance)
        runner = web.AppRunner(balancer, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", ships.port).start()
        world.telegram.webhook.pause = 0.1
        try:
            for _ in range(processes):
                await ships.launch()
            yield ships
        finally:
            for process in ships.running.values():
                if process.returncode is None:
                    await kill(process)
            await world.telegram.webhook.close()
            await runner.cleanup()


@on_postgresql
async def test_two_processes_share_the_work_one_is_on_duty_and_when_it_is_killed_the_other_takes_over(
    stage: World, tmp_path: Path
) -> None:
    world = stage
    people = [await world.official(f"Nguyễn Thị {name}") for name in ("Lan", "Mai", "Hoa", "Cúc", "Trúc", "Sen")]
    hoa = await world.leader("Trần Văn Hòa")
    await world.course("Chuyển đổi số")
    told_before = hoa.sent_count()
    async with fleet(world, tmp_path / "log", processes=2) as ships:
        for person in people:
            person.say("chuyen doi so")
        await until(lambda: all("Mã lớp" in person.last.text for person in people))
        assert all([await ships.handled(port) for port in ships.running])
        await until(lambda: duty_is_one(ships))
        first = (await ships.on_duty())[0]

        for person in people[:3]:
            person.press("Đăng ký")
        await until(lambda: all(has(person, "Xác nhận") for person in people[:3]))
        for person in people[:3]:
            person.press("Xác nhận")
        await until(lambda: delivered(world, 3))

        await kill(ships.running[first])
        async with asyncio.timeout(TAKE_OVER_SECONDS):
            while not await ships.on_duty():
                await asyncio.sleep(0.05)
        for person in people[3:]:
            person.press("Đăng ký")
        await until(lambda: all(has(person, "Xác nhận") for person in people[3:]))
        for person in people[3:]:
            person.press("Xác nhận")
        await until(lambda: delivered(world, 6))
        await until(lambda: not waiting(world))

        assert await registrations(world) == 6
        assert hoa.sent_count() == told_before + 6
        assert [person.sent_count("đã được ghi nhận") for person in people] == [0] * 6

        second = next(port for port in ships.running if port != first)
        ships.running[second].terminate()
        assert await ships.running[second].wait() == 0
    assert "Traceback" not in (tmp_path / "log").read_text()


@on_postgresql
async def test_processes_that_are_replaced_one_by_one_under_load_answer_everybody_once(
    stage: World, tmp_path: Path
) -> None:
    world = stage
    people = [await world.official(f"Người {n}") for n in range(10)]
    async with fleet(world, tmp_path / "log", processes=2) as ships:
        asked = Counter[Person]()
        asking = asyncio.ensure_future(ask_on(people, asked))
        for port in list(ships.running):
            await ships.launch()
            old = ships.running[port]
            old.send_signal(signal.SIGTERM)
            assert await old.wait() == 0
            del ships.running[port]
        asking.cancel()
        await until(lambda: not waiting(world))
        await until(lambda: all(person.sent_count("Hướng dẫn") == asked[person] for person in people))
        assert min(asked.values()) > 1
    assert "Traceback" not in (tmp_path / "log").read_text()


async def ask_on(people: list[Person], asked: Counter[Person]) -> None:
    while True:
        for person in people:
            person.say("/trogiup")
            asked[person] += 1
            await asyncio.sleep(0.1)  # a trickle: it is the processes that are tried here


async def duty_is_one(ships: Fleet) -> bool:
    return len(await ships.on_duty()) == 1


async def delivered(world: World, many: int) -> bool:
    return await notices(world, "ApprovalWanted") == ["sent"] * many


def has(person: Person, label: str) -> bool:
    return any(button.get("text") == label for row in person.last.buttons for button in row)


@on_postgresql
async def test_what_one_person_does_through_two_processes_is_done_one_after_the_other(world: World) -> None:
    routes, gate, order = Routes(), asyncio.Event(), list[str]()

    @routes.command("viet", needs=ANYBODY, work=Work.writes)
    async def write(context: Context) -> None:
        order.append(f"{context.text} begins")
        if context.text == "1":
            await gate.wait()
        order.append(f"{context.text} ends")

    async def another(database: Database) -> App:
        request = InProcessRequest(world.telegram)
        bot = Connection(TOKEN, request=request, get_updates_request=request)
        await bot.initialize()
        pace = Pace(1000, chat_seconds=0)
        return await assemble(Routes().include(ROUTES, routes), database, bot, world.clock, pace, ())

    lan, mai = await world.official("Lan"), await world.official("Mai")
    other = Database(world.database.url.set(drivername="postgresql").render_as_string())
    here, there = await another(world.database), await another(other)
    try:
        lan.say("/viet 1")
        lan.say("/viet 2")
        mai.say("/viet 3")
        one, two, three = waiting(world)
        first = here.intake.submit(one)
        await until(lambda: "1 begins" in order)
        second, third = there.intake.submit(two), there.intake.submit(three)
        assert await third  # somebody else waits for nobody
        assert "2 begins" not in order
        gate.set()
        assert await first
        assert await second
        assert order == ["1 begins", "3 begins", "3 ends", "1 ends", "2 begins", "2 ends"]
    finally:
        await here.bot.shutdown()
        await there.bot.shutdown()
        await other.close()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_second_process_on_one_sqlite_file_says_why_it_cannot_and_the_first_serves_on(
    stage: World, tmp_path: Path
) -> None:
    world = stage
    lan = await world.official("Lan")
    async with telegram_at(world) as address:
        first = await start(world, address, tmp_path / "first")
        lan.say("/trogiup")
        await until(lambda: lan.sent_count("Hướng dẫn") == 1)
        second = await start(world, address, tmp_path / "second")
        assert await second.wait() == 1
        assert "Một tiến trình khác đang phục vụ" in (tmp_path / "second").read_text()
        assert "Traceback" not in (tmp_path / "second").read_text()
        await kill(first)
        third = await start(world, address, tmp_path / "third")  # a killed process leaves the way free
        lan.say("/trogiup")
        await until(lambda: lan.sent_count("Hướng dẫn") == 2)
        third.terminate()
        assert await third.wait() == 0


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_webhook_whose_port_is_taken_says_so(stage: World, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        async with telegram_at(stage) as address:
            more = {"WEBHOOK_URL": "http://127.0.0.1:9/hook", "LISTEN": where}
            process = await start(stage, address, tmp_path / "log", **more)
            assert await process.wait() == 1
    written = (tmp_path / "log").read_text()
    assert f"Không mở được cổng {where}" in written
    assert "Traceback" not in written


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_the_webhook_is_set_shown_and_deleted_by_hand(stage: World) -> None:
    async def by_hand(what: str, url: str = "https://bot.example.vn/hook") -> tuple[int, str]:
        settings = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": address, "WEBHOOK_URL": url, "PYTHONUTF8": "1"}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "main.py", "webhook", what, cwd=ROOT, env=os.environ | settings,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        said, _ = await process.communicate()
        return process.returncode or 0, said.decode()

    async with telegram_at(stage) as address:
        code, said = await by_hand("set")
        assert (code, stage.telegram.webhook.url) == (0, "https://bot.example.vn/hook")
        assert "Webhook: https://bot.example.vn/hook" in said
        assert "Số tin đang chờ: 0" in (await by_hand("info"))[1]
        assert "Chưa đặt webhook" in (await by_hand("delete"))[1]
        assert stage.telegram.webhook.url == ""
        assert (await by_hand("set", url=""))[1].startswith("Chưa có WEBHOOK_URL")
        code, said = await by_hand("set", url="http://bot.example.vn/hook")
        assert (code, "Telegram không nhận yêu cầu về webhook" in said) == (1, True)
