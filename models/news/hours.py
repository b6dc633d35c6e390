"""What can be told of somebody's hours."""

from dataclasses import dataclass

from models.news.base import News


@dataclass(frozen=True)
class HoursDoubted(News):
    """To the coordinator of the course: the official says that a line of the own hours is not right, in these words."""

    registration_id: int
    words: str
