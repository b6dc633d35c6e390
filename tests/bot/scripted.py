"""Updates that end as a script says: after how many turns of the loop, and how often without effect before."""

import asyncio

from bot.intake import Handled
from playground.updates import UpdateQueue


class Scripted:
    """Telegram's queue, and what became of the updates out of it."""

    def __init__(self) -> None:
        self.queue = UpdateQueue(lambda: 0.0)
        self.ends: dict[int, tuple[int, int]] = {}
        self.handled: list[int] = []

    def come(self, end: tuple[int, int]) -> None:
        """A new update, of somebody new."""
        self.ends[self.queue.add("message", {}, len(self.ends)) or 0] = end

    async def handle(self, number: int) -> Handled:
        turns, again = self.ends[number]
        self.ends[number] = turns, again - 1
        for _ in range(turns):
            await asyncio.sleep(0)
        if again > 0:
            return Handled.again
        self.handled.append(number)
        return Handled.done
