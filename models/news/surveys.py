"""What is asked in surveys, and told of their outcome."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News
from models.topics import Topic


@dataclass(frozen=True)
class SurveyAsked(News):
    """To who was there: the survey of closing day; a second one reminds of it."""

    topic: ClassVar[Topic | None] = Topic.survey

    registration_id: int


@dataclass(frozen=True)
class SurveyClosed(News):
    """To the trainers and the coordinator of a course: the outcome of its survey, without names."""

    topic: ClassVar[Topic | None] = Topic.survey

    course_id: int


@dataclass(frozen=True)
class EffectAsked(News):
    """To who completed a course three months ago: whether it is used at work."""

    topic: ClassVar[Topic | None] = Topic.effect

    registration_id: int


@dataclass(frozen=True)
class EffectAskedOfLeader(News):
    """To a leader: all people of the commune who became due in a month, as 2027-03-01."""

    topic: ClassVar[Topic | None] = Topic.effect

    month: str
