"""The clock of the page: what time it is in this Telegram, and the steps by which people may move it ahead."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from playground.errors import Json
from playground.telegram import Telegram

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY_AT = time(7, 30)
SHOWN_EVERY = 0.1  # seconds, while the clock runs ahead
Move = Callable[[timedelta], Awaitable[None]]


class PageClock:
    """Asks the owner of the time to move it, and shows on all pages how it runs. Without an owner it only shows."""

    def __init__(self, telegram: Telegram, move: Move | None, show: Callable[[Json], None]) -> None:
        self._telegram = telegram
        self._move = move
        self._show = show
        self._moving = False

    def view(self) -> Json:
        """`now` in seconds since 1970."""
        return {"now": self._telegram.clock(), "movable": self._move is not None, "moving": self._moving}

    async def step(self, name: str) -> None:
        """Move to where the step leads; comes back when everything on the way has happened. Raises ValueError."""
        if self._move is None:
            raise ValueError("đồng hồ này không chỉnh được")
        if self._moving:
            raise ValueError("đồng hồ đang chạy tới")
        by = how_far(name, self._telegram.clock())
        self._moving = True
        moving = asyncio.ensure_future(self._move(by))
        try:
            while not moving.done():
                self._show(self.view())
                await asyncio.wait({moving}, timeout=SHOWN_EVERY)
            moving.result()
        finally:
            self._moving = False
            self._show(self.view())


def how_far(step: str, seconds: float) -> timedelta:
    """From now (seconds since 1970) to where a step leads. Raises ValueError for a step that there is not."""
    match step:
        case "hour":
            return timedelta(hours=1)
        case "day":
            return timedelta(days=1)
        case "monday":
            now = datetime.fromtimestamp(seconds, ZONE)
            monday = datetime.combine(now.date() - timedelta(days=now.weekday()), MONDAY_AT, ZONE)
            return (monday if now < monday else monday + timedelta(weeks=1)) - now
    raise ValueError("đồng hồ không có bước này")
