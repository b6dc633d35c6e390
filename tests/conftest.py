"""What every test may ask for: an empty database of either kind in its present shape, a clock that stands still."""

import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.catalogue import load_catalogue
from models.database import Database
from models.migrate import migrate
from tests import postgres
from tests.world import World

os.environ.setdefault("PTB_TIMEDELTA", "1")

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)  # a Wednesday morning
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[str]:
    """One PostgreSQL for the whole run."""
    with postgres.running() as folder:
        yield folder


@pytest.fixture(scope="session")
async def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with the catalogue, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    await _prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
async def postgres_template(postgres_folder: str) -> str:
    """The same as a PostgreSQL template."""
    await _prepare(postgres.create(postgres_folder, "template_ours"))
    return "template_ours"


async def _prepare(url: str) -> None:
    migrate(url)
    database = Database(url)
    async with database.writing() as session:
        await load_catalogue(session)
    await database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh database with the catalogue; each test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        with tempfile.TemporaryDirectory(prefix="sqlite", dir=postgres.in_memory()) as place:
            shutil.copy(request.getfixturevalue("sqlite_template"), f"{place}/bot.db")
            yield f"sqlite:///{place}/bot.db"
        return
    folder, template = request.getfixturevalue("postgres_folder"), request.getfixturevalue("postgres_template")
    name = f"test_{next(_numbers)}"
    yield postgres.create(folder, name, template)
    postgres.drop(folder, name)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """An open database."""
    opened = Database(url)
    yield opened
    await opened.close()


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    """The whole bot in front of a Telegram in memory, and a cast to make."""
    world = await World.open(database, NOW)
    yield world
    await world.close()
