"""Whom of a commune a leader would best send to a course: everybody, the best fitting first, with what hinders."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from models.commune import Commune
from models.course import Course, CourseState
from models.database import Session
from models.eligibility import HELPED_BY_WAITING, Flag, Standing, judge
from models.eligibility_facts import facts_of_all
from models.folding import fold, given_name_key
from models.hours import NO_HOURS, hours_of
from models.kinds import LegalGroup
from models.official import Official, OfficialPost, is_present
from models.post import Post
from models.programme import Programme
from models.refusals import AlreadyRegistered, NoLongerThere, Refusal
from models.registration import LIVE, Level, Registration, State
from models.seating import Seating, seating_of
from models.yearly_duty import duty_on

SENT = (State.confirmed, State.completed, State.not_completed)


@dataclass(frozen=True)
class Candidate:
    """One official of the commune. `owed` (tiết) of the yearly duty, None for whom it does not bind.

    `last_sent`: the first day of the latest course.
    `live` and `awaits` are of a registration for this very course.
    """

    official_id: int
    full_name: str
    post: str
    standing: Standing
    live: State | None
    awaits: Level | None
    owed: float | None
    last_sent: date | None

    @property
    def barrier(self) -> Refusal | None:
        """What neither waiting nor a decision helps; an own registration is none."""
        no_bar = (*HELPED_BY_WAITING, AlreadyRegistered)
        return next((one for one in self.standing.hindrances if not isinstance(one, no_bar)), None)

    @property
    def may_be_sent(self) -> bool:
        """Whether a tick would lead to something: a nomination, or the approval of the own request."""
        return self.awaits is Level.leader if self.live is not None else self.barrier is None

    @property
    def fits(self) -> bool:
        return not {Flag.outside_post, Flag.outside_group} & set(self.standing.flags)


@dataclass(frozen=True)
class Candidates:
    """A course and the people of a commune, the best first."""

    course: Course
    hours: float
    seating: Seating
    commune_id: int
    commune: str
    people: tuple[Candidate, ...]

    @property
    def shortage(self) -> Refusal | None:
        """Why a nominee would go to the queue now; None where one gets a seat."""
        return self.seating.hindrance(self.commune_id)

    def named(self, part: str) -> tuple[Candidate, ...]:
        """Those whose name has the part, marks optional."""
        return tuple(one for one in self.people if fold(part) in fold(one.full_name))


async def candidates(
    session: Session, course_id: int, commune_id: int, now: datetime, without: Collection[int] = ()
) -> Candidates:
    """Everybody who works in the commune but some, in as many queries for two hundred as for two.

    First who fits by post and group, has what the programme requires, has not completed it and is not elsewhere then;
    then who owes more hours of the year in which the course ends; then who was never sent, or longest ago; then by
    given name. Raises NoLongerThere.
    """
    row = (
        await session.execute(
            select(Course, Programme.hours, Commune)
            .join(Programme, Programme.id == Course.programme_id)
            .join(Commune, Commune.id == commune_id)
            .where(Course.id == course_id, Course.state != CourseState.draft)
        )
    ).one_or_none()
    if row is None:
        raise NoLongerThere
    course, hours, commune = row
    at_work = (Official.commune_id == commune_id) & is_present(course.ends_on) & Official.id.not_in(without)
    facts = await facts_of_all(session, at_work, course_id, now)
    people = await session.execute(select(Official.id, Official.full_name, Official.legal_group).where(at_work))
    posts = await _main_posts(session, commune_id)
    live = await _live(session, course_id, commune_id)
    had = await hours_of(session, facts.keys(), course.ends_on.year)
    sent = await _last_sent(session, commune_id)
    duty = await duty_on(session, course.ends_on)

    def candidate(official_id: int, name: str, group: LegalGroup | None) -> Candidate:
        state, awaits = live.get(official_id, (None, None))
        mine, owes = had.get(official_id, NO_HOURS), duty.of(group)
        return Candidate(
            official_id,
            name,
            posts.get(official_id, ""),
            judge(facts[official_id], now),
            state,
            awaits,
            max(0, owes - mine.done - mine.planned) if owes else None,
            sent.get(official_id),
        )

    ranked = sorted((candidate(*one) for one in people if one[0] in facts), key=_rank)
    seating = next(iter(facts.values())).seating if facts else await seating_of(session, course, now)
    return Candidates(course, hours, seating, commune_id, commune.full_name, tuple(ranked))


def _rank(one: Candidate) -> tuple[object, ...]:
    return (
        one.live is not None and one.awaits is not Level.leader,
        one.barrier is not None,
        not one.fits,
        Flag.repeated in one.standing.flags,
        -(one.owed or 0),
        one.last_sent or date.min,
        given_name_key(one.full_name),
        one.official_id,
    )


async def _main_posts(session: Session, commune_id: int) -> dict[int, str]:
    rows = await session.execute(
        select(OfficialPost.official_id, Post.name)
        .join(Post, Post.id == OfficialPost.post_id)
        .join(Official, Official.id == OfficialPost.official_id)
        .where(Official.commune_id == commune_id)
        .order_by(OfficialPost.rank.desc())
    )
    return dict(rows.all())  # the last of each is the main one


async def _live(session: Session, course_id: int, commune_id: int) -> dict[int, tuple[State, Level | None]]:
    rows = await session.execute(
        select(Registration.official_id, Registration.state, Registration.awaits)
        .join(Official, Official.id == Registration.official_id)
        .where(Registration.course_id == course_id, Registration.state.in_(LIVE), Official.commune_id == commune_id)
    )
    return {official_id: (state, awaits) for official_id, state, awaits in rows}


async def _last_sent(session: Session, commune_id: int) -> dict[int, date]:
    """First days of the latest courses that people of the commune went or will go to."""
    rows = await session.execute(
        select(Registration.official_id, func.max(Course.starts_on))
        .join(Course, Course.id == Registration.course_id)
        .join(Official, Official.id == Registration.official_id)
        .where(Registration.state.in_(SENT), Official.commune_id == commune_id)
        .group_by(Registration.official_id)
    )
    return dict(rows.all())
