"""Somebody else takes the seat (học thay): the wish, whose word is missing, and what must be so until then."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, select, text
from sqlalchemy.orm import Mapped, mapped_column

from models.account import Account
from models.audit import record
from models.base import Base, word
from models.course import Course, CourseState
from models.database import Session
from models.person import Person
from models.queue import begins_at
from models.refusals import CourseBegun, CourseNotOpen, NoLongerThere
from models.registration import Registration, State, locked
from models.substitution_refusals import SubstitutionOver


class SubstitutionState(StrEnum):
    """Whose word is still missing, or how it ended."""

    asked = "asked"
    accepted = "accepted"
    done = "done"
    refused = "refused"
    declined = "declined"
    withdrawn = "withdrawn"


HELD = (State.pending, State.confirmed)
"""What can be handed over: an offer that waits for an answer, or a place in the queue, is no seat yet."""

OPEN = (SubstitutionState.asked, SubstitutionState.accepted)
_OPEN = text("state IN ('asked', 'accepted')")


class Substitution(Base):
    """A seat-holder's wish that a colleague of the same commune comes instead; the seat is never free meanwhile.

    The colleague accepts (`asked` → `accepted`), then a leader confirms (→ `done`); a leader who proposed it has
    confirmed it by that (`confirmed_by_id` is set from the first, `confirmed_for_id` the leader in whose place).
    """

    __tablename__ = "substitutions"
    __table_args__ = (
        Index("uq_substitutions_open", "registration_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    colleague_id: Mapped[int] = mapped_column(ForeignKey("officials.id"), index=True)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    confirmed_for_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    state: Mapped[SubstitutionState] = mapped_column(word(SubstitutionState))
    since: Mapped[datetime]
    created_at: Mapped[datetime]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def facts(self) -> dict[str, str | int | None]:
        """What the audit trail keeps of it."""
        return {"state": self.state, "registration_id": self.registration_id, "colleague_id": self.colleague_id}


async def substitution_locked(session: Session, substitution_id: int) -> tuple[Substitution, Registration]:
    """The wish with its seat, both held until the transaction ends; the course's row first, as everywhere."""
    which = select(Substitution.registration_id).where(Substitution.id == substitution_id)
    registration_id = await session.scalar(which)
    if registration_id is None:
        raise NoLongerThere
    registration = await locked(session, registration_id)
    wish = await session.get_one(Substitution, substitution_id, with_for_update=True, populate_existing=True)
    return wish, registration


async def substitution_of(session: Session, substitution_id: int) -> tuple[Substitution, Registration]:
    """The same, only to look at. Raises NoLongerThere."""
    row = (
        await session.execute(
            select(Substitution, Registration)
            .join(Registration, Registration.id == Substitution.registration_id)
            .where(Substitution.id == substitution_id)
        )
    ).one_or_none()
    if row is None:
        raise NoLongerThere
    return row.Substitution, row.Registration


async def open_substitution(session: Session, registration_id: int) -> Substitution | None:
    """The wish that is open for a seat."""
    return await session.scalar(
        select(Substitution).where(Substitution.registration_id == registration_id, Substitution.state.in_(OPEN))
    )


def leads_for(person: Person, registration: Registration) -> bool:
    """Whether the person decides for the seat's commune and the seat is not the own one, nor that of the leader whose
    place the person takes."""
    own = registration.official_id in (person.id, acting_for(person, registration))
    return registration.commune_id in person.leads and not own


def acting_for(person: Person, registration: Registration) -> int | None:
    """The leader in whose place the person decides for the seat's commune, if not by an own role."""
    return person.acting_for.get(registration.commune_id) if registration.commune_id is not None else None


async def is_reachable(session: Session, official_id: int) -> bool:
    """Whether Telegram carries our messages to the official."""
    found = await session.scalar(select(Account.reachable).where(Account.official_id == official_id))
    return bool(found)


async def must_stand(
    session: Session, wish: Substitution, registration: Registration, now: datetime, state: SubstitutionState
) -> None:
    """It waits for this very word, and the seat is still there to be handed over."""
    if wish.state is not state or registration.state not in HELD:
        raise SubstitutionOver(wish.id)
    await must_lie_ahead(session, registration, now)


async def must_lie_ahead(session: Session, registration: Registration, now: datetime) -> None:
    """Raises CourseNotOpen for a course that does not take place, CourseBegun for one that has begun."""
    course = await session.get_one(Course, registration.course_id)
    if course.state is not CourseState.published:
        raise CourseNotOpen(course.id, cancelled=course.state is CourseState.cancelled)
    if await begins_at(session, course, now) <= now:
        raise CourseBegun(course.id)


async def note(
    session: Session,
    wish: Substitution,
    action: str,
    now: datetime,
    person: Person | None,
    before: dict[str, str | int | None] | None = None,
) -> None:
    """A line of the audit trail for a step of the wish; None: nobody's doing."""
    await record(
        session,
        action,
        "substitution",
        wish.id,
        now,
        actor_id=person.official_id if person else None,
        user_id=person.user_id if person else None,
        acting_for_id=wish.confirmed_for_id if person and person.official_id == wish.confirmed_by_id else None,
        before=before,
        after=wish.facts(),
    )
