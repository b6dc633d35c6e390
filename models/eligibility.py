"""May this person take part in this course, and if not, why: one answer for the card, the registration, the nomination
and the coordinator's «why can she not»."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.course import must_be_open
from models.database import Session
from models.eligibility_facts import Facts, facts_of
from models.kinds import ConditionKind
from models.programme import Condition
from models.refusals import (
    AgeOutside,
    AlreadyRegistered,
    CommuneCapReached,
    CommuneNotInvited,
    CourseClosed,
    CourseFull,
    CourseNotOpen,
    DatesClash,
    PartyMembersOnly,
    PrerequisiteMissing,
    QueueAhead,
    Refusal,
    SeatsKept,
)


class Flag(StrEnum):
    """What does not block, but is shown to those who decide."""

    outside_post = "outside_post"
    outside_group = "outside_group"
    repeated = "repeated"
    age_unknown = "age_unknown"
    party_unknown = "party_unknown"


class Question(StrEnum):
    """What the rules ask, one each, in order of their weight."""

    registered = "registered"
    open = "open"
    invited = "invited"
    prepared = "prepared"
    age = "age"
    party = "party"
    dates = "dates"
    seat = "seat"


@dataclass(frozen=True)
class Rule:
    """One question, and how the facts answer it: a refusal with its reason, or None."""

    question: Question
    answer: Callable[[Facts, datetime], Refusal | None]


AGES = (ConditionKind.least_age, ConditionKind.most_age)
HELPED_BY_WAITING = (CourseFull, CommuneCapReached, SeatsKept, QueueAhead)


@dataclass(frozen=True)
class Standing:
    """The answer: what stands in the way (empty: the way is free), and what those who decide should know."""

    facts: Facts
    hindrances: tuple[Refusal, ...]
    flags: tuple[Flag, ...]

    @property
    def is_free(self) -> bool:
        return not self.hindrances

    @property
    def barrier(self) -> Refusal | None:
        """The weightiest hindrance that waiting does not help."""
        return next((one for one in self.hindrances if not isinstance(one, HELPED_BY_WAITING)), None)

    @property
    def refusal(self) -> Refusal:
        """The weightiest hindrance of those there are, to be raised."""
        weightiest = self.barrier or self.hindrances[0]
        weightiest.may_queue = self.may_queue
        return weightiest

    @property
    def may_queue(self) -> bool:
        """Only a seat is missing."""
        return bool(self.hindrances) and self.barrier is None


def _not_already(facts: Facts, now: datetime) -> Refusal | None:
    return AlreadyRegistered(facts.live_id) if facts.live_id is not None else None


def _open(facts: Facts, now: datetime) -> Refusal | None:
    try:
        must_be_open(facts.course, now)
    except (CourseClosed, CourseNotOpen) as refusal:
        return refusal
    return None


def _invited(facts: Facts, now: datetime) -> Refusal | None:
    return None if facts.invited else CommuneNotInvited(facts.course.id)


def _prepared(facts: Facts, now: datetime) -> Refusal | None:
    return PrerequisiteMissing(facts.course.id, facts.missing) if facts.missing else None


def _of_age(facts: Facts, now: datetime) -> Refusal | None:
    """An unknown birth date is not held against one: it is a flag."""
    if facts.birth_date is None:
        return None
    age = age_on(facts.birth_date, facts.course.starts_on)
    for one in _conditions(facts, *AGES):
        limit = one.value or 0
        if age > limit if one.kind is ConditionKind.most_age else age < limit:
            return AgeOutside(facts.course.id, age, limit, one.kind is ConditionKind.most_age, one.basis)
    return None


def _in_the_party(facts: Facts, now: datetime) -> Refusal | None:
    for one in _conditions(facts, ConditionKind.party_member):
        if facts.party_member is False:
            return PartyMembersOnly(facts.course.id, one.basis)
    return None


def _not_elsewhere(facts: Facts, now: datetime) -> Refusal | None:
    if facts.clash_title is None or facts.clash_at is None:
        return None
    return DatesClash(facts.course.id, facts.clash_title, facts.clash_at)


def _seat_left(facts: Facts, now: datetime) -> Refusal | None:
    return facts.seating.hindrance(facts.commune_id)


RULES = (
    Rule(Question.registered, _not_already),
    Rule(Question.open, _open),
    Rule(Question.invited, _invited),
    Rule(Question.prepared, _prepared),
    Rule(Question.age, _of_age),
    Rule(Question.party, _in_the_party),
    Rule(Question.dates, _not_elsewhere),
    Rule(Question.seat, _seat_left),
)
TAKING_OVER = tuple(rule for rule in RULES if rule.question not in (Question.open, Question.seat))
"""For somebody who comes in another's place: the seat is there already, and the deadline was met."""

FLAGS: dict[Flag, Callable[[Facts], bool]] = {
    Flag.outside_post: lambda facts: not facts.fits_post,
    Flag.outside_group: lambda facts: not facts.fits_group,
    Flag.repeated: lambda facts: facts.completed,
    Flag.age_unknown: lambda facts: facts.birth_date is None and bool(_conditions(facts, *AGES)),
    Flag.party_unknown: lambda facts: (
        facts.party_member is None and bool(_conditions(facts, ConditionKind.party_member))
    ),
}


async def standing(
    session: Session, official_id: int, course_id: int, now: datetime, rules: Sequence[Rule] = RULES
) -> Standing:
    """All reasons at once, the weightiest first. Raises NoLongerThere for an unknown course or official."""
    return judge(await facts_of(session, official_id, course_id, now), now, rules)


def judge(facts: Facts, now: datetime, rules: Sequence[Rule] = RULES) -> Standing:
    """What the rules say of these facts."""
    hindrances = tuple(refusal for rule in rules if (refusal := rule.answer(facts, now)) is not None)
    return Standing(facts, hindrances, tuple(flag for flag, is_so in FLAGS.items() if is_so(facts)))


def age_on(born: date, day: date) -> int:
    """Full years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _conditions(facts: Facts, *kinds: ConditionKind) -> list[Condition]:
    """Those of the programme that concern this person."""
    return [one for one in facts.conditions if one.kind in kinds and one.gender in (None, facts.gender)]
