"""Reminds coordinators of courses that are over and have no results."""

from jobs.desk import Desk
from models.results_due import due_results
from models.results_due import remind_of_results as owe_reminder


async def remind_of_results(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        due = await due_results(session, now)
    if due:
        async with desk.database.writing() as session:
            for official_id, course_id in due:
                await owe_reminder(session, official_id, course_id, now)
