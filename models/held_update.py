"""Updates that Telegram may forget before they are done with: written down as they came, until they are."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session

LIFETIME = timedelta(days=1)  # as Telegram keeps an update; older ones are of a backup that was restored


class HeldUpdate(Base):
    """One that is under way, as JSON. It may hold what somebody typed: gone a moment after it is answered."""

    __tablename__ = "held_updates"

    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    held_at: Mapped[datetime] = mapped_column(index=True)
    raw: Mapped[str]


_HOLD = {
    "sqlite": sqlite.insert(HeldUpdate).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(HeldUpdate).on_conflict_do_nothing(),
}


async def hold(session: Session, updates: Mapping[int, str], now: datetime) -> None:
    """Write them down: from the commit on a crash loses none of them."""
    rows = [{"update_id": update_id, "held_at": now, "raw": raw} for update_id, raw in updates.items()]
    if rows:
        await session.execute(_HOLD[session.dialect.name], rows)


async def release(session: Session, update_ids: Collection[int]) -> None:
    """They are done with."""
    if update_ids:
        await session.execute(delete(HeldUpdate).where(HeldUpdate.update_id.in_(update_ids)))


async def all_held(session: Session, now: datetime) -> Sequence[Row[int, str, datetime]]:
    """What a process that died left behind, in the order in which it came: id, JSON, and since when."""
    columns = HeldUpdate.update_id, HeldUpdate.raw, HeldUpdate.held_at
    recent = select(*columns).where(HeldUpdate.held_at > now - LIFETIME).order_by(HeldUpdate.update_id)
    return (await session.execute(recent)).all()
