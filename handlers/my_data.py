"""A person sees what is kept about them."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes
from bot.texts import welcome
from models.my_data import my_data

routes = Routes()


@routes.press(buttons.MY_DATA)
async def show(context: Context) -> Message:
    seen = await my_data(context.session, context.person.id, context.now.date())
    return welcome.my_data(seen, context.now)
