"""Who does the work while somebody is on a course (ai làm thay): optional, and it never blocks anything."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.audit import record
from models.database import Session
from models.folding import fold, given_name_key
from models.kinds import Role
from models.news.base import News
from models.news.covers import CoverNamed, CoverReleased
from models.notice import tell
from models.official import Official, is_present
from models.person import Person
from models.refusals import ColleagueAway, NotYours, RegistrationOver
from models.registration import LIVE, Registration, locked
from models.requests import Request, request_of
from models.staffing import same_office, staffing


@dataclass(frozen=True)
class Colleague:
    """Somebody of the same commune who is there on those days."""

    id: int
    full_name: str
    same_office: bool


async def colleagues(session: Session, request: Request, now: datetime, named: str = "") -> list[Colleague]:
    """Who could cover, those of the same office first, then by given name; who is away on the same days is left out."""
    if request.commune_id is None:
        return []
    picture = await staffing(session, request, now)
    away = {one.official_id for one in picture.away}
    rows = await session.execute(
        select(Official.id, Official.full_name, same_office(request.official_id).label("same_office")).where(
            Official.commune_id == request.commune_id,
            Official.id.not_in({request.official_id, *away}),
            is_present(request.ends_on),
        )
    )
    found = [Colleague(*row) for row in rows if fold(named) in fold(row.full_name)]
    return sorted(found, key=lambda one: (not one.same_office, given_name_key(one.full_name), one.id))


async def cover(
    session: Session, person: Person, registration_id: int, colleague_id: int | None, now: datetime
) -> Registration:
    """Name the colleague who covers, or with None nobody any more; who is named and who was hear of it.

    Raises RegistrationOver, NotYours, or ColleagueAway for one who does not work there or is away on a day of the
    course.
    """
    registration = await locked(session, registration_id)
    must_arrange(person, registration)
    before = registration.covered_by_id
    if colleague_id == before:
        return registration
    if colleague_id is not None:
        free = await colleagues(session, await request_of(session, registration_id), now)
        if colleague_id not in {one.id for one in free}:
            raise ColleagueAway(registration_id)
    registration.covered_by_id = colleague_id
    await record(
        session,
        "cover",
        "registration",
        registration.id,
        now,
        actor_id=person.id,
        user_id=person.user_id,
        acting_for_id=_deputy_of(person, registration),
        before={"covered_by_id": before},
        after={"covered_by_id": colleague_id},
    )
    await _tell(session, CoverReleased(registration.id), before, registration, now)
    await _tell(session, CoverNamed(registration.id), colleague_id, registration, now)
    return registration


async def release_cover(
    session: Session,
    registration: Registration,
    now: datetime,
    knows: Collection[int | None] = (),
    due_at: datetime | None = None,
) -> None:
    """The registration has ended, and so has what the colleague was asked for. `knows`: who hears of it otherwise."""
    colleague_id = registration.covered_by_id
    if colleague_id is not None and colleague_id not in knows:
        news, key = CoverReleased(registration.id), f"cover-ended:{registration.id}"
        await tell(session, news, key=key, official_id=colleague_id, now=now, due_at=due_at)


def must_arrange(person: Person, registration: Registration) -> None:
    """The applicant, who decides for the commune, or a coordinator; while the registration is live."""
    is_own = registration.official_id == person.id
    if not (is_own or registration.commune_id in person.leads or person.has(Role.coordinator)):
        raise NotYours(registration.id)
    if registration.state not in LIVE:
        raise RegistrationOver(registration.id)


def _deputy_of(person: Person, registration: Registration) -> int | None:
    if registration.official_id == person.id or registration.commune_id is None:
        return None
    return person.acting_for.get(registration.commune_id)


async def _tell(
    session: Session, news: News, official_id: int | None, registration: Registration, now: datetime
) -> None:
    """One may be named, released and named again: each time is told."""
    if official_id is not None:
        key = f"{type(news).__name__}:{registration.id}:{now.isoformat()}"
        await tell(session, news, key=key, official_id=official_id, now=now)
