"""Drops the marks of updates that Telegram can no longer repeat (it keeps an update for one day)."""

from datetime import timedelta

from jobs.desk import Desk
from models.handled_update import forget_handled

KEPT = timedelta(days=3)


async def forget_updates(desk: Desk) -> None:
    async with desk.database.writing() as session:
        await forget_handled(session, desk.clock.now() - KEPT)
