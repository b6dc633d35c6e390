"""Moves the demo's clock ahead, stop by stop, so that everything that falls due on the way happens at its hour."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta

from bot.clock import Clock
from models.database import Database
from models.delivery import outbox

STOP = timedelta(minutes=30)  # rules speak of hours and half hours
NIGHT_STOP = timedelta(hours=2)  # from the evening until the morning hardly anything falls due
MORNING, EVENING = time(6), time(20)
LOOK_SECONDS = 0.02
PATIENCE_SECONDS = 5.0  # a message that Telegram does not take now must not stop the time


class TimeMachine:
    """Stands still until it is set up: the page may be open before the bot is."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._ready = asyncio.Event()

    def set_up(self, database: Database, tick: Callable[[], Awaitable[None]], wake: Callable[[], None]) -> None:
        """`tick` lets every job look once at what is due; `wake` tells the postman that there may be something due."""
        self._database, self._tick, self._wake = database, tick, wake
        self._ready.set()

    async def move(self, by: timedelta) -> None:
        """Go ahead; what is due at one stop is delivered before the next."""
        await self._ready.wait()
        until = self.clock.now() + by
        while (left := until - self.clock.now()) > timedelta():
            self.clock.ahead += min(left, to_next_stop(self.clock.now()))
            await self._tick()
            await self._deliver()

    async def _deliver(self) -> None:
        self._wake()
        for _ in range(int(PATIENCE_SECONDS / LOOK_SECONDS)):
            async with self._database.reading() as session:
                post = await outbox(session, self.clock.now())
            if not (post.due or post.in_flight):
                return
            await asyncio.sleep(LOOK_SECONDS)


def to_next_stop(now: datetime) -> timedelta:
    """How far it is to the next round moment; `now` is local."""
    step = STOP if MORNING <= now.time() < EVENING else NIGHT_STOP
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return step - (now - midnight) % step
