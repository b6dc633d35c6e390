"""Keeps the pictures of roll-call codes turning in the chats where they stand, and closes them in time."""

import asyncio

from bot.code_picture import code_picture
from bot.invitations import deep_link
from bot.texts.roll_codes import picture
from jobs.desk import Desk
from models.roll_code import codes_due, turn_code
from models.roll_meeting import meeting_of


async def turn_roll_codes(desk: Desk) -> None:
    async with desk.database.reading() as session:
        due = await codes_due(session, desk.clock.now())
    for meeting_id in due:
        now = desk.clock.now()
        async with desk.database.writing() as session:
            shown = await turn_code(session, meeting_id, now)
            meeting = await meeting_of(session, meeting_id)
        if shown is not None and meeting is not None:
            link = deep_link(desk.bot_name, shown.payload)
            png = await asyncio.to_thread(code_picture, link, shown.digits)
            await desk.show(shown.user_id, shown.message_id, picture(meeting, shown, png, now))
