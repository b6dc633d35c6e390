"""Keeps the search index in step with the rows: one question to the database tells what changed since the last one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from models.base import Moment
from models.commune import Commune
from models.course import Course, CourseCommune, CourseState
from models.database import Session
from models.document import texts_of_documents
from models.institution import Institution
from models.post import Post
from models.programme import Programme, ProgrammePost
from models.search import Entry, Found, SearchIndex
from models.search_aliases import Aliases
from models.term import Term

# A transaction that began earlier may commit later, with an earlier time on its rows: so look back a little each time.
OVERLAP = timedelta(minutes=1)


class CourseSearch:
    """The index of one process. It is only a copy: thrown away, it is read again from the rows."""

    def __init__(self, aliases: Aliases) -> None:
        self.aliases = aliases
        self._index = SearchIndex(aliases)
        self._seen: dict[int, datetime] = {}
        self._open: dict[int, tuple[datetime, Entry]] = {}
        self._last: datetime | None = None

    async def find(self, session: Session, query: str, now: datetime, *, limit: int = 50) -> Found:
        """Courses that a text may mean, best first."""
        await self.refresh(session, now)
        return self._index.find(query, now.date(), limit=limit)

    async def refresh(self, session: Session, now: datetime) -> None:
        """Take in the courses that changed; one query where nothing did."""
        since = self._last - OVERLAP if self._last else None
        rows = await session.ask(_changed(since is not None), {"since": since})
        fresh = [row for row in rows if self._seen.get(row.id) != row.changed_at]
        if fresh:
            await self._take_in(session, fresh, now)
        self._close_past(now)

    async def _take_in(self, session: Session, rows: Sequence[Any], now: datetime) -> None:
        posts = await _names(session, [row.programme_id for row in rows], _POSTS)
        communes = await _names(session, [row.id for row in rows], _COMMUNES)
        letters = await texts_of_documents(session, [row.id for row in rows])
        for row in rows:
            self._seen[row.id] = row.changed_at
            self._last = max(self._last or row.changed_at, row.changed_at)
            self._open.pop(row.id, None)
            if row.state is CourseState.draft:
                self._index.remove([row.id])
                continue
            is_open = row.state is CourseState.published and now < row.closes_at
            entry = Entry(
                id=row.id,
                code=row.code,
                title=row.title,
                programme=row.programme,
                kind=row.kind or "",
                venue=row.venue,
                institution=row.institution or "",
                mode=row.mode or "",
                posts=tuple(posts.get(row.programme_id, ())),
                communes=tuple(communes.get(row.id, ())),
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                is_open=is_open,
                documents=_letters(row.document_number, letters.get(row.id, [])),
            )
            self._index.put([entry])
            if is_open:
                self._open[row.id] = (row.closes_at, entry)

    def _close_past(self, now: datetime) -> None:
        """A deadline passes without any row changing."""
        for course_id in [course_id for course_id, (closes_at, _) in self._open.items() if closes_at <= now]:
            _, entry = self._open.pop(course_id)
            self._index.put([replace(entry, is_open=False)])


@cache
def _changed(since: bool) -> Select[*tuple[Any, ...]]:
    """All courses, or those that changed since a moment; built once, because it is asked at every search."""
    kind = select(Term.name).where(Term.id == Programme.kind_id).scalar_subquery()
    mode = select(Term.name).where(Term.id == Course.mode_id).scalar_subquery()
    query = (
        select(
            Course.id,
            Course.code,
            Course.title,
            Course.programme_id,
            Programme.name.label("programme"),
            kind.label("kind"),
            Course.venue,
            func.coalesce(Institution.name, "").label("institution"),
            mode.label("mode"),
            Course.starts_on,
            Course.ends_on,
            Course.closes_at,
            Course.state,
            Course.changed_at,
            Course.document_number,
        )
        .join(Programme, Programme.id == Course.programme_id)
        .outerjoin(Institution, Institution.id == Course.institution_id)
    )
    return query.where(Course.changed_at > bindparam("since", type_=Moment)) if since else query


def _letters(told: str, documents: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The letters of a course, with the number that the workbook gave, without what else stands in its cell."""
    number = re.search(r"\d+/[^\s,;]+", told)
    return (*documents, *([(number[0], "")] if number else []))


_POSTS = (
    select(ProgrammePost.programme_id, Post.name).join(Post, Post.id == ProgrammePost.post_id),
    ProgrammePost.programme_id,
)
_COMMUNES = (
    select(CourseCommune.course_id, Commune.kind + " " + Commune.name).join(
        Commune, Commune.id == CourseCommune.commune_id
    ),
    CourseCommune.course_id,
)


async def _names(session: Session, ids: Sequence[int], of: Any) -> dict[int, list[str]]:
    """Names by owner. Many owners are read whole rather than listed: a list of thousands is slower than the table."""
    query, owner = of
    if len(ids) < 500:
        query = query.where(owner.in_(set(ids)))
    found: dict[int, list[str]] = {}
    for owner_id, name in await session.execute(query):
        found.setdefault(owner_id, []).append(name)
    return found
