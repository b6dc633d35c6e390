"""Tells those whom a change of a course concerns: once for all that they do not know yet, their leaders once a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, select, update

from models.course import Course
from models.course_change import ChangeForCommune, ChangeKind, ChangeTold, CourseChange, notice_key
from models.course_face import Face
from models.database import Session
from models.deciders import is_asked
from models.news.base import Weight
from models.news.course_changes import CommuneCoursesChanged, CourseChanged
from models.notice import Notice, NoticeState, tell
from models.official import Official, RoleGrant, is_present
from models.person import Person
from models.quiet import QuietHours, may_be_sent, next_moment
from models.registration import LIVE, Registration
from models.working_time import working_time


@dataclass(frozen=True)
class Told:
    """What telling comes to: the change, whom it reaches, and when the messages leave (local)."""

    change_id: int
    learners: frozenset[int]
    trainers: frozenset[int]
    leaders: frozenset[int]
    leaves_at: datetime

    @property
    def people(self) -> frozenset[int]:
        """Everybody who is asked to confirm."""
        return self.learners | self.trainers


async def tell_change(
    session: Session,
    course: Course,
    before: Face,
    after: Face,
    person: Person | None,
    quiet: QuietHours | None,
    now: datetime,
    *,
    kind: ChangeKind = ChangeKind.moved,
    into_id: int | None = None,
    reason: str = "",
    learners: Sequence[Registration] | None = None,
) -> Told:
    """Keep the change, and owe everybody concerned a message. The caller holds the course and has changed it.

    `learners`: whose registrations it ended; else those who hold or wait for a seat. A message that has not left yet
    says the last truth by itself; to others a new one is owed, which stands in the place of the old.
    """
    change = CourseChange(
        course_id=course.id,
        kind=kind,
        into_id=into_id,
        before=before.to_json(),
        after=after.to_json(),
        reason=reason,
        made_by_id=person.official_id if person else None,
        made_at=now,
    )
    session.add(change)
    await session.flush()
    if learners is None:
        live = select(Registration).where(Registration.course_id == course.id, Registration.state.in_(LIVE))
        learners = list(await session.scalars(live.order_by(Registration.id)))
    trainers = _trainers(before, after, kind, now)
    leaves_at = leaving(before, after, kind, quiet, now)
    people = {one.official_id for one in learners} | trainers
    weight = Weight.act if may_be_sent(quiet, leaves_at) else Weight.urgent
    await _owe(session, change, people, leaves_at, weight, now)
    hit = first_hit(before, after, kind, now)
    leaders = await _tell_leaders(session, change, learners, leaves_at, weight, hit, now)
    own = frozenset(one.official_id for one in learners)
    return Told(change.id, own, frozenset(trainers - own), frozenset(leaders), leaves_at)


def leaving(before: Face, after: Face, kind: ChangeKind, quiet: QuietHours | None, now: datetime) -> datetime:
    """When the messages leave: after the quiet hours, but at once where the course begins before they end."""
    waits_until = next_moment(quiet, now)
    hit = first_hit(before, after, kind, now)
    return now if hit is not None and hit <= waits_until else waits_until


def first_hit(before: Face, after: Face, kind: ChangeKind, now: datetime) -> datetime | None:
    """When the first of those concerned would set out in vain, or have to set out."""
    begins: list[datetime | None] = [one.begins for one in before.shifts(after, now)]
    if kind is not ChangeKind.moved or before.venue != after.venue or not (before.meetings or after.meetings):
        begins += [face.begins_after(now) for face in (before, after)]
    return min((at for at in begins if at is not None and at > now), default=None)


def _trainers(before: Face, after: Face, kind: ChangeKind, now: datetime) -> set[int]:
    """Those whose own meetings differ; when the place moves or the course ends, all who still have one ahead."""
    if kind is ChangeKind.moved and before.venue == after.venue:
        return {one for shift in before.shifts(after, now) for one in shift.trainer_ids}
    ahead = [one for face in (before, after) for one in face.meetings if one.starts_at > now]
    return {one.trainer_id for one in ahead if one.trainer_id is not None}


async def _owe(
    session: Session,
    change: CourseChange,
    people: Collection[int],
    leaves_at: datetime,
    weight: Weight,
    now: datetime,
) -> None:
    """Who has not been sent the last one yet keeps it, maybe sooner; all others get a new one."""
    rows = await session.execute(
        select(ChangeTold, Notice)
        .outerjoin(Notice, and_(Notice.official_id == ChangeTold.official_id, Notice.key == notice_key()))
        .where(
            ChangeTold.course_id == change.course_id,
            ChangeTold.official_id.in_(people),
            ChangeTold.replaced_at.is_(None),
        )
        .execution_options(populate_existing=True)
    )
    waiting: dict[int, int] = {}
    since: dict[int, int] = {}  # the first change that somebody does not know, because the last message did not arrive
    stale: list[int] = []
    for told, notice in rows:
        if notice is not None and notice.state is NoticeState.pending and told.received_at is None:
            waiting[told.official_id] = notice.id
            continue
        stale.append(told.id)
        if notice is not None and notice.state is NoticeState.failed and told.received_at is None:
            since[told.official_id] = told.change_id
    await session.execute(
        update(Notice)
        .where(Notice.id.in_(waiting.values()), Notice.due_at > leaves_at)
        .values(due_at=leaves_at, weight=weight)
    )
    await session.execute(update(ChangeTold).where(ChangeTold.id.in_(stale)).values(replaced_at=now))
    fresh = [
        ChangeTold(course_id=change.course_id, official_id=one, change_id=since.get(one, change.id), made_at=now)
        for one in sorted(set(people) - waiting.keys())
    ]
    session.add_all(fresh)
    await session.flush()
    for one in fresh:
        news, to = CourseChanged(one.id), one.official_id
        await tell(session, news, key=one.key, official_id=to, now=now, due_at=leaves_at, weight=weight)


async def _tell_leaders(
    session: Session,
    change: CourseChange,
    learners: Sequence[Registration],
    leaves_at: datetime,
    weight: Weight,
    hit: datetime | None,
    now: datetime,
) -> set[int]:
    """Those who decide for the communes of these people, once a day; at once where the next message came too late."""
    homes: dict[int, list[int]] = {}
    for one in learners:
        if one.commune_id is not None:
            homes.setdefault(one.commune_id, []).append(one.official_id)
    leaders = await leaders_of(session, homes, now.date())
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    next_morning = (await working_time(session, now)).after(tomorrow, timedelta())
    sent = await _have_been_told(session, leaders, now.date())
    told: set[int] = set()
    for commune_id, people in sorted(homes.items()):
        is_near = hit is not None and hit.astimezone(now.tzinfo).date() <= next_morning.date()
        is_urgent = commune_id in sent and is_near
        waits = commune_id in sent and not is_urgent
        on = next_morning.date() if waits else now.date()
        session.add(
            ChangeForCommune(
                change_id=change.id, commune_id=commune_id, official_ids=people, told_on=on, is_urgent=is_urgent
            )
        )
        news = CommuneCoursesChanged(commune_id, on.isoformat(), change.id if is_urgent else 0)
        for official_id in leaders.get(commune_id, ()):
            if people != [official_id]:
                told.add(official_id)
                due_at = next_morning if waits else leaves_at
                await _tell_leader(session, news, official_id, due_at, Weight.act if waits else weight, now)
    await session.flush()
    return told


async def _tell_leader(
    session: Session, news: CommuneCoursesChanged, official_id: int, due_at: datetime, weight: Weight, now: datetime
) -> None:
    """One that waits already says this too; it may have to leave sooner."""
    key = commune_key(news)
    await tell(session, news, key=key, official_id=official_id, now=now, due_at=due_at, weight=weight)
    await session.execute(
        update(Notice)
        .where(Notice.official_id == official_id, Notice.key == key, Notice.state == NoticeState.pending)
        .where(Notice.due_at > due_at)
        .values(due_at=due_at, weight=weight)
    )


def commune_key(news: CommuneCoursesChanged) -> str:
    """One message a commune and day; one that could not wait has its own."""
    return f"commune-changes:{news.commune_id}:{news.on}:{news.change_id}"


async def leaders_of(session: Session, commune_ids: Collection[int], today: date) -> dict[int, list[int]]:
    """Who decides for each of these communes today, deputies in their leaders' place; one query."""
    rows = await session.execute(
        select(RoleGrant.commune_id, RoleGrant.official_id)
        .join(Official, Official.id == RoleGrant.official_id)
        .where(RoleGrant.commune_id.in_(commune_ids), is_asked(today), is_present(today))
        .distinct()
        .order_by(RoleGrant.commune_id, RoleGrant.official_id)
    )
    found: dict[int, list[int]] = {}
    for commune_id, official_id in rows:
        found.setdefault(commune_id or 0, []).append(official_id)
    return found


async def _have_been_told(session: Session, leaders: dict[int, list[int]], on: date) -> set[int]:
    """The communes whose message of the day has left already."""
    keys = {commune_key(CommuneCoursesChanged(one, on.isoformat())): one for one in leaders}
    everybody = {one for of_commune in leaders.values() for one in of_commune}
    rows = await session.scalars(
        select(Notice.key).where(
            Notice.official_id.in_(everybody), Notice.key.in_(keys), Notice.state != NoticeState.pending
        )
    )
    return {keys[key] for key in rows}
