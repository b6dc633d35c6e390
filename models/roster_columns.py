"""Which columns a list of people has: a setting, and sensitive ones are off unless an admin switches them on."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from models.audit import record
from models.base import Base, word
from models.database import Session
from models.kinds import Role
from models.person import Person


class Column(StrEnum):
    """The columns that there are, in the order of the usual forms."""

    full_name = "full_name"
    birth_date = "birth_date"
    gender = "gender"
    post = "post"
    unit = "unit"
    legal_group = "legal_group"
    staff_code = "staff_code"
    phone = "phone"
    signature = "signature"
    note = "note"


ALWAYS = frozenset({Column.full_name})
USUAL = frozenset({Column.full_name, Column.post, Column.unit, Column.note})
SENSITIVE = frozenset({Column.birth_date, Column.phone})  # with a staff code a birth date proves who one is


class ColumnChoice(Base):
    """A column whose choice an admin has changed; the others are as `USUAL` says."""

    __tablename__ = "roster_columns"

    column: Mapped[Column] = mapped_column(word(Column), primary_key=True)
    is_shown: Mapped[bool]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    changed_at: Mapped[datetime]


async def shown_columns(session: Session) -> tuple[Column, ...]:
    """The columns that lists have now, in order."""
    choices = {one.column: one.is_shown for one in await session.scalars(select(ColumnChoice))}
    return tuple(column for column in Column if column in ALWAYS or choices.get(column, column in USUAL))


async def show_column(session: Session, person: Person, column: Column, is_shown: bool, now: datetime) -> None:
    """Switch a column on or off for everybody; only an admin may."""
    person.must_have(Role.admin)
    if column in ALWAYS:
        return
    before = column in await shown_columns(session)
    await session.merge(
        ColumnChoice(column=column, is_shown=is_shown, changed_by_id=person.official_id, changed_at=now)
    )
    if before != is_shown:
        await record(
            session,
            "show_column" if is_shown else "hide_column",
            "roster_column",
            None,
            now,
            actor_id=person.official_id,
            user_id=person.user_id,
            before={"column": column, "is_shown": before},
            after={"column": column, "is_shown": is_shown, "is_sensitive": column in SENSITIVE},
        )
