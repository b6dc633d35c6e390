"""A wish for a substitute as people see it: with names, the seat that is given, and the one that was taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from models.account import Account
from models.course import Course, CourseState
from models.database import Session
from models.deciders import is_asked
from models.kinds import Role
from models.official import Official, RoleGrant
from models.person import Person
from models.refusals import NoLongerThere
from models.registration import Registration
from models.requests import Request, request_from, request_of, requests
from models.substitution import HELD, OPEN, Substitution, SubstitutionState


@dataclass(frozen=True)
class SubstitutionView:
    """A wish with the names that its reader needs; `given` is the seat that is handed over, `taken` the new one."""

    id: int
    state: SubstitutionState
    colleague_id: int
    colleague: str
    proposed_by_id: int
    proposed_by: str
    confirmed_by: str | None
    confirmed_for: str | None
    given: Request
    taken: Request | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def by_leader(self) -> bool:
        """Whether it was not the seat-holder who began it."""
        return self.proposed_by_id != self.given.official_id


async def substitution_view(session: Session, substitution_id: int) -> SubstitutionView:
    """The wish as people see it. Raises NoLongerThere."""
    colleague, proposer, confirmer, leader = (aliased(Official) for _ in range(4))
    taken = (
        select(func.max(Registration.id))
        .where(
            Registration.in_place_of_id == Substitution.registration_id,
            Registration.official_id == Substitution.colleague_id,
        )
        .correlate(Substitution)
        .scalar_subquery()
    )
    row = (
        await session.execute(
            select(
                Substitution,
                colleague.full_name.label("colleague"),
                proposer.full_name.label("proposed_by"),
                confirmer.full_name.label("confirmed_by"),
                leader.full_name.label("confirmed_for"),
                taken.label("taken_id"),
            )
            .join(colleague, colleague.id == Substitution.colleague_id)
            .join(proposer, proposer.id == Substitution.proposed_by_id)
            .outerjoin(confirmer, confirmer.id == Substitution.confirmed_by_id)
            .outerjoin(leader, leader.id == Substitution.confirmed_for_id)
            .where(Substitution.id == substitution_id)
        )
    ).one_or_none()
    if row is None:
        raise NoLongerThere
    wish: Substitution = row.Substitution
    is_done = wish.state is SubstitutionState.done
    return SubstitutionView(
        id=wish.id,
        state=wish.state,
        colleague_id=wish.colleague_id,
        colleague=row.colleague,
        proposed_by_id=wish.proposed_by_id,
        proposed_by=row.proposed_by,
        confirmed_by=row.confirmed_by,
        confirmed_for=row.confirmed_for,
        given=await request_of(session, wish.registration_id),
        taken=await request_of(session, row.taken_id) if is_done and row.taken_id is not None else None,
    )


async def seats_of(session: Session, official_id: int, now: datetime) -> Sequence[Request]:
    """The person's seats that could be handed over, the nearest first; a course of today may have begun."""
    rows = await session.execute(
        requests()
        .where(
            Registration.official_id == official_id,
            Registration.state.in_(HELD),
            Course.state == CourseState.published,
            Course.starts_on >= now.date(),
        )
        .order_by(Course.starts_on, Registration.id)
    )
    return [request_from(row) for row in rows]


@dataclass(frozen=True)
class SubstitutionLine:
    """A wish that waits for a confirmation, as a list shows it."""

    id: int
    official: str
    colleague: str
    title: str
    code: str


async def substitutions_for(session: Session, person: Person, now: datetime, limit: int = 8) -> list[SubstitutionLine]:
    """What waits for this person's word on a substitute, the nearest course first; as `must_confirm` will see it."""
    colleague = aliased(Official)
    involved = (Registration.official_id, Substitution.colleague_id)
    mine: list[ColumnElement[bool]] = []
    if person.leads:
        own = list(person.acting_for.values())  # whose place the person takes: these have no say either
        mine.append(and_(Registration.commune_id.in_(person.leads), *(one.not_in(own) for one in involved)))
    if person.has(Role.coordinator):
        mine.append(~_leader_can_confirm(now))
    if not mine:
        return []
    rows = await session.execute(
        select(Substitution.id, Official.full_name, colleague.full_name, Course.title, Course.code)
        .join(Registration, Registration.id == Substitution.registration_id)
        .join(Official, Official.id == Registration.official_id)
        .join(colleague, colleague.id == Substitution.colleague_id)
        .join(Course, Course.id == Registration.course_id)
        .where(
            Substitution.state == SubstitutionState.accepted,
            *(one != person.id for one in involved),
            or_(*mine),
        )
        .order_by(Course.starts_on, Substitution.id)
        .limit(limit)
    )
    return [SubstitutionLine(*row) for row in rows]


def _leader_can_confirm(now: datetime) -> ColumnElement[bool]:
    """The condition that somebody who decides for the seat's commune, and is not one of the two, can be written to."""
    holder = aliased(Official)
    involved = (Registration.official_id, Substitution.colleague_id)
    return (
        select(RoleGrant.id)
        .join(holder, holder.id == RoleGrant.official_id)
        .join(Account, Account.official_id == RoleGrant.official_id)
        .where(
            RoleGrant.commune_id == Registration.commune_id,
            RoleGrant.official_id.not_in(involved),
            or_(RoleGrant.acting_for_id.is_(None), RoleGrant.acting_for_id.not_in(involved)),
            is_asked(now.date()),
            or_(holder.left_on.is_(None), holder.left_on > now.date()),
            Account.reachable.is_(True),
        )
        .correlate(Registration, Substitution)
        .exists()
    )
