"""The working calendar as dated rows: days off, and weekend days worked in exchange."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word
from models.kinds import HolidayKind


class Holiday(Base):
    """One day that differs from the ordinary week."""

    __tablename__ = "holidays"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[HolidayKind] = mapped_column(word(HolidayKind))
