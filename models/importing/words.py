"""Adds to the catalogue the posts, kinds, modes and institutions that a workbook is the first to name."""

from collections.abc import Iterable
from hashlib import sha256

from models.database import Session
from models.folding import fold
from models.importing.known import Known
from models.institution import Institution
from models.post import Post
from models.term import Term, TermList
from models.workbook_rows import Workbook


async def add_new_words(session: Session, workbook: Workbook, known: Known) -> dict[str, list[str]]:
    """Add them all at once; the new words of each list, for the preview. Two spellings of one word are one word."""
    held = [name for row in workbook.officials for name in row.posts]
    taught = [name for row in workbook.programmes for name in row.posts]
    posts = _new([*held, *taught], known.posts)
    institutions = _new((row.institution for row in workbook.courses), known.institutions)
    found = {"post": posts, "institution": institutions}
    new_posts = [Post(code=_code(key), name=name, folded=key, is_leading=False) for key, name in posts.items()]
    new_institutions = [Institution(name=name, folded=key, place="") for key, name in institutions.items()]
    new_terms: list[Term] = []
    for of, names in (
        (TermList.kind, (row.kind for row in workbook.programmes)),
        (TermList.mode, (row.mode for row in workbook.courses)),
    ):
        found[of.value] = _new(names, {key for at, key in known.terms if at is of})
        new_terms += [Term(list=of, name=name, folded=key) for key, name in found[of.value].items()]
    session.add_all([*new_posts, *new_institutions, *new_terms])
    await session.flush()
    known.posts |= {post.folded: post.id for post in new_posts}
    known.institutions |= {institution.folded: institution.id for institution in new_institutions}
    known.terms |= {(term.list, term.folded): term.id for term in new_terms}
    return {of: list(words.values()) for of, words in found.items() if words}


def _new(names: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    known = set(known)
    found: dict[str, str] = {}
    for name in names:
        key = fold(name)
        if key and key not in known:
            found.setdefault(key, name)
    return found


def _code(folded: str) -> str:
    """A code for a post that came without one: always the same for the same name, and no other post's."""
    return f"M-{sha256(folded.encode()).hexdigest()[:12]}"
