"""Tells those whom a newly published course fits, in one message for all that were published within a while."""

from jobs.desk import Desk
from models import opened


async def tell_of_openings(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        is_due = await opened.due_openings(session, now, desk.quiet)
    if is_due:
        async with desk.database.writing() as session:
            await opened.tell_of_openings(session, now)
        desk.wake()
