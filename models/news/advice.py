"""What a coordinator is advised."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News
from models.topics import Topic


@dataclass(frozen=True)
class CourseAdvised(News):
    """To the coordinator: the course begins soon; whether to run, merge or move it. `stamp` as in `CourseDay`."""

    topic: ClassVar[Topic | None] = Topic.advice

    course_id: int
    stamp: str
