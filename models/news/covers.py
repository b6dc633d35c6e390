"""What can be told of who covers for somebody who is away."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News, Weight


@dataclass(frozen=True)
class CoverNamed(News):
    """To the colleague: you are named to do the work meanwhile."""

    registration_id: int


@dataclass(frozen=True)
class CoverReleased(News):
    """To the colleague who was named before: somebody else covers, or nobody."""

    weight: ClassVar[Weight] = Weight.know

    registration_id: int
