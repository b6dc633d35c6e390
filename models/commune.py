"""Communes (xã, phường): dated units keyed by their official code, findable by today's name and by their old ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session
from models.folding import fold, marked, name_key


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
        """Ids that the text may mean: by code, else by a name with these marks, today's before old ones, else by names
        that are the same without marks.

        Two ids mean that one must ask. A leading kind («xã», «P.») may be left out, and a wrong one is forgiven: many
        still write that of before the merger.
        """
        return self._read_as(text.strip()) or self._read_as(bare(text))

    def _read_as(self, text: str) -> tuple[int, ...]:
        exact, folded = marked(text), fold(text)
        if exact != folded:
            for key in (f"={exact}", f"o={exact}"):
                if found := self.by_key.get(key):
                    return found
        today, before = self.by_key.get(f"~{folded}", ()), self.by_key.get(f"o~{folded}", ())
        return self.by_key.get(text) or tuple(dict.fromkeys((*today, *before))) or self.by_key.get(f"gone~{folded}", ())


async def commune_names(session: Session, today: date) -> CommuneNames:
    """Read the names of every commune; one that is no more is found where nothing else is."""
    found: dict[str, list[int]] = {}

    def add(prefix: str, name: str, commune_id: int) -> None:
        for way in _ways_to_write(name):
            for key in (f"{prefix}={marked(way)}", f"{prefix}~{fold(way)}"):
                ids = found.setdefault(key, [])
                if commune_id not in ids:
                    ids.append(commune_id)

    names: dict[int, str] = {}
    gone: set[int] = set()
    for commune in await session.scalars(select(Commune)):
        names[commune.id] = commune.full_name
        for code in {commune.code, commune.code.lstrip("0")}:  # Excel drops leading zeros
            found.setdefault(code, []).append(commune.id)
        if commune.valid_to is not None and commune.valid_to < today:
            gone.add(commune.id)
        add("gone" if commune.id in gone else "", commune.full_name, commune.id)
    for old in await session.scalars(select(OldCommune)):
        add("gone" if old.commune_id in gone else "o", old.name, old.commune_id)
    return CommuneNames({key: tuple(ids) for key, ids in found.items()}, names)


KIND_WORDS = ("thi tran", "phuong", "xa", "tt", "p", "x")


def _ways_to_write(full_name: str) -> set[str]:
    """The name as it stands, without its district in brackets, with its kind as initials, and without its kind."""
    name = full_name.split("(")[0].strip()
    alone = bare(name)
    kind = name.removesuffix(alone).split()
    return {full_name, name, alone, " ".join(("".join(word[0] for word in kind), alone))}


def unit_key(name: str) -> tuple[object, ...]:
    """Sort key of a unit as lists show it: communes by their bare names in the Vietnamese alphabet, whatever a
    database thinks of letters; offices that are no commune last."""
    short = bare(name)
    return short == name, name_key(short), name


def bare(name: str) -> str:
    """The name without its leading kind and without a district in brackets."""
    name = name.replace(".", " ").split("(")[0].strip()
    words = name.split()
    for kind in KIND_WORDS:
        n = len(kind.split())
        if fold(" ".join(words[:n])) == kind and len(words) > n:
            return " ".join(words[n:])
    return name


def has_kind(name: str) -> bool:
    """Whether the name begins with a kind of commune."""
    return bare(name) != name.replace(".", " ").split("(")[0].strip()


async def old_names(session: Session, commune_ids: Iterable[int]) -> dict[int, Sequence[str]]:
    """The old names of some communes."""
    names: dict[int, list[str]] = {}
    for old in await session.scalars(select(OldCommune).where(OldCommune.commune_id.in_(commune_ids))):
        names.setdefault(old.commune_id, []).append(old.name)
    return dict(names)


async def commune_names_of(session: Session, commune_ids: Iterable[int]) -> dict[int, str]:
    """Full names of some communes."""
    found = await session.scalars(select(Commune).where(Commune.id.in_(commune_ids)))
    return {one.id: one.full_name for one in found}
