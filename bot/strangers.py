"""Keeps accounts that are not on the roster from taking the bot up: so many answers a minute for each, and for all.

Counted in memory, for each process by itself: what is lost with it is at most a minute's count.
"""

import time
from collections import Counter
from collections.abc import Callable

EACH = 30  # a minute: to link takes five or six, and the bounds of tries and of certificate numbers come first
TOGETHER = 3000  # a minute, that is 50/s: more than the whole province sends when it links on one morning


class Hushed(Exception):
    """A stranger beyond the bound: nothing is done and nothing written; `is_first` is told so, the rest is silence."""

    def __init__(self, is_first: bool) -> None:
        self.is_first = is_first


class Strangers:
    """Who is known not to be on the roster, and how often each was answered in this minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._minute = 0
        self._heard = Counter[int]()
        self._all = 0

    def must_be_few(self, user_id: int) -> None:
        """Before anything is asked of the database; raises Hushed for one who was hushed in this minute."""
        self._turn()
        if self._heard[user_id] > EACH:
            raise Hushed(is_first=False)

    def heard(self, user_id: int) -> None:
        """This account has turned out to be a stranger's; raises Hushed beyond a bound."""
        self._turn()
        if self._all >= TOGETHER:
            raise Hushed(is_first=False)
        self._all += 1
        self._heard[user_id] += 1
        if self._heard[user_id] > EACH:
            raise Hushed(is_first=True)

    def _turn(self) -> None:
        """A new minute forgets the last one, so that never more than a minute's accounts are kept."""
        if (minute := int(self._clock() // 60)) != self._minute:
            self._minute, self._all = minute, 0
            self._heard.clear()
