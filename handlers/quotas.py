"""Leaders ask a neighbour for a kept seat that it does not use, and answer such a wish."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import quotas as texts
from models.kinds import Role
from models.quota_answer import give, keep
from models.quota_wish import neighbours, wish_for, wish_of

routes = Routes()
LEADERS = frozenset({Role.leader})


@routes.press(buttons.QUOTA_WISH, needs=LEADERS)
async def whom_to_ask(context: Context) -> Message:
    found = await neighbours(context.session, context.person, context.id(), context.id(1), context.now)
    return texts.neighbours(found, context.now)


@routes.press(buttons.QUOTA_WISH_FROM, needs=LEADERS, work=Work.writes)
async def ask(context: Context) -> Message:
    """One tap asks the leaders of that commune."""
    course_id, from_id, to_id = context.id(), context.id(1), context.id(2)
    wish = await wish_for(context.session, context.person, course_id, from_id, to_id, context.now)
    return texts.sent(await wish_of(context.session, wish.id), from_id)


@routes.press(buttons.QUOTA_GIVE, needs=LEADERS, work=Work.writes)
async def say_yes(context: Context) -> Message:
    wish = await give(context.session, context.person, context.id(), context.now)
    return texts.settled(await wish_of(context.session, wish.id))


@routes.press(buttons.QUOTA_KEEP, needs=LEADERS, work=Work.writes)
async def say_no(context: Context) -> Message:
    wish = await keep(context.session, context.person, context.id(), context.now)
    return texts.settled(await wish_of(context.session, wish.id))
