"""What I asked for: the states of own registrations, and giving a seat back."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import registrations as texts
from models.enrolment import withdraw
from models.refusals import NoRight, RegistrationOver
from models.registration import LIVE
from models.requests import request_of, requests_by, who_has_it

routes = Routes()


@routes.command("dangky")
@routes.press(buttons.MINE)
async def show_mine(context: Context) -> Message:
    found = await requests_by(context.session, context.person.id, context.page())
    waiting = await who_has_it(context.session, found.requests, context.now)
    return texts.mine(found, waiting, context.now)


@routes.press(buttons.WITHDRAW)
async def ask_withdraw(context: Context) -> Message:
    request = await request_of(context.session, context.id())
    if request.official_id != context.person.id:
        raise NoRight
    if request.state not in LIVE:
        raise RegistrationOver(request.id)
    return texts.ask_withdraw(request)


@routes.press(buttons.CONFIRM_WITHDRAW, work=Work.writes)
async def confirm_withdraw(context: Context) -> Message:
    registration = await withdraw(context.session, context.person, context.id(), context.now)
    return texts.withdrawn(await request_of(context.session, registration.id))
