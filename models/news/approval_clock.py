"""What the approval clock tells: a request still waits, it has gone on to the next, it has ended undecided."""

from dataclasses import dataclass

from models.news.base import News


@dataclass(frozen=True)
class DecisionDue(News):
    """To those who were asked first: the request still waits."""

    registration_id: int


@dataclass(frozen=True)
class SecondAsked(News):
    """To the other leaders of the commune: the first has not decided."""

    registration_id: int


@dataclass(frozen=True)
class CoordinatorAsked(News):
    """To the course's coordinator, who may now decide: no leader of the commune has."""

    registration_id: int


@dataclass(frozen=True)
class NobodyDecides(News):
    """To the admins: the department has not decided."""

    registration_id: int


@dataclass(frozen=True)
class Undecided(News):
    """To the official, those who were asked and the coordinator: it has ended; `awaited` is whose decision it was."""

    registration_id: int
    awaited: str
