"""A seat that became free was offered to me: take it, or let the next have it."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import offers as texts
from models.offer import accept, let_go
from models.requests import request_of

routes = Routes()


@routes.press(buttons.ACCEPT_OFFER, work=Work.writes)
async def take(context: Context) -> Message:
    registration = await accept(context.session, context.person, context.id(), context.now)
    return texts.accepted(await request_of(context.session, registration.id))


@routes.press(buttons.LET_OFFER_GO, work=Work.writes)
async def pass_on(context: Context) -> Message:
    registration = await let_go(context.session, context.person, context.id(), context.now)
    return texts.let_go(await request_of(context.session, registration.id))
