"""Asks the admins for the days off of a coming year that nobody has said yet."""

from jobs.desk import Desk
from models import holiday_year


async def ask_for_holidays(desk: Desk) -> None:
    async with desk.database.writing() as session:
        await holiday_year.ask_for_holidays(session, desk.clock.now())
