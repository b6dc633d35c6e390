"""What is gathered: several messages that are good to know, told as one."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News
from models.topics import Topic


@dataclass(frozen=True)
class Gathered(News):
    """To an official: a line of each. `first_id` is the first of the notices that go along (`Notice.gathered_id`)."""

    topic: ClassVar[Topic | None] = Topic.gathered

    first_id: int
