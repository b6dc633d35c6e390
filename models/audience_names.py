"""What the ids of an audience are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from models.audience import Audience
from models.commune import Commune
from models.course import Course
from models.database import Session
from models.post import Post


@dataclass(frozen=True)
class Names:
    """By id; what is gone has no name."""

    communes: Mapping[int, str] = field(default_factory=dict)
    posts: Mapping[int, str] = field(default_factory=dict)
    courses: Mapping[int, str] = field(default_factory=dict)


async def names_of(session: Session, audience: Audience) -> Names:
    """Only what the audience speaks of is read."""
    groups = (*audience.include, *audience.exclude)
    communes = {one for group in groups for one in group.communes}
    posts = {one for group in groups for one in group.posts}
    courses = {one for group in groups for one, _ in group.courses}
    found = Names({}, {}, {})
    if communes:
        rows = await session.scalars(select(Commune).where(Commune.id.in_(communes)))
        found = Names({one.id: one.full_name for one in rows}, found.posts, found.courses)
    if posts:
        named = await session.execute(select(Post.id, Post.name).where(Post.id.in_(posts)))
        found = Names(found.communes, dict(named.all()), found.courses)
    if courses:
        coded = await session.execute(select(Course.id, Course.code).where(Course.id.in_(courses)))
        found = Names(found.communes, found.posts, dict(coded.all()))
    return found
