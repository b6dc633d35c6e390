"""What trainers and their coordinators are told: meetings given and taken, and those that a trainer gives back."""

from dataclasses import dataclass

from models.news.base import News


@dataclass(frozen=True)
class TeachingChanged(News):
    """To a trainer: so many meetings of a course have become theirs, so many are no longer."""

    course_id: int
    given: int
    taken: int


@dataclass(frozen=True)
class TeachingDeclined(News):
    """To the coordinator: a trainer has given meetings of a course back."""

    course_id: int
    trainer_id: int
