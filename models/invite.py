"""One-time links by which a person of the roster ties an account, made for one person or for a whole commune."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.audit import record
from models.base import Base
from models.database import Session
from models.linking_refusals import InviteInvalid
from models.person import Person
from models.policy import Policy, policy

PREFIX = "i-"
DOUBLE_TAP = timedelta(minutes=10)


class Invite(Base):
    """A link to one official. Only the hash of the code is kept: who reads the database cannot use it."""

    __tablename__ = "invites"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"), index=True)
    made_by_id: Mapped[int | None]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


async def make_invites(session: Session, official_ids: Iterable[int], maker: Person, now: datetime) -> dict[int, str]:
    """Make a new code for each official; the same people's older unused codes go. Official id → code.

    Codes of the last minutes stay good: after a double tap nobody knows which of two sheets was printed.
    """
    ids = list(official_ids)
    days = await policy(session, Policy.invite_days, now.date())
    await session.execute(
        delete(Invite).where(Invite.official_id.in_(ids), Invite.used_at.is_(None), Invite.made_at < now - DOUBLE_TAP)
    )
    codes = {official_id: PREFIX + secrets.token_urlsafe(18) for official_id in ids}
    session.add_all(
        Invite(
            code_hash=_hash(code),
            official_id=official_id,
            made_by_id=maker.official_id,
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        for official_id, code in codes.items()
    )
    for official_id in ids:
        await record(session, "invite", "official", official_id, now, actor_id=maker.official_id, user_id=maker.user_id)
    await session.flush()
    return codes


async def find_invite(session: Session, code: str) -> Invite | None:
    """The invitation behind a code, whether or not it can still be used."""
    return await session.scalar(select(Invite).where(Invite.code_hash == _hash(code)).with_for_update())


async def open_invite(session: Session, code: str, now: datetime) -> Invite:
    """The invitation behind a code that can still be used. Raises InviteInvalid."""
    invite = await find_invite(session, code)
    if invite is None or invite.used_at is not None or invite.expires_at <= now:
        raise InviteInvalid
    return invite


async def close_invites(session: Session, official_id: int, now: datetime) -> None:
    """The official is linked: no code of theirs that lies about opens anything any more."""
    await session.execute(
        update(Invite)
        .where(Invite.official_id == official_id, Invite.used_at.is_(None), Invite.expires_at > now)
        .values(expires_at=now)
    )


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
