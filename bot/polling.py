"""Long polling: Telegram forgets an update only after its effect is committed, or the update itself is."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.connection import Connection
from bot.intake import Intake
from bot.outcomes import seconds_of
from bot.under_way import UnderWay
from models.database import Database

log = logging.getLogger(__name__)

LONG_POLL = 30
TOGETHER_SECONDS = 0.5  # how long a batch may keep us from asking for the next one
MANY = 8  # from so many new ones on more are asked for before the last are handed over
A_FEW = 4  # handed over before what has come meanwhile is heard
WINDOW = 100  # Telegram gives at most so many updates at a time
MOST = 256  # that are under way at any moment, while there are always more
FINISH_SECONDS = 10.0  # for what is under way when we are told to stop
PATIENCE = 60.0  # seconds that so many may keep everybody else waiting


class Polling:
    """Asks for updates from the lowest unfinished one on.

    Most of a batch is handled before the next question. What is not yet, or takes long, is not confirmed by it, so
    that nobody waits behind one update and a crash loses nothing. Where more wait than Telegram shows, those at hand
    are written down and the next are asked for at once.
    """

    def __init__(
        self,
        bot: Connection,
        intake: Intake,
        database: Database,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._sleep = sleep
        self._under_way = UnderWay(intake, database, clock)
        self._ahead: asyncio.Task[list[dict[str, Any]]] | None = None  # the next question, when it is asked already

    async def run(self) -> None:
        """Poll until cancelled, from what was under way when a process died; whatever fails is tried again later."""
        resumed = False
        while True:
            try:
                if not resumed:
                    await self._under_way.resume()
                    resumed = True
                await self.once(LONG_POLL if self._under_way.is_empty else 0)
            except Exception as error:
                await self._sleep(pause_after(error))

    async def once(self, seconds: int = 0) -> int:
        """Ask once, handle what comes for a moment; the number of updates that were new."""
        ahead, self._ahead = self._ahead, None
        batch = await (ahead or self._ask(seconds))
        known = self._under_way.known  # as it was asked for: what ends now may be in the batch all the same
        if await self._under_way.close_finished():
            return 0  # one must come again, and before those that follow it
        fresh = [raw for raw in batch if raw["update_id"] not in known]
        full = len(batch) >= WINDOW  # who waits behind it is not seen before it is confirmed
        if full:
            await self._under_way.hold(fresh)
            self._ask_ahead(batch[-1]["update_id"] + 1)
        if not await self._submit(fresh, held=full):
            return 0
        if batch:
            self._under_way.expect(batch[-1]["update_id"] + 1)
        if full:
            await self._under_way.until(MOST - WINDOW, PATIENCE)
        elif self._ahead is None:
            await self._under_way.until(len(self._under_way) // 4, TOGETHER_SECONDS)
        await self._under_way.close_finished()
        return len(fresh)

    def _ask(self, seconds: int) -> Coroutine[Any, Any, list[dict[str, Any]]]:
        return self._bot.raw_updates(self._under_way.ask(), seconds)  # the offset as it is now, not as it is later

    def _ask_ahead(self, update_id: int) -> None:
        """Ask for more already, while what is before this id has yet to be handed over or to end."""
        self._under_way.expect(update_id)
        self._ahead = asyncio.create_task(self._ask(0))

    async def _submit(self, fresh: Sequence[dict[str, Any]], *, held: bool) -> bool:
        """Hand them over a few at a time, so that answers come in between, and ask for more before the last of many.

        False when an earlier one must come again: the rest comes behind it.
        """
        for place, raw in enumerate(fresh):
            if self._ahead is None and len(fresh) >= MANY and place == len(fresh) * 3 // 4:
                self._under_way.expect(raw["update_id"])
                if await self._under_way.close_finished():
                    return False
                self._ask_ahead(raw["update_id"])
            self._under_way.take(raw, held=held)
            if place % A_FEW == A_FEW - 1:
                await asyncio.sleep(0)
        return True

    async def finish(self) -> None:
        """Let what is under way end, and confirm it; what cannot be confirmed comes again after the start."""
        if self._ahead is not None:
            self._ahead.cancel()
        try:
            await self._under_way.finish(FINISH_SECONDS)
            if self._under_way.offset:
                await self._bot.raw_updates(self._under_way.offset, 0)
        except (TelegramError, SQLAlchemyError) as error:
            log.warning("the last updates were not confirmed: %s", type(error).__name__)

    @property
    def is_busy(self) -> bool:
        """Whether an update is still under way, or has ended and is not yet confirmed."""
        return not self._under_way.is_empty or not self._under_way.is_confirmed


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
