"""Who an announcement is for: groups of criteria, put together and taken away, as a set of people that is counted."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select

from models.account import Account
from models.commune import Commune
from models.course import Course
from models.database import Session
from models.kinds import LegalGroup, Role
from models.official import Official, OfficialPost, RoleGrant, holds_on, is_present
from models.programme import Programme
from models.registration import SEATED, Registration, State
from models.yearly_duty import Duty, duty_on


class Part(StrEnum):
    """Which people of a course."""

    registered = "registered"
    waiting = "waiting"
    attended = "attended"


_STATES = {Part.registered: SEATED, Part.waiting: (State.queued,), Part.attended: (State.completed,)}


@dataclass(frozen=True)
class Group:
    """People who meet every kind of criterion that is given; of one kind any of its values is enough.

    A group without a criterion is nobody: a slip of the finger must not write to the whole province.
    """

    everybody: bool = False
    roles: tuple[Role, ...] = ()
    communes: tuple[int, ...] = ()
    districts: tuple[str, ...] = ()
    posts: tuple[int, ...] = ()
    legal_groups: tuple[LegalGroup, ...] = ()
    courses: tuple[tuple[int, Part], ...] = ()
    owes_hours: bool = False
    linked: bool | None = None
    people: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == Group()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            everybody=data["everybody"],
            roles=tuple(map(Role, data["roles"])),
            communes=tuple(data["communes"]),
            districts=tuple(data["districts"]),
            posts=tuple(data["posts"]),
            legal_groups=tuple(map(LegalGroup, data["legal_groups"])),
            courses=tuple((course_id, Part(part)) for course_id, part in data["courses"]),
            owes_hours=data["owes_hours"],
            linked=data["linked"],
            people=tuple(data["people"]),
        )


@dataclass(frozen=True)
class Audience:
    """Groups put together, less those taken away."""

    include: tuple[Group, ...] = ()
    exclude: tuple[Group, ...] = ()

    @property
    def is_empty(self) -> bool:
        return all(group.is_empty for group in self.include)

    @property
    def last(self) -> Group:
        """The group that the next choice belongs to."""
        groups = self.exclude or self.include
        return groups[-1] if groups else Group()

    def with_last(self, group: Group) -> "Audience":
        """The same with another last group."""
        if self.exclude:
            return replace(self, exclude=(*self.exclude[:-1], group))
        return replace(self, include=(*self.include[:-1], group))

    def with_another(self, *, taken_away: bool) -> "Audience":
        """A new empty group at the end; once one takes away, only more of that kind may follow."""
        if self.last.is_empty:
            return self
        if taken_away or self.exclude:
            return replace(self, exclude=(*self.exclude, Group()))
        return replace(self, include=(*self.include, Group()))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            tuple(map(Group.from_json, data.get("include", ()))), tuple(map(Group.from_json, data.get("exclude", ())))
        )


@dataclass(frozen=True)
class Count:
    """How many people an audience has, and how many of them Telegram reaches."""

    total: int
    reachable: int
    blocked: int

    @property
    def unlinked(self) -> int:
        return self.total - self.reachable - self.blocked


async def is_addressed(session: Session, audience: Audience, now: datetime) -> ColumnElement[bool]:
    """The condition on `Official` that a person belongs to the audience today."""
    duty = await duty_on(session, now.date())
    wanted = [_meets(group, now.date(), duty) for group in audience.include]
    unwanted = [_meets(group, now.date(), duty) for group in audience.exclude]
    return and_(is_present(now.date()), or_(false(), *wanted), not_(or_(false(), *unwanted)))


async def count(session: Session, audience: Audience, now: datetime) -> Count:
    """The exact numbers, in one query."""
    row = (
        await session.execute(
            select(
                func.count(),
                func.count().filter(Account.reachable.is_(True)),
                func.count().filter(Account.reachable.is_(False)),
            )
            .select_from(Official)
            .outerjoin(Account, Account.official_id == Official.id)
            .where(await is_addressed(session, audience, now))
        )
    ).one()
    return Count(row[0], row[1], row[2])


async def first_of(session: Session, audience: Audience, now: datetime) -> int | None:
    """One person of the audience, whose values a preview shows."""
    found: int | None = await session.scalar(
        select(Official.id).where(await is_addressed(session, audience, now)).order_by(Official.id).limit(1)
    )
    return found


def _meets(group: Group, today: date, duty: Duty) -> ColumnElement[bool]:
    if group.is_empty:
        return false()
    conditions: list[ColumnElement[bool]] = []
    if group.roles:
        conditions.append(_has_role(group.roles, today))
    if group.communes or group.districts:
        conditions.append(_works_in(group))
    if group.posts:
        conditions.append(
            Official.id.in_(select(OfficialPost.official_id).where(OfficialPost.post_id.in_(group.posts)))
        )
    if group.legal_groups:
        conditions.append(Official.legal_group.in_(group.legal_groups))
    if group.courses:
        conditions.append(or_(*(_is_in(course_id, part) for course_id, part in group.courses)))
    if group.owes_hours:
        conditions.append(_owes(today, duty))
    if group.linked is not None:
        linked = Official.id.in_(select(Account.official_id).where(Account.official_id.is_not(None)))
        conditions.append(linked if group.linked else not_(linked))
    if group.people:
        conditions.append(Official.id.in_(group.people))
    return and_(True, *conditions)


def _has_role(roles: Iterable[Role], today: date) -> ColumnElement[bool]:
    """Everybody on the roster is an official; that role is held by those with no other."""
    given = [role for role in roles if role is not Role.official]
    held = select(RoleGrant.official_id).where(holds_on(today))
    wanted: list[ColumnElement[bool]] = [Official.id.in_(held.where(RoleGrant.role.in_(given)))]
    if Role.official in roles:
        wanted.append(Official.id.not_in(held))
    return or_(*wanted)


def _works_in(group: Group) -> ColumnElement[bool]:
    of_district = select(Commune.id).where(Commune.former_district.in_(group.districts))
    return or_(Official.commune_id.in_(group.communes), Official.commune_id.in_(of_district))


def _is_in(course_id: int, part: Part) -> ColumnElement[bool]:
    return Official.id.in_(
        select(Registration.official_id).where(
            Registration.course_id == course_id, Registration.state.in_(_STATES[part])
        )
    )


def _owes(today: date, duty: Duty) -> ColumnElement[bool]:
    """Those bound by the yearly duty (tiết) who have not done it with courses that count and ended this year."""
    bound = [group for group, binds in duty.binds.items() if binds]
    done = (
        select(Registration.official_id)
        .join(Course, Course.id == Registration.course_id)
        .join(Programme, Programme.id == Course.programme_id)
        .where(
            Registration.state == State.completed,
            Programme.counts.is_(True),
            Course.ends_on.between(date(today.year, 1, 1), date(today.year, 12, 31)),
        )
        .group_by(Registration.official_id)
        .having(func.sum(Programme.hours) >= duty.hours)
    )
    return and_(Official.legal_group.in_(bound), Official.id.not_in(done))
