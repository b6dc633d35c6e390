"""Coordinators look at a course's queue: who waits, and why nobody is offered a seat right now."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes
from bot.texts import queue_view as texts
from models.kinds import Role
from models.queue_view import queue_view

routes = Routes()


@routes.press(buttons.QUEUE, needs=frozenset({Role.coordinator, Role.admin}))
async def show(context: Context) -> Message:
    page = min(max(0, context.id(1)), 9999)
    return texts.queue(await queue_view(context.session, context.id(), context.now, page), context.now)
