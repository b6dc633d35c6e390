"""A person takes the account off the roster and withdraws the consent."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import welcome
from models.linking import unlink

routes = Routes()


@routes.press(buttons.UNLINK, buttons.NOT_ME)
async def ask(context: Context) -> Message:
    return welcome.ask_unlink()


@routes.press(buttons.CONFIRM_UNLINK, work=Work.writes)
async def confirm(context: Context) -> Message:
    await unlink(context.session, context.person.id, context.now, context.person)
    return welcome.unlinked()
