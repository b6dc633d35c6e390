"""Policy values with dates and legal basis: what the law may change is data."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session


class Policy(StrEnum):
    """Names of the values; what each means and where it comes from stands in `catalogue/policies.csv`."""

    yearly_hours = "yearly_hours"
    link_tries = "link_tries"
    link_wait_minutes = "link_wait_minutes"
    invite_days = "invite_days"


class PolicyValue(Base):
    """A value from a day on, until a later row of the same name."""

    __tablename__ = "policy_values"
    __table_args__ = (UniqueConstraint("name", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[date]
    value: Mapped[Any] = mapped_column(JSON)
    basis: Mapped[str] = mapped_column(String(300), default="")


async def policy(session: Session, name: Policy, on: date) -> int:
    """The value in force on a day.

    Raises LookupError when the catalogue has none: a missing rule must be seen, not guessed.
    """
    value = await session.scalar(
        select(PolicyValue.value)
        .where(PolicyValue.name == name, PolicyValue.valid_from <= on)
        .order_by(PolicyValue.valid_from.desc())
        .limit(1)
    )
    if value is None:
        raise LookupError(f"no policy value {name} on {on}")
    return int(value)
