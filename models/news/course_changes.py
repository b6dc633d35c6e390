"""What can be told of a changed course: to those who go there, to the leaders of their communes, and who is silent."""

from dataclasses import dataclass

from models.news.base import News


@dataclass(frozen=True)
class CourseChanged(News):
    """To a learner or trainer: what was and what is, of all changes that the person does not know yet."""

    told_id: int


@dataclass(frozen=True)
class CommuneCoursesChanged(News):
    """To those who decide for a commune: the changes of that local day (ISO) that concern its people.

    `change_id`: only this one, because it could not wait; 0: all others.
    """

    commune_id: int
    on: str
    change_id: int = 0


@dataclass(frozen=True)
class ChangeUnread(News):
    """To those who decide for a commune: its people who have not confirmed a change of the course."""

    course_id: int
    commune_id: int
    change_id: int
