"""Queries that found nothing, counted by their words and not by person, so that the list of abbreviations can grow."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session
from models.folding import fold


class SearchMiss(Base):
    """One folded query and how often it found nothing."""

    __tablename__ = "search_misses"

    words: Mapped[str] = mapped_column(String(120), primary_key=True)
    times: Mapped[int] = mapped_column(default=1)
    last_on: Mapped[date]


async def count_miss(session: Session, query: str, today: date) -> None:
    """Count the words once more. Anything with a long number is left out: it may be a phone or a birth date."""
    words = " ".join(word for word in fold(query).split() if not (word.isdigit() and len(word) > 4))[:120]
    if not words:
        return
    insert = sqlite.insert if session.dialect.name == "sqlite" else postgresql.insert
    await session.execute(
        insert(SearchMiss)
        .values(words=words, times=1, last_on=today)
        .on_conflict_do_update(
            index_elements=[SearchMiss.words], set_={"times": SearchMiss.times + 1, "last_on": today}
        )
    )
