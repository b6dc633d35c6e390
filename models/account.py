"""Telegram accounts: which line of the roster an account belongs to, and whether we can still reach it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session


class Account(Base):
    """A Telegram account that has spoken to us. Its id is the only identity: user names change and are re-sold."""

    __tablename__ = "accounts"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    official_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"), unique=True)
    linked_at: Mapped[datetime | None]
    reachable: Mapped[bool] = mapped_column(default=True)
    unreachable_since: Mapped[datetime | None]


class Consent(Base):
    """A consent given, word for word (Law 91/2025/QH15: verifiable, never by silence), and its withdrawal."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(index=True)
    official_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    wording: Mapped[str] = mapped_column(Text)
    how: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


async def account_of(session: Session, user_id: int) -> Account:
    """The account's row, made when it is not there yet."""
    account = await session.get(Account, user_id)
    if account is None:
        account = Account(user_id=user_id, reachable=True)
        session.add(account)
        await session.flush()
    return account


async def set_reachable(session: Session, user_id: int, reachable: bool, now: datetime) -> None:
    """Note that Telegram will, or will not, carry messages to the account."""
    await session.execute(
        update(Account)
        .where(Account.user_id == user_id, Account.reachable != reachable)
        .values(reachable=reachable, unreachable_since=None if reachable else now)
    )


async def user_of(session: Session, official_id: int) -> int | None:
    """The account of an official, if linked."""
    return await session.scalar(select(Account.user_id).where(Account.official_id == official_id))
