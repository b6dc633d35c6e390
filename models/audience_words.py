"""Reads an audience as people type or paste it: staff codes, communes, old districts, posts, course codes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from sqlalchemy import func, select

from models.audience import Group, Part
from models.commune import Commune, CommuneNames, commune_names
from models.course import Course
from models.database import Session
from models.folding import fold, name_key
from models.official import Official, is_present
from models.post import posts_by_name
from models.workbook_rows import code_key

_T = TypeVar("_T")
MAX_CELLS = 100_000
_AT_ONCE = 5_000  # codes in one query
_APART = re.compile(r"[\n;,\t]+")
_DISTRICT_KINDS = ("thanh pho ", "tp ", "thi xa ", "tx ", "huyen ", "h ")


@dataclass(frozen=True)
class Read:
    """The group with what was understood added, and the parts that were not."""

    group: Group
    unknown: tuple[str, ...]


async def with_codes(session: Session, cells: Sequence[str], group: Group, today: date) -> Group:
    """Add everybody whose staff code stands in one of the cells of a workbook; all else in it says nothing here."""
    found = await _people(session, cells[:MAX_CELLS], today)
    return replace(group, people=_added(group.people, found.values()))


async def read_audience(session: Session, said: str, group: Group, today: date) -> Read:
    """Add what is said to a group. Each part of a list, by line or comma, is one thing; nothing is guessed at."""
    parts = list(dict.fromkeys(part for part in map(str.strip, _APART.split(said)) if part))
    found = await _people(session, parts, today)
    group = replace(group, people=_added(group.people, found.values()))
    rest = [part for part in parts if code_key(part) not in found]
    if not rest:
        return Read(group, ())
    names, posts = await commune_names(session, today), await posts_by_name(session)
    districts = {_district_key(name): name for name in await districts_of(session)}
    courses = await _courses(session, rest)
    unknown = []
    for part in rest:
        if commune := _only(names, part):
            group = replace(group, communes=_added(group.communes, [commune]))
        elif district := districts.get(_district_key(part)):
            group = replace(group, districts=_added(group.districts, [district]))
        elif post := posts.get(fold(part)):
            group = replace(group, posts=_added(group.posts, [post]))
        elif course := courses.get(fold(part)):
            group = replace(group, courses=_added(group.courses, [(course, Part.registered)]))
        else:
            unknown.append(part)
    return Read(group, tuple(unknown))


async def districts_of(session: Session) -> Sequence[str]:
    """The districts of before July 2025 in alphabetical order, the same on any database: buttons carry their places."""
    found = await session.scalars(select(Commune.former_district).where(Commune.former_district != "").distinct())
    return sorted(found, key=name_key)


async def _people(session: Session, parts: Sequence[str], today: date) -> dict[str, int]:
    keys = [code_key(part) for part in parts]
    found: dict[str, int] = {}
    for start in range(0, len(keys), _AT_ONCE):
        code = func.lower(Official.staff_code)
        rows = await session.execute(
            select(code, Official.id).where(code.in_(keys[start : start + _AT_ONCE]), is_present(today))
        )
        found |= dict(rows.all())
    return found


async def _courses(session: Session, parts: Sequence[str]) -> dict[str, int]:
    wanted = [fold(part) for part in parts[:_AT_ONCE]]
    rows = await session.execute(select(Course.folded_code, Course.id).where(Course.folded_code.in_(wanted)))
    return dict(rows.all())


def _only(names: CommuneNames, part: str) -> int | None:
    """A name that may be two communes is not taken: one has to say which."""
    ids = names.ids(part)
    return ids[0] if len(ids) == 1 else None


def _district_key(name: str) -> str:
    folded = fold(name)
    for kind in _DISTRICT_KINDS:
        folded = folded.removeprefix(kind)
    return folded


def _added(before: tuple[_T, ...], more: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys((*before, *more)))
