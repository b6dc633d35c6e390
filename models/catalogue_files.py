"""The catalogue shipped with the program: communes, posts, institutions and abbreviations, read from its CSV files."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.folding import fold
from models.search_aliases import Aliases

CATALOGUE = Path(__file__).parent.parent / "catalogue"
_KINDS = ("thi tran ", "phuong ", "xa ")


@dataclass(frozen=True)
class CommuneRow:
    """A commune of today; `formed_from` are full names of old ones, some with their district in brackets."""

    code: str
    kind: str
    name: str
    former_district: str
    formed_from: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """Kind and name."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class PostRow:
    """A post with its dates; `becomes`: codes of the posts that took over its work."""

    code: str
    name: str
    group: str
    office: str
    is_leader: bool
    valid_from: date | None
    valid_to: date | None
    becomes: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class InstitutionRow:
    """A school or centre, the names that it had or is called by, and the commune where it is."""

    code: str
    name: str
    old_names: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class PolicyRow:
    """A value that the law or the department may change, the day from which it holds, and where it comes from."""

    name: str
    value: int | str
    valid_from: date
    basis: str


def read_communes(folder: Path = CATALOGUE) -> list[CommuneRow]:
    """The communes of today."""
    return [
        CommuneRow(row["code"], row["kind"], row["name"], row["former_district"], _many(row["formed_from"]))
        for row in _rows(folder / "communes.csv")
    ]


def read_posts(folder: Path = CATALOGUE) -> list[PostRow]:
    """The posts of today and of before."""
    return [
        PostRow(
            code=row["code"],
            name=row["name"],
            group=row["group"],
            office=row["office"],
            is_leader=row["leader"] == "1",
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            becomes=_many(row["becomes"]),
            aliases=_many(row["aliases"]),
        )
        for row in _rows(folder / "posts.csv")
    ]


def read_institutions(folder: Path = CATALOGUE) -> list[InstitutionRow]:
    """The institutions that hold courses."""
    return [
        InstitutionRow(row["code"], row["name"], _many(row["old_names"]), row["place"])
        for row in _rows(folder / "institutions.csv")
    ]


def read_policies(folder: Path = CATALOGUE) -> list[PolicyRow]:
    """The policy values."""
    return [
        PolicyRow(row["name"], _number_or_text(row["value"]), date.fromisoformat(row["valid_from"]), row["basis"])
        for row in _rows(folder / "policies.csv")
    ]


def read_bodies(folder: Path = CATALOGUE) -> list[str]:
    """The words with which names of provincial bodies begin."""
    return [row["begins_with"] for row in _rows(folder / "bodies.csv")]


def read_abbreviations(folder: Path = CATALOGUE) -> dict[str, str]:
    """Abbreviation → what it stands for; "" for words that say nothing, "*" that ask for any course, "~" that greet,
    "?" that ask who decides."""
    return {row["abbreviation"]: row["meaning"] for row in _rows(folder / "abbreviations.csv")}


def read_aliases(folder: Path = CATALOGUE) -> Aliases:
    """Everything by which search knows a thing beside its present name."""
    communes = read_communes(folder)
    return Aliases.of(read_abbreviations(folder), list(_other_names(folder, communes)), list(_places(communes)))


def _other_names(folder: Path, communes: list[CommuneRow]) -> Iterator[tuple[str, str]]:
    for commune in communes:
        for old in commune.formed_from:
            yield commune.full_name, old
            kind, name = _apart(old)
            if " " in kind:  # people write these two words by their initials
                yield commune.full_name, "".join(word[0] for word in kind.split()) + " " + name
    posts = read_posts(folder)
    today = {post.code: post.name for post in posts}
    for post in posts:
        for alias in post.aliases:
            yield post.name, alias
        for code in post.becomes:
            for former in (post.name, *post.aliases):
                yield today[code], former
    for institution in read_institutions(folder):
        for old in institution.old_names:
            yield institution.name, old


def _places(communes: list[CommuneRow]) -> Iterator[tuple[str, str]]:
    for commune in communes:
        yield commune.name, commune.full_name
        for old in commune.formed_from:
            yield _apart(old)[1], commune.full_name


def _apart(name: str) -> tuple[str, str]:
    """Kind and name of an old commune, without the district in brackets."""
    words = name.partition("(")[0].split()
    kind = next((len(kind.split()) for kind in _KINDS if fold(name).startswith(kind)), 0)
    return " ".join(words[:kind]), " ".join(words[kind:])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _number_or_text(cell: str) -> int | str:
    return int(cell) if cell.isdecimal() else cell


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
