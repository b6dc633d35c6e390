"""What can be told of announcements: the words themselves to everybody, and how it goes to those who send them."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News, Weight


@dataclass(frozen=True)
class Announced(News):
    """To each recipient: the announcement itself, in the words that it has when it is sent."""

    announcement_id: int


@dataclass(frozen=True)
class AnnouncementChanged(News):
    """To the chat of each recipient who has it: the message is corrected or taken away."""

    weight: ClassVar[Weight] = Weight.urgent

    change_id: int
    message_ids: list[int]


@dataclass(frozen=True)
class ReleaseWanted(News):
    """To the other admins: an announcement to many waits for a second person."""

    announcement_id: int
    rev: int


@dataclass(frozen=True)
class ReleaseAnswered(News):
    """To the author: a second person let it go, or sent it back."""

    announcement_id: int
    rev: int
    released: bool


@dataclass(frozen=True)
class TrialFailed(News):
    """To the author: too many of the first few failed, so the announcement stands still."""

    weight: ClassVar[Weight] = Weight.urgent

    announcement_id: int


@dataclass(frozen=True)
class AnnouncementFinished(News):
    """To the author: nobody waits for it any more; the report."""

    announcement_id: int


@dataclass(frozen=True)
class ChangeFinished(News):
    """To the author: the correction or the recall has gone round."""

    change_id: int
