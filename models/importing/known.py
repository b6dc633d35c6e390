"""What the database knows when an import begins, by the names that a workbook uses."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from models.commune import CommuneNames, commune_names
from models.course import Course
from models.database import Session
from models.folding import fold, same_name
from models.institution import Institution, InstitutionAlias
from models.kinds import Role
from models.official import Official, RoleGrant
from models.post import Post, posts_by_name
from models.programme import Programme
from models.term import Term, TermList
from models.workbook_rows import code_key


@dataclass
class Known:
    """Ids by name or code. New words are added to the catalogue as they appear, and listed for the preview."""

    communes: CommuneNames
    posts: dict[str, int]
    terms: dict[tuple[TermList, str], int]
    institutions: dict[str, int]
    programmes: dict[str, int]
    courses: dict[str, int]
    officials: dict[str, int]
    trainers: dict[int, str]
    new_words: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    async def read(cls, session: Session) -> "Known":
        """Read everything in a handful of queries."""
        institutions = {
            fold(alias.name): alias.institution_id for alias in await session.scalars(select(InstitutionAlias))
        }
        institutions |= {row.folded: row.id for row in await session.scalars(select(Institution))}
        trainers = await session.execute(
            select(Official.id, Official.full_name)
            .join(RoleGrant, RoleGrant.official_id == Official.id)
            .where(RoleGrant.role == Role.trainer)
        )
        return cls(
            communes=await commune_names(session),
            posts=await posts_by_name(session),
            terms={(term.list, term.folded): term.id for term in await session.scalars(select(Term))},
            institutions=institutions,
            programmes=await _by_code(session, Programme.code, Programme.id),
            courses=await _by_code(session, Course.code, Course.id),
            officials=await _by_code(session, Official.staff_code, Official.id),
            trainers=dict(trainers.all()),
        )

    async def post(self, session: Session, name: str) -> int:
        """The post of this name, added to the catalogue when it is new."""
        if (post_id := self.posts.get(fold(name))) is None:
            post = Post(code=f"M-{len(self.posts) + 1:04d}", name=name, folded=fold(name), is_leading=False)
            session.add(post)
            await session.flush()
            post_id = self.posts[fold(name)] = post.id
            self.new_words.setdefault("post", []).append(name)
        return post_id

    async def term(self, session: Session, of: TermList, name: str) -> int | None:
        """The word of a list, added when it is new; None for an empty cell."""
        if not name:
            return None
        if (term_id := self.terms.get((of, fold(name)))) is None:
            term = Term(list=of, name=name, folded=fold(name))
            session.add(term)
            await session.flush()
            term_id = self.terms[of, fold(name)] = term.id
            self.new_words.setdefault(of.value, []).append(name)
        return term_id

    async def institution(self, session: Session, name: str) -> int | None:
        """The institution by its present or a former name, added when it is new; None for an empty cell."""
        if not name:
            return None
        if (institution_id := self.institutions.get(fold(name))) is None:
            institution = Institution(name=name, folded=fold(name), place="")
            session.add(institution)
            await session.flush()
            institution_id = self.institutions[fold(name)] = institution.id
            self.new_words.setdefault("institution", []).append(name)
        return institution_id

    def trainer(self, said: str) -> int | None:
        """The trainer of this staff code or full name; None for a guest or where two have the name."""
        if (official_id := self.officials.get(code_key(said))) is not None:
            return official_id
        found = [trainer_id for trainer_id, name in self.trainers.items() if same_name(name, said)]
        return found[0] if len(found) == 1 else None


async def _by_code(
    session: Session, code: InstrumentedAttribute[str], row_id: InstrumentedAttribute[int]
) -> dict[str, int]:
    return {code_key(key): found for key, found in await session.execute(select(code, row_id))}
