"""What leaders are told of the roll: who of their people was not there."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News
from models.topics import Topic


@dataclass(frozen=True)
class PeopleAbsent(News):
    """To a leader, once a day (ISO date): who of the commune was absent; found when it is sent."""

    topic: ClassVar[Topic | None] = Topic.absences

    on: str
