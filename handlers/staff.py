"""Coordinators and admins look a person up: reachable or not, an invitation, an account to untie, somebody who left."""

from datetime import timedelta

from bot import buttons
from bot.context import Context
from bot.invitations import deep_link, sheet
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import staff as texts
from models.commune import Commune
from models.invite import make_invites
from models.kinds import Role
from models.linking import unlink
from models.policy import Policy, policy
from models.staff import commune_staff, find_staff, mark_left, staff_card

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})


@routes.command("canbo", needs=STAFF)
async def look_up(context: Context) -> Message:
    if not context.text:
        return texts.how_to()
    return texts.found(context.text, await find_staff(context.session, context.text))


@routes.press(buttons.STAFF, needs=STAFF)
async def show(context: Context) -> Message:
    return texts.card(await staff_card(context.session, context.id(), context.now.date()))


@routes.press(buttons.INVITE, needs=STAFF, work=Work.writes)
async def invite(context: Context) -> Message:
    """A one-time link for one person."""
    seen = await staff_card(context.session, context.id(), context.now.date())
    codes = await make_invites(context.session, [seen.line.id], context.person.official_id, context.now)
    days = await policy(context.session, Policy.invite_days, context.now.date())
    return texts.invite(seen.line, deep_link(context.bot_name, codes[seen.line.id]), days)


@routes.press(buttons.INVITE_COMMUNE, needs=STAFF, work=Work.writes)
async def invite_commune(context: Context) -> Message:
    """A printable sheet: one slip with a QR code for everybody of the commune who is not linked yet."""
    commune = await context.session.get_one(Commune, context.id())
    people = [one for one in await commune_staff(context.session, commune.id) if not one.linked]
    if not people:
        return texts.nobody_to_invite(commune.full_name)
    codes = await make_invites(context.session, [one.id for one in people], context.person.official_id, context.now)
    days = await policy(context.session, Policy.invite_days, context.now.date())
    slips = [(one.full_name, one.staff_code, deep_link(context.bot_name, codes[one.id])) for one in people]
    page = sheet(commune.full_name, slips, context.now.date() + timedelta(days=days))
    return texts.invitation_sheet(commune.full_name, len(people), days, page)


@routes.press(buttons.UNLINK_STAFF, needs=STAFF, work=Work.writes)
async def unlink_other(context: Context) -> Message:
    await unlink(context.session, context.id(), context.now, context.person)
    return await _changed(context, "unlinked")


@routes.press(buttons.MARK_LEFT, needs=STAFF, work=Work.writes)
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
