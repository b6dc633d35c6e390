"""The weekly summary, in three messages: each is told once, whatever becomes of the others."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News
from models.topics import Topic


@dataclass(frozen=True)
class WeekPicture(News):
    """To a coordinator: the own courses in one picture. `whole`: those of the department."""

    whole: bool


@dataclass(frozen=True)
class WeekWorkbook(News):
    """The rows behind it."""

    whole: bool


@dataclass(frozen=True)
class WeekList(News):
    """What needs a hand."""

    topic: ClassVar[Topic | None] = Topic.summary

    whole: bool
