"""Updates that Telegram may forget before they are done with: written down as they came, until they are."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import JSON, BigInteger, Row, String, bindparam, cast, delete, func, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment
from models.database import Session
from models.listed import NUMBERS, as_list

LIFETIME = timedelta(days=1)  # as Telegram keeps an update; older ones are of a backup that was restored


class HeldUpdate(Base):
    """One that is under way, as JSON. It may hold what somebody typed: gone a moment after it is answered."""

    __tablename__ = "held_updates"

    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    held_at: Mapped[datetime] = mapped_column(index=True)
    raw: Mapped[str]


async def hold(session: Session, updates: Mapping[int, str], now: datetime) -> None:
    """Write them down: from the commit on a crash loses none of them."""
    if updates:
        rows = json.dumps([*updates.items()])
        await session.ask(_HOLD[session.dialect.name], {"rows": rows, "held_at": now})


async def release(session: Session, update_ids: Collection[int]) -> None:
    """They are done with."""
    if update_ids:
        await session.ask(_RELEASE[session.dialect.name], as_list(update_ids))


_rows, _held_at = bindparam("rows", type_=String), bindparam("held_at", type_=Moment)
_each = func.json_each(_rows).table_valued("value")
_element = func.json_array_elements(cast(_rows, JSON)).table_valued("value")
_COLUMNS = ("update_id", "held_at", "raw")
_HOLD = {  # of pairs in one value
    "sqlite": sqlite.insert(HeldUpdate)
    .from_select(
        _COLUMNS,
        select(func.json_extract(_each.c.value, "$[0]"), _held_at, func.json_extract(_each.c.value, "$[1]")).where(
            true()  # without it SQLite takes ON CONFLICT for the condition of a join
        ),
    )
    .on_conflict_do_nothing(),
    "postgresql": postgresql.insert(HeldUpdate)
    .from_select(
        _COLUMNS,
        select(cast(_element.c.value.op("->>")(0), BigInteger), _held_at, _element.c.value.op("->>")(1)),
    )
    .on_conflict_do_nothing(),
}
_RELEASE = {
    database: delete(HeldUpdate).where(HeldUpdate.update_id.in_(numbers)) for database, numbers in NUMBERS.items()
}


async def all_held(session: Session, now: datetime) -> Sequence[Row[int, str, datetime]]:
    """What a process that died left behind, in the order in which it came: id, JSON, and since when."""
    columns = HeldUpdate.update_id, HeldUpdate.raw, HeldUpdate.held_at
    recent = select(*columns).where(HeldUpdate.held_at > now - LIFETIME).order_by(HeldUpdate.update_id)
    return (await session.execute(recent)).all()
