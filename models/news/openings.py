"""What people are told of courses that open: whom they fit, once; and who is to run one."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News
from models.topics import Topic


@dataclass(frozen=True)
class CoursesOpened(News):
    """To an official whom at least one of these courses fits; which ones is found when it is sent."""

    topic: ClassVar[Topic | None] = Topic.opening

    course_ids: tuple[int, ...]


@dataclass(frozen=True)
class CourseGiven(News):
    """To a coordinator: somebody has put the course into her hands."""

    course_id: int
