"""Those who decide: the inbox, one request with its picture, yes, or no with a reason."""

from bot import buttons
from bot.context import Context
from bot.letters.registrations import request_with_picture
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import approvals as texts
from bot.texts import objections
from bot.texts.substitutes import beside_inbox
from models.approval import approve, decline, give_reason
from models.approvers import must_be_approver
from models.inbox import inbox
from models.kinds import Role
from models.objection_view import objections_for
from models.refusals import AlreadyDecided, NoLongerThere
from models.registration import DECLINE_REASONS, EXCEPTION_REASONS, Reason, Registration
from models.requests import request_of
from models.substitution_view import substitutions_for

routes = Routes()
DECIDERS = frozenset({Role.leader, Role.coordinator})
MAX_REASON = 300


@routes.command("duyet", needs=DECIDERS)
@routes.press(buttons.INBOX, needs=DECIDERS)
async def show_inbox(context: Context) -> Message:
    found = await inbox(context.session, context.person, context.now, context.page())
    waiting = await substitutions_for(context.session, context.person, context.now)
    objected = await objections_for(context.session, context.person, context.now)
    shown = beside_inbox(texts.inbox(found), not found.total, waiting)
    return objections.beside_inbox(shown, not (found.total or waiting), objected)


@routes.press(buttons.REQUEST, needs=DECIDERS, work=Work.writes)
async def show_request(context: Context) -> Message:
    """One request; «Quay lại» from the reasons comes here too, so an open question ends."""
    await context.forget()
    await _must_decide(context, context.id())
    return await request_with_picture(context.occasion, context.id())


@routes.press(buttons.APPROVE, needs=DECIDERS, work=Work.writes)
async def say_yes(context: Context) -> Message:
    registration = await approve(context.session, context.person, context.id(), context.now)
    return texts.approved(await request_of(context.session, registration.id))


@routes.press(buttons.APPROVED_FOR, needs=DECIDERS, work=Work.writes)
async def keep_reason(context: Context) -> Message:
    """Why somebody is sent although it does not fit: kept with the decision."""
    if context.id(1) >= len(EXCEPTION_REASONS):
        raise NoLongerThere
    reason = EXCEPTION_REASONS[context.id(1)]
    registration = await give_reason(context.session, context.person, context.id(), reason, "", context.now)
    return texts.approved(await request_of(context.session, registration.id))


@routes.press(buttons.DECLINE, needs=DECIDERS, work=Work.writes)
async def ask_reason(context: Context) -> Message:
    """Presets as buttons; typed words are taken as the answer too."""
    await _must_decide(context, context.id())
    await context.expect("decline_reason", registration_id=context.id())
    return texts.ask_reason(await request_of(context.session, context.id()))


@routes.press(buttons.DECLINE_FOR, needs=DECIDERS, work=Work.writes)
async def say_no(context: Context) -> Message:
    if context.id(1) >= len(DECLINE_REASONS):
        raise NoLongerThere
    await context.forget()
    reason = DECLINE_REASONS[context.id(1)]
    registration = await decline(context.session, context.person, context.id(), reason, "", context.now)
    return texts.declined(await request_of(context.session, registration.id))


@routes.step("decline_reason", needs=DECIDERS)
async def say_no_in_words(context: Context) -> Message:
    await context.forget()
    registration_id = int((context.person.data or {})["registration_id"])
    words = context.text[:MAX_REASON]
    registration = await decline(context.session, context.person, registration_id, Reason.other, words, context.now)
    return texts.declined(await request_of(context.session, registration.id))


async def _must_decide(context: Context, registration_id: int) -> None:
    registration = await context.session.get(Registration, registration_id)
    if registration is None:
        raise NoLongerThere
    if registration.awaits is None:
        raise AlreadyDecided(registration_id)
    await must_be_approver(context.session, context.person, registration, context.now)
