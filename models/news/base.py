"""The parent of every kind of news: what people can be told, as typed facts with ids only. The words come when sent."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from models.topics import Topic


@dataclass(frozen=True)
class News:
    """One kind of news is one frozen dataclass; its name is how a stored notice finds it again.

    `topic`: what is sent by itself has one, and so the button «Why did I get this?».
    """

    kinds: ClassVar[dict[str, type["News"]]] = {}
    topic: ClassVar[Topic | None] = None

    def __init_subclass__(cls) -> None:
        News.kinds[cls.__name__] = cls

    @property
    def facts(self) -> dict[str, Any]:
        """The fields as JSON."""
        return asdict(self)


def news_of(kind: str, facts: dict[str, Any]) -> News:
    """The news that a stored notice holds."""
    return News.kinds[kind](**facts)
