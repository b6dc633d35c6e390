"""A broadcast from the admin's tap to the report, by the real process against the playground over HTTP.

`python -m benchmarks.announce` sends to 2,547 people; `--storm` adds 3 % blocked, random 429s, 502s, cut connections,
timeouts after delivery, two kill -9 and a pause; `--people 200000 --seconds 60` stops looking after a minute.
A person taps a button once a second all the while. The figures come from the playground's ledger.
"""

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import date, datetime
from pathlib import Path
from statistics import quantiles
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy import insert, select

from models.account import Account
from models.announcement import Announcement, AnnouncementState
from models.catalogue import load_catalogue
from models.commune import Commune
from models.database import Database
from models.kinds import Role
from models.migrate import migrate
from models.notice import Notice
from models.official import Official, RoleGrant
from models.recipients import KIND
from playground.chat import Chat
from playground.faults import Fault, Faults
from playground.http import make_app
from playground.person import Person
from playground.telegram import Telegram
from tests import postgres

ROOT = Path(__file__).parent.parent
TOKEN = "123456789:AAbenchmark-only-not-a-real-token-00000"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST = 1_000_000
WORDS = "Kính gửi đ/c {họ tên}: họp giao ban 8h00 thứ Hai tại hội trường."
MARK = "Kính gửi đ/c Nguyễn"


class Weather(Faults):
    """Faults by chance, on what goes to the crowd."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.rng = random.Random(seed)
        self.asked_to_wait = 0

    def take(self, method: str, params: dict[str, object]) -> Fault | None:
        if method != "sendmessage" or not str(params.get("text")).startswith(MARK):
            return None
        dice = self.rng.random()
        if dice < 0.002:
            self.asked_to_wait += 1
            return Fault.too_many(1)
        if dice < 0.005:
            return Fault.bad_gateway(delivered=self.rng.random() < 0.5)
        if dice < 0.008:
            return Fault.cut(delivered=self.rng.random() < 0.5)
        return Fault.timeout_after_delivery() if dice < 0.009 else None


async def fill(database: Database, telegram: Telegram, people: int, blocked_share: float) -> set[int]:
    """A linked roster, and a chat for each; the ids of those who have blocked the bot without our knowing."""
    blocked = set(random.Random(1).sample(range(FIRST, FIRST + people), int(people * blocked_share)))
    now = datetime.now(ZONE)
    async with database.writing() as session:
        await load_catalogue(session)
        communes = list(await session.scalars(select(Commune.id)))
        for start in range(0, people, 5_000):
            part = range(start, min(people, start + 5_000))
            officials = [
                {
                    "id": n + 1,
                    "staff_code": f"CB-{n:06}",
                    "full_name": f"Nguyễn Thị {n}",
                    "folded_name": f"nguyen thi {n}",
                    "commune_id": communes[n % len(communes)],
                    "changed_at": now,
                    "gender": "",
                    "unit_name": "",
                    "note": "",
                }
                for n in part
            ]
            await session.execute(insert(Official), officials)
            accounts = [{"user_id": FIRST + n, "official_id": n + 1, "reachable": True, "linked_at": now} for n in part]
            await session.execute(insert(Account), accounts)
        session.add(RoleGrant(official_id=1, role=Role.admin, starts_on=date(2026, 1, 1)))
    for n in range(people):
        user_id = FIRST + n
        telegram.chats[user_id] = Chat(user_id, f"N{n}", started=True, blocked=user_id in blocked)
    return blocked


class Bot:
    """The process under test."""

    def __init__(self, database_url: str, address: str, rate: float, log: Path) -> None:
        self._settings = {
            "BOT_TOKEN": TOKEN,
            "DATABASE_URL": database_url,
            "TELEGRAM_API_URL": address,
            "QUIET_HOURS": "none",
            "BULK_PER_SECOND": str(rate),
            "LOG_LEVEL": "ERROR",
        }
        self._log = log
        self.process: asyncio.subprocess.Process | None = None
        self.away_since: float | None = None
        self.back_at = 0.0

    async def start(self) -> None:
        with self._log.open("ab") as errors:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "main.py",
                "run",
                cwd=ROOT,
                env=os.environ | self._settings,
                stderr=errors,
                stdout=errors,
            )

    async def stop(self, with_signal: int) -> None:
        assert self.process is not None
        self.away_since = time.monotonic()
        self.process.send_signal(with_signal)
        await self.process.wait()

    def is_back(self) -> None:
        """It sends again after a kill."""
        self.away_since, self.back_at = None, time.monotonic()

    @property
    def cpu_seconds(self) -> float:
        assert self.process is not None
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def megabytes(self) -> float:
        assert self.process is not None
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def until(is_true: Callable[[], bool], seconds: float = 120) -> None:
    async with asyncio.timeout(seconds):
        while not is_true():
            await asyncio.sleep(0.02)


async def tapping(telegram: Telegram, person: Person, bot: Bot, waits: list[float], met_a_kill: list[float]) -> None:
    """One tap a second, and how long its answer takes; those that a kill or the start after it met count apart."""
    menu = person.last
    while True:
        answered = len(telegram.ledger.of(person.id, "answered"))
        began = time.monotonic()
        person.press("Danh sách lớp", menu)
        while len(telegram.ledger.of(person.id, "answered")) == answered and time.monotonic() - began < 30:
            await asyncio.sleep(0.005)
        was_away = bot.away_since is not None or bot.back_at > began
        (met_a_kill if was_away else waits).append(time.monotonic() - began)
        await asyncio.sleep(1)


async def broadcast(admin: Person, until_seen: Callable[[str], Awaitable[None]]) -> float:
    """The admin's way to «Gửi»; seconds that preparing took, from the tap to the card."""
    admin.say("/thongbao")
    await until_seen("Đề nghị gửi nội dung")
    admin.say(WORDS)
    await until_seen("gửi cho ai?")
    admin.press("Toàn bộ cán bộ")
    await until_seen("Xem trước thông báo")
    began = time.monotonic()
    admin.press("Gửi")
    await until_seen("đang gửi")
    return time.monotonic() - began


async def run(options: argparse.Namespace) -> None:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if options.sqlite:
            url = f"sqlite:///{folder}/bot.db"
        else:
            url = postgres.create(stack.enter_context(postgres.running()), "bench")
        migrate(url)
        database = Database(url)
        stack.push_async_callback(database.close)
        telegram = Telegram(TOKEN)
        blocked = await fill(database, telegram, options.people, 0.03 if options.storm else 0.0)
        blocked -= {FIRST, FIRST + 1}
        for user_id in (FIRST, FIRST + 1):
            telegram.chats[user_id].blocked = False
        if options.storm:
            telegram.faults = Weather(options.seed)
        runner = web.AppRunner(make_app(telegram, page=False), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        bot = Bot(url, f"http://127.0.0.1:{runner.addresses[0][1]}", options.rate, folder / "log")
        await bot.start()
        admin, tapper = Person(telegram, telegram.chats[FIRST]), Person(telegram, telegram.chats[FIRST + 1])
        tapper.say("/start")
        await until(lambda: tapper.sent_count("Kính chào") > 0)

        async def seen(words: str) -> None:
            await until(lambda: any(words in shown.text for shown in admin.seen), 300)

        prepared = await broadcast(admin, seen)
        memory, cpu = [bot.megabytes], bot.cpu_seconds
        waits: list[float] = []
        met_a_kill: list[float] = []
        taps = asyncio.create_task(tapping(telegram, tapper, bot, waits, met_a_kill))
        away = await (_storm(telegram, admin, bot, options) if options.storm else _calm(telegram, bot, options, memory))
        if not options.seconds:
            await _finished(database)
        memory.append(bot.megabytes)
        print(f"processor of the bot since «Gửi», or since its last start: {bot.cpu_seconds - cpu:.1f} s")
        print(f"load of the machine over the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        taps.cancel()
        if met_a_kill:
            print(f"taps that a kill or the start after it met: {len(met_a_kill)}, worst {max(met_a_kill):.1f} s")
        await bot.stop(signal.SIGTERM)
        await report(database, telegram, options, blocked, prepared, waits, memory, away)
        print((folder / "log").read_text()[-2000:], end="")


async def _calm(telegram: Telegram, bot: Bot, options: argparse.Namespace, memory: list[float]) -> float:
    for _ in range(options.seconds // 10):
        await asyncio.sleep(10)
        memory.append(bot.megabytes)
    return 0.0


async def _storm(telegram: Telegram, admin: Person, bot: Bot, options: argparse.Namespace) -> float:
    """Two kills and a pause, each at a third of the way; seconds in which nothing could or should be sent."""
    away = 0.0
    for share in (0.2, 0.6):
        await until(lambda share=share: _sent(telegram) > share * options.people, 600)
        began = time.monotonic()
        await bot.stop(signal.SIGKILL)
        before = _sent(telegram)
        await bot.start()
        await until(lambda before=before: _sent(telegram) > before)
        bot.is_back()
        away += time.monotonic() - began
    await until(lambda: _sent(telegram) > 0.8 * options.people, 600)
    card = next(shown for shown in reversed(admin.seen) if "Tạm dừng" in shown.labels)
    began = time.monotonic()
    admin.press("Tạm dừng", card)
    await until(lambda: "tạm dừng" in admin._chat.messages[card.message_id].text)
    at_pause = _sent(telegram)
    await asyncio.sleep(10)
    print(f"sent after «Tạm dừng» was answered: {_sent(telegram) - at_pause}")
    admin.press("Tiếp tục", admin._chat.messages[card.message_id])
    await until(lambda: _sent(telegram) > at_pause)
    return away + time.monotonic() - began


def _sent(telegram: Telegram) -> int:
    return sum(1 for entry in telegram.ledger if entry.kind == "sent" and entry.text.startswith(MARK))


async def _finished(database: Database) -> None:
    async with asyncio.timeout(1200):
        while True:
            async with database.reading() as session:
                state = await session.scalar(select(Announcement.state))
            if state is AnnouncementState.finished:
                return
            await asyncio.sleep(0.5)


async def report(
    database: Database,
    telegram: Telegram,
    options: argparse.Namespace,
    blocked: set[int],
    prepared: float,
    waits: list[float],
    memory: list[float],
    away: float,
) -> None:
    """The rows against the ledger, and the figures."""
    async with database.reading() as session:
        rows = (
            await session.execute(
                select(Account.user_id, Notice.state)
                .join(Account, Account.official_id == Notice.official_id)
                .where(Notice.kind == KIND)
            )
        ).all()
    states = Counter(str(state) for _, state in rows)
    got = Counter(entry.person for entry in telegram.ledger if entry.kind == "sent" and entry.text.startswith(MARK))
    got[FIRST] -= 1  # the author's own preview
    wrong = [
        (user_id, str(state), got[user_id])
        for user_id, state in rows
        if (state == "sent" and got[user_id] != 1)
        or (state == "uncertain" and got[user_id] > 1)
        or (state in ("blocked", "failed", "unlinked") and got[user_id] != 0)
    ]
    times = sorted(entry.at for entry in telegram.ledger if entry.kind == "sent" and entry.text.startswith(MARK))[1:]
    everything = sorted(entry.at for entry in telegram.ledger if entry.kind == "sent")
    seconds = times[-1] - times[0]
    asked = telegram.faults.asked_to_wait if isinstance(telegram.faults, Weather) else 0
    tried = len(times) + len(blocked)
    print(f"people {options.people:,}, rate set {options.rate:g}/s, {'SQLite' if options.sqlite else 'PostgreSQL'}")
    print(f"preparing, from the tap on «Gửi» to the card: {prepared:.1f} s")
    print(f"states {dict(states)}; wrong against the ledger: {len(wrong)} {wrong[:5]}")
    print(f"blocked in truth {len(blocked)}; told twice: {sum(count > 1 for count in got.values())}")
    print(f"most in any second: {most_within(everything, 1.0)}; nearest two to one chat: {nearest(telegram):.2f} s")
    print(f"{seconds:.1f} s in all, {away:.1f} s of them away or paused, {asked} times asked to wait 1 s")
    print(f"rate: {tried / (seconds - away - asked):.2f}/s of what was free to go, {tried / seconds:.2f}/s over all")
    cuts = quantiles(waits, n=100) if len(waits) > 1 else [0.0] * 99
    print(f"a tap: {len(waits)} of them, median {cuts[49] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms")
    print(f"memory of the bot, MB: {' '.join(f'{megabytes:.0f}' for megabytes in memory)}")


def most_within(times: list[float], seconds: float) -> int:
    """The most moments within any window of so many seconds."""
    most = start = 0
    for end, at in enumerate(times):
        while times[start] <= at - seconds:
            start += 1
        most = max(most, end - start + 1)
    return most


def nearest(telegram: Telegram) -> float:
    """The shortest time between two bulk messages to one chat."""
    last: dict[int, float] = {}
    least = float("inf")
    for entry in telegram.ledger:
        if entry.kind == "sent" and entry.text.startswith(MARK):
            least = min(least, entry.at - last.get(entry.person, float("-inf")))
            last[entry.person] = entry.at
    return least


def main() -> None:
    """Read the options and run once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=2_547)
    parser.add_argument("--rate", type=float, default=25)
    parser.add_argument("--seconds", type=int, default=0, help="stop looking after so long; 0: at the end")
    parser.add_argument("--storm", action="store_true")
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
