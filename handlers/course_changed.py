"""What a reader does with the news that a course has changed: confirms it, takes the meetings out of the calendar."""

from bot import buttons
from bot.calendar_file import calendar_file
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import course_changed as texts
from models.change_view import change_view
from models.my_timetable import meetings_given_up, meetings_taken_away
from models.unread_changes import receive

routes = Routes()


@routes.press(buttons.CHANGE_RECEIVED, work=Work.writes)
async def received(context: Context) -> Message:
    """The tap is kept, and its button says when; the message stays. One that a newer one has replaced says so."""
    told = await receive(context.session, context.id(), context.person.id, context.now)
    if told.replaced_at is not None:
        return Message(toast=texts.OUTDATED)
    seen = await change_view(context.session, told.id, context.now)
    rows = texts.when_received(seen, told.received_at or context.now, context.now) if seen is not None else []
    return Message(buttons=rows, buttons_only=True, toast=texts.RECEIVED)


@routes.press(buttons.REMOVE_FROM_CALENDAR)
async def send_removal(context: Context) -> Message:
    """Of a course in which the person has no seat any more, and of meetings that it has no more."""
    session, official_id = context.session, context.person.id
    meetings = [
        *await meetings_given_up(session, official_id, context.id()),
        *await meetings_taken_away(session, official_id, context.id()),
    ]
    if not meetings:
        return texts.nothing_to_remove()
    return texts.removal(meetings[0].code, len(meetings), calendar_file(meetings, context.now, is_off=True))
