"""Open lists that the workbook may add to: the kinds of programmes (Loại), the modes of courses (Hình thức)."""

from enum import StrEnum

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, word


class TermList(StrEnum):
    kind = "kind"
    mode = "mode"


class Term(Base):
    """One word of one list."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("list", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    list: Mapped[TermList] = mapped_column(word(TermList))
    name: Mapped[str] = mapped_column(String(80))
    folded: Mapped[str] = mapped_column(String(80))
