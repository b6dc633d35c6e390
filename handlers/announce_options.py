"""The options of a draft: a button with a link or a course, a receipt, an hour, urgency."""

import re

from bot import buttons
from bot.announcing import draft_screen, preview
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import announcement_options as texts
from models import announcement_options as options
from models.announcement import draft_of
from models.kinds import Role
from models.moment_said import moment_said

routes = Routes()
ADMINS = frozenset({Role.admin})
LINK = re.compile(r"(?:(?P<label>.+?)[\s|–-]+)?(?P<url>https?://\S+)", re.DOTALL)


@routes.press(buttons.HANG_BUTTON, needs=ADMINS, work=Work.writes)
async def ask_button(context: Context) -> Message:
    await _ask(context, "announcement_button")
    return texts.ask_button(context.id())


@routes.step("announcement_button", needs=ADMINS)
async def take_button(context: Context) -> Message:
    """A course's code, or an address, with or without a label before it."""
    session, announcement_id = context.session, _asked(context)
    if found := LINK.fullmatch(context.text.strip()):
        label = (found["label"] or texts.MORE).strip()
        draft = await options.hang_link(session, context.person, announcement_id, label, found["url"])
    else:
        draft = await options.hang_course(session, context.person, announcement_id, context.text, texts.course_label)
    if draft is None:
        return texts.bad_button()
    await context.forget()
    return await preview(context, draft)


@routes.press(buttons.DROP_BUTTON, needs=ADMINS, work=Work.writes)
async def drop_button(context: Context) -> Message:
    return await preview(context, await options.drop_button(context.session, context.person, context.id()))


@routes.press(buttons.WANT_RECEIPT, needs=ADMINS, work=Work.writes)
async def want_receipt(context: Context) -> Message:
    wanted = bool(context.id(1))
    return await preview(context, await options.want_receipt(context.session, context.person, context.id(), wanted))


@routes.press(buttons.SEND_AT, needs=ADMINS, work=Work.writes)
async def ask_moment(context: Context) -> Message:
    await _ask(context, "announcement_moment")
    return texts.ask_moment(context.id())


@routes.step("announcement_moment", needs=ADMINS)
async def take_moment(context: Context) -> Message:
    at = moment_said(context.text, context.now)
    if at is None:
        return texts.bad_moment()
    draft = await options.send_at(context.session, context.person, _asked(context), at)
    await context.forget()
    return await draft_screen(context, draft)


@routes.press(buttons.SEND_NOW, needs=ADMINS, work=Work.writes)
async def send_now(context: Context) -> Message:
    return await draft_screen(context, await options.send_at(context.session, context.person, context.id(), None))


@routes.press(buttons.URGENT, needs=ADMINS, work=Work.writes)
async def ask_reason(context: Context) -> Message:
    await _ask(context, "announcement_urgent")
    return texts.ask_reason(context.id())


@routes.step("announcement_urgent", needs=ADMINS)
async def take_reason(context: Context) -> Message:
    draft = await options.make_urgent(context.session, context.person, _asked(context), context.text, context.now)
    await context.forget()
    return await draft_screen(context, draft)


@routes.press(buttons.NOT_URGENT, needs=ADMINS, work=Work.writes)
async def not_urgent(context: Context) -> Message:
    draft = await options.make_urgent(context.session, context.person, context.id(), "", context.now)
    return await draft_screen(context, draft)


async def _ask(context: Context, step: str) -> None:
    draft = await draft_of(context.session, context.person, context.id())
    await context.expect(step, announcement_id=draft.id)


def _asked(context: Context) -> int:
    return int((context.person.data or {})["announcement_id"])
