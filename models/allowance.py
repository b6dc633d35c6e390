"""How often an account may ask for something costly within an hour: counted in rows, so that every process knows it."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word
from models.data_case_refusals import TooMuch
from models.database import Session
from models.policy import Policy, policy

WINDOW = timedelta(hours=1)


class Costly(StrEnum):
    """What is counted."""

    files = "files"
    data_files = "data_files"


MOST = {Costly.files: Policy.files_per_hour, Costly.data_files: Policy.data_files_per_hour}


class Allowance(Base):
    """How often an account has asked for one such thing since a moment."""

    __tablename__ = "allowances"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    what: Mapped[Costly] = mapped_column(word(Costly), primary_key=True)
    since: Mapped[datetime]
    count: Mapped[int] = mapped_column(default=0)


async def spend(session: Session, user_id: int, what: Costly, now: datetime) -> None:
    """Count one; raises TooMuch, and counts nothing, once the hour's share is used up."""
    insert = sqlite.insert if session.dialect.name == "sqlite" else postgresql.insert
    fresh = {"user_id": user_id, "what": what, "since": now, "count": 0}
    await session.execute(insert(Allowance).values(fresh).on_conflict_do_nothing())
    used = await session.get_one(Allowance, (user_id, what), with_for_update=True, populate_existing=True)
    if now >= used.since + WINDOW:
        used.since, used.count = now, 0
    most = await policy(session, MOST[what], now.date())
    if used.count >= most:
        raise TooMuch(what, most, used.since + WINDOW)
    used.count += 1
    await session.flush()
