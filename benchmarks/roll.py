"""100 people in one hall are marked: by the rotating code, all side by side, and by the trainer's thumb.

Run by `python -m benchmarks.roll`: the real bot before the playground in one process, on SQLite and on PostgreSQL.
Prints how long it takes until everybody is marked and answered.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from models.catalogue import load_catalogue
from models.database import Database
from models.migrate import migrate
from tests import postgres
from tests.hall import Hall
from tests.world import World

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SIZE, ABSENT = 100, 5


async def main() -> None:
    for name in ("SQLite", "PostgreSQL"):
        async with database(name) as url:
            await by_code(name, url)
        async with database(name) as url:
            await by_thumb(name, url)


@asynccontextmanager
async def database(name: str) -> AsyncIterator[str]:
    """The address of a fresh one; PostgreSQL with fsync off, as in the tests."""
    with tempfile.TemporaryDirectory() as folder:
        if name == "SQLite":
            yield f"sqlite:///{folder}/roll.db"
        else:
            with postgres.running() as where:
                yield postgres.create(where, "roll")


@asynccontextmanager
async def hall(url: str) -> AsyncIterator[Hall]:
    await asyncio.to_thread(migrate, url)
    opened = Database(url)
    async with opened.writing() as session:
        await load_catalogue(session)
    world = await World.open(opened, NOW)
    yield await Hall.open(world, SIZE)
    await world.close()
    await opened.close()


async def by_code(name: str, url: str) -> None:
    async with hall(url) as there:
        start = time.perf_counter()
        await there.all_use_the_code()
        took = time.perf_counter() - start
        print(f"{name}: {len(await there.marks())} of {SIZE} marked by code in {took:.1f} s")


async def by_thumb(name: str, url: str) -> None:
    async with hall(url) as there:
        start = time.perf_counter()
        acts = await there.the_trainer_taps(ABSENT)
        took = time.perf_counter() - start
        print(f"{name}: {len(await there.marks())} of {SIZE} marked by thumb, {acts} acts answered in {took:.1f} s")


if __name__ == "__main__":
    asyncio.run(main())
