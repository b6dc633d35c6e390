"""Sends the coordinators the week's summary when its hour has come."""

from jobs.desk import Desk
from models.summary_round import due_summaries, send_summary


async def send_weekly_summary(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        due = await due_summaries(session, now, desk.summary_at, desk.quiet)
    if due:
        async with desk.database.writing() as session:
            for official_id, whole in due:
                await send_summary(session, official_id, whole, now)
