"""What can be told when somebody else is to take a seat."""

from dataclasses import dataclass

from models.news.base import News


@dataclass(frozen=True)
class SubstituteWanted(News):
    """To the colleague: would you come instead?"""

    substitution_id: int


@dataclass(frozen=True)
class SubstituteAccepted(News):
    """To those who confirm: the colleague is ready to come."""

    substitution_id: int


@dataclass(frozen=True)
class SubstituteTakesOver(News):
    """To the one who leaves, the one who comes, the leaders, and the coordinator of the course: it is settled."""

    substitution_id: int


@dataclass(frozen=True)
class SubstitutionEnded(News):
    """To whoever waited for an answer: it came to nothing, and why; the seat stays where it was."""

    substitution_id: int
