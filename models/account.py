"""Telegram accounts: which line of the roster an account belongs to, what it consented to, whether we can reach it."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, String, Text, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
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
    seen_on: Mapped[date | None]


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
    """The account's row, locked; made when it is not there yet."""
    account = await session.get(Account, user_id, with_for_update=True)
    if account is None:
        insert = sqlite.insert if session.dialect.name == "sqlite" else postgresql.insert
        await session.execute(insert(Account).values(user_id=user_id, reachable=True).on_conflict_do_nothing())
        account = await session.get_one(Account, user_id, with_for_update=True)
    return account


async def set_reachable(session: Session, user_id: int, reachable: bool, now: datetime) -> None:
    """Note that Telegram will, or will not, carry messages to the account."""
    account = await account_of(session, user_id)
    if account.reachable != reachable:
        account.reachable, account.unreachable_since = reachable, None if reachable else now
        await session.flush()


async def note_seen(session: Session, user_id: int, today: date) -> None:
    """Remember the local day on which the account was last heard of: who is silent for long is phoned instead."""
    await session.ask(_SEEN, {"who": user_id, "today": today})


_SEEN = (
    update(Account)
    .where(Account.user_id == bindparam("who", type_=BigInteger))
    .values(seen_on=bindparam("today", type_=Date))
)


async def user_of(session: Session, official_id: int) -> int | None:
    """The account of an official, if linked."""
    return await session.scalar(select(Account.user_id).where(Account.official_id == official_id))


async def consents_of(session: Session, user_id: int) -> list[Consent]:
    """The account's consents that are not withdrawn, oldest first."""
    found = await session.scalars(
        select(Consent).where(Consent.user_id == user_id, Consent.withdrawn_at.is_(None)).order_by(Consent.id)
    )
    return list(found)


async def consent(session: Session, user_id: int, wording: str, how: str, now: datetime) -> None:
    """Keep the consent word for word, with how it was given. The same words are kept once while they hold."""
    await account_of(session, user_id)  # locked: two taps at once leave one consent
    if all(one.wording != wording for one in await consents_of(session, user_id)):
        session.add(Consent(user_id=user_id, wording=wording, how=how, given_at=now))


async def end_consents(session: Session, user_id: int, now: datetime) -> None:
    """The account's consents are withdrawn, or lose their object with the link; the rows stay as proof."""
    await session.execute(
        update(Consent).where(Consent.user_id == user_id, Consent.withdrawn_at.is_(None)).values(withdrawn_at=now)
    )
