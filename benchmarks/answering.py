"""How many people are answered a second, side by side with bare echo bots: `make bench`.

The bot under test runs in a process of its own on one core, this load on another. Answers a second mean something only
when nothing else runs: the load average is printed with them. The processor time that the bot spends for an answer is
sound on a busy machine too; its inverse is what one free core could do.
"""

import argparse
import asyncio
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import uvloop
from sqlalchemy import insert

from benchmarks.echo_bots import TOKEN
from benchmarks.stub import Ask, Stub, Wire
from models.account import Account
from models.catalogue import load_catalogue
from models.course import Course, Meeting
from models.database import Database
from models.folding import fold
from models.kinds import Role, Route
from models.migrate import migrate
from models.official import Official, RoleGrant
from models.programme import Programme
from tests import postgres

ROOT = Path(__file__).parent.parent
AIOGRAM = ROOT / ".bench" / "aiogram"
FIRST = 1001  # Telegram id of the first person
COURSES = 30
WARM_UP = 2.0


@dataclass
class Result:
    """One row of the table."""

    name: str
    per_second: float
    median_ms: float
    p99_ms: float
    memory_mb: float
    cpu_ms: float


def message(person: int, text: str) -> dict[str, Any]:
    chat = {"id": person, "type": "private", "first_name": "P"}
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
    who = {"id": person, "is_bot": False, "first_name": "P"}
    return {
        "message": {
            "message_id": 1,
            "date": int(time.time()),
            "chat": chat,
            "from": who,
            "text": text,
            "entities": entities,
        }
    }


def press(person: int, data: str) -> dict[str, Any]:
    chat = {"id": person, "type": "private", "first_name": "P"}
    shown = {"message_id": 2, "date": int(time.time()), "chat": chat, "text": "x"}
    who = {"id": person, "is_bot": False, "first_name": "P"}
    return {"callback_query": {"id": "1", "from": who, "message": shown, "chat_instance": "1", "data": data}}


def lookup(person: int, turn: int) -> dict[str, Any]:
    return message(person, "/lop")


def registration(person: int, turn: int) -> dict[str, Any] | None:
    """One course after the other, until the person has them all."""
    return press(person, f"1:regok:{turn + 1}") if turn < COURSES * 20 else None


async def fill(url: str, people: int, courses: int) -> None:
    """Linked people in all communes with a leader each, and open courses with room for all."""
    migrate(url)
    database, now = Database(url), datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
    async with database.writing() as session:
        await load_catalogue(session)
    async with database.writing() as session:
        staff = [
            {"staff_code": f"CB{n:05}", "full_name": f"Nguyễn Văn {n}", "folded_name": f"nguyen van {n}", "gender": "",
             "commune_id": n % 99 + 1, "unit_name": "", "note": "", "changed_at": now}
            for n in range(people + 99)
        ]  # fmt: skip
        await session.execute(insert(Official), staff)
        accounts = [
            {"user_id": FIRST + n, "official_id": n + 1, "linked_at": now, "reachable": True} for n in range(people)
        ]
        await session.execute(insert(Account), accounts)
        grants = [
            {
                "official_id": people + n + 1,
                "role": Role.leader,
                "commune_id": (people + n) % 99 + 1,
                "starts_on": now.date(),
            }
            for n in range(99)
        ]
        await session.execute(insert(RoleGrant), grants)
        for n in range(courses):
            name = f"Bồi dưỡng kỹ năng số {n}"
            programme = Programme(code=f"CT{n}", name=name, hours=16, route=Route.leader, changed_at=now)
            session.add(programme)
            await session.flush()
            starts = now + timedelta(days=20 + n)
            course = Course(
                code=f"L{n}", folded_code=fold(f"L{n}"), programme_id=programme.id, title=name, venue="Hội trường",
                starts_on=starts.date(), ends_on=starts.date(), closes_at=now + timedelta(days=10), seats=100_000,
                for_all_communes=True, changed_at=now,
            )  # fmt: skip
            session.add(course)
            await session.flush()
            session.add(Meeting(course_id=course.id, starts_at=starts, ends_at=starts + timedelta(hours=3), hours=4))
    await database.close()


async def measure(
    name: str, command: list[str], ask: Ask, people: int, seconds: float, env: dict[str, str], delay: float = 0
) -> Result:
    """Let the people ask for so long, and see how many were answered after the warm-up."""
    stub = Stub(ask, range(FIRST, FIRST + people), delay)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Wire(stub), "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    pin = ["taskset", "-c", "0"] if (os.cpu_count() or 1) > 1 else []
    full = [*pin, *(part.replace("ADDRESS", address) for part in command)]
    quiet = {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": address,
        "LISTEN": "none",
        "LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(ROOT),
    }
    bot = subprocess.Popen(full, cwd=ROOT, env=os.environ | quiet | env)
    try:
        stub.start()
        while not stub.seconds:
            await asyncio.sleep(0.05)
            if bot.poll() is not None:
                raise RuntimeError(f"{name} ended")
        await asyncio.sleep(WARM_UP)
        began, before = time.perf_counter(), spent(bot.pid)
        await asyncio.sleep(seconds)
        ended, after, memory = time.perf_counter(), spent(bot.pid), resident(bot.pid)
    finally:
        bot.send_signal(signal.SIGKILL)
        bot.wait()
        server.close()
    taken = sorted(took for at, took in stub.seconds if began <= at <= ended)
    cut = taken[int(len(taken) * 0.99)] if taken else 0.0
    cpu = (after - before) / max(1, len(taken))
    rate = len(taken) / (ended - began)
    return Result(name, rate, statistics.median(taken or [0]) * 1000, cut * 1000, memory, cpu * 1000)


def spent(pid: int) -> float:
    """Seconds of processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Memory of a process in MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def aiogram_python() -> str:
    """An environment of its own: aiogram needs an older pydantic than we use."""
    if not (AIOGRAM / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", AIOGRAM], check=True)
        uv = [sys.executable, "-m", "uv", "pip", "install", "-q", "--python", str(AIOGRAM / "bin" / "python")]
        subprocess.run([*uv, "aiogram==3.31.0", "uvloop"], check=True)
    return str(AIOGRAM / "bin" / "python")


async def table(people: int, seconds: float, only: str) -> list[Result]:
    """All rows in one run."""
    here = sys.executable
    echo = [here, "-m", "benchmarks.echo_bots"]
    results = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, postgres.running() as server:
        ours = [here, "main.py", "run"]
        cases: list[tuple[str, list[str], Ask, str, float]] = [
            ("echo: python-telegram-bot", [*echo, "ptb", "ADDRESS"], lookup, "", 0),
            (
                "echo: aiogram, uvloop",
                [aiogram_python(), "-m", "benchmarks.echo_bots", "aiogram", "ADDRESS"],
                lookup,
                "",
                0,
            ),
            ("echo: the library on our transport", [*echo, "ptb-ours", "ADDRESS"], lookup, "", 0),
            ("ours: /lop, SQLite", ours, lookup, "sqlite", 0),
            ("ours: /lop, PostgreSQL", ours, lookup, "postgresql", 0),
            ("ours: registrations, SQLite", ours, registration, "sqlite", 0),
            ("ours: registrations, PostgreSQL", ours, registration, "postgresql", 0),
        ]
        for number, (name, command, ask, kind, delay) in enumerate(cases):
            if only and only not in name:
                continue
            env = {}
            if kind:
                url = (
                    f"sqlite:///{folder}/{number}.db" if kind == "sqlite" else postgres.create(server, f"bench{number}")
                )
                await fill(url, max(people, 64), COURSES if ask is lookup else COURSES * 20)
                env = {"DATABASE_URL": url}
            results.append(await measure(name, command, ask, people, seconds, env, delay))
            show(results[-1])
    return results


def show(row: Result) -> None:
    figures = f"{row.per_second:8.0f} {row.median_ms:9.1f} {row.p99_ms:9.1f} {row.cpu_ms:7.2f} {row.memory_mb:6.0f}"
    print(f"{row.name:40} {figures}", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--only", default="", help="rows whose name has this")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.2f}, {options.people} people at once")
    print(f"{'':40} {'answers/s':>8} {'median ms':>9} {'p99 ms':>9} {'CPU ms':>7} {'MB':>6}")
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {1})
    results = {row.name: row for row in uvloop.run(table(options.people, options.seconds, options.only))}
    bare = [row for name, row in results.items() if name.startswith("echo")]
    for row in [row for row in results.values() if row not in bare]:
        for other in bare:
            times, by_cpu = row.per_second / max(1.0, other.per_second), other.cpu_ms / max(0.01, row.cpu_ms)
            print(f"{row.name}: {times:.2f} x {other.name} (by processor time {by_cpu:.2f})")
    print(f"load after {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()
