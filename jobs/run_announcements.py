"""Brings announcements on: begins those whose hour has come, lets the next few go, ends those that are through."""

from jobs.desk import Desk
from models.announcement_change import advance_change, changes_going
from models.broadcast import advance, due


async def run_announcements(desk: Desk) -> None:
    """One transaction for each, so that a large one holds up no other."""
    async with desk.database.reading() as session:
        announcements, changes = await due(session, desk.clock.now()), await changes_going(session)
    for announcement_id in announcements:
        async with desk.database.writing() as session:
            await advance(session, announcement_id, desk.quiet, desk.clock.now())
    for change_id in changes:
        async with desk.database.writing() as session:
            await advance_change(session, change_id, desk.clock.now())
    if announcements or changes:
        desk.wake()
