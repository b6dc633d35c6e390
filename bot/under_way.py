"""What polling has taken in: from which update on to ask Telegram again, so that a crash at any moment loses none."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson

from bot.clock import Clock
from bot.connection import as_json
from bot.intake import Handled, Intake
from models.database import Database
from models.handled_update import mark_answered
from models.held_update import all_held, hold, release

NOTED_TOGETHER = 200  # ends that are written down at once, while there is always more to do

Json = dict[str, Any]


@dataclass(frozen=True)
class Taken:
    """An update that is being handled, as it came."""

    raw: Json
    task: "asyncio.Task[Handled]"

    @property
    def must_come_again(self) -> bool:
        """Whether it has ended without effect."""
        return self.task.done() and (self.task.cancelled() or not self.task.result())


class UnderWay:
    """Updates from their arrival until Telegram may forget them.

    Telegram shows no more than a window of them from the lowest unconfirmed one on. Those of a full window are *held*:
    written down in our database, so that they may be confirmed before they have ended and others are seen.
    """

    def __init__(self, intake: Intake, database: Database, clock: Clock) -> None:
        self._intake, self._database, self._clock = intake, database, clock
        self._next = 0  # from here on nobody has them yet
        self._asked = 0  # from here on the last question was: what is below is confirmed
        self._open: dict[int, Taken] = {}
        self._held: dict[int, Taken] = {}
        self._closed: set[int] = set()  # finished, but not yet confirmed because an earlier one is open
        self._unmarked: set[int] = set()  # changed something and answered; not yet written down
        self._over: set[int] = set()  # held and finished; not yet released
        self._running, self._most, self._fewer = 0, 0, asyncio.Event()

    def __len__(self) -> int:
        """How many have not ended."""
        return self._running

    @property
    def is_empty(self) -> bool:
        """Whether the end of each is noted."""
        return not self._open and not self._held

    @property
    def known(self) -> set[int]:
        """What was taken in, and Telegram may show once more."""
        return self._open.keys() | self._held.keys() | self._closed

    @property
    def offset(self) -> int:
        """From which id on Telegram has to keep them."""
        return min([self._next, *self._open])

    @property
    def is_confirmed(self) -> bool:
        """Whether Telegram knows how far we are."""
        return self.offset == self._asked

    def ask(self) -> int:
        """The offset of a question that is asked now; with it, all that is below is confirmed."""
        self._asked = self.offset
        return self._asked

    def expect(self, update_id: int) -> None:
        """From this id on nobody has them yet. After a quiet week ids begin anew, maybe lower."""
        self._next = update_id

    def take(self, raw: Json, *, held: bool = False, waited: float = 0.0) -> None:
        """Have one handled, which has waited for so many seconds already."""
        task = self._intake.submit(raw, waited=waited)
        self._running += 1
        task.add_done_callback(self._ended)
        (self._held if held else self._open)[raw["update_id"]] = Taken(raw, task)

    async def hold(self, batch: Sequence[Json]) -> None:
        """Write down what is open, and a batch that is yet to be taken: all that may be confirmed from here on.

        But not what a flood brings and is left out anyhow.
        """
        raws = [one.raw for one in self._open.values()] + [raw for raw in batch if not self._intake.leaves_out(raw)]
        await self._note({raw["update_id"]: as_json(raw) for raw in raws})
        self._held |= self._open
        self._open.clear()

    async def resume(self) -> None:
        """Have those handled that a process which died had held."""
        now = self._clock.now()
        async with self._database.reading() as session:
            rows = await all_held(session, now)
        for row in rows:
            self.take(orjson.loads(row.raw), held=True, waited=(now - row.held_at).total_seconds())

    async def until(self, most: int, seconds: float) -> None:
        """Wait until at most so many have not ended."""
        self._most = most
        if self._running > most:
            self._fewer.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._fewer.wait()

    async def finish(self, seconds: float) -> None:
        """Give them time to end, and note what has."""
        if tasks := [one.task for one in (self._open | self._held).values()]:
            await asyncio.wait(tasks, timeout=seconds)
        await self.close_finished()
        if self._unmarked or self._over:
            await self._note({})

    async def close_finished(self) -> bool:
        """Note what has ended; whether Telegram must bring one again, and what came after it.

        One that was held does not come again: it is handled again.
        """
        ended = {number: one for number, one in (self._open | self._held).items() if one.task.done()}
        closed = {number for number, one in ended.items() if not one.must_come_again}
        again = ended.keys() - closed
        self._unmarked.update(number for number in closed if ended[number].task.result() is Handled.written)
        self._over.update(closed & self._held.keys())
        if self._must_note_now(len(ended), [*(again | (self._open.keys() - ended.keys())) - self._held.keys()]):
            await self._note({})
        self._open = {number: one for number, one in self._open.items() if number not in ended}
        self._held = {number: one for number, one in self._held.items() if number not in closed}
        self._closed |= closed
        for number in sorted(again & self._held.keys()):
            self.take(self._held[number].raw, held=True)
        coming = again - self._held.keys()
        self._next = min([self._next, *coming])
        confirmed = min(self._asked, self.offset)
        self._closed = {number for number in self._closed if number >= confirmed}
        return bool(coming)

    def _must_note_now(self, ended: int, open_after: Sequence[int]) -> bool:
        """Ends are written down for many at once: the next question confirms them anyhow.

        But not of one that ended behind an open one: after a crash that would come again.
        """
        if not self._unmarked and not self._over:
            return False
        is_quiet = ended == len(self._open) + len(self._held)
        is_behind = max(self._unmarked, default=0) > min([self._next, *open_after])
        return is_quiet or is_behind or len(self._unmarked | self._over) >= NOTED_TOGETHER

    async def _note(self, rows: Mapping[int, str]) -> None:
        """Write down what is held from now on, and what has ended."""
        async with self._database.writing() as session:
            await hold(session, rows, self._clock.now())
            await release(session, self._over)
            await mark_answered(session, tuple(self._unmarked))
        self._over.clear()
        self._unmarked.clear()

    def _ended(self, _: object) -> None:
        self._running -= 1
        if self._running <= self._most:
            self._fewer.set()
