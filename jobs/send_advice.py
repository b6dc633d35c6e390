"""Advises coordinators some days before their courses begin."""

from jobs.desk import Desk
from models.advice import due_advice
from models.advice import send_advice as owe_advice


async def send_advice(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        due = await due_advice(session, now, desk.quiet)
    if due:
        async with desk.database.writing() as session:
            for official_id, day, key in due:
                await owe_advice(session, official_id, day, key, now)
