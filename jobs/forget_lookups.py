"""Drops the count of certificate numbers that an account asked for, once its window is over: strangers ask too."""

from jobs.desk import Desk
from models.certificate_check import forget_lookups as forget_old


async def forget_lookups(desk: Desk) -> None:
    async with desk.database.writing() as session:
        await forget_old(session, desk.clock.now())
