"""Templates and audiences that admins keep for the next announcement."""

from bot import buttons
from bot.announcing import audience_screen
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import announcement_options as texts
from bot.texts import audience as audiences
from models.announcement import address, draft_of, write
from models.audience import Audience
from models.content import Content
from models.kinds import Role
from models.saved import Shelf, keep, kept, kept_one, throw_away

routes = Routes()
ADMINS = frozenset({Role.admin})


@routes.press(buttons.SAVE_TEMPLATE, needs=ADMINS, work=Work.writes)
async def ask_name_of_template(context: Context) -> Message:
    draft = await draft_of(context.session, context.person, context.id())
    await context.expect("template_name", announcement_id=draft.id)
    return texts.ask_name("template", draft.id)


@routes.step("template_name", needs=ADMINS)
async def save_template(context: Context) -> Message:
    draft = await draft_of(context.session, context.person, _asked(context))
    saved = await keep(context.session, context.person, draft.said, context.text, context.now)
    await context.forget()
    return texts.kept(saved, draft.id)


@routes.press(buttons.SAVE_AUDIENCE, needs=ADMINS, work=Work.writes)
async def ask_name_of_audience(context: Context) -> Message:
    draft = await draft_of(context.session, context.person, context.id())
    await context.expect("audience_name", announcement_id=draft.id)
    return texts.ask_name("audience", draft.id)


@routes.step("audience_name", needs=ADMINS)
async def save_audience(context: Context) -> Message:
    draft = await draft_of(context.session, context.person, _asked(context))
    saved = await keep(context.session, context.person, draft.addressed, context.text, context.now)
    await context.forget()
    return texts.kept(saved, draft.id)


@routes.press(buttons.TEMPLATES, needs=ADMINS)
async def show_templates(context: Context) -> Message:
    return texts.templates(await kept(context.session, Shelf.template))


@routes.press(buttons.USE_TEMPLATE, needs=ADMINS, work=Work.writes)
async def use_template(context: Context) -> Message:
    """A new draft with the template's words."""
    saved = await kept_one(context.session, Shelf.template, context.id())
    draft = await write(context.session, context.person, Content.from_json(saved.data), context.now)
    await context.expect("announcement_audience", announcement_id=draft.id)
    return await audience_screen(context, draft)


@routes.press(buttons.AUDIENCES, needs=ADMINS)
async def show_audiences(context: Context) -> Message:
    return audiences.saved(context.id(), await kept(context.session, Shelf.audience))


@routes.press(buttons.USE_AUDIENCE, needs=ADMINS, work=Work.writes)
async def use_audience(context: Context) -> Message:
    saved = await kept_one(context.session, Shelf.audience, context.id(1))
    audience = Audience.from_json(saved.data)
    return await audience_screen(context, await address(context.session, context.person, context.id(), audience))


@routes.press(buttons.THROW_AWAY, needs=ADMINS, work=Work.writes)
async def throw_one_away(context: Context) -> Message:
    """Back to the list that it stood in: that of a draft's audiences, or the templates."""
    await throw_away(context.session, context.person, context.id())
    if context.id(1):
        return audiences.saved(context.id(1), await kept(context.session, Shelf.audience))
    return texts.templates(await kept(context.session, Shelf.template))


def _asked(context: Context) -> int:
    return int((context.person.data or {})["announcement_id"])
