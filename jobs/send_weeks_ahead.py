"""Tells of the week to come, on Sunday evening."""

from jobs.desk import Desk
from models.week_ahead import due_weeks, send_week


async def send_weeks_ahead(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        due = await due_weeks(session, now, desk.quiet)
    if due:
        async with desk.database.writing() as session:
            for official_id, monday in due:
                await send_week(session, official_id, monday, now)
