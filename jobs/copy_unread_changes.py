"""Tells the leaders of a commune, once, who of theirs has not confirmed the change of a course."""

from jobs.desk import Desk
from models.unread_changes import anything_to_copy, copy_leaders


async def copy_unread_changes(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        due = await anything_to_copy(session, now)
    if due:
        async with desk.database.writing() as session:
            await copy_leaders(session, desk.quiet, now)
