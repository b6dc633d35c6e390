"""The letters' parts: which function words which kind of news, and what it is given."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.message import Message
from models.database import Session
from models.news.base import News


@dataclass(frozen=True)
class Occasion:
    """When a notice is worded: the rows as they are now, and who will read it (None: an account without a line)."""

    session: Session
    now: datetime
    official_id: int | None


Writer = Callable[[Occasion, Any], Awaitable[Message | None]]


@dataclass
class Letters:
    """The writers of one file of `bot/letters/`, or of all of them together.

    A writer reads the present rows, and returns None when the news is no longer true and its notice is dropped.
    """

    writers: dict[type[News], Writer] = field(default_factory=dict)

    def of(self, kind: type[News]) -> Callable[[Writer], Writer]:
        """Declare the writer of one kind of news."""

        def register(writer: Writer) -> Writer:
            if kind in self.writers:
                raise ValueError(f"worded twice: {kind.__name__}")
            self.writers[kind] = writer
            return writer

        return register

    def include(self, *others: "Letters") -> "Letters":
        """These writers and those of the others."""
        for other in others:
            for kind, writer in other.writers.items():
                self.of(kind)(writer)
        return self
