"""Tells those whom a course fits that its registration closes soon."""

from jobs.desk import Desk
from models.closing import due_closings, tell_of_closings


async def remind_of_closings(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        due = await due_closings(session, now, desk.quiet)
    if due:
        async with desk.database.writing() as session:
            await tell_of_closings(session, due, now)
