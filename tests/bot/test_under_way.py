"""Behind a full window updates are written down and confirmed: whatever ends when and dies when, none is lost."""

import asyncio
import itertools
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import polling as polling_file
from bot.clock import Clock
from bot.connection import as_json
from bot.context import Context
from bot.intake import PRESS_SECONDS, Handled
from bot.polling import Polling
from bot.routes import ANYBODY, Routes
from models.database import Database
from models.held_update import all_held, hold
from models.migrate import migrate
from tests.bot.outage import away
from tests.bot.scripted import Scripted
from tests.bot.test_intake import app_with, at_confirm, registrations, waiting
from tests.conftest import ZONE
from tests.until import until
from tests.world import World

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
WINDOW = 5
UPDATES = st.lists(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2)), max_size=8), min_size=1, max_size=8)
"""What comes between one question and the next. Of each: after how many turns of the loop it ends, and how often it
ends without effect before."""
DEATHS = st.lists(st.integers(0, 60), max_size=3)
"""After how many turns of the loop the process dies, and the next one begins."""
UNHEARD = st.sets(st.integers(0, 12))
"""With which of its questions a process dies before Telegram hears it."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("held") / "held.db"
    migrate(f"sqlite:///{path}")
    return path


class Script(Scripted):
    """Telegram's queue and an intake in one: takes each update as the script says, and notes what must not be."""

    def __init__(self, groups: list[list[tuple[int, int]]], unheard: set[int], file: Path) -> None:
        super().__init__()
        self.to_come = list(groups)
        self.wrong: list[str] = []
        self.taken: dict[int, asyncio.Task[Handled]] = {}  # by the process that lives now
        self.is_dying = False
        self.unheard, self._questions = {*unheard}, 0
        self._file = file
        with sqlite3.connect(file) as connection:
            connection.execute("DELETE FROM held_updates")

    @property
    def is_over(self) -> bool:
        return not self.to_come and not self.queue.pending and set(self.handled) == self.ends.keys()

    async def raw_updates(self, offset: int, seconds: int) -> list[dict[str, Any]]:
        for end in self.to_come.pop(0) if self.to_come else ():
            self.come(end)
        if lost := {number for number in self.ends if number < offset} - set(self.handled) - self.held():
            self.wrong.append(f"confirmed, neither handled nor held: {lost}")
        self._questions += 1
        if self._questions - 1 in self.unheard:
            self.is_dying = True
            await asyncio.get_running_loop().create_future()
        await asyncio.sleep(0)
        return await self.queue.poll(offset, WINDOW, 0)

    def held(self) -> set[int]:
        with sqlite3.connect(self._file) as connection:
            return {number for (number,) in connection.execute("SELECT update_id FROM held_updates")}

    def submit(self, raw: dict[str, Any], *, waited: float = 0.0) -> asyncio.Task[Handled]:
        number = raw["update_id"]
        if (before := self.taken.get(number)) and (not before.done() or before.result()):
            self.wrong.append(f"taken twice: {number}")
        task = self.taken[number] = asyncio.create_task(self.handle(number))
        return task

    def leaves_out(self, raw: dict[str, Any]) -> bool:
        return False

    def die(self) -> None:
        for task in self.taken.values():
            task.cancel()
        self.taken.clear()
        self.is_dying = False


async def lived_through(script: Script, file: Path, deaths: list[int]) -> None:
    database = Database(f"sqlite:///{file}")
    while not script.is_over and not script.wrong:
        polling = Polling(script, script, database, Clock(ZONE))  # type: ignore[arg-type]
        running = asyncio.create_task(polling.run())
        async with asyncio.timeout(20):
            for _ in range(deaths.pop()) if deaths else itertools.count():
                if script.is_dying or script.is_over or script.wrong:
                    break
                await asyncio.sleep(0)
        running.cancel()
        await asyncio.wait([running])
        if script.is_over:
            script.unheard.clear()
            await polling.finish()
        elif polling._ahead is not None:
            polling._ahead.cancel()
        script.die()
    await database.close()


@given(UPDATES, DEATHS, UNHEARD)
def test_what_is_confirmed_is_handled_or_held_whenever_the_process_dies(
    file: Path, groups: list[list[tuple[int, int]]], deaths: list[int], unheard: set[int]
) -> None:
    script = Script(groups, unheard, file)
    with patch.object(polling_file, "WINDOW", WINDOW), patch.object(polling_file, "MOST", 3 * WINDOW):
        asyncio.run(lived_through(script, file, deaths))
    assert not script.wrong
    assert script.is_over
    assert not script.held()


@on_sqlite
async def test_behind_a_full_window_nobody_waits_for_those_that_hang(world: World) -> None:
    gate, routes = asyncio.Event(), Routes()

    @routes.command("treo", needs=ANYBODY)
    async def hang(context: Context) -> None:
        await gate.wait()

    await app_with(world, routes)
    for n in range(polling_file.WINDOW):
        world.telegram.person(10 + n, f"N{n}").say("/treo")
    others = [world.telegram.person(1000 + n, f"M{n}").say("/trogiup") for n in range(20)]
    running = asyncio.create_task(world.app.polling.run())
    await until(lambda: [one.sent_count("Hướng dẫn") for one in others] == [1] * 20)
    async with world.database.reading() as session:
        assert len(await all_held(session, world.clock.now())) == polling_file.WINDOW
    gate.set()
    await until(lambda: len(world.app.polling._under_way) == 0)
    running.cancel()
    await world.app.polling.finish()
    async with world.database.reading() as session:
        assert not await all_held(session, world.clock.now())
    assert waiting(world) == []


async def left_behind(world: World, seconds: float) -> None:
    """All that waits at Telegram was held by a process that has died so long ago."""
    async with world.database.writing() as session:
        updates = {update["update_id"]: as_json(update) for update in waiting(world)}
        await hold(session, updates, world.clock.now() - timedelta(seconds=seconds))
    world.telegram.updates.pending.clear()


async def test_what_was_held_is_done_after_a_crash_before_what_came_since(world: World) -> None:
    lan = await world.official("Lan")
    await at_confirm(world, lan)
    lan.press("Xác nhận")
    await left_behind(world, 5)
    lan.say("/dangky")
    running = asyncio.create_task(world.app.polling.run())
    await until(lambda: lan.sent_count("chờ duyệt") == 1)
    running.cancel()
    await world.app.polling.finish()
    assert await registrations(world) == 1
    async with world.database.reading() as session:
        assert not await all_held(session, world.clock.now())


async def test_a_press_that_was_held_for_too_long_is_not_obeyed(world: World) -> None:
    lan = await world.official("Lan")
    await at_confirm(world, lan)
    lan.press("Xác nhận")
    await left_behind(world, PRESS_SECONDS + 1)
    running = asyncio.create_task(world.app.polling.run())
    await until(lambda: len(world.app.polling._under_way) == 0 and "Đăng ký" in lan.last.labels)
    running.cancel()
    assert await registrations(world) == 0


async def test_what_cannot_be_written_down_is_not_confirmed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.intake.TRIES", 1)
    for n in range(polling_file.WINDOW + 5):
        world.telegram.person(10 + n, f"N{n}").say("/trogiup")
    last = world.telegram.people[10 + polling_file.WINDOW + 4]
    async with away(world.database):
        running = asyncio.create_task(world.app.polling.run())
        await asyncio.sleep(0.5)
        assert len(waiting(world)) == polling_file.WINDOW + 5
    await until(lambda: last.sent_count("Hướng dẫn") == 1)
    running.cancel()
    await world.app.polling.finish()
    assert waiting(world) == []


@on_sqlite
async def test_what_a_flood_brings_is_not_written_down(world: World) -> None:
    lan, mai = await world.official("Lan"), await world.official("Mai")
    for _ in range(polling_file.WINDOW):
        lan.say("/trogiup")
    await world.app.polling.once()
    lan.say("/trogiup")
    mai.say("/trogiup")
    flood, other = waiting(world)[-2:]
    await world.app.polling._under_way.hold([flood, other])
    async with world.database.reading() as session:
        held = {row.update_id for row in await all_held(session, world.clock.now())}
    assert other["update_id"] in held
    assert flood["update_id"] not in held
