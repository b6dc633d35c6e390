"""Answers of `/lop` per second by the real bot, 64 people at once: the people on one core, the bot on the other.

Run: `python -m benchmarks.lookup`. Loopback, no TLS; SQLite, the sample data, every right and rule as in production.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from aiohttp import web

from playground.http import make_app
from playground.person import Person
from playground.sample.workbook import sample_workbook
from playground.telegram import Telegram

TOKEN = "1000000001:benchmark-only-this-is-not-a-secret"
PEOPLE, SECONDS, WARM_UP = 64, 6.0, 2.0


async def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    telegram = Telegram(TOKEN)
    runner = web.AppRunner(make_app(telegram, page=False), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ,
            "BOT_TOKEN": TOKEN,
            "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder}/bench.db"),
            "TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
            "LOG_LEVEL": "ERROR",
        }
        book = Path(folder) / "sample.xlsx"
        book.write_bytes(sample_workbook(date.today()))
        subprocess.run([sys.executable, "main.py", "import", str(book)], env=env, check=True, capture_output=True)
        bot = subprocess.Popen(["taskset", "-c", "1", sys.executable, "main.py", "run"], env=env)
        try:
            await measure(telegram)
        finally:
            bot.terminate()
            bot.wait(20)
    await runner.cleanup()


async def measure(telegram: Telegram) -> None:
    people = [telegram.person(900_000_000 + i, f"P{i}", phone=f"+8490{i + 1:07d}") for i in range(PEOPLE)]
    answered: dict[int, asyncio.Event] = {person.id: asyncio.Event() for person in people}

    def heard(event: dict[str, object]) -> None:
        if event["kind"] == "message" and (waiting := answered.get(int(event["person"]))):  # type: ignore[call-overload]
            waiting.set()

    telegram.listeners.append(heard)

    async def ask(person: Person, text: str) -> float:
        event = answered[person.id]
        event.clear()
        began = time.perf_counter()
        person.say(text)
        event.clear()
        await asyncio.wait_for(event.wait(), 30)
        return time.perf_counter() - began

    for person in people:
        await ask(person, "/start")
        answered[person.id].clear()
        person.share_contact()
        await asyncio.wait_for(answered[person.id].wait(), 30)
    await asyncio.sleep(1)
    times: list[float] = []
    ends_at = time.perf_counter() + WARM_UP + SECONDS
    counted_from = time.perf_counter() + WARM_UP

    async def keep_asking(person: Person) -> None:
        while time.perf_counter() < ends_at:
            took = await ask(person, "/lop")
            if time.perf_counter() > counted_from:
                times.append(took)

    await asyncio.gather(*(keep_asking(person) for person in people))
    times.sort()
    print(
        f"{len(times) / SECONDS:.0f} answers/s, p50 {statistics.median(times) * 1000:.0f} ms, "
        f"p99 {times[int(len(times) * 0.99)] * 1000:.0f} ms"
    )


if __name__ == "__main__":
    asyncio.run(main())
