"""The noes of opening, editing and publishing a course; worded in `bot/texts/opening_refusals.py`."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.refusals import Refusal


class Wrong(StrEnum):
    """What is wrong with an answer that somebody typed."""

    no_text = "no_text"
    too_long = "too_long"
    code_form = "code_form"
    code_taken = "code_taken"
    no_day = "no_day"
    day_passed = "day_passed"
    ends_before = "ends_before"
    lasts_too_long = "lasts_too_long"
    no_moment = "no_moment"
    deadline_passed = "deadline_passed"
    deadline_late = "deadline_late"
    no_number = "no_number"
    number_outside = "number_outside"
    above_seats = "above_seats"
    below_minimum = "below_minimum"
    below_cap = "below_cap"
    unknown_institution = "unknown_institution"
    unknown_mode = "unknown_mode"
    unknown_units = "unknown_units"
    unknown_coordinator = "unknown_coordinator"
    no_slot = "no_slot"
    slot_outside = "slot_outside"
    slot_passed = "slot_passed"
    slot_taken = "slot_taken"
    ends_at_before = "ends_at_before"


class OpeningRefusal(Refusal):
    """The parent of all of them."""


@dataclass(eq=False)
class WrongAnswer(OpeningRefusal):
    """An answer that cannot be taken; the question stays open. `least`, `most`, the days: what would be right."""

    wrong: Wrong
    said: str = ""
    least: int = 0
    most: int = 0
    first: date | None = None
    last: date | None = None


@dataclass(eq=False)
class SeatsBelowHeld(OpeningRefusal):
    """So many seats are held already: there cannot be fewer."""

    course_id: int
    held: int


@dataclass(eq=False)
class SeatsBelowKept(OpeningRefusal):
    """So many seats are kept for communes."""

    course_id: int
    kept: int


@dataclass(eq=False)
class CapBelowHeld(OpeningRefusal):
    """Some communes hold more seats than that: (full name, seats)."""

    course_id: int
    communes: tuple[tuple[str, int], ...]


@dataclass(eq=False)
class CourseMovedOn(OpeningRefusal):
    """Somebody else has changed the course since this screen was shown."""

    course_id: int


@dataclass(eq=False)
class NotADraft(OpeningRefusal):
    """Only a draft can be changed in this way, published or deleted."""

    course_id: int


@dataclass(eq=False)
class AlreadyPublished(NotADraft):
    """It was published before, maybe by the first of two taps."""


@dataclass(eq=False)
class NotReady(OpeningRefusal):
    """Something is missing without which the course cannot be published."""

    course_id: int
