"""My timetable, and the same as a file for the phone's calendar."""

from bot import buttons
from bot.calendar_file import calendar_file
from bot.context import Context
from bot.message import Message
from bot.routes import Routes
from bot.texts import my_timetable as texts
from models.my_timetable import meetings_from, timetable
from models.taught import teaches

routes = Routes()


@routes.command("lich")
@routes.press(buttons.TIMETABLE)
async def show(context: Context) -> Message:
    seen = await timetable(context.session, context.person.id, context.now, context.page())
    return texts.timetable(seen, context.now, await teaches(context.session, context.person.id))


@routes.press(buttons.ADD_TO_CALENDAR)
async def send_file(context: Context) -> Message:
    """Of one course of mine, or of all."""
    meetings = await meetings_from(context.session, context.person.id, context.now, context.id() or None)
    if not meetings:
        return texts.nothing_to_add()
    return texts.calendar(meetings, calendar_file(meetings, context.now))
