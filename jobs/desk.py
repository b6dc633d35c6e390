"""What every job is given."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.app import App
from bot.clock import Clock
from bot.message import Message
from models.course_search import CourseSearch
from models.database import Database
from models.quiet import QuietHours
from models.week_time import MONDAY_MORNING, WeekTime


@dataclass(frozen=True)
class Desk:
    """The database, the time, and the search index that a job may keep in step.

    `quiet`: the quiet hours. `show` puts a message in the place of an earlier one (chat, message id), outside any
    transaction; `wake` tells the postman that there may be something to deliver. `summary_at`: when in the week the
    summary is sent. `bot_name`: for links to our chat.
    """

    database: Database
    clock: Clock
    search: CourseSearch
    quiet: QuietHours | None
    show: Callable[[int, int, Message], Awaitable[None]]
    wake: Callable[[], None]
    summary_at: WeekTime = MONDAY_MORNING
    bot_name: str = ""


def desk_of(app: App, summary_at: WeekTime = MONDAY_MORNING) -> Desk:
    """What the jobs are given of the running bot."""
    return Desk(
        app.database, app.clock, app.search, app.quiet, app.cards.show, app.postman.wake, summary_at, app.bot.username
    )
