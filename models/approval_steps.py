"""Takes the steps of the approval clock: whom each asks, and the end of what nobody decided."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from models.account import Account
from models.approval_clock import Clock, Step, step_of
from models.approvers import approvers
from models.audit import record
from models.course import Course
from models.cover import release_cover
from models.database import Session
from models.kinds import Role
from models.news.approval_clock import CoordinatorAsked, DecisionDue, NobodyDecides, SecondAsked, Undecided
from models.news.base import News, Weight
from models.notice import tell
from models.official import holders_of
from models.queue import serve_queue
from models.registration import Level, Registration, State, locked


async def take_step(session: Session, registration_id: int, clock: Clock, now: datetime) -> Step:
    """Take the step that is due, if any still is once the registration is held."""
    registration = await locked(session, registration_id)
    step = await step_of(session, registration_id, clock, now)
    if step is Step.expire:
        await _expire(session, registration, clock, now)
    elif step is not Step.none:
        step = await _ask(session, registration, step, now)
    return step


async def coordinators_for(session: Session, registration: Registration, now: datetime) -> list[int]:
    """The course's coordinator where that is somebody who can be written to, else all; never the applicant."""
    found = [one for one in await holders_of(session, Role.coordinator, now.date()) if one != registration.official_id]
    own = await session.scalar(select(Course.coordinator_id).where(Course.id == registration.course_id))
    return [own] if own in found and own in await _reachable(session, [own]) else found


async def _ask(session: Session, registration: Registration, step: Step, now: datetime) -> Step:
    """Ask the next; where a step finds nobody it goes on to the one after it. The step that was taken."""
    asked = [one.official_id for one in await approvers(session, registration, now)]
    before = registration.nudged
    news: News = DecisionDue(registration.id)
    if registration.awaits is Level.leader:
        reached = await _reachable(session, asked)
        told = reached[:1] if step is Step.remind else reached[1:]
        if step is Step.ask_second:
            news = SecondAsked(registration.id)
        if step is Step.ask_coordinator or not told:
            step, news = Step.ask_coordinator, CoordinatorAsked(registration.id)
            told = await coordinators_for(session, registration, now)
    else:
        told = asked
    if not told or (registration.awaits is Level.department and step is Step.ask_coordinator):
        step, news = Step.ask_coordinator, NobodyDecides(registration.id)
        told = await holders_of(session, Role.admin, now.date())
    registration.nudged = step
    await _tell_all(session, told, news, f"clock:{registration.id}:{registration.awaits}:{step.value}", now)
    after = {**registration.facts(), "nudged": step.value}
    await _note(session, step.name, registration, {**registration.facts(), "nudged": before}, after, now)
    return step


async def _expire(session: Session, registration: Registration, clock: Clock, now: datetime) -> None:
    """End it, and give the seat on. People hear of it when the next working hour begins."""
    before, awaited = registration.facts(), registration.awaits or ""
    concerned = {one.official_id for one in await approvers(session, registration, now)}
    concerned |= {registration.official_id, *await coordinators_for(session, registration, now)}
    concerned |= {one for one in (registration.nominated_by_id, registration.decided_by_id) if one is not None}
    registration.move(State.expired, now)
    await _note(session, "expire", registration, before, registration.facts(), now)
    at = clock.calendar.after(now, timedelta())
    news, key = Undecided(registration.id, awaited), f"expired:{registration.id}"
    for official_id in sorted(concerned):
        weight = Weight.act if official_id == registration.official_id else Weight.know
        await tell(session, news, key=key, official_id=official_id, now=now, due_at=at, weight=weight)
    await release_cover(session, registration, now, concerned, at)
    await serve_queue(session, registration.course_id, now)


async def _reachable(session: Session, official_ids: list[int]) -> list[int]:
    """Those of them whom Telegram carries our messages to, in the same order."""
    query = select(Account.official_id).where(Account.official_id.in_(official_ids), Account.reachable.is_(True))
    reached = set(await session.scalars(query))
    return [one for one in official_ids if one in reached]


async def _tell_all(session: Session, whom: Iterable[int], news: News, key: str, now: datetime) -> None:
    for official_id in sorted(whom):
        await tell(session, news, key=key, official_id=official_id, now=now)


async def _note(
    session: Session,
    action: str,
    registration: Registration,
    before: dict[str, str | None] | dict[str, str | int | None],
    after: dict[str, str | None] | dict[str, str | int | None],
    now: datetime,
) -> None:
    await record(session, action, "registration", registration.id, now, before=dict(before), after=dict(after))
