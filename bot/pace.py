"""Keeps notices below Telegram's limits: so many a second in bulk and in all, one a second to each chat."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from models.notice import Lane

ALL_PER_SECOND = 29.0  # evenly spaced, so that no second sees more than 30
CHAT_SECONDS = 1.05


class Pace:
    """Gives every send its moment, in seconds of a monotonic clock.

    A prompt notice reserves the next moment; a bulk one goes only when none is reserved, so it never stands before one.
    """

    def __init__(
        self,
        bulk_per_second: float,
        chat_seconds: float = CHAT_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = 1 / max(ALL_PER_SECOND, bulk_per_second)
        self._bulk_gap = 1 / bulk_per_second
        self._chat_seconds = chat_seconds
        self._clock = clock
        self._sleep = sleep
        self._free = self._bulk_free = 0.0
        self._chats: dict[int, float] = {}

    async def slot(self, chat_id: int, lane: Lane) -> None:
        """Wait until a notice of this lane may go to this chat."""
        while (wait := self._must_wait(chat_id, lane)) > 0:
            await self._sleep(wait)
        now = self._clock()
        at = max(now, self._free)
        self._free = at + self._gap
        if lane is Lane.bulk:
            # Counted from when it was due, if that is not long ago: late wake-ups must not add up to a slower rate.
            was_due = self._bulk_free if at - self._bulk_free < self._bulk_gap else at
            self._bulk_free = was_due + self._bulk_gap
        self._chats[chat_id] = at + self._chat_seconds
        if len(self._chats) > 10_000:
            self._chats = {chat: free for chat, free in self._chats.items() if free > now}
        if at > now:
            await self._sleep(at - now)

    def _must_wait(self, chat_id: int, lane: Lane) -> float:
        """A busy chat holds up only itself; bulk also lets everything else go first."""
        free = self._chats.get(chat_id, 0.0)
        if lane is Lane.bulk:
            free = max(free, self._free, self._bulk_free)
        return free - self._clock()
