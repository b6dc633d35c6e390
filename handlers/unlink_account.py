"""A person takes the account off the roster and withdraws the consent."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import unlinking as texts
from models.linking import unlink
from models.person import Person

routes = Routes()


@routes.press(buttons.UNLINK)
async def ask(context: Context) -> Message:
    return texts.ask_unlink(context.person, is_wrong=False)


@routes.press(buttons.NOT_ME)
async def ask_not_me(context: Context) -> Message:
    return texts.ask_unlink(context.person, is_wrong=True)


@routes.press(buttons.CONFIRM_UNLINK, work=Work.writes)
async def confirm(context: Context) -> Message:
    await unlink(context.session, context.person.id, context.now, context.person)
    return texts.unlinked(Person(context.user_id))


@routes.press(buttons.CONFIRM_NOT_ME, work=Work.writes)
async def confirm_not_me(context: Context) -> Message:
    await unlink(context.session, context.person.id, context.now, context.person)
    return texts.not_me_done(Person(context.user_id))
