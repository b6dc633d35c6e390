"""What came of a course at work: learners and leaders counted side by side, and courses that are little used."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select

from models.course import Course
from models.database import Session
from models.effect import EffectAnswer, Hindrance, Seen, Used
from models.registration import Registration, State

LOW_PERCENT = 50  # below so many who use it at all, it is low


@dataclass(frozen=True)
class EffectReport:
    """`people` completed the course. Counts are shown only from `least` answers on, those of each side by themselves.

    `both`: of those about whom both sides answered, whether each sees it used: (learner, leader) → people.
    """

    people: int
    least: int
    used: Counter[Used] = field(default_factory=Counter)
    hindrances: Counter[Hindrance] = field(default_factory=Counter)
    seen: Counter[Seen] = field(default_factory=Counter)
    both: Counter[tuple[bool, bool]] = field(default_factory=Counter)

    @property
    def answers(self) -> int:
        return self.used.total()

    @property
    def is_shown(self) -> bool:
        return self.answers >= self.least

    @property
    def leaders_are_shown(self) -> bool:
        return self.seen.total() >= self.least

    @property
    def are_compared(self) -> bool:
        return self.both.total() >= self.least

    @property
    def is_low(self) -> bool:
        """Whether fewer than half of those who answered use it at all."""
        uses = self.answers - self.used[Used.never]
        return self.is_shown and uses * 100 < self.answers * LOW_PERCENT


async def effect_report(session: Session, course_id: int, least: int) -> EffectReport:
    """Count it, in one query."""
    rows = await session.execute(
        select(EffectAnswer.used, EffectAnswer.hindrance, EffectAnswer.seen)
        .select_from(Registration)
        .outerjoin(EffectAnswer, EffectAnswer.registration_id == Registration.id)
        .where(Registration.course_id == course_id, Registration.state == State.completed)
    )
    found = rows.all()
    report = EffectReport(len(found), least)
    for used, hindrance, seen in found:
        if used:
            report.used[Used(used)] += 1
        if hindrance:
            report.hindrances[Hindrance(hindrance)] += 1
        if seen:
            report.seen[Seen(seen)] += 1
        if used and seen:
            report.both[used != Used.never, seen != Seen.not_yet] += 1
    return report


async def little_used(session: Session, among: ColumnElement[bool], least: int, since: datetime) -> tuple[str, ...]:
    """Codes of the courses of which this became known since: answers enough, and few use what was taught."""
    uses = func.sum(case((EffectAnswer.used != Used.never, 1), else_=0))
    count = func.count(EffectAnswer.used)
    rows = await session.scalars(
        select(Course.code)
        .join(Registration, Registration.course_id == Course.id)
        .join(EffectAnswer, EffectAnswer.registration_id == Registration.id)
        .where(among, Registration.state == State.completed, EffectAnswer.used.is_not(None))
        .group_by(Course.id, Course.code)
        .having(count >= least, uses * 100 < count * LOW_PERCENT, func.max(EffectAnswer.answered_at) > since)
        .order_by(Course.code)
    )
    return tuple(rows.all())
