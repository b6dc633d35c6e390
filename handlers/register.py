"""An official registers for a course: what it is, once more, then the seat."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import registrations as texts
from models.course_card import course_card
from models.enrolment import register
from models.inbox import holders_among

routes = Routes()


@routes.press(buttons.REGISTER)
async def ask(context: Context) -> Message:
    """The summary. What stands in the way is said here, before anything is asked for."""
    seen = await course_card(context.session, context.person.id, context.id(), context.now)
    if seen.standing is not None and seen.standing.hindrances:
        raise seen.standing.refusal
    return texts.summary(seen, context.now)


@routes.press(buttons.CONFIRM_REGISTER, work=Work.writes)
async def confirm(context: Context) -> Message:
    """The seat is held from here on; the leader's notice is in the same transaction."""
    return await _register(context, or_queue=False)


@routes.press(buttons.JOIN_QUEUE, work=Work.writes)
async def join_queue(context: Context) -> Message:
    """At the end of the queue; should a seat have become free for a newcomer meanwhile, it is taken."""
    return await _register(context, or_queue=True)


async def _register(context: Context, *, or_queue: bool) -> Message:
    _, deciders, request = await register(context.session, context.person, context.id(), context.now, or_queue=or_queue)
    return texts.registered(request, holders_among(deciders, request), context.now)
