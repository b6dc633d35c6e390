"""Who has not confirmed a change of a course: the tap, the list of whom to phone, what the commune's leader hears."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Select, exists, func, select, update

from models.account import Account
from models.audit import record
from models.commune import Commune, bare
from models.course import Course
from models.course_change import ChangeTold
from models.database import Session
from models.folding import given_name_key, name_key
from models.news.course_changes import ChangeUnread
from models.notice import Notice, NoticeState, tell
from models.official import Official, OfficialPost
from models.person import Person
from models.policy import Policy, policy
from models.post import Post
from models.quiet import QuietHours, next_moment
from models.receipt import has_got
from models.refusals import NoLongerThere
from models.running import must_run
from models.telling_changes import leaders_of
from models.unread import is_unread, its_notice
from models.working_time import working_time


@dataclass(frozen=True)
class Silent:
    """Somebody who has not confirmed. Phone is E.164. `state`: of the message; `reachable`: None without an account."""

    official_id: int
    full_name: str
    staff_code: str
    post: str
    commune_id: int | None
    unit: str
    phone: str
    state: NoticeState
    reachable: bool | None


async def receive(session: Session, told_id: int, official_id: int, now: datetime) -> ChangeTold:
    """Keep the first tap. Raises NoLongerThere for who was not told of it."""
    told = await session.get(ChangeTold, told_id, with_for_update=True, populate_existing=True)
    if told is None or told.official_id != official_id:
        raise NoLongerThere
    if not await has_got(session, official_id, Notice.key == told.key):
        raise NoLongerThere
    if told.received_at is None:
        told.received_at = now
    return told


async def silent_people(session: Session, person: Person, course_id: int, now: datetime) -> list[Silent]:
    """Whom to phone, unit by unit. Raises NoRight for who does not run courses."""
    must_run(person)
    rows = await session.execute(_silent(now).where(Course.id == course_id))
    return sorted((Silent(*row) for row in rows), key=_by_unit)


async def export_silent(session: Session, person: Person, course_id: int, now: datetime) -> list[Silent]:
    """The same for a file: that numbers leave in full is noted."""
    people = await silent_people(session, person, course_id, now)
    after = {"paper": "change_calls", "people": len(people)}
    await record(
        session, "export", "course", course_id, now, actor_id=person.official_id, user_id=person.user_id, after=after
    )
    return people


async def phoned(session: Session, person: Person, course_id: int, commune_id: int, now: datetime) -> int:
    """Those of one unit (0: of none) have been told by telephone; for how many that is new."""
    people = [
        one for one in await silent_people(session, person, course_id, now) if (one.commune_id or 0) == commune_id
    ]
    ids = [one.official_id for one in people]
    await session.execute(
        update(ChangeTold)
        .where(
            ChangeTold.course_id == course_id,
            ChangeTold.official_id.in_(ids),
            ChangeTold.replaced_at.is_(None),
            ChangeTold.received_at.is_(None),
        )
        .values(received_at=now, phoned_by_id=person.official_id)
    )
    after = {"commune_id": commune_id or None, "official_ids": ids}
    await record(
        session, "phoned", "course", course_id, now, actor_id=person.official_id, user_id=person.user_id, after=after
    )
    return len(ids)


async def silent_of_commune(session: Session, course_id: int, commune_id: int, now: datetime) -> list[Silent]:
    """Learners of one commune who have not confirmed, for its leaders."""
    rows = await session.execute(_silent(now).where(Course.id == course_id, Official.commune_id == commune_id))
    return sorted((Silent(*row) for row in rows), key=_by_unit)


async def anything_to_copy(session: Session, now: datetime) -> bool:
    """Whether `copy_leaders` may find something; a read, for the many times when it would not."""
    waits = ChangeTold.replaced_at.is_(None) & ChangeTold.received_at.is_(None) & ChangeTold.copied_at.is_(None)
    if not await session.scalar(select(exists().where(waits))):
        return False
    until = await _silent_since(session, now)
    return bool(await session.scalar(select(exists().where(waits, ChangeTold.made_at <= until))))


async def _silent_since(session: Session, now: datetime) -> datetime:
    """The moment since which so many working hours have passed."""
    hours = await policy(session, Policy.change_unread_hours, now.date())
    return (await working_time(session, now)).before(now, timedelta(hours=hours))


async def copy_leaders(session: Session, quiet: QuietHours | None, now: datetime) -> int:
    """Once so many working hours have passed in silence, the leaders of the commune hear of it, once; how many rows.

    Whoever confirms before, or no longer comes, is not spoken of.
    """
    until = await _silent_since(session, now)
    rows = (
        await session.execute(
            select(ChangeTold, Official.commune_id)
            .join(Official, Official.id == ChangeTold.official_id)
            .join(Course, Course.id == ChangeTold.course_id)
            .outerjoin(Notice, its_notice())
            .where(
                is_unread(now),
                ChangeTold.copied_at.is_(None),
                ChangeTold.made_at <= until,
                func.coalesce(Notice.due_at, ChangeTold.made_at) <= until,
            )
            .order_by(ChangeTold.course_id, Official.commune_id, ChangeTold.id)
            .with_for_update(of=ChangeTold)
        )
    ).all()
    leaders = await leaders_of(session, {home for _, home in rows if home is not None}, now.date())
    at = next_moment(quiet, now)
    for (course_id, home), group in groupby(rows, key=lambda row: (row.ChangeTold.course_id, row.commune_id)):
        silent = [row.ChangeTold for row in group]
        for told in silent:
            told.copied_at = now
        change_id = max(told.change_id for told in silent)
        for leader in leaders.get(home or 0, ()):
            if [told.official_id for told in silent] != [leader]:
                news = ChangeUnread(course_id, home or 0, change_id)
                key = f"change-unread:{course_id}:{home}:{change_id}"
                await tell(session, news, key=key, official_id=leader, now=now, due_at=at)
    return len(rows)


def _silent(now: datetime) -> Select[*tuple[Any, ...]]:
    post = (
        select(Post.name)
        .join(OfficialPost, OfficialPost.post_id == Post.id)
        .where(OfficialPost.official_id == Official.id)
        .order_by(OfficialPost.rank)
        .limit(1)
        .correlate(Official)
        .scalar_subquery()
    )
    return (
        select(
            Official.id,
            Official.full_name,
            Official.staff_code,
            func.coalesce(post, ""),
            Official.commune_id,
            func.coalesce(Commune.kind + " " + Commune.name, Official.unit_name),
            func.coalesce(Official.phone, ""),
            func.coalesce(Notice.state, NoticeState.pending),
            Account.reachable,
        )
        .select_from(ChangeTold)
        .join(Course, Course.id == ChangeTold.course_id)
        .join(Official, Official.id == ChangeTold.official_id)
        .outerjoin(Commune, Commune.id == Official.commune_id)
        .outerjoin(Account, Account.official_id == Official.id)
        .outerjoin(Notice, its_notice())
        .where(is_unread(now))
    )


def _by_unit(one: Silent) -> tuple[object, ...]:
    return one.commune_id is None, name_key(bare(one.unit)), one.unit, given_name_key(one.full_name)


def by_unit(people: Sequence[Silent]) -> list[tuple[int, str, list[Silent]]]:
    """(commune id or 0, name, people) of each unit, in the order of people that are sorted by unit."""
    return [
        (commune_id or 0, unit, list(group))
        for (commune_id, unit), group in groupby(people, key=lambda one: (one.commune_id, one.unit))
    ]
