"""What the database knows when an import begins, by the names and codes that a workbook uses."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from models.commune import CommuneNames, commune_names
from models.course import Course
from models.database import Session
from models.folding import fold, marked
from models.institution import Institution, InstitutionAlias
from models.kinds import Role
from models.official import Official, RoleGrant, holds_on
from models.post import posts_by_name
from models.programme import Programme
from models.term import Term, TermList
from models.workbook_rows import code_key


@dataclass
class Known:
    """Ids by name or code. What the workbook brings is added as it is written."""

    communes: CommuneNames
    posts: dict[str, int]
    terms: dict[tuple[TermList, str], int]
    institutions: dict[str, int]
    programmes: dict[str, int]
    courses: dict[str, int]
    officials: dict[str, int]
    names: dict[int, str] = field(default_factory=dict)
    trainers: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    async def read(cls, session: Session, today: date) -> "Known":
        """Read everything in a handful of queries."""
        institutions = {
            fold(alias.name): alias.institution_id for alias in await session.scalars(select(InstitutionAlias))
        }
        institutions |= {row.folded: row.id for row in await session.scalars(select(Institution))}
        return cls(
            communes=await commune_names(session, today),
            posts=await posts_by_name(session),
            terms={(term.list, term.folded): term.id for term in await session.scalars(select(Term))},
            institutions=institutions,
            programmes=await _by_code(session, Programme.code, Programme.id),
            courses=await _by_code(session, Course.code, Course.id),
            officials=await _by_code(session, Official.staff_code, Official.id),
        )

    def post_ids(self, names: Sequence[str]) -> list[int]:
        """The posts of these names, each once, in their order."""
        return list(dict.fromkeys(self.posts[fold(name)] for name in names if fold(name)))

    def commune_ids(self, names: Collection[str]) -> set[int]:
        """The communes of these names, which have been found to be clear."""
        return {self.communes.ids(name)[0] for name in names}

    async def read_trainers(self, session: Session, today: date) -> None:
        """Learn whom the timetable can mean: anybody by code, and by name those who are trainers today."""
        is_trainer = (
            select(RoleGrant.id)
            .where(RoleGrant.official_id == Official.id, RoleGrant.role == Role.trainer, holds_on(today))
            .exists()
        )
        for official_id, name, trains in await session.execute(select(Official.id, Official.full_name, is_trainer)):
            self.names[official_id] = name
            if trains:
                for way in {marked(name), fold(name)}:
                    self.trainers.setdefault(way, []).append(official_id)

    def trainer(self, said: str) -> tuple[int | None, str]:
        """Who is meant by a staff code or a name, and the name to show; no id for a guest, or for two of a name."""
        if (official_id := self.officials.get(code_key(said))) is not None:
            return official_id, self.names[official_id]
        found = self.trainers.get(marked(said), [])
        return (found[0], said) if len(found) == 1 else (None, said)


async def _by_code(
    session: Session, code: InstrumentedAttribute[str], row_id: InstrumentedAttribute[int]
) -> dict[str, int]:
    return {code_key(key): found for key, found in await session.execute(select(code, row_id))}
