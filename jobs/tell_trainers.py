"""Tells trainers of the meetings that have become theirs, and of those that are no longer."""

from jobs.desk import Desk
from models.teaching import tell_trainers as owe_trainers
from models.teaching import untold


async def tell_trainers(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        due = await untold(session, now)
    if due:
        async with desk.database.writing() as session:
            await owe_trainers(session, now)
