"""The one place that says whether a seat is free for somebody: seats, the commune's cap, kept seats, and the queue."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, String, bindparam, func, literal_column, null, select, union_all

from models.base import Moment
from models.course import Course, CourseQuota, CourseTerms
from models.database import Ask, Session
from models.refusals import CommuneCapReached, CourseFull, QueueAhead, Refusal, SeatsKept
from models.registration import SEATED, Level, Registration, State


@dataclass(frozen=True)
class Waiting:
    """One registration in the queue; one that awaits nobody is approved."""

    id: int
    commune_id: int | None
    awaits: Level | None


@dataclass(frozen=True)
class Seating:
    """A course's seats as of one moment: how many each commune holds, what is kept for whom, who queues in order."""

    course_id: int
    seats: int
    cap: int | None
    held: Mapping[int | None, int]
    quotas: Mapping[int, int]
    quotas_until: datetime | None
    queue: tuple[Waiting, ...]

    @property
    def taken(self) -> int:
        return sum(self.held.values())

    def unused(self, commune_id: int | None) -> int:
        """Seats kept for the commune that it has not taken up."""
        return max(0, self.quotas.get(commune_id, 0) - self.held.get(commune_id, 0)) if commune_id is not None else 0

    def shortage(self, commune_id: int | None) -> Refusal | None:
        """Why nobody of the commune can be given a seat now; None when one can. The queue is not looked at."""
        if self.cap is not None and commune_id is not None and self.held.get(commune_id, 0) >= self.cap:
            return CommuneCapReached(self.course_id, self.cap)
        free = self.seats - self.taken
        if free <= 0:
            return CourseFull(self.course_id, self.seats)
        kept = sum(self.unused(other) for other in self.quotas if other != commune_id)
        if self.quotas_until is not None and free <= kept and not self.unused(commune_id):
            return SeatsKept(self.course_id, kept, self.quotas_until)
        return None

    def hindrance(self, commune_id: int | None) -> Refusal | None:
        """The same for a newcomer, who goes behind everybody that waits for what he would take (lesson 9)."""
        if refusal := self.shortage(commune_id):
            return refusal
        ahead = sum(self.shortage(one.commune_id) is None for one in self.queue)
        return QueueAhead(self.course_id, ahead) if ahead else None

    def after_offer(self, waiting: Waiting) -> "Seating":
        """The same after that one has been offered a seat."""
        held = {**self.held, waiting.commune_id: self.held.get(waiting.commune_id, 0) + 1}
        return replace(self, held=held, queue=tuple(one for one in self.queue if one != waiting))

    def after_entry(self, entered: Registration) -> "Seating":
        """The same after a new registration: one more seat is held, or one more waits at the end of the queue."""
        home = entered.commune_id
        if entered.state is State.queued:
            return replace(self, queue=(*self.queue, Waiting(entered.id, home, entered.awaits)))
        return replace(self, held={**self.held, home: self.held.get(home, 0) + 1})

    @property
    def next(self) -> Waiting | None:
        """The first approved one in the queue for whom there is a seat."""
        for one in self.queue:
            if one.awaits is None and self.shortage(one.commune_id) is None:
                return one
        return None


_here = Registration.course_id == bindparam("course_id")
_comma: Any = literal_column("','")
_homes = select(
    func.aggregate_strings(func.coalesce(Registration.commune_id.cast(String), ""), _comma).label("homes"),
    null().cast(BigInteger).label("id"),
    null().cast(BigInteger).label("commune_id"),
    null().cast(Registration.awaits.type).label("awaits"),
    null().cast(Moment).label("queued_at"),
)
_queue = select(
    null().cast(String), Registration.id, Registration.commune_id, Registration.awaits, Registration.queued_at
)
_ROWS = union_all(  # the communes of the seats in one row, for forty take longer to hand over than to find; the queue
    _homes.where(_here, Registration.state.in_(SEATED)),
    _queue.where(_here, Registration.state == State.queued),
).order_by("queued_at", "id")


_KEPT = select(CourseQuota.commune_id, CourseQuota.seats).where(CourseQuota.course_id == bindparam("course_id"))


async def seating_of(session: Session, course: Course | CourseTerms, now: datetime) -> Seating:
    """Read it: one query, a second where seats are kept. To give a seat, hold the course's row first."""
    return await seating_from(session, await session.ask(*seats_of(course.id)), course, now)


def seats_of(course_id: int) -> Ask:
    """The question for the rows that `seating_from` reads."""
    return _ROWS, {"course_id": course_id}


async def seating_from(session: Session, rows: Sequence[Any], course: Course | CourseTerms, now: datetime) -> Seating:
    """The seating of these rows."""
    keeps = course.quotas_until is not None and course.quotas_until > now
    homes = next(row.homes for row in rows if row.id is None)
    return Seating(
        course_id=course.id,
        seats=course.seats,
        cap=course.commune_cap,
        held=_counted(homes),
        quotas=dict(await session.ask(_KEPT, {"course_id": course.id})) if keeps else {},
        quotas_until=course.quotas_until if keeps else None,
        queue=tuple(Waiting(row.id, row.commune_id, row.awaits) for row in rows if row.id is not None),
    )


def _counted(homes: str | None) -> dict[int | None, int]:
    """How many times each commune stands in a list of them; None where nobody does."""
    if homes is None:
        return {}
    return {int(home) if home else None: count for home, count in Counter(homes.split(",")).items()}
