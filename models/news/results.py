"""What is told of results."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News
from models.topics import Topic


@dataclass(frozen=True)
class ResultKnown(News):
    """To the official: the course is completed, or is not, and why."""

    result_id: int


@dataclass(frozen=True)
class ResultTurnedBack(News):
    """To the official: the result was taken back and is looked at again. `result_id` 0 where none was kept."""

    registration_id: int
    result_id: int


@dataclass(frozen=True)
class ResultsDue(News):
    """To the coordinator: the course is over and its results are not closed."""

    topic: ClassVar[Topic | None] = Topic.results

    course_id: int
