"""Asks three months later what a course came to: the learners, and once a month their leaders."""

from jobs.desk import Desk
from models.effect_due import due_effects
from models.survey_due import send_surveys


async def ask_for_effects(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        due = await due_effects(session, now)
    if due:
        async with desk.database.writing() as session:
            await send_surveys(session, due, now)
