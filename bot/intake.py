"""Takes updates in: one person's in order, different people's side by side, and no bad one stops the rest."""

import asyncio
import logging
import time
from dataclasses import replace
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, Update

from bot.frame import Frame
from bot.incoming import Incoming, Kind, read
from bot.logs import about

log = logging.getLogger(__name__)

AT_ONCE = 64
TRIES = 6
PRESS_SECONDS = 150  # Telegram itself forgets a press after that


class Intake:
    """Turns raw updates into handled ones; polling and webhook both feed it."""

    def __init__(self, frame: Frame, bot: Bot, at_once: int = AT_ONCE) -> None:
        self._frame = frame
        self._bot = bot
        self._room = asyncio.Semaphore(at_once)
        self._last: dict[int, asyncio.Task[bool]] = {}

    def submit(self, raw: dict[str, Any], tries: int | None = None) -> "asyncio.Task[bool]":
        """Start handling an update after the same person's earlier ones.

        The task's result says whether the update is done with; False means that the database was away to the end
        of our patience (`tries`), and Telegram should bring it again.
        """
        incoming = self._read(raw)
        if incoming is None:
            return asyncio.create_task(_nothing())
        user_id = incoming.user_id
        turn = self._in_turn(self._last.get(user_id), incoming, time.monotonic(), tries or TRIES)
        task = asyncio.create_task(turn)
        self._last[user_id] = task
        task.add_done_callback(lambda done: self._last.pop(user_id) if self._last.get(user_id) is done else None)
        return task

    def _read(self, raw: dict[str, Any]) -> Incoming | None:
        try:
            return read(Update.de_json(raw, self._bot))
        except Exception:
            log.exception("update %s could not be read and is skipped", raw.get("update_id"))
            return None

    async def _in_turn(
        self, earlier: "asyncio.Task[bool] | None", incoming: Incoming, since: float, tries: int
    ) -> bool:
        if earlier is not None:
            await asyncio.wait([earlier])
            if earlier.cancelled() or not earlier.result():
                return False  # it comes again, and must come before this one
        async with self._room:  # taken only in one's turn: a busy person does not fill it with waiting updates
            return await self._handle(incoming, since, tries)

    async def _handle(self, incoming: Incoming, since: float, tries: int) -> bool:
        for attempt in range(tries):
            if attempt:
                await asyncio.sleep(0.05 * 2**attempt)
            if incoming.kind is Kind.press and time.monotonic() - since > PRESS_SECONDS:
                incoming = replace(incoming, late=True)
            try:
                with about(update=incoming.update_id, what=f"{incoming.kind}:{incoming.name}"):
                    await self._frame.handle(incoming, since)
            except SQLAlchemyError as error:
                log.warning("the database is away (%s), update %s waits", type(error).__name__, incoming.update_id)
            except Exception:
                log.exception("update %s failed outside its handler and is skipped", incoming.update_id)
                return True
            else:
                return True
        return False


async def _nothing() -> bool:
    return True
