"""The rotating code of a meeting: a QR or six digits that change every half minute, shown to a large hall.

A code makes it quick, not certain: it can be passed on within the half minute (docs/decisions/0025). So it never
overrides what the trainer has marked, and the trainer's list is the record.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session
from models.person import Person
from models.policy import Policy, policy
from models.roll_meeting import open_meeting

PREFIX = "d-"
STEP = 30  # seconds
ACCEPTED = 2  # the present step and the one before: who begins to type may finish
REMEMBERED = 40  # steps of which one is told that the code has changed since, not that it is wrong


class RollCode(Base):
    """The secret of one meeting's codes, and where its picture stands. `shown_step` is the step that it shows."""

    __tablename__ = "roll_codes"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(64))
    card_user_id: Mapped[int | None] = mapped_column(BigInteger)
    card_message_id: Mapped[int | None]
    shown_step: Mapped[int] = mapped_column(default=0)
    open_until: Mapped[datetime | None]


@dataclass(frozen=True)
class Shown:
    """A code to be shown at this moment; without `digits` it is over, and the picture is to say so."""

    meeting_id: int
    user_id: int
    message_id: int
    digits: str
    payload: str
    until: datetime


def step_of(now: datetime) -> int:
    return int(now.timestamp()) // STEP


def digits_of(secret: str, meeting_id: int, step: int) -> str:
    """The six digits of a step."""
    return f"{int.from_bytes(_digest(secret, meeting_id, step)[:8], 'big') % 1_000_000:06d}"


def payload_of(secret: str, meeting_id: int, step: int) -> str:
    """What the QR carries: the meeting, and 96 bits that only its secret gives."""
    token = urlsafe_b64encode(_digest(secret, meeting_id, step)[8:20]).decode()
    return f"{PREFIX}{meeting_id}-{token}"


async def show_code(session: Session, person: Person, meeting_id: int, message_id: int, now: datetime) -> Shown:
    """The present code; from now on this message is its picture, for some minutes, at most until the meeting ends.

    Raises RollNotOpen, RollClosed, NoRight. Once the meeting is over the picture only says so.
    """
    meeting = await open_meeting(session, person, meeting_id, now)
    row = await session.get(RollCode, meeting_id, with_for_update=True)
    if row is None:
        row = RollCode(meeting_id=meeting_id, secret=secrets.token_hex(32), shown_step=0)
        session.add(row)
    minutes = await policy(session, Policy.roll_code_minutes, now.date())
    row.open_until = max(now, min(now + timedelta(minutes=minutes), meeting.ends_at))
    row.card_user_id, row.card_message_id = person.user_id, message_id
    await session.flush()
    return _shown(row, now)


async def close_code(session: Session, person: Person, meeting_id: int, now: datetime) -> Shown | None:
    """Stop showing; the last code runs out by itself."""
    await open_meeting(session, person, meeting_id, now)
    row = await session.get(RollCode, meeting_id, with_for_update=True)
    if row is None or row.card_message_id is None:
        return None
    row.open_until = now
    shown = _shown(row, now)
    row.card_message_id = None
    return shown


async def codes_due(session: Session, now: datetime) -> list[int]:
    """Meetings whose picture shows another step than the present, or is to be closed."""
    rows = await session.scalars(
        select(RollCode.meeting_id)
        .where(
            RollCode.card_message_id.is_not(None),
            (RollCode.shown_step != step_of(now)) | (RollCode.open_until <= now),
        )
        .order_by(RollCode.meeting_id)
    )
    return list(rows)


async def turn_code(session: Session, meeting_id: int, now: datetime) -> Shown | None:
    """What the picture of a meeting is to show now, noted as shown; after the last one it is left alone."""
    row = await session.get(RollCode, meeting_id, with_for_update=True)
    if row is None or row.card_message_id is None:
        return None
    shown = _shown(row, now)
    if not shown.digits:
        await session.execute(update(RollCode).where(RollCode.meeting_id == meeting_id).values(card_message_id=None))
    return shown


async def age_of(session: Session, meeting_id: int, said: str, now: datetime) -> int | None:
    """How many steps old a payload or six digits are for a meeting; None where they are none of its codes.

    Every step is compared, in constant time, so that how long it takes tells nothing.
    """
    row = await session.get(RollCode, meeting_id)
    if row is None:
        return None
    make = payload_of if said.startswith(PREFIX) else digits_of
    last = step_of(now)
    ages = [
        age
        for age in range(REMEMBERED)
        if hmac.compare_digest(make(row.secret, meeting_id, last - age).encode(), said.encode())
    ]
    return ages[0] if ages else None


def _shown(row: RollCode, now: datetime) -> Shown:
    step, until = step_of(now), row.open_until or now
    row.shown_step = step
    is_open = now < until
    return Shown(
        row.meeting_id,
        row.card_user_id or 0,
        row.card_message_id or 0,
        digits_of(row.secret, row.meeting_id, step) if is_open else "",
        payload_of(row.secret, row.meeting_id, step) if is_open else "",
        until,
    )


def _digest(secret: str, meeting_id: int, step: int) -> bytes:
    return hmac.digest(bytes.fromhex(secret), f"{meeting_id}:{step}".encode(), hashlib.sha256)
