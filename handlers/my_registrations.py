"""What I asked for: the states of own registrations."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes
from bot.texts import registrations as texts
from models.inbox import who_has_it
from models.own_results import results_of
from models.requests import requests_by
from models.result import CLOSED

routes = Routes()


@routes.command("dangky")
@routes.press(buttons.MINE)
async def show_mine(context: Context) -> Message:
    found = await requests_by(context.session, context.person.id, context.page())
    waiting = await who_has_it(context.session, found.requests, context.now)
    results = await results_of(context.session, [one.id for one in found.requests if one.state in CLOSED])
    return texts.mine(found, waiting, context.now, results)
