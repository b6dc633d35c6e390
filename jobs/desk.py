"""What every job is given."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.clock import Clock
from bot.message import Message
from models.course_search import CourseSearch
from models.database import Database
from models.quiet import QuietHours


@dataclass(frozen=True)
class Desk:
    """The database, the time, and the search index that a job may keep in step.

    `quiet`: the quiet hours. `show` puts a message in the place of an earlier one (chat, message id), outside any
    transaction; `wake` tells the postman that there may be something to deliver.
    """

    database: Database
    clock: Clock
    search: CourseSearch
    quiet: QuietHours | None
    show: Callable[[int, int, Message], Awaitable[None]]
    wake: Callable[[], None]
