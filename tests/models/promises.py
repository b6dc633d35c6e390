"""The stage of the property test of the promises: a small province, many hands at once, and what must always hold."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, or_, select, update

from models.account import Account
from models.approval import approve, decline
from models.approval_clock import clock_of
from models.approval_steps import take_step
from models.approvers import approvers
from models.audit import AuditEntry
from models.checks import broken_promises
from models.commune import Commune
from models.course import Course, CourseState, Meeting
from models.course_edit import change_course, rehearse_change
from models.course_fields import CourseField
from models.database import Database, Session
from models.delegation import delegate, end_delegation
from models.enrolment import register
from models.folding import fold
from models.kinds import Role, Route
from models.nomination import nominate
from models.notice import Notice
from models.offer import accept, attend, let_go
from models.official import Official, RoleGrant
from models.person import Person, who_is
from models.programme import Programme
from models.refusals import NoLongerThere, Refusal
from models.registration import LIVE, Reason, Registration, State, lock_course
from models.substituting import agree, ask_colleague
from models.substitution import Substitution, SubstitutionState
from models.substitution_confirmers import confirmers
from models.substitution_confirming import confirm
from models.substitution_ending import refuse
from models.withdrawal import withdraw
from tests.conftest import NOW

COMMUNES = ("Võ Cường", "Quế Võ", "Từ Sơn")
PER_COMMUNE = 4  # officials, and two leaders
COURSES = (
    (2, None, Route.leader),
    (2, 1, Route.leader_then_department),
    (3, 2, Route.none),
    (2, None, Route.department),
)

Act = Callable[["Province", Session, Person, random.Random], Awaitable[object]]


@dataclass
class Province:
    """Three communes with their people and four courses that do not clash; the clock moves when told."""

    database: Database
    people: list[int]
    leaders: list[int]
    coordinators: list[int]
    courses: list[int]
    now: datetime = NOW

    @classmethod
    async def settle(cls, database: Database) -> "Province":
        async with database.writing() as session:
            province = cls(database, [], [], [], [])
            for place in COMMUNES:
                home = (await session.scalars(select(Commune.id).where(Commune.name == place))).one()
                for number in range(PER_COMMUNE + 2):
                    leads = number >= PER_COMMUNE
                    user = await _official(session, f"{place} {number}", home, Role.leader if leads else None)
                    (province.leaders if leads else province.people).append(user)
            for number in range(2):
                province.coordinators.append(await _official(session, f"Sở {number}", None, Role.coordinator))
            for number, (seats, cap, route) in enumerate(COURSES):
                province.courses.append(await _course(session, number, seats, cap, route))
            return province

    async def begin(self) -> None:
        """As on the first morning: nobody is registered, the courses have their first seats."""
        self.now = NOW
        async with self.database.writing() as session:
            for table in (Notice, AuditEntry, Substitution, Registration):
                await session.execute(delete(table))
            await session.execute(delete(RoleGrant).where(RoleGrant.acting_for_id.is_not(None)))
            for course_id, (seats, _, _) in zip(self.courses, COURSES, strict=True):
                values = {"seats": seats, "state": CourseState.published}
                await session.execute(update(Course).where(Course.id == course_id).values(**values))

    async def at_once(self, acts: list[tuple[str, int]]) -> None:
        """Each act by its name, with a seed for its choices; all at the same moment. A no is an answer."""
        await asyncio.gather(*(self._one(ACTS[name], random.Random(seed)) for name, seed in acts))

    async def _one(self, act: Act, chance: random.Random) -> None:
        try:
            async with self.database.writing() as session:
                await act(self, session, chance)
        except Refusal:
            return

    async def anybody(self, session: Session, chance: random.Random) -> Person:
        """One of all, with the rights of the moment."""
        return await self.somebody(session, chance.choice([*self.people, *self.leaders, *self.coordinators]))

    async def somebody(self, session: Session, user_id: int) -> Person:
        return await who_is(session, user_id, self.now)

    async def must_be_sound(self) -> None:
        """Promises 1 to 3 by the checks of the product; 10 by counting: every change of a state left its line."""
        async with self.database.reading() as session:
            assert await broken_promises(session) == []
            held = await session.execute(
                select(Registration.course_id, func.count())
                .where(Registration.state.in_((State.pending, State.confirmed, State.offered)))
                .group_by(Registration.course_id)
            )
            seats = dict((await session.execute(select(Course.id, Course.seats))).all())
            assert all(count <= seats[course_id] for course_id, count in held)
            settled = Registration.state.in_((State.confirmed, State.offered))
            undecided = Registration.awaits.is_not(None)
            lacking = or_(settled & undecided, (Registration.state == State.pending) & ~undecided)
            assert await session.scalar(select(func.count()).select_from(Registration).where(lacking)) == 0
            unwritten = await session.execute(
                select(Registration.id, Registration.state).where(
                    ~select(AuditEntry.id)
                    .where(
                        AuditEntry.subject == "registration",
                        AuditEntry.subject_id == Registration.id,
                        AuditEntry.after["state"].as_string() == func.cast(Registration.state, AuditEntry.action.type),
                    )
                    .exists()
                )
            )
            assert unwritten.all() == []


async def _official(session: Session, name: str, home: int | None, role: Role | None) -> int:
    official = Official(
        staff_code=f"P-{name}", full_name=name, folded_name=fold(name), commune_id=home, unit_name="", changed_at=NOW
    )
    session.add(official)
    await session.flush()
    if role is not None:
        session.add(RoleGrant(official_id=official.id, role=role, commune_id=home, starts_on=date(2026, 1, 1)))
    session.add(Account(user_id=50_000 + official.id, official_id=official.id, linked_at=NOW, reachable=True))
    return 50_000 + official.id


async def _course(session: Session, number: int, seats: int, cap: int | None, route: Route) -> int:
    programme = Programme(code=f"P{number}", name=f"P{number}", hours=8, route=route, changed_at=NOW)
    session.add(programme)
    await session.flush()
    starts_on = NOW.date() + timedelta(days=20 + number)
    course = Course(
        code=f"L{number}",
        folded_code=f"l{number}",
        programme_id=programme.id,
        title=f"L{number}",
        starts_on=starts_on,
        ends_on=starts_on,
        closes_at=NOW + timedelta(days=12),
        seats=seats,
        commune_cap=cap,
        changed_at=NOW,
    )
    session.add(course)
    await session.flush()
    at = datetime(starts_on.year, starts_on.month, starts_on.day, 8, tzinfo=NOW.tzinfo)
    session.add(Meeting(course_id=course.id, starts_at=at, ends_at=at + timedelta(hours=3), hours=4))
    return course.id


async def some(session: Session, chance: random.Random, *states: State) -> Registration:
    """A registration in one of the states; Refusal where there is none."""
    query = select(Registration).where(Registration.state.in_(states)).order_by(Registration.id)
    found = (await session.scalars(query)).all()
    if not found:
        raise NoLongerThere
    return chance.choice(found)


async def owner(at: Province, session: Session, registration: Registration, chance: random.Random) -> Person:
    """Whose it is; now and then somebody else tries."""
    if chance.random() < 0.1:
        return await at.anybody(session, chance)
    return await at.somebody(session, 50_000 + registration.official_id)


async def decider(at: Province, session: Session, registration: Registration, chance: random.Random) -> Person:
    """Somebody whom it waits for; now and then anybody tries."""
    asked = await approvers(session, registration, at.now)
    if not asked or chance.random() < 0.1:
        return await at.anybody(session, chance)
    return await at.somebody(session, 50_000 + chance.choice(asked).official_id)


async def _register(at: Province, session: Session, chance: random.Random) -> object:
    person = await at.anybody(session, chance)
    return await register(session, person, chance.choice(at.courses), at.now, or_queue=chance.random() < 0.9)


async def _withdraw(at: Province, session: Session, chance: random.Random) -> object:
    one = await some(session, chance, *LIVE)
    return await withdraw(session, await owner(at, session, one, chance), one.id, Reason.work, "", at.now)


async def _approve(at: Province, session: Session, chance: random.Random) -> object:
    one = await some(session, chance, State.pending, State.queued)
    return await approve(session, await decider(at, session, one, chance), one.id, at.now)


async def _decline(at: Province, session: Session, chance: random.Random) -> object:
    one = await some(session, chance, State.pending, State.queued)
    return await decline(session, await decider(at, session, one, chance), one.id, Reason.work, "", at.now)


async def _accept(at: Province, session: Session, chance: random.Random) -> object:
    one = await some(session, chance, State.offered)
    return await accept(session, await owner(at, session, one, chance), one.id, at.now)


async def _let_go(at: Province, session: Session, chance: random.Random) -> object:
    one = await some(session, chance, State.offered)
    return await let_go(session, await owner(at, session, one, chance), one.id, at.now)


async def _attend(at: Province, session: Session, chance: random.Random) -> object:
    return await attend(session, chance.choice(at.courses), at.now)


async def _more_seats(at: Province, session: Session, chance: random.Random) -> object:
    return await _resize(at, session, chance, 1)


async def _nominate(at: Province, session: Session, chance: random.Random) -> object:
    leader = await at.somebody(session, chance.choice(at.leaders))
    home = Official.commune_id.in_(leader.leads)
    colleagues = (await session.scalars(select(Official.id).where(home).order_by(Official.id))).all()
    if not colleagues:
        raise NoLongerThere
    chosen = chance.sample(colleagues, k=min(3, len(colleagues)))
    return await nominate(session, leader, chance.choice(at.courses), chosen, at.now)


async def _ask_colleague(at: Province, session: Session, chance: random.Random) -> object:
    one = await some(session, chance, State.pending, State.confirmed)
    person = await owner(at, session, one, chance)
    home = Official.commune_id == one.commune_id
    colleagues = (await session.scalars(select(Official.id).where(home).order_by(Official.id))).all()
    return await ask_colleague(session, person, one.id, chance.choice(colleagues or [0]), at.now)


async def _answer_as_colleague(at: Province, session: Session, chance: random.Random) -> object:
    wish = await some_wish(session, chance, SubstitutionState.asked)
    colleague = await at.somebody(session, 50_000 + wish.colleague_id)
    return await (agree if chance.random() < 0.8 else refuse)(session, colleague, wish.id, at.now)


async def _confirm_substitute(at: Province, session: Session, chance: random.Random) -> object:
    wish = await some_wish(session, chance, SubstitutionState.accepted)
    one = await session.get_one(Registration, wish.registration_id)
    asked = await confirmers(session, wish, one, at.now)
    if not asked:
        raise NoLongerThere
    leader = await at.somebody(session, 50_000 + chance.choice(asked).official_id)
    return await confirm(session, leader, wish.id, at.now)


async def some_wish(session: Session, chance: random.Random, state: SubstitutionState) -> Substitution:
    """A wish for a substitute in this state; Refusal where there is none."""
    found = (
        await session.scalars(select(Substitution).where(Substitution.state == state).order_by(Substitution.id))
    ).all()
    if not found:
        raise NoLongerThere
    return chance.choice(found)


async def _delegate(at: Province, session: Session, chance: random.Random) -> object:
    leader = await at.somebody(session, chance.choice(at.leaders))
    deputy = chance.choice([*at.people, *at.leaders]) - 50_000
    last = at.now.date() + timedelta(days=chance.randrange(3))
    return await delegate(session, leader, deputy, at.now.date(), last, at.now)


async def _end_delegation(at: Province, session: Session, chance: random.Random) -> object:
    lent = (await session.scalars(select(RoleGrant).where(RoleGrant.acting_for_id.is_not(None)))).all()
    if not lent:
        raise NoLongerThere
    grant = chance.choice(lent)
    leader = await at.somebody(session, 50_000 + (grant.acting_for_id or 0))
    return await end_delegation(session, leader, grant.id, at.now)


async def _clock(at: Province, session: Session, chance: random.Random) -> object:
    one = await some(session, chance, State.pending, State.queued)
    await lock_course(session, one.course_id)
    return await take_step(session, one.id, await clock_of(session, at.now), at.now)


async def _fewer_seats(at: Province, session: Session, chance: random.Random) -> object:
    return await _resize(at, session, chance, -1)


async def _resize(at: Province, session: Session, chance: random.Random, by: int) -> object:
    """A coordinator changes the seats, maybe after looking at what it would do; what is held stands in the way."""
    course_id = chance.choice(at.courses)
    minh = await at.somebody(session, chance.choice(at.coordinators))
    seats = (await session.scalars(select(Course.seats).where(Course.id == course_id))).one()
    wanted = min(max(1, seats + by), 6)
    if chance.random() < 0.3:
        return await rehearse_change(session, minh, course_id, CourseField.seats, wanted, at.now)
    return await change_course(session, minh, course_id, CourseField.seats, wanted, at.now)


ACTS: dict[str, Act] = {
    "register": _register,
    "withdraw": _withdraw,
    "approve": _approve,
    "decline": _decline,
    "accept": _accept,
    "let_go": _let_go,
    "attend": _attend,
    "more_seats": _more_seats,
    "fewer_seats": _fewer_seats,
    "nominate": _nominate,
    "ask_colleague": _ask_colleague,
    "answer_as_colleague": _answer_as_colleague,
    "confirm_substitute": _confirm_substitute,
    "delegate": _delegate,
    "end_delegation": _end_delegation,
    "clock": _clock,
}
