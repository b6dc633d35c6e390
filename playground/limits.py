"""Telegram's rate limits, off by default: 30 messages a second in all, one a second a chat with a short burst."""

from collections import deque
from math import ceil

from playground.errors import too_many_requests


class Limits:
    """Numbers from Telegram's FAQ; the real ones are not published and vary. `refused` counts the 429 answers."""

    def __init__(self) -> None:
        self.on = False
        self.per_second = 30
        self.chat_burst = 3
        self.chat_per_second = 1.0
        self.refused = 0
        self._sent: deque[float] = deque()
        self._full_at: dict[int, float] = {}

    def check(self, chat_id: int, now: float) -> None:
        """Take a place for one message. Raises ApiError 429 with `retry_after` when there is none."""
        if not self.on:
            return
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        if len(self._sent) >= self.per_second:
            self._refuse(self._sent[0] + 1 - now)
        # A bucket told by the moment at which it will be full again.
        full_at = max(self._full_at.get(chat_id, now), now) + 1 / self.chat_per_second
        room = now + self.chat_burst / self.chat_per_second
        if full_at > room + 1e-6:
            self._refuse(full_at - room)
        self._full_at[chat_id] = full_at
        self._sent.append(now)

    def _refuse(self, wait: float) -> None:
        self.refused += 1
        raise too_many_requests(max(1, ceil(wait)))
