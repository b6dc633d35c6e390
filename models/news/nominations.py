"""What can be told of a nomination: one is sent, one objects, the objection is answered."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News, Weight


@dataclass(frozen=True)
class Nominated(News):
    """To the official: a leader has sent you."""

    registration_id: int


@dataclass(frozen=True)
class NominationDecided(News):
    """To who has sent an official: what the department decided."""

    weight: ClassVar[Weight] = Weight.know

    registration_id: int
    state: str


@dataclass(frozen=True)
class ObjectionRaised(News):
    """To those who decide for the commune: a nominee has something against it."""

    registration_id: int


@dataclass(frozen=True)
class ObjectionAnswered(News):
    """To the nominee, and to the others who were told of the objection: it stands, or it is taken back."""

    registration_id: int
