"""Ends wishes for a substitute that can no longer come true, and asks for the leaders' word whoever gives it by now."""

from jobs.desk import Desk
from models.substitution_ending import attend_substitution, substitutions_to_attend


async def attend_substitutions(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        wishes = await substitutions_to_attend(session, now)
    for substitution_id in wishes:
        async with desk.database.writing() as session:
            await attend_substitution(session, substitution_id, now)
