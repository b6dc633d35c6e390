"""A course's queue as its coordinators see it: who waits, in order, and why nobody is offered a seat right now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.commune import Commune
from models.course import Course
from models.database import Session
from models.inbox import who_has_it
from models.refusals import NoLongerThere
from models.registration import Registration, State
from models.requests import Request, RequestPage, page_of, request_of, requests
from models.seating import Seating, seating_of
from models.why_nobody import Kept, NotApproved, WhyNobody, why_nobody_offered


@dataclass(frozen=True)
class QueueView:
    """One page of the queue. `waiting` names those whose decision a request awaits; `communes` are names by id.

    `first` is the registration that `why` speaks of, where it speaks of one.
    """

    course: Course
    seating: Seating
    why: WhyNobody
    page: RequestPage
    waiting: Mapping[int, Sequence[str]]
    communes: Mapping[int, str]
    first: Request | None


async def queue_view(session: Session, course_id: int, now: datetime, page: int = 0) -> QueueView:
    """Read it. Raises NoLongerThere for an unknown course."""
    course = await session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    why = await why_nobody_offered(session, course_id, now)
    seating = await seating_of(session, course, now)
    queued = (
        requests()
        .where(Registration.course_id == course_id, Registration.state == State.queued)
        .order_by(Registration.queued_at, Registration.id)
    )
    found = await page_of(session, queued, page)
    first = await request_of(session, why.registration_id) if isinstance(why, NotApproved) else None
    asked = [*found.requests, *([first] if first is not None else [])]
    named = {*seating.quotas, *(why.commune_ids if isinstance(why, Kept) else ())}
    names = await session.scalars(select(Commune).where(Commune.id.in_(named))) if named else ()
    return QueueView(
        course=course,
        seating=seating,
        why=why,
        page=found,
        waiting=await who_has_it(session, asked, now),
        communes={one.id: one.full_name for one in names},
        first=first,
    )
