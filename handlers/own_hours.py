"""One's own quiet hours: chosen from some usual ones, typed, or again those of all."""

from datetime import time

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import own_hours as texts
from models.hours_said import hours_said
from models.own_hours import choose_hours, hours_of_all, own_hours
from models.quiet import QuietHours
from models.refusals import NoLongerThere

routes = Routes()
STEP = "own_hours"


@routes.press(buttons.OWN_HOURS, work=Work.writes)
async def ask(context: Context) -> Message:
    await context.expect(STEP)
    return await _hours(context)


@routes.press(buttons.SET_HOURS, work=Work.writes)
async def choose(context: Context) -> Message:
    if (context.id(), context.id(1)) not in texts.USUAL:
        raise NoLongerThere
    return await _keep(context, QuietHours(*(time(*divmod(hhmm, 100)) for hhmm in context.ids[:2])))


@routes.step(STEP)
async def typed(context: Context) -> Message:
    hours = hours_said(context.text)
    return await _keep(context, hours) if hours is not None else texts.not_understood()


@routes.press(buttons.HOURS_OF_ALL, work=Work.writes)
async def as_all(context: Context) -> Message:
    await hours_of_all(context.session, context.person.id)
    return await _hours(context)


async def _keep(context: Context, hours: QuietHours) -> Message:
    await choose_hours(context.session, context.person.id, hours, context.now)
    await context.forget()
    return await _hours(context)


async def _hours(context: Context) -> Message:
    own = (await own_hours(context.session, [context.person.id])).get(context.person.id)
    return texts.choose(own or context.quiet, own is not None)
