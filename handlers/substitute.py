"""Somebody else takes my seat: whom, one tap, the colleague's answer, and the word of those who confirm."""

from bot import buttons
from bot.context import Context
from bot.letters.substitutions import present, to_confirm
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import substitutes as texts
from models.colleagues import colleagues
from models.kinds import Role
from models.refusals import NoLongerThere
from models.registration import Registration
from models.requests import request_of
from models.substituting import agree, ask_colleague, must_be_handed_over
from models.substitution import SubstitutionState, substitution_of
from models.substitution_confirmers import must_confirm
from models.substitution_confirming import confirm, decline_substitute
from models.substitution_ending import call_off, refuse
from models.substitution_refusals import SubstitutionOver
from models.substitution_view import seats_of

routes = Routes()
STEP = "substitute_name"
DECIDERS = frozenset({Role.leader, Role.coordinator})


@routes.press(buttons.WHICH_SEAT)
async def which_seat(context: Context) -> Message:
    return texts.which(await seats_of(context.session, context.person.id, context.now))


@routes.press(buttons.SUBSTITUTE, work=Work.writes)
async def choose(context: Context) -> Message:
    """The colleagues who may come; a typed name narrows them."""
    answer = await _choose(context, context.id(), "", min(context.id(1), 999))
    await context.expect(STEP, registration_id=context.id())
    return answer


@routes.step(STEP)
async def by_name(context: Context) -> Message:
    return await _choose(context, int((context.person.data or {})["registration_id"]), context.text[:60], 0)


async def _choose(context: Context, registration_id: int, said: str, page: int) -> Message:
    registration = await context.session.get(Registration, registration_id)
    if registration is None:
        raise NoLongerThere
    await must_be_handed_over(context.session, context.person, registration, context.now)
    own = registration.official_id == context.person.id
    found = await colleagues(context.session, registration, context.now, said=said, unreachable=not own, page=page)
    return texts.choose(await request_of(context.session, registration_id), found, said, own)


@routes.press(buttons.ASK_COLLEAGUE, work=Work.writes)
async def ask(context: Context) -> Message:
    await context.forget()
    wish = await ask_colleague(context.session, context.person, context.id(), context.id(1), context.now)
    return await present(context.occasion, wish.id)


@routes.press(buttons.IN_PLACE, work=Work.writes, needs=DECIDERS)
async def settle_in_place(context: Context) -> Message:
    """A leader confirms for a colleague who cannot answer here."""
    await context.forget()
    wish = await ask_colleague(context.session, context.person, context.id(), context.id(1), context.now, in_place=True)
    return await present(context.occasion, wish.id)


@routes.press(buttons.AGREE, work=Work.writes)
async def say_yes(context: Context) -> Message:
    wish = await agree(context.session, context.person, context.id(), context.now)
    return await present(context.occasion, wish.id)


@routes.press(buttons.REFUSE, work=Work.writes)
async def say_no(context: Context) -> Message:
    wish = await refuse(context.session, context.person, context.id(), context.now)
    return await present(context.occasion, wish.id)


@routes.press(buttons.CALL_OFF, work=Work.writes)
async def never_mind(context: Context) -> Message:
    wish = await call_off(context.session, context.person, context.id(), context.now)
    return await present(context.occasion, wish.id)


@routes.press(buttons.SUBSTITUTION, needs=DECIDERS)
async def show(context: Context) -> Message:
    """One that waits for me, from /duyet."""
    wish, registration = await substitution_of(context.session, context.id())
    if wish.state is not SubstitutionState.accepted:
        raise SubstitutionOver(wish.id)
    await must_confirm(context.session, context.person, wish, registration, context.now)
    return await to_confirm(context.occasion, wish.id)


@routes.press(buttons.CONFIRM_SUBSTITUTE, work=Work.writes, needs=DECIDERS)
async def confirm_it(context: Context) -> Message:
    wish = await confirm(context.session, context.person, context.id(), context.now)
    return await present(context.occasion, wish.id)


@routes.press(buttons.DECLINE_SUBSTITUTE, work=Work.writes, needs=DECIDERS)
async def decline_it(context: Context) -> Message:
    wish = await decline_substitute(context.session, context.person, context.id(), context.now)
    return await present(context.occasion, wish.id)
