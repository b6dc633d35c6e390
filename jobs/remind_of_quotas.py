"""Tells communes of kept seats that they have not used, while there is still time."""

from jobs.desk import Desk
from models import quota_reminder


async def remind_of_quotas(desk: Desk) -> None:
    async with desk.database.writing() as session:
        await quota_reminder.remind_of_quotas(session, desk.clock.now())
