"""Tells leaders once a day who of their people was absent."""

from jobs.desk import Desk
from models.absences import leaders_due, tell_leader


async def tell_leaders_of_absences(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        day, due = await leaders_due(session, now, desk.quiet)
    if due:
        async with desk.database.writing() as session:
            for official_id in due:
                await tell_leader(session, official_id, day, now)
