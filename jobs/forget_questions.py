"""Drops open questions whose time is over: they are as if never asked, and may hold a phone number."""

from jobs.desk import Desk
from models.dialogue import forget_expired


async def forget_questions(desk: Desk) -> None:
    async with desk.database.writing() as session:
        await forget_expired(session, desk.clock.now())
