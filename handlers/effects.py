"""Three months later: two taps from who completed a course, one a person from the leader of the commune."""

from datetime import date

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import effects as texts
from models.effect import answer_effect, effects_seen_by, forget_effect, say_seen
from models.kinds import Role
from models.refusals import NoLongerThere

routes = Routes()
LEADERS = frozenset({Role.leader})


@routes.press(buttons.EFFECT, work=Work.writes)
async def answer_again(context: Context) -> Message:
    """Both questions anew."""
    return texts.ask(await forget_effect(context.session, context.person, context.id(), context.now))


@routes.press(buttons.EFFECT_USED, work=Work.writes)
async def take_used(context: Context) -> Message:
    found = await answer_effect(context.session, context.person, context.id(), context.now, used=context.id(1))
    return texts.ask(found)


@routes.press(buttons.EFFECT_HINDRANCE, work=Work.writes)
async def take_hindrance(context: Context) -> Message:
    found = await answer_effect(context.session, context.person, context.id(), context.now, hindrance=context.id(1))
    return texts.ask(found)


@routes.press(buttons.EFFECT_LIST, needs=LEADERS)
async def show_people(context: Context) -> Message:
    year, month = divmod(context.id(), 100)
    if not (1 <= month <= 12 and 2000 <= year <= 2999):
        raise NoLongerThere
    return await _people(context, date(year, month, 1), min(context.id(1), 9999))


@routes.press(buttons.EFFECT_SEEN, needs=LEADERS, work=Work.writes)
async def take_seen(context: Context) -> Message:
    month = await say_seen(context.session, context.person, context.id(), context.id(1), context.now)
    return await _people(context, month, min(context.id(2), 9999))


async def _people(context: Context, month: date, page: int) -> Message:
    found = await effects_seen_by(context.session, context.person, month, context.now)
    return texts.of_leader(found, month, page) if found else texts.nobody()
