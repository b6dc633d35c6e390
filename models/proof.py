"""What proves that a Telegram account is a person of the roster: the own number, else staff code with birth date."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session
from models.folding import fold
from models.linking_refusals import TooManyTries
from models.official import Official, is_present
from models.policy import Policy, policy


class Proof(StrEnum):
    """How an account was tied to a person."""

    phone = "phone"
    code_and_birth_date = "code_and_birth_date"
    invite = "invite"
    coordinator = "coordinator"


class LinkAttempt(Base):
    """Wrong tries of one account to name itself; after too many one has to wait."""

    __tablename__ = "link_attempts"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tries: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]


async def by_phone(session: Session, phone: str, today: date) -> list[Official]:
    """Officials of the roster with this number (E.164) who still work here."""
    found = await session.scalars(
        select(Official).where(Official.phone == phone, is_present(today)).order_by(Official.id)
    )
    return list(found)


async def by_code_and_birth_date(
    session: Session, user_id: int, codes: Sequence[str], birth_date: date, now: datetime
) -> Official | None:
    """The one official with this birth date and one of these readings of a staff code.

    Only the letters and digits of a code count. A wrong pair is a try; raises TooManyTries once they are used up.
    """
    attempt = await session.get(LinkAttempt, user_id, with_for_update=True)
    if attempt is None:
        attempt = LinkAttempt(user_id=user_id, tries=0)
        session.add(attempt)
        await session.flush()
    if attempt.wait_until is not None:
        if now < attempt.wait_until:
            raise TooManyTries(attempt.wait_until)
        attempt.tries, attempt.wait_until = 0, None
    born_then = await session.execute(
        select(Official.id, Official.staff_code).where(Official.birth_date == birth_date, is_present(now.date()))
    )
    if (found := _with_code(born_then, codes)) is not None:
        await session.delete(attempt)
        return await session.get_one(Official, found)
    attempt.tries, attempt.tried_at = attempt.tries + 1, now
    if attempt.tries >= await policy(session, Policy.link_tries, now.date()):
        minutes = await policy(session, Policy.link_wait_minutes, now.date())
        attempt.wait_until = now + timedelta(minutes=minutes)
    return None


async def lacks_birth_date(session: Session, codes: Sequence[str], today: date) -> bool:
    """Whether the roster has the code but no birth date with it: only a coordinator can help then."""
    without = await session.execute(
        select(Official.id, Official.staff_code).where(Official.birth_date.is_(None), is_present(today))
    )
    return _with_code(without, codes) is not None


async def tries_left(session: Session, user_id: int, now: datetime) -> tuple[int, datetime | None]:
    """How many wrong tries are left; when none are, also until when to wait."""
    allowed = await policy(session, Policy.link_tries, now.date())
    attempt = await session.get(LinkAttempt, user_id)
    if attempt is None or (attempt.wait_until is not None and attempt.wait_until <= now):
        return allowed, None
    return (0, attempt.wait_until) if attempt.wait_until else (max(1, allowed - attempt.tries), None)


def _with_code(rows: Iterable[Any], codes: Sequence[str]) -> int | None:
    wanted = {_key(code) for code in codes} - {""}
    found = [row.id for row in rows if _key(row.staff_code) in wanted]
    return found[0] if len(found) == 1 else None


def _key(code: str) -> str:
    return fold(code).replace(" ", "")
