"""A coordinator publishes a draft after a rehearsal, or throws it away."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import publishing as texts
from models.kinds import Role
from models.policy import Policy, policy
from models.publishing import delete_draft, draft_to_delete, publish, rehearse_publishing

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})


@routes.press(buttons.PUBLISH, needs=STAFF, work=Work.writes)
async def rehearse(context: Context) -> Message:
    await context.forget()
    seen = await rehearse_publishing(context.session, context.person, context.id(), context.now)
    return texts.rehearsal(seen, context.now)


@routes.press(buttons.CONFIRM_PUBLISH, needs=STAFF, work=Work.writes)
async def confirm(context: Context) -> Message:
    """The button carries the revision that was looked at."""
    course = await publish(context.session, context.person, context.id(), context.id(1), context.now)
    minutes = await policy(context.session, Policy.openings_wait_minutes, context.now.date())
    return texts.published(course, minutes, context.now)


@routes.press(buttons.DELETE_DRAFT, needs=STAFF)
async def ask_delete(context: Context) -> Message:
    return texts.ask_delete(await draft_to_delete(context.session, context.person, context.id()))


@routes.press(buttons.CONFIRM_DELETE_DRAFT, needs=STAFF, work=Work.writes)
async def delete(context: Context) -> Message:
    return texts.deleted(await delete_draft(context.session, context.person, context.id(), context.id(1), context.now))
