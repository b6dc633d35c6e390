"""Communes (xã, phường): dated units keyed by their official code, findable by today's name and by their old ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session
from models.folding import fold, marked


class Commune(Base):
    """One unit of the third level as of its dates; a commune that becomes a ward is a new row with a new period."""

    __tablename__ = "communes"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    former_district: Mapped[str] = mapped_column(String(80), default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    @property
    def full_name(self) -> str:
        """Kind and name, as the resolution spells them."""
        return f"{self.kind} {self.name}"


class OldCommune(Base):
    """A unit of before the merger that went into one of today's: people and papers still say its name."""

    __tablename__ = "old_communes"
    __table_args__ = (UniqueConstraint("commune_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("communes.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))


@dataclass(frozen=True)
class CommuneNames:
    """All names that lead to a commune, read once and asked many times."""

    by_key: dict[str, tuple[int, ...]]
    names: dict[int, str]

    def ids(self, text: str) -> tuple[int, ...]:
        """Ids that the text may mean, best reading first: code, present name with marks, without, then old names.

        Two ids mean that one must ask. A leading kind («xã», «phường», «P.») may be left out.
        """
        text = text.strip()
        for key in (text, "=" + marked(text), "~" + fold(text), "o=" + marked(text), "o~" + fold(text)):
            if found := self.by_key.get(key):
                return found
        return ()


async def commune_names(session: Session) -> CommuneNames:
    """Read the names of every commune valid today or before."""
    found: dict[str, list[int]] = {}

    def add(key: str, commune_id: int) -> None:
        ids = found.setdefault(key, [])
        if commune_id not in ids:
            ids.append(commune_id)

    names: dict[int, str] = {}
    for commune in await session.scalars(select(Commune)):
        names[commune.id] = commune.full_name
        add(commune.code, commune.id)
        add(commune.code.lstrip("0"), commune.id)  # Excel drops leading zeros
        for name in (commune.name, commune.full_name, _short(commune.kind) + commune.name):
            add("=" + marked(name), commune.id)
            add("~" + fold(name), commune.id)
    for old in await session.scalars(select(OldCommune)):
        for name in (old.name, bare(old.name)):
            add("o=" + marked(name), old.commune_id)
            add("o~" + fold(name), old.commune_id)
    return CommuneNames({key: tuple(ids) for key, ids in found.items()}, names)


KIND_WORDS = ("thi tran", "phuong", "xa", "tt", "p", "x")


def bare(name: str) -> str:
    """The name without its leading kind and without a district in brackets."""
    name = name.split("(")[0].strip()
    words = name.split()
    for kind in KIND_WORDS:
        n = len(kind.split())
        if fold(" ".join(words[:n])) == kind and len(words) > n:
            return " ".join(words[n:])
    return name


def _short(kind: str) -> str:
    return kind[:1] + ". "


async def old_names(session: Session, commune_ids: Iterable[int]) -> dict[int, Sequence[str]]:
    """The old names of some communes."""
    names: dict[int, list[str]] = {}
    for old in await session.scalars(select(OldCommune).where(OldCommune.commune_id.in_(commune_ids))):
        names.setdefault(old.commune_id, []).append(old.name)
    return dict(names)
