"""Coordinators and admins look up a person or a commune: who is reachable, invitations, untying, who has left."""

from datetime import timedelta

from bot import buttons
from bot.context import Context
from bot.invitations import deep_link, sheet
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import staff as texts
from models.commune import commune_names
from models.data_case_list import count_open
from models.disclosure import Scope, note_look
from models.invite import make_invites
from models.kinds import Role
from models.link_request import open_requests
from models.linking import unlink
from models.policy import Policy, policy
from models.staff import commune_card, find_staff, mark_left, must_manage, must_retire, staff_card

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})


@routes.command("canbo", needs=STAFF, work=Work.writes)
async def look_up(context: Context) -> Message:
    """A name, a staff code, or a commune by any of its names; bare, it shows what waits."""
    session, today = context.session, context.now.date()
    if not context.text:
        return texts.how_to(await open_requests(session), await count_open(session))
    names = await commune_names(session, today)
    communes = names.ids(context.text)
    people = await find_staff(session, context.text)
    if len(communes) == 1 and not people:
        return texts.commune(await commune_card(session, communes[0], today))
    if len(people) == 1 and not communes:
        return await _card(context, people[0].id)
    return texts.found(context.text, people, [(one, names.names[one]) for one in communes])


@routes.press(buttons.STAFF, needs=STAFF, work=Work.writes)
async def show(context: Context) -> Message:
    return await _card(context, context.id())


async def _card(context: Context, official_id: int) -> Message:
    """The person may ask who has looked."""
    seen = await staff_card(context.session, official_id, context.now.date())
    await note_look(context.session, context.person, Scope.official, official_id, context.now)
    return texts.card(seen)


@routes.press(buttons.COMMUNE, needs=STAFF)
async def show_commune(context: Context) -> Message:
    return texts.commune(await commune_card(context.session, context.id(), context.now.date()))


@routes.press(buttons.INVITE, needs=STAFF, work=Work.writes)
async def invite(context: Context) -> Message:
    """A one-time link for one person."""
    today = context.now.date()
    seen = await staff_card(context.session, context.id(), today)
    await must_manage(context.session, context.person, seen.line.id, today)
    codes = await make_invites(context.session, [seen.line.id], context.person, context.now)
    days = await policy(context.session, Policy.invite_days, today)
    return texts.invite(seen.line, deep_link(context.bot_name, codes[seen.line.id]), days)


@routes.press(buttons.INVITE_COMMUNE, needs=STAFF)
async def ask_invite_commune(context: Context) -> Message:
    seen = await commune_card(context.session, context.id(), context.now.date())
    return texts.ask_invite_commune(seen) if seen.unlinked else texts.nobody_to_invite(seen)


@routes.press(buttons.CONFIRM_INVITE_COMMUNE, needs=STAFF, work=Work.writes)
async def invite_commune(context: Context) -> Message:
    """A printable sheet: one slip with a QR code for everybody of the commune who is not linked yet."""
    today = context.now.date()
    seen = await commune_card(context.session, context.id(), today)
    people = seen.unlinked
    if not people:
        return texts.nobody_to_invite(seen)
    for one in people:
        await must_manage(context.session, context.person, one.id, today)
    codes = await make_invites(context.session, [one.id for one in people], context.person, context.now)
    valid_to = today + timedelta(days=await policy(context.session, Policy.invite_days, today) - 1)
    slips = [(one.full_name, one.staff_code, deep_link(context.bot_name, codes[one.id])) for one in people]
    return texts.invitation_sheet(seen, valid_to, sheet(seen.name, slips, valid_to))


@routes.press(buttons.UNLINK_STAFF, needs=STAFF)
async def ask_unlink(context: Context) -> Message:
    return texts.ask_unlink((await staff_card(context.session, context.id(), context.now.date())).line)


@routes.press(buttons.CONFIRM_UNLINK_STAFF, needs=STAFF, work=Work.writes)
async def unlink_other(context: Context) -> Message:
    await unlink(context.session, context.id(), context.now, context.person)
    return await _changed(context, "unlinked")


@routes.press(buttons.MARK_LEFT, needs=STAFF)
async def ask_left(context: Context) -> Message:
    seen = await staff_card(context.session, context.id(), context.now.date())
    await must_retire(context.session, context.person, seen.line.id, context.now.date())
    return texts.ask_left(seen.line)


@routes.press(buttons.CONFIRM_LEFT, needs=STAFF, work=Work.writes)
async def left(context: Context) -> Message:
    await mark_left(context.session, context.person, context.id(), True, context.now)
    return await _changed(context, "left")


@routes.press(buttons.MARK_BACK, needs=STAFF, work=Work.writes)
async def back(context: Context) -> Message:
    await mark_left(context.session, context.person, context.id(), False, context.now)
    return await _changed(context, "back")


async def _changed(context: Context, what: str) -> Message:
    message = texts.card(await staff_card(context.session, context.id(), context.now.date()))
    return Message(message.text, message.buttons, toast=texts.changed(what))
