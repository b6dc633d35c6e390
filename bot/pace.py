"""Keeps notices below Telegram's limits: so many a second in bulk and in all, one a second to each chat."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from models.notice import Lane

ALL_PER_SECOND = 29.0
CHAT_SECONDS = 1.05


class Pace:
    """Gives every send its moment. Seconds are of a monotonic clock; slots are given in the order of asking."""

    def __init__(
        self,
        bulk_per_second: float,
        chat_seconds: float = CHAT_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = {Lane.bulk: 1 / bulk_per_second, Lane.prompt: 1 / ALL_PER_SECOND}
        self._chat_seconds = chat_seconds
        self._clock = clock
        self._sleep = sleep
        self._free: dict[Lane, float] = {Lane.bulk: 0.0, Lane.prompt: 0.0}
        self._chats: dict[int, float] = {}

    async def slot(self, chat_id: int, lane: Lane) -> None:
        """Wait until this message may go. A prompt notice moves the bulk lane back, never the other way."""
        now = self._clock()
        at = max(now, self._free[lane], self._chats.get(chat_id, 0.0))
        self._free[lane] = at + self._gap[lane]
        if lane is Lane.prompt:
            self._free[Lane.bulk] = max(self._free[Lane.bulk], now) + self._gap[Lane.prompt]
        self._chats[chat_id] = at + self._chat_seconds
        if len(self._chats) > 10_000:
            self._chats = {chat: free for chat, free in self._chats.items() if free > now}
        if at > now:
            await self._sleep(at - now)
