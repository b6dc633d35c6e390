"""Which colleagues of the same commune could take a seat over: those who fit first, nobody whom a rule hinders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.account import Account
from models.database import Session
from models.eligibility import TAKING_OVER, Flag, Standing, judge
from models.eligibility_facts import facts_of_all
from models.folding import fold, given_name_key
from models.official import Official, OfficialPost, is_present
from models.post import Post
from models.refusals import AlreadyRegistered, Refusal
from models.registration import Registration, State

PAGE = 8
YIELDS = (State.queued, State.offered, State.pending)  # an own wish for this course gives way to the seat


@dataclass(frozen=True)
class Colleague:
    """Somebody who could come instead; `post` is the main one. Not `reachable`: only a leader can settle it."""

    id: int
    name: str
    post: str
    flags: tuple[Flag, ...]
    reachable: bool

    @property
    def fits(self) -> bool:
        return Flag.outside_post not in self.flags and Flag.outside_group not in self.flags


@dataclass(frozen=True)
class ColleaguePage:
    """One page of them, and how many there are in all."""

    colleagues: tuple[Colleague, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def hindrance(found: Standing) -> Refusal | None:
    """What keeps a colleague from taking the seat; waiting for this very course does not."""
    for one in found.hindrances:
        if not (isinstance(one, AlreadyRegistered) and found.facts.live_state in YIELDS):
            return one
    return None


async def colleagues(
    session: Session, registration: Registration, now: datetime, *, said: str = "", unreachable: bool, page: int = 0
) -> ColleaguePage:
    """A page of those who could come, of names that contain what was typed; `unreachable`: also those without account.

    As many queries for a whole commune as for one person.
    """
    found = await _could_come(session, registration, now, said, unreachable)
    page = page if page * PAGE < len(found) else 0
    return ColleaguePage(tuple(found[page * PAGE : (page + 1) * PAGE]), len(found), page)


async def _could_come(
    session: Session, registration: Registration, now: datetime, said: str, unreachable: bool
) -> Sequence[Colleague]:
    if registration.commune_id is None:
        return []
    rows = await session.execute(
        select(Official.id, Official.full_name, Account.reachable, Post.name.label("post"))
        .outerjoin(Account, Account.official_id == Official.id)
        .outerjoin(OfficialPost, (OfficialPost.official_id == Official.id) & (OfficialPost.rank == 0))
        .outerjoin(Post, Post.id == OfficialPost.post_id)
        .where(
            Official.commune_id == registration.commune_id,
            Official.id != registration.official_id,
            Official.folded_name.contains(fold(said), autoescape=True),
            is_present(now.date()),
        )
    )
    people = {row.id: row for row in rows if unreachable or row.reachable}
    facts = await facts_of_all(session, Official.id.in_(people.keys()), registration.course_id, now) if people else {}
    standings = {official_id: judge(one, now, TAKING_OVER) for official_id, one in facts.items()}
    found = [
        Colleague(row.id, row.full_name, row.post or "", standings[row.id].flags, bool(row.reachable))
        for row in people.values()
        if row.id in standings and hindrance(standings[row.id]) is None
    ]
    return sorted(found, key=lambda one: (not one.fits, given_name_key(one.name), one.id))
