"""Programmes (chương trình bồi dưỡng): what is taught, for whom, and which way a registration is approved."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word
from models.database import Session
from models.kinds import ConditionKind, Gender, LegalGroup, Route


class Programme(Base):
    """What is taught. Hours are tiết of 45 minutes. No post or group listed means: for everybody."""

    __tablename__ = "programmes"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    kind_id: Mapped[int | None] = mapped_column(ForeignKey("terms.id"))
    hours: Mapped[float]
    counts: Mapped[bool] = mapped_column(default=True)
    route: Mapped[Route] = mapped_column(word(Route), default=Route.leader)
    description: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime]


class ProgrammePost(Base):
    """A post that the programme is made for. A flag to those who approve, never a wall."""

    __tablename__ = "programme_posts"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True, index=True)


class ProgrammeGroup(Base):
    """A legal group that the programme is made for."""

    __tablename__ = "programme_groups"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    legal_group: Mapped[LegalGroup] = mapped_column(word(LegalGroup), primary_key=True)


class Prerequisite(Base):
    """A programme that one must have completed before."""

    __tablename__ = "prerequisites"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    required_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)


class Condition(Base):
    """A rule of age or party that only this programme sets, from a day to a day, with its legal basis.

    Age is in full years on the first day of the course; `gender` None: for all. Example: QĐ 6468 of the Hồ Chí Minh
    Academy wants party members, and sends men under 35 and women under 33 to the full-time form. Of several of one
    kind and gender that are in force on a day, the one that began last holds.
    """

    __tablename__ = "programme_conditions"
    __table_args__ = (Index("ix_programme_conditions_programme_id", "programme_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    kind: Mapped[ConditionKind] = mapped_column(word(ConditionKind))
    value: Mapped[int | None]
    gender: Mapped[Gender | None] = mapped_column(word(Gender))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    basis: Mapped[str] = mapped_column(String(300), default="", server_default="")


async def conditions_on(session: Session, programme_id: int, day: date) -> tuple[Condition, ...]:
    """What the programme asks of age and party on a day: the first day of a course."""
    rows = await session.scalars(
        select(Condition)
        .where(
            Condition.programme_id == programme_id,
            Condition.valid_from <= day,
            or_(Condition.valid_to.is_(None), Condition.valid_to >= day),
        )
        .order_by(Condition.valid_from, Condition.id)
    )
    newest = {(one.kind, one.gender): one for one in rows}
    return tuple(sorted(newest.values(), key=lambda one: one.id))
