"""One-time links by which a person of the roster ties an account, made for one person or for a whole commune."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session
from models.policy import Policy, policy
from models.refusals import InviteInvalid

PREFIX = "i-"


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


async def make_invites(
    session: Session, official_ids: Iterable[int], made_by_id: int | None, now: datetime
) -> dict[int, str]:
    """Make a new code for each official; older unused codes of the same people stop working. Official id → code."""
    ids = list(official_ids)
    days = await policy(session, Policy.invite_days, now.date())
    await session.execute(
        update(Invite).where(Invite.official_id.in_(ids), Invite.used_at.is_(None)).values(expires_at=now)
    )
    codes = {official_id: PREFIX + secrets.token_urlsafe(18) for official_id in ids}
    session.add_all(
        Invite(
            code_hash=_hash(code),
            official_id=official_id,
            made_by_id=made_by_id,
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        for official_id, code in codes.items()
    )
    await session.flush()
    return codes


async def open_invite(session: Session, code: str, now: datetime) -> Invite:
    """The invitation behind a code that can still be used. Raises InviteInvalid."""
    invite = await session.scalar(select(Invite).where(Invite.code_hash == _hash(code)).with_for_update())
    if invite is None or invite.used_at is not None or invite.expires_at <= now:
        raise InviteInvalid
    return invite


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
