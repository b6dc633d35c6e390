"""Every reason for a no on the way to a substitute; `bot/texts/substitutes.py` says them."""

from dataclasses import dataclass

from models.refusals import Refusal


@dataclass(eq=False)
class NoSeatToHandOver(Refusal):
    """Only who holds a seat, waiting for approval or approved, can hand it over."""

    registration_id: int


@dataclass(eq=False)
class AlreadyOpen(Refusal):
    """A colleague is already asked for this seat: told as its present state."""

    substitution_id: int


@dataclass(eq=False)
class SubstitutionOver(Refusal):
    """It was answered, confirmed or has ended before the tap: told as its present state."""

    substitution_id: int


@dataclass(eq=False)
class ColleagueCannot(Refusal):
    """The colleague may not come to this course, and why; None: works elsewhere, or has left."""

    registration_id: int
    name: str
    because: Refusal | None


@dataclass(eq=False)
class ColleagueUnreachable(Refusal):
    """The colleague has no account here, or has blocked it: only a leader may confirm in the colleague's place."""

    registration_id: int
    colleague_id: int
    name: str
    by_leader: bool


@dataclass(eq=False)
class NotConfirmer(Refusal):
    """The person is not one of those who confirm; `is_own`: because the seat goes from or to the person."""

    substitution_id: int
    is_own: bool
