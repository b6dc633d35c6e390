"""Long polling: Telegram forgets an update only after its effect is committed and its answer has gone out."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.connection import Connection
from bot.intake import Handled, Intake
from bot.outcomes import seconds_of
from models.database import Database
from models.handled_update import mark_answered

log = logging.getLogger(__name__)

LONG_POLL = 30
TOGETHER_SECONDS = 0.5  # how long a batch may keep us from asking for the next one
MANY = 8  # from so many new ones on more are asked for before the last are handed over
WORTH_ASKING = 20  # of a full window, when so many have ended
A_FEW = 4  # handed over before what has come meanwhile is heard
WINDOW = 100  # Telegram gives at most so many updates at a time
PATIENCE = 60.0  # seconds that one update may keep everybody behind a full window waiting


@dataclass(frozen=True)
class Open:
    """An update that is being handled, since when on a monotonic clock."""

    task: "asyncio.Task[Handled]"
    since: float


class Polling:
    """Asks for updates from the lowest unfinished one on.

    Most of a batch is handled before the next question. What is not yet, or takes long, is not confirmed by it, so
    that nobody waits behind one update and a crash loses nothing.
    """

    def __init__(
        self,
        bot: Connection,
        intake: Intake,
        database: Database,
        patience: float = PATIENCE,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._database = database
        self._patience = patience
        self._sleep = sleep
        self._open: dict[int, Open] = {}
        self._next = 0
        self._ahead: asyncio.Task[list[dict[str, Any]]] | None = None  # the next question, when it is asked already
        self._asked = 0  # from which id on the last question was: what is below is confirmed
        self._under_way, self._most, self._fewer = 0, 0, asyncio.Event()
        self._ended_since = 0
        self._closed: set[int] = set()  # finished, but not yet confirmed because an earlier one is open
        self._unmarked: set[int] = set()  # changed something and answered; not yet written down

    async def run(self) -> None:
        """Poll until cancelled; whatever fails, the next question is asked a little later."""
        while True:
            try:
                await self.once(0 if self._open else LONG_POLL)
            except Exception as error:
                await self._sleep(pause_after(error))

    async def once(self, seconds: int = 0) -> int:
        """Ask once, handle what comes for a moment; the number of updates that were new."""
        ahead, self._ahead = self._ahead, None
        batch = await (ahead or self._ask(seconds))
        known = self._open.keys() | self._closed  # as it was asked for: what ends now may be in the batch all the same
        if await self._close_finished():
            return 0  # one must come again, and before those that follow it
        fresh = [raw for raw in batch if raw["update_id"] not in known]
        full = len(batch) >= WINDOW  # who waits behind it is not seen before some of it is confirmed
        if not await self._submit(fresh, full):
            return 0
        if batch:
            self._next = batch[-1]["update_id"] + 1  # after a quiet week ids begin anew, maybe lower
        if not fresh and full:
            self._let_go()
        if self._open and self._ahead is None:
            ended = WORTH_ASKING - self._ended_since
            await self._until_under_way(max(0, self._under_way - ended) if full else self._under_way // 4)
        await self._close_finished()
        return len(fresh)

    def _ask(self, seconds: int) -> Coroutine[Any, Any, list[dict[str, Any]]]:
        self._asked, self._ended_since = self._offset(), 0  # as it is now, not when the question goes out
        return self._bot.raw_updates(self._asked, seconds)

    async def _submit(self, fresh: Sequence[dict[str, Any]], full: bool) -> bool:
        """Hand them over a few at a time, so that answers come in between, and ask for more meanwhile.

        False when an earlier one must come again: the rest comes behind it.
        """
        for place, raw in enumerate(fresh):
            if self._ahead is None and self._is_time(place, len(fresh), full):
                self._next = raw["update_id"]  # from here on nobody has them yet
                if await self._close_finished():
                    return False
                self._ahead = asyncio.create_task(self._ask(0))
            task = self._intake.submit(raw)
            self._under_way += 1
            task.add_done_callback(self._ended)
            self._open[raw["update_id"]] = Open(task, time.monotonic())
            if place % A_FEW == A_FEW - 1:
                await asyncio.sleep(0)
        return True

    def _is_time(self, place: int, many: int, full: bool) -> bool:
        """Whether to ask for more: before the last of many, or as soon as a full window has some room."""
        return self._ended_since >= WORTH_ASKING if full else many >= MANY and place == many * 3 // 4

    async def finish(self) -> None:
        """Let what is under way end, and confirm it; what cannot be confirmed comes again after the start."""
        if self._ahead is not None:
            self._ahead.cancel()
        try:
            if self._open:
                await asyncio.wait([one.task for one in self._open.values()], timeout=10)
                await self._close_finished()
            if self._next:
                await self._bot.raw_updates(self._offset(), 0)
        except (TelegramError, SQLAlchemyError) as error:
            log.warning("the last updates were not confirmed: %s", type(error).__name__)

    @property
    def is_busy(self) -> bool:
        """Whether an update is still under way, or has ended and is not yet confirmed."""
        return bool(self._open) or self._offset() != self._asked

    async def _until_under_way(self, most: int) -> None:
        """Wait for at most so many; the next ones are asked for while the last of a batch are still being answered."""
        self._most = most
        if self._under_way > most:
            self._fewer.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(TOGETHER_SECONDS):
                    await self._fewer.wait()

    def _ended(self, _: object) -> None:
        self._under_way -= 1
        self._ended_since += 1
        if self._under_way <= self._most:
            self._fewer.set()

    def _offset(self) -> int:
        return min([self._next, *self._open])

    async def _close_finished(self) -> bool:
        """Note what has ended; whether Telegram must bring one again, and what came after it.

        That an answer went out is written down for many at once: the next question confirms them anyhow. But not for
        one that ended behind an open one: after a crash that would come again.
        """
        ended = {update_id: one.task for update_id, one in self._open.items() if one.task.done()}
        again = [update_id for update_id, task in ended.items() if task.cancelled() or not task.result()]
        closed = [update_id for update_id in ended if update_id not in again]
        self._unmarked.update(one for one in closed if ended[one].result() is Handled.written)
        still_open = self._open.keys() - ended.keys()
        unconfirmed = min([self._next, *again, *still_open])
        if self._unmarked and (not still_open or len(self._unmarked) >= WINDOW or max(self._unmarked) > unconfirmed):
            async with self._database.writing() as session:
                await mark_answered(session, tuple(self._unmarked))
            self._unmarked.clear()
        for update_id in ended:
            del self._open[update_id]
        self._closed.update(closed)
        if again:
            self._next = min(self._next, *again)
        confirmed = min(self._asked, self._offset())
        self._closed = {update_id for update_id in self._closed if update_id >= confirmed}
        return bool(again)

    def _let_go(self) -> None:
        """The window is full behind an update that hangs: it goes on, but no longer keeps everybody waiting."""
        oldest = min(self._open, default=None)
        if oldest is not None and time.monotonic() - self._open[oldest].since > self._patience:
            log.error("update %s takes too long: the others go on, a crash would now lose it", oldest)
            del self._open[oldest]
            self._closed.add(oldest)


def pause_after(error: Exception) -> float:
    """Say what failed; the seconds to wait before the next question."""
    match error:
        case Conflict() if "webhook" in error.message:
            log.error(
                "a webhook is set for this token: run with its WEBHOOK_URL, or take it away: main.py webhook delete"
            )
            return 30
        case Conflict():
            log.error("another process is polling with this token: stop it, or use webhook mode")
            return 5
        case InvalidToken():
            log.error("Telegram does not know this token: check BOT_TOKEN")
            return 30
        case RetryAfter():
            return seconds_of(error).total_seconds()
        case TelegramError():
            log.warning("no updates: %s", error)
        case SQLAlchemyError():
            log.warning("the database is away (%s), nothing is confirmed", type(error).__name__)
        case _:
            log.error("a poll failed", exc_info=error)
    return 2
