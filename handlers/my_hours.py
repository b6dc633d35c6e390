"""My hours of the year, what to do when a line is not right, and those of a leader's people."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import my_hours as texts
from models.disclosure import Scope, note_look
from models.hours_doubt import doubt, must_be_own
from models.kinds import Role
from models.my_hours import my_hours, team_hours
from models.refusals import NoRight
from models.requests import request_of
from models.substitution_view import seats_of
from models.taught import teaches

routes = Routes()
LEADERS = frozenset({Role.leader})
STEP = "hours_wrong"
MAX_WORDS = 300


@routes.command("sotiet")
async def show(context: Context) -> Message:
    return await _show(context)


@routes.press(buttons.HOURS, work=Work.writes)
async def show_again(context: Context) -> Message:
    """«Huỷ» of the question comes here too, so it ends."""
    await context.forget()
    return await _show(context)


async def _show(context: Context) -> Message:
    seen = await my_hours(context.session, context.person.id, context.now)
    is_trainer = await teaches(context.session, context.person.id)
    return texts.mine(seen, bool(context.person.leads), is_trainer)


@routes.press(buttons.HOURS_WRONG)
async def which_line(context: Context) -> Message:
    return texts.which_line(await my_hours(context.session, context.person.id, context.now))


@routes.press(buttons.WRONG_LINE, work=Work.writes)
async def ask_words(context: Context) -> Message:
    await must_be_own(context.session, context.person, context.id())
    await context.expect(STEP, registration_id=context.id())
    return texts.ask_words(await request_of(context.session, context.id()))


@routes.step(STEP)
async def send_words(context: Context) -> Message:
    await context.forget()
    registration_id = int((context.person.data or {})["registration_id"])
    return texts.sent(
        await doubt(context.session, context.person, registration_id, context.text[:MAX_WORDS], context.now)
    )


@routes.press(buttons.TEAM_HOURS, needs=LEADERS)
async def show_team(context: Context) -> Message:
    return texts.team(await team_hours(context.session, context.person.leads, context.now, context.page()))


@routes.press(buttons.TEAM_MEMBER, needs=LEADERS, work=Work.writes)
async def show_member(context: Context) -> Message:
    seen = await my_hours(context.session, context.id(), context.now)
    if seen.commune_id not in context.person.leads:
        raise NoRight
    await note_look(context.session, context.person, Scope.official, context.id(), context.now, paper="hours")
    return texts.member(seen, await seats_of(context.session, seen.official_id, context.now))
