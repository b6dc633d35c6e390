"""Institutions (cơ sở đào tạo) where courses are held, with the names they had before."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Institution(Base):
    """A school or centre that runs courses."""

    __tablename__ = "institutions"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    folded: Mapped[str] = mapped_column(String(160), unique=True)
    place: Mapped[str] = mapped_column(String(200), default="")


class InstitutionAlias(Base):
    """A former or short name of an institution."""

    __tablename__ = "institution_aliases"

    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(160), primary_key=True)
