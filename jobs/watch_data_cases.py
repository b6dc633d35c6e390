"""Reminds of requests about the own data before their legal time ends, and tells the admins when it has."""

from jobs.desk import Desk
from models.data_case_clock import cases_due, take_step


async def watch_data_cases(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        due = await cases_due(session, now)
    for case_id in due:
        async with desk.database.writing() as session:
            await take_step(session, case_id, now)
