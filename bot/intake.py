"""Takes updates in: one person's in order, different people's side by side, and no bad one stops the rest."""

import asyncio
import logging
import time
from collections import Counter
from dataclasses import replace
from enum import IntEnum
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.frame import Frame
from bot.incoming import Incoming, Kind, read
from bot.logs import about
from bot.metrics import LEFT_OUT

log = logging.getLogger(__name__)

AT_ONCE = 256  # most of them wait for Telegram at any moment
TRIES = 6
PRESS_SECONDS = 150  # Telegram itself forgets a press after that
MOST_WAITING = 20  # of one person: nobody taps so far ahead of the answers, and Telegram brings 100 of all at once
REST_SECONDS = 5.0  # for which whoever went beyond that is not listened to: a flood is over in a few polls


class Handled(IntEnum):
    """What became of an update. Of one that changed something we note that its answer went out too."""

    again = 0
    done = 1
    written = 2


class Intake:
    """Turns raw updates into handled ones; polling and webhook both feed it."""

    def __init__(self, frame: Frame, at_once: int = AT_ONCE) -> None:
        self._frame = frame
        self._room = asyncio.Semaphore(at_once)
        self._last: dict[int, asyncio.Task[Handled]] = {}
        self._waiting = Counter[int]()
        self._resting: dict[int, float] = {}

    def submit(self, raw: dict[str, Any], tries: int | None = None, waited: float = 0.0) -> "asyncio.Task[Handled]":
        """Start handling an update after the same person's earlier ones; it has waited for so many seconds already.

        The task's result says whether the update is done with; not when the database was away to the end of our
        patience (`tries`), and Telegram should bring it again. What a flood brings is left out: one person never
        keeps others waiting, nor fills the memory.
        """
        incoming = self._read(raw)
        if incoming is None:
            return asyncio.create_task(_nothing())
        user_id, now = incoming.user_id, time.monotonic()
        if self._is_resting(user_id, now):
            LEFT_OUT.labels("flood").inc()
            return asyncio.create_task(_nothing())
        if self._waiting[user_id] >= MOST_WAITING:
            self._resting[user_id] = now + REST_SECONDS
            return asyncio.create_task(self._ask_for_patience(incoming))
        self._waiting[user_id] += 1
        task = asyncio.create_task(self._in_turn(self._last.get(user_id), incoming, now - waited, tries or TRIES))
        self._last[user_id] = task
        task.add_done_callback(lambda done: self._done(user_id, done))
        return task

    def leaves_out(self, raw: dict[str, Any]) -> bool:
        """Whether it comes from somebody who has sent a flood a moment ago."""
        incoming = self._read(raw) if self._resting else None
        return incoming is not None and self._is_resting(incoming.user_id, time.monotonic())

    def _is_resting(self, user_id: int, now: float) -> bool:
        """Whether the person has sent a flood a moment ago; who has rested is forgotten."""
        self._resting = {who: until for who, until in self._resting.items() if until > now} if self._resting else {}
        return user_id in self._resting

    async def _ask_for_patience(self, incoming: Incoming) -> Handled:
        """One sentence for all that is left out; what waits already is still done."""
        log.warning("a person sends more than is answered, the rest is left out for %s s", REST_SECONDS)
        await self._frame.leave_out(incoming)
        return Handled.done

    def _done(self, user_id: int, task: "asyncio.Task[Handled]") -> None:
        self._waiting[user_id] -= 1
        if not self._waiting[user_id]:
            del self._waiting[user_id]
        if self._last.get(user_id) is task:
            del self._last[user_id]

    def _read(self, raw: dict[str, Any]) -> Incoming | None:
        try:
            return read(raw)
        except Exception:
            log.exception("update %s could not be read and is skipped", raw.get("update_id"))
            return None

    async def _in_turn(
        self, earlier: "asyncio.Task[Handled] | None", incoming: Incoming, since: float, tries: int
    ) -> Handled:
        if earlier is not None:
            await asyncio.wait([earlier])
            if earlier.cancelled() or not earlier.result():
                return Handled.again  # it comes again, and must come before this one
        async with self._room:  # taken only in one's turn: a busy person does not fill it with waiting updates
            return await self._handle(incoming, since, tries)

    async def _handle(self, incoming: Incoming, since: float, tries: int) -> Handled:
        for attempt in range(tries):
            if attempt:
                await asyncio.sleep(0.05 * 2**attempt)
            if incoming.kind is Kind.press and time.monotonic() - since > PRESS_SECONDS:
                incoming = replace(incoming, late=True)
            try:
                with about(update=incoming.update_id, what=f"{incoming.kind}:{incoming.name}"):
                    return Handled.written if await self._frame.handle(incoming, since) else Handled.done
            except SQLAlchemyError as error:
                log.warning("the database is away (%s), update %s waits", type(error).__name__, incoming.update_id)
            except Exception:
                log.exception("update %s failed outside its handler and is skipped", incoming.update_id)
                return Handled.done
        return Handled.again


async def _nothing() -> Handled:
    return Handled.done
