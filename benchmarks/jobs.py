"""What the clock's jobs cost with years of history: `python -m benchmarks.jobs`.

Each job looks twice at what is due, the second look is measured: on a database with 1,000 registrations of past courses
and on one with 1,000,000, with as many officials. A job that looks every minute and takes a second of processor time
takes it from everybody who asks.
"""

import argparse
import asyncio
import tempfile
import time
from contextlib import ExitStack
from datetime import datetime, timedelta

from benchmarks.history import COURSES, PEOPLE, age
from benchmarks.province import ZONE, fill
from benchmarks.under_load import leave_a_core
from jobs import EVERY
from models.database import Database
from tests import postgres
from tests.world import World

SLOWEST = 6


async def look(kind: str, many: int) -> None:
    """Print the jobs that took longest."""
    with ExitStack() as stack:
        if kind == "PostgreSQL":
            url = postgres.create(stack.enter_context(postgres.running()), "jobs")
        else:
            url = f"sqlite:///{stack.enter_context(tempfile.TemporaryDirectory(prefix='bench-'))}/jobs.db"
        await fill(url, PEOPLE, COURSES)
        await age(url, many)
        database = Database(url)
        world = await World.open(database, datetime.now(ZONE))
        taken: list[tuple[float, str, timedelta]] = []
        for job, every in EVERY.items():
            await job(world.desk)
            began = time.perf_counter()
            await job(world.desk)
            taken.append((time.perf_counter() - began, job.__name__, every))
        await world.close()
        await database.close()
    print(f"{kind}, {many:,} registrations of history")
    for seconds, name, every in sorted(taken, reverse=True)[:SLOWEST]:
        share = seconds / every.total_seconds()
        print(f"  {name:28} {seconds * 1000:9.1f} ms every {every}: {share:7.3%} of the time", flush=True)


def main() -> None:
    """Look on one database or both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 1_000_000])
    parser.add_argument("--only", choices=["SQLite", "PostgreSQL"])
    options = parser.parse_args()
    leave_a_core()
    for kind in [options.only] if options.only else ["SQLite", "PostgreSQL"]:
        for many in options.sizes:
            asyncio.run(look(kind, many))


if __name__ == "__main__":
    main()
