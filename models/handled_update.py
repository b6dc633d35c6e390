"""Which of Telegram's updates had their effect: written in the same transaction, so that a repeat changes nothing."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, Boolean, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment
from models.database import Ask, Session, in_turn
from models.listed import NUMBERS, as_list


class HandledUpdate(Base):
    """An update whose effect is committed. Kept longer than the day for which Telegram may repeat it."""

    __tablename__ = "handled_updates"

    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    handled_at: Mapped[datetime] = mapped_column(index=True)
    answered: Mapped[bool] = mapped_column(default=False)


def claim(session: Session, update_id: int, user_id: int, now: datetime) -> Ask:
    """What claims the update for this transaction; no row when an earlier one had its effect already.

    From then on no other transaction does anything for the same person, whatever process it runs in.
    """
    row = {"update_id": update_id, "handled_at": now, "answered": False}
    if session.dialect.name == "postgresql":
        row["what"] = f"person:{user_id}"
    return _CLAIM[session.dialect.name], row


_row = select(
    bindparam("update_id", type_=BigInteger),
    bindparam("handled_at", type_=Moment),
    bindparam("answered", type_=Boolean),
).select_from(select(in_turn()).subquery())
_CLAIM = {
    "sqlite": sqlite.insert(HandledUpdate).on_conflict_do_nothing().returning(HandledUpdate.update_id),
    "postgresql": postgresql.insert(HandledUpdate)  # in one statement with the wait for one's turn
    .from_select(["update_id", "handled_at", "answered"], _row)
    .on_conflict_do_nothing()
    .returning(HandledUpdate.update_id),
}


async def was_answered(session: Session, update_id: int) -> bool:
    """Whether the reply to a handled update is known to have gone out."""
    return bool(await session.scalar(select(HandledUpdate.answered).where(HandledUpdate.update_id == update_id)))


async def mark_answered(session: Session, update_ids: Sequence[int]) -> None:
    """Note that the replies to these updates went out too."""
    if update_ids:
        await session.ask(_ANSWERED[session.dialect.name], as_list(update_ids))


_ANSWERED = {
    database: update(HandledUpdate).where(HandledUpdate.update_id.in_(numbers)).values(answered=True)
    for database, numbers in NUMBERS.items()
}
