"""Tells the leaders of a commune, once, who of theirs has not confirmed the change of a course."""

from jobs.desk import Desk
from models.unread_changes import copy_leaders


async def copy_unread_changes(desk: Desk) -> None:
    async with desk.database.writing() as session:
        await copy_leaders(session, desk.quiet, desk.clock.now())
