"""Kills at random under load and through Telegram's faults; afterwards every promise is held against what people saw.

`python -m benchmarks.chaos` tries PostgreSQL with two processes behind a balancer, then SQLite with one that polls:
20 times kill -9 of a process or of the database server. Prints a table of counts, and exits 1 if a promise is broken.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from aiohttp import ClientSession, web

from benchmarks.chaos_promises import Tally, look
from models.catalogue import load_catalogue
from models.database import Database
from models.delivery import outbox, sweep
from models.migrate import migrate
from playground.faults import Fault, Faults
from playground.ledger import Ledger
from playground.person import Person
from playground.screen import CannotDo
from tests import postgres
from tests.conftest import ZONE
from tests.test_crash import start, telegram_at
from tests.test_processes import Fleet
from tests.world import World

SAFE = ["fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=200"]  # a commit survives a kill
COMMUNES = ("Võ Cường", "Kinh Bắc", "Từ Sơn", "Bắc Giang")
SETTLE_SECONDS = 90.0
START_SECONDS = 120.0  # on a machine that others use too
ANSWER_SECONDS = 4.0  # then a person gives up and does something else


class Weather(Faults):
    """Faults by chance on whatever is sent, while it lasts."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__()
        self.rng = rng
        self.lasts = True
        self.counts = Counter[str]()

    def take(self, method: str, params: dict[str, object]) -> Fault | None:
        if not self.lasts or method not in ("sendmessage", "editmessagetext", "answercallbackquery"):
            return None
        faults = {
            "429": Fault.too_many(1),
            "502": Fault.bad_gateway(delivered=self.rng.random() < 0.5),
            "cut": Fault.cut(delivered=self.rng.random() < 0.5),
            "lost answer": Fault.timeout_after_delivery(),
            "slow": Fault.slow(self.rng.uniform(0.1, 1.0)),
        }
        name = self.rng.choice(list(faults))
        if self.rng.random() > 0.06:
            return None
        self.counts[name] += 1
        return faults[name]


@dataclass
class Ships:
    """The processes of the bot, and how one is killed and comes back."""

    world: World
    address: str
    log: Path
    fleet: Fleet | None
    lone: "asyncio.subprocess.Process | None" = None

    async def launch(self) -> None:
        if self.fleet is None:
            before = len(self.world.telegram.ledger)
            self.lone = await start(self.world, self.address, self.log, LOG_LEVEL="INFO")
            async with asyncio.timeout(START_SECONDS):
                while len(self.world.telegram.ledger) == before:  # one that answers nobody would prove nothing
                    await asyncio.sleep(0.05)
            return
        while True:
            with suppress(AssertionError, TimeoutError):  # the database may be just away: again
                await self.fleet.launch(START_SECONDS, LOG_LEVEL="INFO")
                return

    async def kill_one(self, rng: random.Random) -> None:
        """kill -9, and a new one in its place."""
        if self.fleet is None:
            assert self.lone is not None
            self.lone.kill()
            await self.lone.wait()
        else:
            port = rng.choice(sorted(self.fleet.running))
            process = self.fleet.running.pop(port)
            process.kill()
            await process.wait()
        await self.launch()

    async def end(self) -> None:
        """Politely, so that what is in hand is noted."""
        processes = [self.lone] if self.lone else list(self.fleet.running.values() if self.fleet else [])
        for process in processes:
            if process.returncode is None:
                process.terminate()
                await process.wait()


@dataclass
class Cast:
    """Who acts: officials who register and withdraw, leaders who decide, a stranger who tries what is not his."""

    officials: list[Person] = field(default_factory=list)
    leaders: list[Person] = field(default_factory=list)
    stranger: Person | None = None
    codes: list[str] = field(default_factory=list)


@asynccontextmanager
async def theatre(kind: str, folder: Path) -> AsyncIterator[tuple[World, postgres.Server | None]]:
    """A database of that kind with a world in front of it."""
    async with AsyncExitStack() as stack:
        server = stack.enter_context(postgres.served(SAFE)) if kind == "postgresql" else None
        url = postgres.create(str(server.folder), "chaos") if server else f"sqlite:///{folder}/bot.db"
        migrate(url)
        database = Database(url)
        stack.push_async_callback(database.close)
        async with database.writing() as session:
            await load_catalogue(session)
        world = await World.open(database, datetime.now(ZONE))
        stack.push_async_callback(world.close)
        yield world, server


async def gather_cast(world: World, people: int, courses: int) -> Cast:
    """Communes with a leader each, and courses with fewer seats than people who want one."""
    cast = Cast()
    for name in COMMUNES:
        cast.leaders.append(await world.leader(f"Lãnh đạo {name}", name))
    for n in range(people):
        cast.officials.append(await world.official(f"Cán bộ Số {n:03}", COMMUNES[n % len(COMMUNES)]))
    await world.coordinator("Hoàng Minh")
    await world.admin("Nguyễn Tuấn")
    for n in range(courses):
        await world.course(f"Lớp thứ {n}", seats=max(2, people // 4), cap=max(1, people // 10), starts_in=14 + 3 * n)
        cast.codes.append(f"LOP-{n + 1:03}")
    cast.stranger = world.telegram.person(999_999, "Người lạ")
    cast.stranger.say("/start")
    return cast


async def act(person: Person, cast: Cast, ledger: Ledger, rng: random.Random, stopped: asyncio.Event) -> None:
    """An official: opens a course and registers, accepts what is offered, sometimes withdraws."""
    while not stopped.is_set():
        at = len(ledger)
        person.say(rng.choice(cast.codes))
        await _answered(person, ledger, at, "Mã lớp")
        for label in ("Nhận chỗ", "Đăng ký", "Vào danh sách chờ"):
            at = len(ledger)
            if _press(person, label):
                await _answered(person, ledger, at, "Xác nhận")
                _press(person, "Xác nhận")
                if rng.random() < 0.3:
                    _press(person, "Xác nhận")  # a double tap
                break
        await asyncio.sleep(rng.uniform(0.3, 1.5))
        if rng.random() < 0.2:
            at = len(ledger)
            person.say("/dangky")
            await _answered(person, ledger, at, "đăng ký")
            for label in ("Rút đăng ký", "Bận công việc", "Xác nhận"):
                at = len(ledger)
                _press(person, label)
                await _answered(person, ledger, at, "Rút", "rút", "lý do")


async def decide(leader: Person, ledger: Ledger, rng: random.Random, stopped: asyncio.Event) -> None:
    """A leader presses what stands below a request, sometimes twice, and reads the answer."""
    while not stopped.is_set():
        await asyncio.sleep(rng.uniform(0.2, 0.8))
        waiting = [shown for shown in leader.seen if "Duyệt" in shown.labels]
        if waiting:
            shown, at = rng.choice(waiting), len(ledger)
            for _ in range(rng.choice((1, 1, 2))):
                leader.press("Duyệt", shown)
            await _answered(leader, ledger, at, "")


async def intrude(stranger: Person, ledger: Ledger, rng: random.Random, stopped: asyncio.Event) -> None:
    """Presses other people's buttons, and says what nobody asked."""
    while not stopped.is_set():
        at = len(ledger)
        what = rng.choice(("ok", "regok", "no", "cases", "roster"))
        stranger.forge_press(f"1:{what}:{rng.randint(1, 30)}", 1)
        stranger.say("=1+1 0912345678")
        await _answered(stranger, ledger, at, "")
        await asyncio.sleep(1.0)


def _press(person: Person, label: str) -> bool:
    newest = next((shown for shown in reversed(person.seen) if shown.buttons), None)
    if newest is None or not any(label in one for one in newest.labels):
        return False
    with suppress(CannotDo):
        person.press(label, newest)
        return True
    return False


async def _answered(person: Person, ledger: Ledger, at: int, *words: str) -> None:
    """Wait until something with one of these words has come since, but not for ever."""
    end = monotonic() + ANSWER_SECONDS
    while monotonic() < end:
        fresh = [entry for entry in ledger[at:] if entry.person == person.id]
        if any(word in entry.text for entry in fresh for word in words):
            return
        await asyncio.sleep(0.03)


async def storm(kind: str, options: argparse.Namespace, folder: Path) -> Tally:
    """One whole trial."""
    rng = random.Random(options.seed)
    log = folder / f"{kind}.log"
    async with theatre(kind, folder) as (world, server), AsyncExitStack() as stack:
        cast = await gather_cast(world, options.people, options.courses)
        address = await stack.enter_async_context(telegram_at(world))
        fleet = await stack.enter_async_context(_balanced(world, address, log)) if server else None
        ships = Ships(world, address, log, fleet)
        stack.push_async_callback(ships.end)
        weather = Weather(rng)
        world.telegram.faults = weather
        stopped = asyncio.Event()
        assert cast.stranger is not None
        ledger = world.telegram.ledger
        actors = [asyncio.create_task(act(one, cast, ledger, random.Random(one.id), stopped)) for one in cast.officials]
        actors += [asyncio.create_task(decide(one, ledger, random.Random(one.id), stopped)) for one in cast.leaders]
        actors.append(asyncio.create_task(intrude(cast.stranger, ledger, rng, stopped)))
        for _ in range(2 if fleet else 1):
            await ships.launch()
        kills = Counter[str]()
        for _ in range(options.kills):
            await asyncio.sleep(rng.uniform(0.5, options.pause))
            if server is not None and rng.random() < 0.4:
                kills["database"] += 1
                await _kill_database(server)
            else:
                kills["process"] += 1
                await ships.kill_one(rng)
        await asyncio.sleep(options.pause)
        stopped.set()
        await asyncio.gather(*actors)
        weather.lasts = False
        await world.database.close()  # what it held died with the server; it opens again
        left = await _settle(world)
        await ships.end()
        async with world.database.writing() as session:
            await sweep(session, datetime.now(ZONE) + timedelta(minutes=5))
        return await look(world, [*cast.officials, *cast.leaders], kills, weather.counts, left, log)


async def _kill_database(server: postgres.Server) -> None:
    """kill -9 of the server; it is started again until what is left of the old one lets it."""
    server.kill()
    while True:
        with suppress(RuntimeError):
            return await asyncio.to_thread(server.start)
        await asyncio.sleep(0.2)


@asynccontextmanager
async def _balanced(world: World, address: str, log: Path) -> AsyncIterator[Fleet]:
    """A fleet without ships yet, and the balancer in front of it."""
    async with ClientSession() as session:
        fleet = Fleet(world, address, log, session)
        balancer = web.Application()
        balancer.router.add_post("/hook", fleet.balance)
        runner = web.AppRunner(balancer, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", fleet.port).start()
        world.telegram.webhook.pause = 0.1
        try:
            yield fleet
        finally:
            await world.telegram.webhook.close()
            await runner.cleanup()


async def _settle(world: World) -> int:
    """Let everything come to rest; how many updates and notices are still on their way after our patience."""
    end, left = monotonic() + SETTLE_SECONDS, 1
    while left and monotonic() < end:
        await asyncio.sleep(0.5)
        async with world.database.reading() as session:
            state = await outbox(session, datetime.now(ZONE))
        left = state.due + state.in_flight + len(world.telegram.updates.pending)
    return left


def main() -> None:
    """Read the options, try each kind of database once, and say what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--people", type=int, default=24)
    parser.add_argument("--courses", type=int, default=4)
    parser.add_argument("--pause", type=float, default=3.0, help="the longest time between two kills, in seconds")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", choices=["postgresql", "sqlite"])
    options = parser.parse_args()
    tallies = {}
    for kind in [options.only] if options.only else ["postgresql", "sqlite"]:
        with tempfile.TemporaryDirectory() as folder:
            tallies[kind] = asyncio.run(storm(kind, options, Path(folder)))
            print(f"{kind}\n{tallies[kind].table()}\n", flush=True)
    sys.exit(any(tally.is_broken for tally in tallies.values()))


if __name__ == "__main__":
    main()
