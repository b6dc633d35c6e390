"""Keeps the cards of running announcements up to date in the chats of those who watch them."""

from bot.texts.announcement_card import card
from jobs.desk import Desk
from models.announcement_card import cards_due, mark_shown
from models.announcement_report import standing


async def show_progress(desk: Desk) -> None:
    async with desk.database.reading() as session:
        due = await cards_due(session, desk.clock.now())
    for announcement_id, user_id, message_id in due:
        now = desk.clock.now()
        async with desk.database.writing() as session:
            await mark_shown(session, announcement_id, now)
            message = card(await standing(session, announcement_id, now), now, desk.quiet)
        await desk.show(user_id, message_id, message)
