"""The rotating code of a meeting, as its trainer shows it; who scans or types it comes by start.py and search.py."""

import asyncio

from bot import buttons
from bot.code_picture import code_picture
from bot.context import Context
from bot.invitations import deep_link
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import roll_codes as texts
from models.kinds import Role
from models.roll import roll_of
from models.roll_code import Shown, close_code, show_code

routes = Routes()
CALLERS = frozenset({Role.official, Role.coordinator, Role.admin})  # whose meeting it is, the rule asks


@routes.press(buttons.ROLL_CODE, needs=CALLERS, work=Work.outside)
async def show(context: Context) -> Message:
    """The picture stands where the button was, so that the clock knows where to turn it."""
    async with context.writing() as inside:
        shown = await show_code(inside.session, inside.person, context.id(), context.message_id, context.now)
    return await _picture(context, shown)


@routes.press(buttons.ROLL_CODE_END, needs=CALLERS, work=Work.outside)
async def close(context: Context) -> Message:
    async with context.writing() as inside:
        shown = await close_code(inside.session, inside.person, context.id(), context.now)
    return texts.nothing_to_close() if shown is None else await _picture(context, shown)


async def _picture(context: Context, shown: Shown) -> Message:
    async with context.database.reading() as session:
        seen = await roll_of(session, context.person, shown.meeting_id, context.now)
    link = deep_link(context.bot_name, shown.payload)
    return texts.picture(seen.meeting, shown, await asyncio.to_thread(code_picture, link, shown.digits), context.now)
