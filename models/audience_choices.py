"""The criteria that are chosen by taps, page by page: which values there are, which are chosen, and choosing one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum
from typing import TypeVar

from sqlalchemy import select

from models.audience import Group, Part
from models.audience_words import districts_of
from models.course import Course, CourseState
from models.database import Session
from models.kinds import LegalGroup, Role
from models.refusals import NoLongerThere

COURSES = 4
RECENT = timedelta(days=120)
_T = TypeVar("_T")


class Page(IntEnum):
    """One kind of criterion; the number is what buttons carry."""

    roles = 0
    groups = 1
    districts = 2
    courses = 3
    others = 4


class Other(IntEnum):
    """Criteria that are yes or no."""

    owes_hours = 0
    linked = 1
    unlinked = 2


@dataclass(frozen=True)
class OfCourse:
    """A part of the people of a course."""

    code: str
    part: Part


@dataclass(frozen=True)
class Choice:
    """One value: the number that its button carries, what it is, and whether it is chosen."""

    value: int
    what: Role | LegalGroup | str | OfCourse | Other
    is_on: bool


async def choices(session: Session, group: Group, page: Page, now: datetime) -> list[Choice]:
    """The values of a page."""
    match page:
        case Page.roles:
            return [Choice(place, role, role in group.roles) for place, role in enumerate(Role)]
        case Page.groups:
            return [Choice(place, one, one in group.legal_groups) for place, one in enumerate(LegalGroup)]
        case Page.districts:
            found = await districts_of(session)
            return [Choice(place, one, one in group.districts) for place, one in enumerate(found)]
        case Page.courses:
            return await _courses(session, group, now)
        case Page.others:
            return [
                Choice(Other.owes_hours, Other.owes_hours, group.owes_hours),
                Choice(Other.linked, Other.linked, group.linked is True),
                Choice(Other.unlinked, Other.unlinked, group.linked is False),
            ]


async def with_choice(session: Session, group: Group, page: Page, value: int, *, on: bool) -> Group:
    """The group with one value chosen or not. Raises NoLongerThere for a value that there is not."""
    match page:
        case Page.roles:
            return replace(group, roles=_set(group.roles, _at(tuple(Role), value), on))
        case Page.groups:
            return replace(group, legal_groups=_set(group.legal_groups, _at(tuple(LegalGroup), value), on))
        case Page.districts:
            return replace(group, districts=_set(group.districts, _at(await districts_of(session), value), on))
        case Page.courses:
            parts = tuple(Part)
            return replace(
                group, courses=_set(group.courses, (value // len(parts), _at(parts, value % len(parts))), on)
            )
        case Page.others if value == Other.owes_hours:
            return replace(group, owes_hours=on)
        case Page.others:
            return replace(group, linked=(value == Other.linked) if on else None)


async def _courses(session: Session, group: Group, now: datetime) -> list[Choice]:
    """Those chosen, and the newest that are on or not long over."""
    newest = (
        select(Course.id)
        .where(Course.state != CourseState.draft, Course.ends_on >= now.date() - RECENT)
        .order_by(Course.starts_on.desc(), Course.id.desc())
        .limit(COURSES)
    )
    mine = [course_id for course_id, _ in group.courses]
    rows = await session.execute(
        select(Course.id, Course.code)
        .where(Course.id.in_(newest) | Course.id.in_(mine))
        .order_by(Course.starts_on.desc(), Course.id.desc())
    )
    return [
        Choice(course_id * len(Part) + place, OfCourse(code, part), (course_id, part) in group.courses)
        for course_id, code in rows
        for place, part in enumerate(Part)
    ]


def _set(values: tuple[_T, ...], value: _T, on: bool) -> tuple[_T, ...]:
    without = tuple(one for one in values if one != value)
    return (*without, value) if on else without


def _at(values: Sequence[_T], place: int) -> _T:
    if place >= len(values):
        raise NoLongerThere
    return values[place]
