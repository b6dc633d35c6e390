"""What can be told of a registration: it waits, it is decided, it has ended."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News, Weight
from models.topics import Topic


@dataclass(frozen=True)
class ApprovalWanted(News):
    """To those who may decide: a registration waits for them."""

    registration_id: int


@dataclass(frozen=True)
class Decided(News):
    """To the official: the registration is approved, declined, or passed on to the department."""

    registration_id: int
    state: str


@dataclass(frozen=True)
class DecidedByAnother(News):
    """To the others who were asked: the first decision stands."""

    weight: ClassVar[Weight] = Weight.know

    registration_id: int


@dataclass(frozen=True)
class DepartmentDecided(News):
    """To the leader whose yes went on to the department: what it decided."""

    topic: ClassVar[Topic | None] = Topic.forwarded
    weight: ClassVar[Weight] = Weight.know

    registration_id: int


@dataclass(frozen=True)
class Withdrawn(News):
    """To those who were asked or had approved: the official no longer comes."""

    registration_id: int


@dataclass(frozen=True)
class NoLeaderReachable(News):
    """To the coordinators: a request waits, and no leader of the commune can be reached here."""

    registration_id: int


@dataclass(frozen=True)
class SeatOffered(News):
    """To the official: a seat has become free and is kept for a time."""

    registration_id: int


@dataclass(frozen=True)
class OfferTaken(News):
    """To whoever approved: the official comes after all."""

    weight: ClassVar[Weight] = Weight.know

    registration_id: int


@dataclass(frozen=True)
class OfferExpired(News):
    """To the official: the time for an answer is over, the seat has gone to the next."""

    registration_id: int


@dataclass(frozen=True)
class QueueClosed(News):
    """To the official: the course begins and no seat became free."""

    registration_id: int
