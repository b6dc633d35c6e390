"""Every reason for a no: a rule raises one of these, `bot/texts/refusals.py` says it and names the nearest open way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


class Refusal(Exception):
    """A rule says no. Nothing of the transaction remains, and the person hears the reason.

    `may_queue`: only a seat is missing, and one may wait for it. `person`: who was refused, where that is known.
    """

    may_queue = False
    person: Any = None


@dataclass(eq=False)
class NotLinked(Refusal):
    """The person has not tied the Telegram account to the roster yet."""


@dataclass(eq=False)
class NoRight(Refusal):
    """The person's present roles do not allow this."""


@dataclass(eq=False)
class NoLongerThere(Refusal):
    """What the button spoke of is gone or has moved on; the person is shown the present truth."""


@dataclass(eq=False)
class CourseClosed(Refusal):
    """Registration has ended."""

    course_id: int
    closed_at: datetime


@dataclass(eq=False)
class CourseNotOpen(Refusal):
    """The course is cancelled, or not published yet."""

    course_id: int
    cancelled: bool


@dataclass(eq=False)
class CommuneNotInvited(Refusal):
    """The course is for other communes."""

    course_id: int


@dataclass(eq=False)
class CourseFull(Refusal):
    """No seat is left."""

    course_id: int
    seats: int


@dataclass(eq=False)
class CommuneCapReached(Refusal):
    """The commune has all the seats that it may hold in this course."""

    course_id: int
    cap: int


@dataclass(eq=False)
class SeatsKept(Refusal):
    """Seats are free, but kept for other communes until a moment."""

    course_id: int
    kept: int
    until: datetime


@dataclass(eq=False)
class NoKeptSeat(Refusal):
    """No seat kept for another commune is left to be asked for, or to be given away."""

    course_id: int


@dataclass(eq=False)
class NobodyToAsk(Refusal):
    """No leader of the other commune can be reached here."""

    course_id: int
    commune: str


@dataclass(eq=False)
class WishSettled(Refusal):
    """Another leader answered the wish first, or its time is over."""

    wish_id: int


@dataclass(eq=False)
class QueueAhead(Refusal):
    """Seats are free, but others wait for them: newcomers go to the end of the queue."""

    course_id: int
    ahead: int


@dataclass(eq=False)
class AgeOutside(Refusal):
    """The programme sets an age that the person is beyond, or has not reached, on the course's first day."""

    course_id: int
    age: int
    limit: int
    is_most: bool
    basis: str


@dataclass(eq=False)
class PartyMembersOnly(Refusal):
    """The programme is for party members, and the roster says that the person is none."""

    course_id: int
    basis: str


@dataclass(eq=False)
class PrerequisiteMissing(Refusal):
    """The programme requires others that the person has not completed."""

    course_id: int
    missing: tuple[str, ...]


@dataclass(eq=False)
class DatesClash(Refusal):
    """A meeting overlaps one of a course that the person already holds."""

    course_id: int
    other_title: str
    at: datetime


@dataclass(eq=False)
class AlreadyRegistered(Refusal):
    """The person already has a live registration: told as an answer, not as a fault."""

    registration_id: int


@dataclass(eq=False)
class AlreadyDecided(Refusal):
    """Somebody decided first; the first decision stands."""

    registration_id: int


@dataclass(eq=False)
class OfficialLeft(Refusal):
    """The roster says that the person no longer works here."""


@dataclass(eq=False)
class OwnRequest(Refusal):
    """Nobody decides about the own registration."""

    registration_id: int


@dataclass(eq=False)
class OwnNomination(Refusal):
    """Nobody nominates himself, nor a deputy the leader in whose place he acts."""


@dataclass(eq=False)
class NotInCommune(Refusal):
    """The official does not work, or no longer works, in the commune for which the person acts."""


@dataclass(eq=False)
class ObjectionSettled(Refusal):
    """The nominee has objected before, or a leader has answered: told as the present state."""

    registration_id: int


@dataclass(eq=False)
class ColleagueAway(Refusal):
    """The colleague is away on days of the course, or no longer works in the commune."""

    registration_id: int


@dataclass(eq=False)
class NotYours(Refusal):
    """The registration waits for the decision of others."""

    registration_id: int


@dataclass(eq=False)
class RegistrationOver(Refusal):
    """The registration no longer holds or waits for a seat: told as its present state."""

    registration_id: int


@dataclass(eq=False)
class OfferOver(Refusal):
    """The seat that was offered has been let go, taken, or its time is up."""

    registration_id: int


@dataclass(eq=False)
class WithdrawTooLate(Refusal):
    """So near the beginning one does not withdraw alone any more: a colleague comes instead, or one asks."""

    registration_id: int
    course_id: int
    until: datetime


@dataclass(eq=False)
class CourseBegun(Refusal):
    """The course has begun: registrations are not given back or changed here any more."""

    course_id: int
