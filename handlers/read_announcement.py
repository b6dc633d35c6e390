"""What a reader does with an announcement: confirms it, opens its course."""

from bot import buttons
from bot.announced import announced
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import announcement_read as texts
from bot.texts.course_card import card
from models.course_card import course_card
from models.receipt import confirm

routes = Routes()


@routes.press(buttons.RECEIVED, work=Work.writes)
async def received(context: Context) -> Message:
    """The tap is kept, and its button goes; the announcement stays as it is."""
    one = await confirm(context.session, context.id(), context.person.id, context.now)
    left = [row for row in announced(one, one.said, None).buttons if row[0].data != buttons.RECEIVED.on(one.id).data]
    return Message(buttons=left, buttons_only=True, toast=texts.RECEIVED)


@routes.press(buttons.SHOW_COURSE)
async def show_course(context: Context) -> Message:
    """Below the announcement, which stays."""
    seen = card(await course_card(context.session, context.person.id, context.id(), context.now), context.now)
    return Message(seen.text, buttons=seen.buttons, fresh=True)
