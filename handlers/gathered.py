"""The whole of a message that came along with others in one."""

from dataclasses import replace

from bot import buttons
from bot.context import Context
from bot.letters import letter
from bot.message import Message
from bot.routes import Routes
from models.holding import own_gathered
from models.refusals import NoLongerThere

routes = Routes()


@routes.press(buttons.SHOW_GATHERED)
async def show(context: Context) -> Message:
    """As it is now, in a message of its own: the list stays."""
    notice = await own_gathered(context.session, context.person.id, context.id())
    message = await letter(context.occasion, notice.kind, notice.facts)
    if message is None:
        raise NoLongerThere
    return replace(message, fresh=True)
