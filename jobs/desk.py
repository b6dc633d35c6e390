"""What every job is given."""

from dataclasses import dataclass

from bot.clock import Clock
from models.course_search import CourseSearch
from models.database import Database


@dataclass(frozen=True)
class Desk:
    """The database, the time, and the search index that a job may keep in step."""

    database: Database
    clock: Clock
    search: CourseSearch
