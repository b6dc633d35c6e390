"""What is told of the week to come."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News, Weight


@dataclass(frozen=True)
class WeekAhead(News):
    """To an official: the own week, or that of the unit, or both. `monday` as 2026-11-30. Its letter asks why itself:
    which topic it is depends on the reader."""

    weight: ClassVar[Weight] = Weight.know

    monday: str
