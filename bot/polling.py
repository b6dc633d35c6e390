"""Long polling: Telegram forgets an update only after its effect is committed and its answer has gone out."""

import asyncio
import logging
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.connection import Connection
from bot.intake import Intake
from bot.outcomes import seconds_of
from models.database import Database
from models.handled_update import mark_answered

log = logging.getLogger(__name__)

LONG_POLL = 30
PATIENCE = 1.0


class Polling:
    """Asks for updates from the lowest unfinished one on.

    Usually a whole batch is handled before the next question. When one update takes long, the question is asked
    again without confirming it, so that nobody waits behind it and a crash loses nothing.
    """

    def __init__(self, bot: Connection, intake: Intake, database: Database) -> None:
        self._bot = bot
        self._intake = intake
        self._database = database
        self._open: dict[int, asyncio.Task[bool]] = {}
        self._next = 0
        self._answered: list[int] = []

    async def run(self) -> None:
        """Poll until cancelled."""
        while True:
            try:
                await self.once(0 if self._open else LONG_POLL)
            except Conflict:
                log.error("another process is polling with this token: stop it, or use webhook mode")
                await asyncio.sleep(5)
            except InvalidToken:
                log.error("Telegram does not know this token: check BOT_TOKEN")
                await asyncio.sleep(30)
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error).total_seconds())
            except TelegramError as error:
                log.warning("no updates: %s", error)
                await asyncio.sleep(2)

    async def once(self, seconds: int = 0) -> int:
        """Ask once, handle what comes for a moment; the number of updates that were new."""
        fresh = [raw for raw in await self._bot.raw_updates(self._offset(), seconds) if self._is_new(raw)]
        for raw in fresh:
            self._open[raw["update_id"]] = self._intake.submit(raw)
            self._next = max(self._next, raw["update_id"] + 1)
        if self._open:
            await asyncio.wait(self._open.values(), timeout=PATIENCE)
            await self._close_finished()
        return len(fresh)

    async def finish(self) -> None:
        """Let what is under way end, and confirm it."""
        if self._open:
            await asyncio.wait(self._open.values(), timeout=10)
            await self._close_finished()
        if self._next:
            await self._bot.raw_updates(self._offset(), 0)

    def _offset(self) -> int:
        return min(self._open, default=self._next)

    def _is_new(self, raw: dict[str, Any]) -> bool:
        return raw["update_id"] not in self._open and raw["update_id"] not in self._answered

    async def _close_finished(self) -> None:
        finished = {update_id: task for update_id, task in self._open.items() if task.done()}
        again = [update_id for update_id, task in finished.items() if task.cancelled() or not task.result()]
        for update_id in again:
            del self._open[update_id]
        if again:
            self._next = min(self._next, *again)  # Telegram brings it, and what came after it, once more
        done = [update_id for update_id in finished if update_id not in again]
        if done:
            async with self._database.writing() as session:
                await mark_answered(session, done)
        for update_id in done:
            del self._open[update_id]
        self._answered = [update_id for update_id in (*self._answered, *done) if update_id >= self._offset()]
