"""A morning of the province: as many people as its portal shows online, one message each within a minute.

Run by `python -m benchmarks.portal`: 6,402 linked people before the real bot, evenly at random over 60 seconds whether
the bot keeps up or not. It is everybody's first message of the day, so each also leaves a trace in the database.
"""

import argparse
import asyncio
import random
import tempfile
import time
from typing import Any

import uvloop

from benchmarks.province import FIRST, fill
from benchmarks.stub import Stub, nothing
from benchmarks.under_load import OURS, first_answer, leave_a_core, served, spread, started
from benchmarks.updates import SEARCHES, message
from tests import postgres

PEOPLE, SECONDS, COURSES = 6_402, 60.0, 65
AIM_MS = 500
PATIENCE = 30.0  # seconds after the last message


def said(person: int, chance: random.Random) -> dict[str, Any]:
    what = chance.choices(("/lop", "/dangky", chance.choice(SEARCHES)), weights=(60, 15, 25))[0]
    return message(person, what)


async def morning(url: str, people: int, seconds: float) -> None:
    """Print how the minute went."""
    chance = random.Random(2026)
    await fill(url, people, COURSES)
    stub = Stub(nothing, range(0))
    async with served(stub) as address:
        with started(OURS, address, {"DATABASE_URL": url}) as bot:
            stub.send(FIRST, message(FIRST, "/trogiup"))  # so that the bot is up before the minute begins
            await first_answer(stub, bot)
            began, before = time.perf_counter(), bot.spent()
            for person, at in sorted(
                ((FIRST + n, chance.uniform(0, seconds)) for n in range(people)), key=lambda one: one[1]
            ):
                await asyncio.sleep(max(0.0, began + at - time.perf_counter()))
                stub.send(person, said(person, chance))
            until = time.perf_counter() + PATIENCE
            while len(stub.answers) <= people and time.perf_counter() < until:
                await asyncio.sleep(0.05)
            busy = (bot.spent() - before) / (time.perf_counter() - began)
            answers = stub.answers[1:]
            median, p99, longest = spread(answers)
            print(
                f"{len(answers)} of {people} answered: median {median:.0f} ms, p99 {p99:.0f} ms, longest "
                f"{longest:.0f} ms; the bot used {busy:.0%} of a core and {bot.resident():.0f} MB"
            )
            print(f"all answered, p99 below {AIM_MS} ms: {len(answers) == people and p99 < AIM_MS}")


def main() -> None:
    """Let the minute pass on one database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    options = parser.parse_args()
    leave_a_core()
    print(f"{options.people} people within {options.seconds:.0f} s, {'PostgreSQL' if options.postgresql else 'SQLite'}")
    if options.postgresql:
        with postgres.running() as server:
            uvloop.run(morning(postgres.create(server, "portal"), options.people, options.seconds))
    else:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            uvloop.run(morning(f"sqlite:///{folder}/portal.db", options.people, options.seconds))


if __name__ == "__main__":
    main()
