"""Officials: one line of the staff roster each, the posts they hold, and their roles with scope and dates."""

from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, Text, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word
from models.database import Session
from models.kinds import LegalGroup, Role


class Official(Base):
    """A person of the roster, keyed by staff code. Phone is E.164; both it and the birth date never reach a log.

    `party_member` is sensitive (Luật 91/2025/QH15): asked for only where the law ties a programme to it, shown nowhere.
    """

    __tablename__ = "officials"
    __table_args__ = (Index("ix_officials_phone", "phone"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_code: Mapped[str] = mapped_column(String(40), unique=True)
    full_name: Mapped[str] = mapped_column(String(120))
    folded_name: Mapped[str] = mapped_column(String(120), index=True)
    birth_date: Mapped[date | None]
    gender: Mapped[str] = mapped_column(String(10), default="")
    phone: Mapped[str | None] = mapped_column(String(20))
    commune_id: Mapped[int | None] = mapped_column(ForeignKey("communes.id"), index=True)
    unit_name: Mapped[str] = mapped_column(String(160), default="")
    legal_group: Mapped[LegalGroup | None] = mapped_column(word(LegalGroup))
    party_member: Mapped[bool | None]
    note: Mapped[str] = mapped_column(Text, default="")
    left_on: Mapped[date | None]
    changed_at: Mapped[datetime]


class OfficialPost(Base):
    """A post that an official holds; joint holding (kiêm nhiệm) is ordinary, the first is the main one."""

    __tablename__ = "official_posts"

    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True, index=True)
    rank: Mapped[int] = mapped_column(default=0)


class RoleGrant(Base):
    """A role from a day to a day (both included), for one commune or, without one, for the province.

    `acting_for_id`: a delegated role (uỷ quyền); it holds while that leader's own role holds, and takes its place.
    """

    __tablename__ = "role_grants"
    __table_args__ = (Index("ix_role_grants_commune_id_role", "commune_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"), index=True)
    role: Mapped[Role] = mapped_column(word(Role))
    commune_id: Mapped[int | None] = mapped_column(ForeignKey("communes.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    acting_for_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"), index=True)


def holds_on(day: date) -> ColumnElement[bool]:
    """The condition that a grant is in force on a day."""
    return (RoleGrant.starts_on <= day) & or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= day)


def is_present(today: date) -> ColumnElement[bool]:
    """The condition that an official has not left."""
    return or_(Official.left_on.is_(None), Official.left_on > today)


async def holders_of(session: Session, role: Role, today: date) -> list[int]:
    """Ids of all who hold a role of the province today."""
    return [row.official_id for row in await session.ask(_holders(role, today), {})]


@lru_cache(maxsize=16)
def _holders(role: Role, today: date) -> Select[int]:
    return (
        select(RoleGrant.official_id)
        .join(Official, Official.id == RoleGrant.official_id)
        .where(RoleGrant.role == role, is_present(today), holds_on(today))
        .order_by(RoleGrant.official_id)
        .distinct()
    )
