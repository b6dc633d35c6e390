"""Ties a Telegram account to the roster: by the own phone, by staff code and birth date, or by a personal link."""

from datetime import date, datetime
from typing import Any

from bot import buttons
from bot.code_and_birth_date import read_code_and_birth_date
from bot.context import Context
from bot.message import Message
from bot.routes import ANYBODY, Routes, Work
from bot.texts import linking as texts
from bot.texts.welcome import CONSENT
from models.account import consent, user_of
from models.invite import open_invite
from models.kinds import Role
from models.linking import link
from models.official import Official
from models.person import who_is
from models.phones import normalise_phone
from models.post import posts_of
from models.proof import Proof, by_code_and_birth_date, by_phone, lacks_birth_date, tries_left
from models.refusals import OfficialLeft

routes = Routes()


@routes.kind("contact", needs=ANYBODY, work=Work.writes)
async def share_phone(context: Context) -> Message:
    """The contact counts only if Telegram says that it is the sender's own."""
    contact, person = context.contact, context.person
    if contact is None or not contact.is_own:
        return texts.not_own_contact(person.official_id is not None)
    phone = normalise_phone(contact.phone)
    matches = await by_phone(context.session, phone, context.now.date()) if phone else []
    if person.official_id is not None:
        is_known = any(one.id == person.official_id for one in matches)
        return texts.already_linked(person) if is_known else texts.other_number(person)
    if person.has_left and not matches:
        raise OfficialLeft
    await consent(context.session, context.user_id, CONSENT, "contact", context.now)
    if len(matches) != 1:
        return await _ask_code(context, "many" if matches else "none", phone)
    owner = await user_of(context.session, matches[0].id)
    if owner is None:
        return await _link(context, matches[0], Proof.phone)
    return await _ask_code(context, "taken", phone)


@routes.press(buttons.TRY_CODE, needs=ANYBODY, work=Work.writes)
async def try_code(context: Context) -> Message:
    """For whom the number leads to somebody else; the button stands below the notice and is the consent."""
    if context.person.official_id is not None:
        return texts.already_linked(context.person)
    await consent(context.session, context.user_id, CONSENT, "button", context.now)
    return await _ask_code(context, "asked", None)


async def _ask_code(context: Context, why: str, phone: str | None) -> Message:
    await context.expect("staff_code", phone=phone)
    return texts.ask_staff_code(why, *await _tries(context))


@routes.step("staff_code", needs=ANYBODY)
async def give_staff_code(context: Context) -> Message:
    """«CB-09190-003 15/08/1985», or one now and the other next; after five wrong pairs one has to wait."""
    before: dict[str, Any] = context.person.data or {}
    said = read_code_and_birth_date(context.text, context.now.date())
    codes = said.codes or tuple(before.get("codes") or ())
    born = said.born or (date.fromisoformat(before["born"]) if before.get("born") and not said.is_no_day else None)
    if not (said.codes or said.born or said.is_no_day):
        return texts.not_understood()
    if not (codes and born):
        await context.expect(
            "staff_code", phone=before.get("phone"), codes=codes, born=born.isoformat() if born else None
        )
        if said.is_no_day:
            return texts.no_such_day()
        return texts.ask_birth_date() if codes else texts.ask_code()
    official = await by_code_and_birth_date(context.session, context.user_id, codes, born, context.now)
    if official is not None:
        return await _link(context, official, Proof.code_and_birth_date)
    await context.expect("staff_code", phone=before.get("phone"))
    if await lacks_birth_date(context.session, codes, context.now.date()):
        return texts.no_birth_date()
    return texts.wrong_code(*await _tries(context))


@routes.step("invite", needs=ANYBODY)
async def talk_instead(context: Context) -> Message:
    """Words are no consent: the button is shown again."""
    invite = await open_invite(context.session, (context.person.data or {})["code"], context.now)
    return texts.invited((await context.session.get_one(Official, invite.official_id)).full_name)


@routes.press(buttons.CONSENT_INVITE, needs=ANYBODY, work=Work.writes)
async def accept_invite(context: Context) -> Message:
    """The link was the proof, this tap is the consent; the code works once."""
    code = (context.person.data or {}).get("code") if context.person.step == "invite" else None
    if code is None:
        is_linked = context.person.official_id is not None
        return texts.already_linked(context.person) if is_linked else texts.invitation_closed()
    invite = await open_invite(context.session, code, context.now)
    invite.used_at = context.now
    await consent(context.session, context.user_id, CONSENT, "invite", context.now)
    return await _link(context, await context.session.get_one(Official, invite.official_id), Proof.invite)


async def _link(context: Context, official: Official, proof: Proof) -> Message:
    await context.forget()
    await link(context.session, context.user_id, official, proof, context.now)
    first_admins = [context.user_id] if context.person.official_id is None and context.person.has(Role.admin) else ()
    person = await who_is(context.session, context.user_id, context.now, first_admins)
    return texts.linked(person, await posts_of(context.session, official.id))


async def _tries(context: Context) -> tuple[int, datetime | None]:
    """Tries left, and the local moment until which to wait when there are none."""
    left, until = await tries_left(context.session, context.user_id, context.now)
    return left, until.astimezone(context.now.tzinfo) if until else None
