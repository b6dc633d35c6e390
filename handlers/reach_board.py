"""The reachability board: commune by commune, who is linked, silent, blocked or not there, and how to bring them in."""

import asyncio

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.report_workbook import reach_workbook
from bot.routes import Routes, Work
from bot.texts import reach_board as texts
from models.kinds import Role
from models.reach_board import SILENT_DAYS, reach_board

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})


@routes.press(buttons.REACH, needs=STAFF)
async def show(context: Context) -> Message:
    """Those with the most people out of reach first; a commune's button leads to its card and its invitations."""
    return texts.board(await reach_board(context.session, context.now.date()), context.page(), SILENT_DAYS)


@routes.press(buttons.REACH_FILE, needs=STAFF, work=Work.outside)
async def send_file(context: Context) -> Message:
    async with context.database.reading() as session:
        board = await reach_board(session, context.now.date())
    return texts.file(await asyncio.to_thread(reach_workbook, board, context.now))
