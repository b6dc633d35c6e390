"""«Why can this person not register?»: every rule with its answer, for the department and for the own leaders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.course import CourseTerms
from models.database import Session
from models.eligibility import RULES, Question, Standing, standing
from models.inbox import who_has_it
from models.kinds import ConditionKind, Role
from models.person import Person
from models.refusals import NoRight, Refusal
from models.requests import Request, latest_request
from models.staff import StaffLine, staff_card
from models.ways import Way, coordinator_name, way_out


@dataclass(frozen=True)
class Answer:
    """One rule: what hinders, or None; not `asked` where the programme sets no such condition."""

    question: Question
    refusal: Refusal | None
    asked: bool = True


@dataclass(frozen=True)
class Why:
    """Where somebody stands with a course.

    `request` is a live registration, `waiting` names whose decision it awaits. `way` and `coordinator` are looked up
    only where the way is not free. That a condition of the party is met or not shows in its answer, to those who must
    explain it; the roster's value itself is shown nowhere.
    """

    official: StaffLine
    course: CourseTerms
    standing: Standing
    answers: tuple[Answer, ...]
    request: Request | None
    waiting: Sequence[str]
    way: Way | None
    coordinator: str | None


async def why(session: Session, person: Person, official_id: int, course_id: int, now: datetime) -> Why:
    """Ask every rule. Raises NoRight, or NoLongerThere for an unknown official or course."""
    official = await must_explain(session, person, official_id, now)
    found = await standing(session, official_id, course_id, now)
    answers = tuple(Answer(rule.question, rule.answer(found.facts, now), _asks(found, rule.question)) for rule in RULES)
    hindrance = found.barrier or next(iter(found.hindrances), None)
    request = await latest_request(session, official_id, course_id) if found.facts.live_id is not None else None
    waiting = await who_has_it(session, [request], now) if request is not None else {}
    return Why(
        official=official,
        course=found.facts.course,
        standing=found,
        answers=answers,
        request=request,
        waiting=waiting.get(request.id, ()) if request is not None else (),
        way=await way_out(session, official_id, hindrance, now) if hindrance is not None else None,
        coordinator=await coordinator_name(session, course_id) if hindrance is not None else None,
    )


async def must_explain(session: Session, person: Person, official_id: int, now: datetime) -> StaffLine:
    """The official, for those who may ask: the department about everybody, leaders about their communes' people."""
    official = (await staff_card(session, official_id, now.date())).line
    if not person.has(Role.coordinator, Role.admin) and official.commune_id not in person.leads:
        raise NoRight
    return official


def _asks(found: Standing, question: Question) -> bool:
    kinds = {one.kind for one in found.facts.conditions}
    if question is Question.party:
        return ConditionKind.party_member in kinds
    return question is not Question.age or bool(kinds & {ConditionKind.least_age, ConditionKind.most_age})
