"""A nominee has something against it: says so with a reason, and a leader answers."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import objections as texts
from bot.texts.reasons import OBJECTED
from models.kinds import Role
from models.objection import keep, must_be_answerable, must_be_objectionable, object_to, take_back
from models.refusals import NoLongerThere
from models.registration import OBJECTION_REASONS, Registration
from models.requests import request_of

routes = Routes()
ANSWERERS = frozenset({Role.leader, Role.coordinator})
MAX_WORDS = 300


@routes.press(buttons.OBJECT, work=Work.writes)
async def ask(context: Context) -> Message:
    """Presets as buttons; typed words are taken as the objection too."""
    registration = await context.session.get(Registration, context.id())
    if registration is None:
        raise NoLongerThere
    await must_be_objectionable(context.session, context.person, registration, context.now)
    await context.expect("objection", registration_id=registration.id)
    return texts.ask(await request_of(context.session, registration.id))


@routes.press(buttons.OBJECT_FOR, work=Work.writes)
async def object_for_a_preset_reason(context: Context) -> Message:
    if context.id(1) >= len(OBJECTION_REASONS):
        raise NoLongerThere
    return await _object(context, context.id(), OBJECTED[OBJECTION_REASONS[context.id(1)]])


@routes.step("objection")
async def object_in_words(context: Context) -> Message:
    registration_id = int((context.person.data or {})["registration_id"])
    return await _object(context, registration_id, context.text[:MAX_WORDS])


async def _object(context: Context, registration_id: int, words: str) -> Message:
    await context.forget()
    registration = await object_to(context.session, context.person, registration_id, words, context.now)
    return texts.noted(await request_of(context.session, registration.id))


@routes.press(buttons.OBJECTION, needs=ANSWERERS)
async def show(context: Context) -> Message:
    """One that waits, from the inbox."""
    registration = await context.session.get(Registration, context.id())
    if registration is None:
        raise NoLongerThere
    await must_be_answerable(context.session, context.person, registration, context.now)
    return texts.opened(await request_of(context.session, registration.id))


@routes.press(buttons.TAKE_BACK, needs=ANSWERERS, work=Work.writes)
async def agree(context: Context) -> Message:
    registration = await take_back(context.session, context.person, context.id(), context.now)
    return texts.answered(await request_of(context.session, registration.id))


@routes.press(buttons.KEEP, needs=ANSWERERS, work=Work.writes)
async def insist(context: Context) -> Message:
    registration = await keep(context.session, context.person, context.id(), context.now)
    return texts.answered(await request_of(context.session, registration.id))
