"""What people are reminded of: a day of a course, and registrations that close soon."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News, Weight
from models.topics import Topic


@dataclass(frozen=True)
class CourseDayNear(News):
    """To those expected and the trainers: a day of a course. `stamp` as in `CourseDay`; another one has taken its
    place when the day has moved since."""

    topic: ClassVar[Topic | None] = Topic.meetings

    course_id: int
    stamp: str


@dataclass(frozen=True)
class RegistrationCloses(News):
    """To an official: courses that fit will soon be closed; which ones is found when it is sent."""

    weight: ClassVar[Weight] = Weight.know
    topic: ClassVar[Topic | None] = Topic.closing
