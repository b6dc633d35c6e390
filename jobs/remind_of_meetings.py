"""Reminds those who are expected in a course, and who teach there, of its next day."""

from jobs.desk import Desk
from models.reminders import due_reminders, remind


async def remind_of_meetings(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        due = await due_reminders(session, now, desk.quiet)
    if due:
        async with desk.database.writing() as session:
            await remind(session, due, now)
