"""Tells deputies what waits for them when a delegation begins, and leaders when its days are over."""

from jobs.desk import Desk
from models.delegation_turns import hand_over, turns_due


async def pass_on_delegations(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        turns = await turns_due(session, now)
    if turns:
        async with desk.database.writing() as session:
            await hand_over(session, turns, now)
