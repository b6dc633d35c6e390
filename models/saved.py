"""What admins keep for the next announcement: templates of words, and audiences, each under a name."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from models.audience import Audience
from models.base import Base, word
from models.content import Content
from models.database import Session
from models.folding import fold
from models.kinds import Role
from models.person import Person
from models.refusals import NoLongerThere

MAX_NAME = 60


class Shelf(StrEnum):
    """What is kept."""

    template = "template"
    audience = "audience"


class Saved(Base):
    """One kept thing; saving under the same name replaces it."""

    __tablename__ = "saved_for_announcements"
    __table_args__ = (UniqueConstraint("shelf", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shelf: Mapped[Shelf] = mapped_column(word(Shelf))
    name: Mapped[str] = mapped_column(String(MAX_NAME))
    folded: Mapped[str] = mapped_column(String(MAX_NAME))
    data: Mapped[dict[str, Any]]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    made_at: Mapped[datetime]


async def keep(session: Session, person: Person, what: Content | Audience, name: str, now: datetime) -> Saved:
    """Keep it under a name. Content is refused as it would be when it is written."""
    person.must_have(Role.admin)
    if isinstance(what, Content):
        what.must_be_sendable()
    shelf = Shelf.template if isinstance(what, Content) else Shelf.audience
    name = " ".join(name.split())[:MAX_NAME]
    folded = fold(name)[:MAX_NAME] or name
    saved = await session.scalar(select(Saved).where(Saved.shelf == shelf, Saved.folded == folded).with_for_update())
    if saved is None:
        saved = Saved(shelf=shelf, folded=folded)
        session.add(saved)
    saved.name, saved.data, saved.made_by_id, saved.made_at = name, what.to_json(), person.official_id, now
    await session.flush()
    return saved


async def kept(session: Session, shelf: Shelf) -> list[Saved]:
    """Everything on a shelf, by name."""
    return list(await session.scalars(select(Saved).where(Saved.shelf == shelf).order_by(Saved.folded)))


async def kept_one(session: Session, shelf: Shelf, saved_id: int) -> Saved:
    """Raises NoLongerThere."""
    saved = await session.get(Saved, saved_id)
    if saved is None or saved.shelf is not shelf:
        raise NoLongerThere
    return saved


async def throw_away(session: Session, person: Person, saved_id: int) -> None:
    person.must_have(Role.admin)
    await session.execute(delete(Saved).where(Saved.id == saved_id))
