"""Giving a registration back: the reason, and the seat goes to the next."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import withdrawing as texts
from models.refusals import NoLongerThere
from models.registration import WITHDRAW_REASONS, Reason, Registration
from models.requests import request_of
from models.withdrawal import must_be_withdrawable, withdraw

routes = Routes()
MAX_WORDS = 300


@routes.press(buttons.WITHDRAW, work=Work.writes)
async def ask_reason(context: Context) -> Message:
    """What stands in the way is said before a reason is asked for; typed words are taken as the reason too."""
    registration = await context.session.get(Registration, context.id())
    if registration is None:
        raise NoLongerThere
    await must_be_withdrawable(context.session, context.person, registration, context.now)
    await context.expect("withdraw_reason", registration_id=registration.id)
    return texts.ask(await request_of(context.session, registration.id), fresh=context.id(1) == texts.FROM_A_NOTICE)


@routes.press(buttons.WITHDRAW_FOR, work=Work.writes)
async def for_a_preset_reason(context: Context) -> Message:
    if context.id(1) >= len(WITHDRAW_REASONS):
        raise NoLongerThere
    return await _withdraw(context, context.id(), WITHDRAW_REASONS[context.id(1)], "")


@routes.press(buttons.CONFIRM_WITHDRAW, work=Work.writes)
async def without_a_reason(context: Context) -> Message:
    return await _withdraw(context, context.id(), Reason.unsaid, "")


@routes.step("withdraw_reason")
async def in_words(context: Context) -> Message:
    registration_id = int((context.person.data or {})["registration_id"])
    return await _withdraw(context, registration_id, Reason.other, context.text[:MAX_WORDS])


async def _withdraw(context: Context, registration_id: int, reason: Reason, words: str) -> Message:
    await context.forget()
    registration = await withdraw(context.session, context.person, registration_id, reason, words, context.now)
    return texts.done(await request_of(context.session, registration.id))
