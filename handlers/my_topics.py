"""What is sent by itself: why one got it, and which of it one wants."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import automatic as texts
from models.own_hours import own_hours
from models.policy import policies
from models.refusals import NoLongerThere
from models.topics import Topic, choose, wanted_topics

routes = Routes()


@routes.press(buttons.WHY_THIS)
async def explain(context: Context) -> Message:
    if context.id() not in set(Topic):
        raise NoLongerThere
    session = context.session
    values = await policies(session, context.now.date(), *texts.POLICIES)
    return texts.why(Topic(context.id()), await wanted_topics(session, context.person.id), values)


@routes.press(buttons.TOPICS)
async def show_topics(context: Context) -> Message:
    return await _topics(context)


@routes.press(buttons.STOP_TOPIC, work=Work.writes)
async def stop(context: Context) -> Message:
    await choose(context.session, context.person.id, context.id(), False, context.now)
    return await _topics(context)


@routes.press(buttons.WANT_TOPIC, work=Work.writes)
async def want(context: Context) -> Message:
    await choose(context.session, context.person.id, context.id(), True, context.now)
    return await _topics(context)


async def _topics(context: Context) -> Message:
    session, official_id = context.session, context.person.id
    own = (await own_hours(session, [official_id])).get(official_id)
    return texts.topics(
        context.person, await wanted_topics(session, official_id), own or context.quiet, own is not None
    )
