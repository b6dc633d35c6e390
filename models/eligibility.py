"""May this person register for this course, and if not, why: one function for the card and the registration."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.database import Session
from models.eligibility_facts import Facts, facts_of
from models.refusals import (
    AlreadyRegistered,
    CommuneCapReached,
    CommuneNotInvited,
    CourseClosed,
    CourseFull,
    CourseNotOpen,
    DatesClash,
    PrerequisiteMissing,
    Refusal,
)


class Flag(StrEnum):
    """What does not block, but is shown to those who decide."""

    outside_post = "outside_post"
    repeated = "repeated"


@dataclass(frozen=True)
class Standing:
    """The answer: what stands in the way (empty: the way is free), and what those who decide should know."""

    facts: Facts
    hindrances: tuple[Refusal, ...]
    flags: tuple[Flag, ...]

    @property
    def is_free(self) -> bool:
        return not self.hindrances


def _already(facts: Facts, now: datetime) -> Refusal | None:
    return AlreadyRegistered(facts.live_id) if facts.live_id is not None else None


def _open(facts: Facts, now: datetime) -> Refusal | None:
    try:
        facts.course.must_be_open(now)
    except (CourseClosed, CourseNotOpen) as refusal:
        return refusal
    return None


def _invited(facts: Facts, now: datetime) -> Refusal | None:
    return None if facts.invited else CommuneNotInvited(facts.course.id)


def _prepared(facts: Facts, now: datetime) -> Refusal | None:
    return PrerequisiteMissing(facts.course.id, facts.missing) if facts.missing else None


def _not_elsewhere(facts: Facts, now: datetime) -> Refusal | None:
    if facts.clash_title is None or facts.clash_at is None:
        return None
    return DatesClash(facts.course.id, facts.clash_title, facts.clash_at)


def _seat_left(facts: Facts, now: datetime) -> Refusal | None:
    return CourseFull(facts.course.id, facts.course.seats) if facts.taken >= facts.course.seats else None


def _within_cap(facts: Facts, now: datetime) -> Refusal | None:
    cap = facts.course.commune_cap
    return CommuneCapReached(facts.course.id, cap) if cap is not None and facts.taken_by_commune >= cap else None


RULES: tuple[Callable[[Facts, datetime], Refusal | None], ...] = (
    _already,
    _open,
    _invited,
    _prepared,
    _not_elsewhere,
    _within_cap,
    _seat_left,
)


async def standing(session: Session, official_id: int, course_id: int, now: datetime) -> Standing:
    """All reasons at once, the weightiest first. Raises NoLongerThere for an unknown course or official."""
    facts = await facts_of(session, official_id, course_id)
    hindrances = tuple(refusal for rule in RULES if (refusal := rule(facts, now)) is not None)
    flags = []
    if not (facts.fits_post and facts.fits_group):
        flags.append(Flag.outside_post)
    if facts.completed:
        flags.append(Flag.repeated)
    return Standing(facts, hindrances, tuple(flags))
