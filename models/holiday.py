"""The working calendar as dated rows: days off, weekend days worked in exchange, and what is only guessed so far."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word
from models.kinds import HolidayKind


class Holiday(Base):
    """One day that differs from the ordinary week."""

    __tablename__ = "holidays"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[HolidayKind] = mapped_column(word(HolidayKind))


class GuessedHoliday(Base):
    """One day that an admin has not confirmed yet. In a table of its own: no rule can take it for a day off."""

    __tablename__ = "guessed_holidays"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[HolidayKind] = mapped_column(word(HolidayKind))


class ConfirmedYear(Base):
    """A year whose days an admin has confirmed; from then on they are rows like imported ones."""

    __tablename__ = "confirmed_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    confirmed_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
