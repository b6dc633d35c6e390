"""The parent of every kind of news: what people can be told, as typed facts with ids only. The words come when sent."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, ClassVar

from models.topics import Topic


class Weight(StrEnum):
    """How a message weighs on its reader's day (models/holding.py).

    `urgent` goes at any hour; `act` calls for an act, and waits for the end of the quiet hours; `know` is good to know,
    waits too, and of those only some come in a day, the rest in one message.
    """

    urgent = "urgent"
    act = "act"
    know = "know"


@dataclass(frozen=True)
class News:
    """One kind of news is one frozen dataclass; its name is how a stored notice finds it again.

    `topic`: what is sent by itself has one, and so the button «Why did I get this?».
    """

    kinds: ClassVar[dict[str, type["News"]]] = {}
    topic: ClassVar[Topic | None] = None
    weight: ClassVar[Weight] = Weight.act

    def __init_subclass__(cls) -> None:
        News.kinds[cls.__name__] = cls

    @property
    def facts(self) -> dict[str, Any]:
        """The fields as JSON."""
        return asdict(self)


def news_of(kind: str, facts: dict[str, Any]) -> News:
    """The news that a stored notice holds."""
    return News.kinds[kind](**facts)
