"""The front door: /start, help, «Huỷ», and what nobody else claims. From every state these lead out."""

from bot import buttons
from bot.checking_in import checked_in, is_payload
from bot.context import Context
from bot.message import Message
from bot.routes import ANYBODY, Routes, Work
from bot.texts import certificates, linking, welcome
from models import certificate
from models.account import account_of, set_reachable
from models.certificate_check import by_code, is_holder
from models.invite import PREFIX, find_invite, open_invite
from models.kinds import Role
from models.linking import must_be_free
from models.official import Official
from models.refusals import OfficialLeft

routes = Routes()


@routes.command("start", needs=ANYBODY, work=Work.writes)
async def start(context: Context) -> Message:
    """Greet; a personal link in the text leads on to its owner's consent."""
    await context.forget()
    account = await account_of(context.session, context.user_id)
    account.reachable, account.unreachable_since = True, None
    if context.text.startswith(certificate.PREFIX):
        return await check_certificate(context)
    if is_payload(context.text):
        return await checked_in(context, context.text)
    return await invited(context) if context.text.startswith(PREFIX) else front(context)


async def check_certificate(context: Context) -> Message:
    """The QR of a certificate leads here; anybody may ask."""
    found = await by_code(context.session, context.text)
    return certificates.checked(found, is_own=await is_holder(context.session, context.person, found))


async def invited(context: Context) -> Message:
    """The link is looked at here and used up only by its owner's consent. Opened twice by its owner it is no error."""
    code = context.text
    found = await find_invite(context.session, code)
    if found is not None and context.person.official_id == found.official_id:
        return linking.already_linked(context.person)
    invite = await open_invite(context.session, code, context.now)
    account = await account_of(context.session, context.user_id)
    await must_be_free(context.session, account, invite.official_id, context.now)
    official = await context.session.get_one(Official, invite.official_id)
    if official.left_on is not None and official.left_on <= context.now.date():
        raise OfficialLeft
    await context.expect("invite", code=code)
    return linking.invited(official.full_name)


@routes.press(buttons.HOME, needs=ANYBODY)
async def home(context: Context) -> Message:
    return front(context)


def front(context: Context) -> Message:
    """The first screen of whoever this is."""
    person = context.person
    if person.official_id is not None:
        return welcome.home(person)
    if person.has(Role.admin):
        return welcome.admin_without_line()
    if person.has_left:
        raise OfficialLeft
    return welcome.greeting()


@routes.command("trogiup", "help", needs=ANYBODY)
async def show_help(context: Context) -> Message:
    return welcome.help_text(context.person)


@routes.press(buttons.CANCEL, needs=ANYBODY, work=Work.writes)
@routes.command("huy", needs=ANYBODY, work=Work.writes)
async def cancel(context: Context) -> Message:
    """Out of whatever was begun."""
    await context.forget()
    return welcome.cancelled(context.person)


@routes.kind("member", needs=ANYBODY, work=Work.writes)
async def blocked_or_back(context: Context) -> None:
    """Telegram says that the person blocked the bot, or let it in again."""
    await account_of(context.session, context.user_id)
    await set_reachable(context.session, context.user_id, not context.blocked, context.now)


@routes.kind("other", needs=ANYBODY)
async def other(context: Context) -> Message:
    """An old button, an unknown command, or something that is not words."""
    if context.pressed:
        return welcome.stale()
    return welcome.unknown_command() if context.name else welcome.not_a_text(bool(context.person.step))
