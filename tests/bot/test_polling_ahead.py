"""Asking ahead of the last of a batch: whatever ends when, nothing is confirmed too early, nothing is handled twice."""

import asyncio
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.clock import Clock
from bot.intake import Handled
from bot.polling import MANY, Polling
from models.database import Database
from tests.bot.scripted import Scripted
from tests.conftest import ZONE

NO_DATABASE = Database("sqlite://")  # of what nothing was written, nothing is noted
ENDS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), min_size=1, max_size=70)
"""Of each update: after how many turns of the loop it ends, and how often Telegram must bring it again before."""


class Script(Scripted):
    """Telegram's queue and an intake in one: takes each update as the script says, and looks at every question."""

    def __init__(self, ends: list[tuple[int, int]]) -> None:
        super().__init__()
        for end in ends:
            self.come(end)
        self.asked_with_some_to_hand_over = 0
        self._submitted: set[int] = set()

    async def raw_updates(self, offset: int, seconds: int) -> list[dict[str, Any]]:
        assert {number for number in self.ends if number < offset} <= set(self.handled)
        self.asked_with_some_to_hand_over += 0 < len(self._submitted) < len(self.ends)
        await asyncio.sleep(0)
        return await self.queue.poll(offset, 100, 0)

    def submit(self, raw: dict[str, Any], *, waited: float = 0.0) -> "asyncio.Task[Handled]":
        self._submitted.add(raw["update_id"])
        return asyncio.create_task(self.handle(raw["update_id"]))


async def polled(script: Script) -> None:
    polling = Polling(script, script, NO_DATABASE, Clock(ZONE))  # type: ignore[arg-type]
    async with asyncio.timeout(20):
        while len(script.handled) < len(script.ends):
            await polling.once()
    await polling.finish()


@given(ENDS)
def test_nothing_is_confirmed_before_it_has_ended_and_nothing_is_handled_twice(ends: list[tuple[int, int]]) -> None:
    script = Script(ends)
    asyncio.run(polled(script))
    assert sorted(script.handled) == sorted(script.ends)
    assert not script.queue.pending


def test_more_are_asked_for_while_some_are_still_to_be_handed_over() -> None:
    script = Script([(1, 0)] * 4 * MANY)
    asyncio.run(polled(script))
    assert script.asked_with_some_to_hand_over == 1
