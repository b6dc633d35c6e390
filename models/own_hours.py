"""The quiet hours that somebody has chosen instead of those of all."""

from collections.abc import Collection
from datetime import datetime, time

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session
from models.policy import Policy, policies
from models.quiet import QuietHours
from models.quiet_refusals import HoursOutOfReason

BOUNDS = (Policy.own_quiet_from, Policy.own_quiet_to)


class OwnHours(Base):
    """From an evening hour to a morning hour, local; without a row the hours of all are the official's."""

    __tablename__ = "own_hours"

    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"), primary_key=True)
    starts: Mapped[time]
    ends: Mapped[time]
    changed_at: Mapped[datetime]


async def own_hours(session: Session, official_ids: Collection[int]) -> dict[int, QuietHours]:
    """What those of them have chosen who have chosen."""
    rows = await session.execute(
        select(OwnHours.official_id, OwnHours.starts, OwnHours.ends).where(OwnHours.official_id.in_(official_ids))
    )
    return {official_id: QuietHours(starts, ends) for official_id, starts, ends in rows}


async def choose_hours(session: Session, official_id: int, hours: QuietHours, now: datetime) -> None:
    """Keep the choice. Raises HoursOutOfReason for hours of the working day: a request must be heard in time."""
    bounds = await policies(session, now.date(), *BOUNDS)
    earliest, latest = (time(*divmod(bounds[name], 100)) for name in BOUNDS)
    if hours.starts < earliest or hours.ends > latest:
        raise HoursOutOfReason(earliest, latest)
    await session.merge(OwnHours(official_id=official_id, starts=hours.starts, ends=hours.ends, changed_at=now))


async def hours_of_all(session: Session, official_id: int) -> None:
    """Go back to the hours of all."""
    await session.execute(delete(OwnHours).where(OwnHours.official_id == official_id))
