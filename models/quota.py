"""Seats kept for a commune until a day (chỉ tiêu), and a neighbour's wish for one that is not used."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Index, case, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word
from models.course import Course, CourseQuota
from models.registration import SEATED, Registration


class QuotaWishState(StrEnum):
    """Where a wish stands."""

    open = "open"
    granted = "granted"
    refused = "refused"
    lapsed = "lapsed"


_OPEN = text("state = 'open'")


class QuotaWish(Base):
    """A leader asks the leaders of another commune for one of its unused seats."""

    __tablename__ = "quota_wishes"
    __table_args__ = (
        Index(
            "uq_quota_wishes_open",
            "course_id",
            "from_id",
            "to_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    from_id: Mapped[int] = mapped_column(ForeignKey("communes.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("communes.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    state: Mapped[QuotaWishState] = mapped_column(word(QuotaWishState), default=QuotaWishState.open)
    since: Mapped[datetime]


def used_seats() -> ColumnElement[int]:
    """The number of seats held by the commune of the surrounding row of kept seats."""
    return (
        select(func.count())
        .select_from(Registration)
        .where(
            Registration.course_id == CourseQuota.course_id,
            Registration.commune_id == CourseQuota.commune_id,
            Registration.state.in_(SEATED),
        )
        .correlate(CourseQuota)
        .scalar_subquery()
    )


def kept_seats(whose: ColumnElement[bool]) -> ColumnElement[int]:
    """The number of kept and unused seats in the course of the surrounding query; `whose` chooses among the communes.

    It does not look at the day until which they are kept.
    """
    unused = CourseQuota.seats - used_seats()
    return (
        select(func.coalesce(func.sum(case((unused > 0, unused), else_=0)), 0))
        .where(CourseQuota.course_id == Course.id, whose)
        .correlate(Course)
        .scalar_subquery()
    )
