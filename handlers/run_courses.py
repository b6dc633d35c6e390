"""Running courses: mine by where they stand, and the page of one course, from which all else is reached."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes
from bot.texts import running as texts
from models.kinds import Role
from models.running import run_card, run_list

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})


@routes.command("quanly", needs=STAFF)
@routes.press(buttons.RUN_LIST, needs=STAFF)
async def show_list(context: Context) -> Message:
    """My courses; whose who has none sees that there are others."""
    page, phase, is_all = texts.read_back(context.ids)
    found = await run_list(context.session, context.person, context.now, phase, is_all=is_all, page=page)
    return texts.listing(found)


@routes.press(buttons.RUN, needs=STAFF)
async def show_course(context: Context) -> Message:
    seen = await run_card(context.session, context.person, context.id(), context.now)
    return texts.card(seen, context.ids[1:])
