"""Opening a course: the few answers that cannot be guessed, one after the other, and the draft that they make."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from models.audience_words import districts_of
from models.audit import record
from models.commune import Commune
from models.course import Course, CourseCommune, CourseState
from models.course_answers import LINE, MOST_SEATS, checked_days, read_first_day, read_last_day, read_line, read_number
from models.course_plan import Plan, Question
from models.course_proposals import (
    Place,
    free_code,
    latest_run,
    mode_there,
    numbered_as,
    place_choices,
    seat_choices,
    title_of_a_run,
    title_once_more,
    usual_deadline,
    usual_last_day,
)
from models.course_words import communes_said, district_number, institution_named
from models.database import Session, one_at_a_time
from models.folding import fold
from models.person import Person
from models.policy import Policy, policies
from models.programme import Programme
from models.refusals import NoLongerThere
from models.running import must_run
from models.working_time import working_time


@dataclass(frozen=True)
class Proposals:
    """What the open question proposes; only what belongs to it is filled in."""

    last: date | None = None
    seats: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()
    districts: tuple[str, ...] = ()


async def plan_like(session: Session, person: Person, course_id: int) -> Plan:
    """Another run of a course. Raises NoLongerThere for one that is gone."""
    must_run(person)
    course = await session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    return Plan(course.programme_id, course.id, {})


async def proposals(session: Session, plan: Plan, now: datetime) -> Proposals:
    """For the open question."""
    match plan.asks:
        case Question.last:
            programme = await session.get_one(Programme, plan.programme_id)
            half_day = (await policies(session, now.date(), Policy.half_day_hours))[Policy.half_day_hours]
            calendar = await working_time(session, now)
            return Proposals(last=usual_last_day(calendar, plan.first, programme.hours, half_day))
        case Question.seats:
            return Proposals(seats=seat_choices(await latest_run(session, plan.programme_id)))
        case Question.place:
            return Proposals(places=await place_choices(session, plan.programme_id))
        case Question.communes:
            return Proposals(districts=tuple(await districts_of(session)))
    return Proposals()


async def answered(session: Session, plan: Plan, said: str, now: datetime) -> Plan:
    """With the typed answer to the open question. Raises WrongAnswer."""
    match plan.asks:
        case Question.first:
            days = read_first_day(said, now.date())
            if days.first != days.last:
                return plan.with_days(days.first, days.last)
            return plan.with_answer(Question.first, days.first.isoformat())
        case Question.last:
            days = checked_days(plan.first, read_last_day(said, plan.first), now.date())
            return plan.with_answer(Question.last, days.last.isoformat())
        case Question.seats:
            return plan.with_answer(Question.seats, read_number(said, 1, MOST_SEATS))
        case Question.place:
            line = read_line(said, LINE)
            institution = await institution_named(session, line)
            return plan.with_answer(Question.place, ["" if institution else line, institution])
        case Question.communes:
            return plan.with_answer(Question.communes, await communes_said(session, said, now.date()))
    raise NoLongerThere


async def picked(session: Session, plan: Plan, number: int, now: datetime) -> Plan:
    """With the answer that a button of the open question carries: a day's ordinal, seats, the course whose place it
    is (0: not known yet), a district's number (0: all communes)."""
    match plan.asks:
        case Question.last if 0 < number <= date.max.toordinal():
            days = checked_days(plan.first, date.fromordinal(number), now.date())
            return plan.with_answer(Question.last, days.last.isoformat())
        case Question.seats:
            return plan.with_answer(Question.seats, read_number(str(number), 1, MOST_SEATS))
        case Question.place:
            course = await session.get(Course, number)
            return plan.with_answer(Question.place, [course.venue, course.institution_id] if course else ["", None])
        case Question.communes:
            ids = await district_number(session, number, now.date()) if number else []
            return plan.with_answer(Question.communes, ids)
    raise NoLongerThere


async def open_draft(session: Session, person: Person, plan: Plan, now: datetime) -> Course:
    """The draft that the answers make, with everything else guessed; whoever opens it coordinates it.

    Codes are given one transaction at a time, so that two who open the same programme get two codes.
    """
    must_run(person)
    checked_days(plan.first, plan.last, now.date())
    await one_at_a_time(session, "course-codes")
    programme = await session.get(Programme, plan.programme_id)
    if programme is None:
        raise NoLongerThere
    like = await (session.get(Course, plan.like_id) if plan.like_id else latest_run(session, programme.id))
    code = await free_code(session, programme, like)
    seats: int = plan.answers.get(Question.seats) or (like.seats if like else 1)
    venue, institution_id = plan.answers.get(Question.place) or _place_of(like)
    title = title_of_a_run(programme.name, like.title if like else "")
    if like and plan.like_id:
        title = title_once_more(like.title, plan.first, like.starts_on)
    if like:
        title = numbered_as(title, code, like.title, like.code)
    course = Course(
        code=code,
        folded_code=fold(code),
        programme_id=programme.id,
        title=title[:LINE],
        institution_id=institution_id,
        venue=venue,
        mode_id=await mode_there(session, venue, like),
        starts_on=plan.first,
        ends_on=plan.last,
        closes_at=await usual_deadline(session, await working_time(session, now), plan.first, now),
        seats=seats,
        minimum=min(like.minimum, seats) if like else 0,
        commune_cap=min(like.commune_cap, seats) if like and like.commune_cap else None,
        for_all_communes=True,
        coordinator_id=person.official_id,
        document_number="",
        state=CourseState.draft,
        changed_at=now,
    )
    session.add(course)
    await session.flush()
    communes = plan.answers.get(Question.communes, []) if plan.like_id is None else await _invited(session, like, now)
    if communes:
        course.for_all_communes = False
        session.add_all(CourseCommune(course_id=course.id, commune_id=one) for one in communes)
    await session.flush()
    await record(
        session,
        "open_draft",
        "course",
        course.id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        after={"code": code, "programme_id": programme.id, "like_id": plan.like_id, "seats": seats},
    )
    return course


def _place_of(like: Course | None) -> tuple[str, int | None]:
    return (like.venue, like.institution_id) if like else ("", None)


async def _invited(session: Session, like: Course | None, now: datetime) -> list[int]:
    """The communes that the earlier course invited, those that still exist."""
    if like is None or like.for_all_communes:
        return []
    today = now.date()
    return list(
        await session.scalars(
            select(CourseCommune.commune_id)
            .join(Commune, Commune.id == CourseCommune.commune_id)
            .where(
                CourseCommune.course_id == like.id,
                Commune.valid_from <= today,
                or_(Commune.valid_to.is_(None), Commune.valid_to >= today),
            )
        )
    )
