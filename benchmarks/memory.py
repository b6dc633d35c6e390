"""How the bot grows, and how soon it answers after its start: `python -m benchmarks.memory`.

One process on SQLite answers what people do in life, mixed; its memory is read after 1,000 updates and after 100,000.
Then it is started anew some times with somebody waiting.
"""

import argparse
import asyncio
import tempfile
import time

import uvloop
from sqlalchemy import func, select

from benchmarks.province import FIRST, fill
from benchmarks.stub import Stub, nothing
from benchmarks.under_load import OURS, first_answer, leave_a_core, served, started
from benchmarks.updates import LikeLife, lookup
from models.audit import AuditEntry
from models.database import Database
from models.registration import Registration

PEOPLE, AT_ONCE, COURSES = 6_402, 64, 65
EARLY = 1_000
STARTS = 5
AIM_GROWTH, AIM_MB, AIM_SECONDS = 0.10, 150, 2.0


async def grow(url: str, updates: int) -> None:
    """Print the memory on the way."""
    life, turn = LikeLife(COURSES), iter(range(updates))
    people = range(FIRST, FIRST + PEOPLE)

    def another(person: int, _: int) -> None:
        """Whoever was answered makes room for somebody else."""
        n = next(turn, None)
        if n is not None:
            who = people[(n * 389) % PEOPLE]
            stub.send(who, life(who, 0))

    stub = Stub(another, people[:AT_ONCE])
    marks = [EARLY, *(updates * part // 4 for part in range(1, 5))]
    seen: list[float] = []
    async with served(stub) as address:
        with started(OURS, address, {"DATABASE_URL": url}) as bot:
            stub.start()
            began = time.perf_counter()
            for mark in marks:
                while len(stub.answers) < mark:
                    await asyncio.sleep(0.02)
                    bot.must_live()
                seen.append(bot.resident())
                print(f"after {mark:7,} updates {seen[-1]:6.1f} MB, {time.perf_counter() - began:5.0f} s", flush=True)
    growth = seen[-1] / seen[0] - 1
    print(f"grows {growth:.1%} (aim {AIM_GROWTH:.0%}), {seen[-1]:.0f} MB in the end (aim below {AIM_MB})")


async def starts(url: str) -> None:
    """Print how long somebody waits who wrote before the process was there; the first may have to compile."""
    taken = []
    for _ in range(STARTS):
        stub = Stub(nothing, range(0))
        stub.send(FIRST, lookup(FIRST, 0))
        async with served(stub) as address:
            began = time.perf_counter()
            with started(OURS, address, {"DATABASE_URL": url}) as bot:
                await first_answer(stub, bot)
                taken.append(stub.answers[0].at - began)
    times = ", ".join(f"{seconds:.2f}" for seconds in taken)
    print(f"from the start of the process to the first answer: {times} s (aim {AIM_SECONDS})")


async def run(updates: int) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = f"sqlite:///{folder}/memory.db"
        await fill(url, PEOPLE, COURSES)
        await starts(url)
        await grow(url, updates)
        database = Database(url)
        async with database.reading() as session:
            rows = [await session.scalar(select(func.count()).select_from(one)) for one in (Registration, AuditEntry)]
        await database.close()
        print(f"{rows[0]} registrations and {rows[1]} lines of the trail were written")


def main() -> None:
    """Grow by so many updates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=100_000)
    options = parser.parse_args()
    leave_a_core()
    uvloop.run(run(options.updates))


if __name__ == "__main__":
    main()
