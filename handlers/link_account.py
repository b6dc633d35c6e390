"""Ties a Telegram account to the roster: own phone, else staff code and birth date, else a coordinator's word."""

import re
from datetime import date

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import ANYBODY, Routes, Work
from bot.texts import welcome
from models.account import user_of
from models.invite import open_invite
from models.kinds import Role
from models.linking import (
    Proof,
    answer_request,
    ask_coordinators,
    by_code_and_birth_date,
    by_phone,
    consent,
    link,
    tries_left,
)
from models.official import Official
from models.person import who_is
from models.phones import normalise_phone
from models.refusals import NotOwnContact
from models.requests import posts_of

routes = Routes()
COORDINATORS = frozenset({Role.coordinator, Role.admin})


@routes.kind("contact", needs=ANYBODY, work=Work.writes)
async def share_phone(context: Context) -> Message:
    """The contact counts only if Telegram says that it is the sender's own (contract, promise 7)."""
    contact = context.contact
    if contact is None or not contact.is_own:
        raise NotOwnContact
    await consent(context.session, context.user_id, welcome.CONSENT, "contact", context.now)
    phone = normalise_phone(contact.phone)
    matches = await by_phone(context.session, phone, context.now.date()) if phone else []
    if len(matches) == 1:
        owner = await user_of(context.session, matches[0].id)
        if owner is None or owner == context.user_id:
            return await _link(context, matches[0], Proof.phone)
    await context.expect("staff_code", phone=phone)
    tries = await tries_left(context.session, context.user_id, context.now)
    if len(matches) == 1:
        return welcome.confirm_move(tries)
    return welcome.ask_staff_code(many=len(matches) > 1, tries=tries)


@routes.step("staff_code", needs=ANYBODY)
async def give_staff_code(context: Context) -> Message:
    """«CB-09190-003 15/08/1985»; after five wrong pairs one has to wait."""
    read = code_and_birth_date(context.text, context.now.date())
    if read is None:
        return welcome.not_understood_code()
    official = await by_code_and_birth_date(context.session, context.user_id, *read, context.now)
    if official is not None:
        return await _link(context, official, Proof.code_and_birth_date)
    left = await tries_left(context.session, context.user_id, context.now)
    return welcome.wrong_code(left)


@routes.press(buttons.CONSENT_INVITE, needs=ANYBODY, work=Work.writes)
async def accept_invite(context: Context) -> Message:
    """The link was the proof, this tap is the consent; the code works once."""
    invite = await open_invite(context.session, (context.person.data or {}).get("code", ""), context.now)
    invite.used_at = context.now
    await consent(context.session, context.user_id, welcome.CONSENT, "invite", context.now)
    return await _link(context, await context.session.get_one(Official, invite.official_id), Proof.invite)


@routes.press(buttons.ASK_COORDINATOR, needs=ANYBODY, work=Work.writes)
async def ask_for_help(context: Context) -> Message:
    await context.expect("say_name", **(context.person.data or {}))
    return welcome.ask_name()


@routes.step("say_name", needs=ANYBODY)
async def say_name(context: Context) -> Message:
    """Who the person claims to be goes to the coordinators, with the phone that was shared."""
    phone = (context.person.data or {}).get("phone")
    await ask_coordinators(context.session, context.user_id, context.text, phone, context.now)
    await context.forget()
    return welcome.request_sent()


@routes.press(buttons.THIS_IS, needs=COORDINATORS, work=Work.writes)
async def confirm_request(context: Context) -> Message:
    """One tap of a coordinator says which line of the roster it is."""
    await answer_request(context.session, context.person, context.id(), context.id(1), context.now)
    official = await context.session.get_one(Official, context.id(1))
    return welcome.link_request_closed(official.full_name)


@routes.press(buttons.REFUSE_LINK, needs=COORDINATORS, work=Work.writes)
async def refuse_request(context: Context) -> Message:
    await answer_request(context.session, context.person, context.id(), None, context.now)
    return welcome.link_request_closed(None)


async def _link(context: Context, official: Official, proof: Proof) -> Message:
    await context.forget()
    await link(context.session, context.user_id, official, proof, context.now)
    person = await who_is(context.session, context.user_id, context.now)
    return welcome.linked(person, await posts_of(context.session, official.id))


DATE = re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\b")


def code_and_birth_date(text: str, today: date) -> tuple[str, date] | None:
    """The two parts of an answer in either order; None when one is missing or the day does not exist."""
    found = DATE.search(text)
    code = DATE.sub(" ", text).strip(" ,;-")
    if found is None or not code or len(code.split()) > 1:
        return None
    day, month, year = map(int, found.groups())
    try:
        born = date(year, month, day)
    except ValueError:
        return None
    return (code, born) if born < today else None
