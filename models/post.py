"""Posts (chức danh, vị trí việc làm): a dated catalogue in which an old post leads to today's."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session
from models.folding import fold
from models.official import OfficialPost


class Post(Base):
    """A post that one can hold. The list was revised four times in 2025, so nothing in code knows a name."""

    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    folded: Mapped[str] = mapped_column(String(160), index=True)
    legal_group: Mapped[str] = mapped_column(String(32), default="")
    office: Mapped[str] = mapped_column(String(120), default="")
    is_leading: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class PostSuccession(Base):
    """An old post and one of the posts that took over its work."""

    __tablename__ = "post_successions"

    old_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    new_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)


class PostAlias(Base):
    """Another way in which people write the name of a post."""

    __tablename__ = "post_aliases"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    folded: Mapped[str] = mapped_column(String(160), primary_key=True)


async def posts_by_name(session: Session) -> dict[str, int]:
    """Folded name or alias, or lower-case code, of each post to its id; a full name wins over an alias."""
    found = {alias.folded: alias.post_id for alias in await session.scalars(select(PostAlias))}
    for post in await session.scalars(select(Post)):
        found[fold(post.code)] = post.id
        found[post.folded] = post.id
    return found


async def posts_of(session: Session, official_id: int) -> Sequence[str]:
    """Names of the posts that an official holds, the main one first."""
    return (
        await session.scalars(
            select(Post.name)
            .join(OfficialPost, OfficialPost.post_id == Post.id)
            .where(OfficialPost.official_id == official_id)
            .order_by(OfficialPost.rank)
        )
    ).all()
