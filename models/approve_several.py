"""Several requests approved with one tap: each for itself, so that one that cannot be does not hold up the others."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.approval import approve
from models.database import Session
from models.person import Person
from models.refusals import Refusal
from models.registration import Registration
from models.requests import Request, request_from, requests

MOST = 60  # at a time: a message has room for as many results


@dataclass(frozen=True)
class Outcome:
    """What became of one request: as it stands now, and why it was not approved by this tap."""

    request: Request
    refusal: Refusal | None


async def approve_several(
    session: Session, person: Person, registration_ids: Collection[int], now: datetime
) -> list[Outcome]:
    """Approve them in order of their courses, which is the order of the locks everywhere; the outcomes in that order.

    Whoever was decided on meanwhile keeps that decision. Ids that are no registrations are left out.
    """
    query = (
        select(Registration.id)
        .where(Registration.id.in_(sorted(set(registration_ids))[:MOST]))
        .order_by(Registration.course_id, Registration.id)
    )
    refusals: dict[int, Refusal | None] = {}
    for registration_id in (await session.scalars(query)).all():
        refusals[registration_id] = await _approve(session, person, registration_id, now)
    await session.flush()
    rows = await session.execute(requests().where(Registration.id.in_(refusals)))
    found = {request.id: request for request in map(request_from, rows)}
    return [Outcome(found[one], refusal) for one, refusal in refusals.items()]


async def _approve(session: Session, person: Person, registration_id: int, now: datetime) -> Refusal | None:
    """What a refusal has begun to write is undone; the locks stay until the transaction ends."""
    try:
        async with session.begin_nested():
            await approve(session, person, registration_id, now)
    except Refusal as refusal:
        return refusal
    return None
