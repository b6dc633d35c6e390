"""Asks those who were there on closing day, reminds them once, and gives the outcome to who teaches and runs it."""

from jobs.desk import Desk
from models.survey_due import due_surveys, send_surveys


async def ask_in_surveys(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        due = await due_surveys(session, now, desk.quiet)
    if due:
        async with desk.database.writing() as session:
            await send_surveys(session, due, now)
