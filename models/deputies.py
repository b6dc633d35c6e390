"""Who can stand in for a leader: the colleagues of the commune, those with a leading post or role first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select

from models.account import Account
from models.database import Session
from models.delegation import led_commune
from models.folding import fold, given_name_key
from models.kinds import Role
from models.official import Official, OfficialPost, RoleGrant, holds_on, is_present
from models.person import Person
from models.post import Post

PAGE = 8


@dataclass(frozen=True)
class Colleague:
    """One colleague in the list. Who is not linked, or cannot be written to, cannot be chosen."""

    id: int
    name: str
    post: str
    is_leading: bool
    linked: bool
    reachable: bool


@dataclass(frozen=True)
class ColleaguePage:
    """One page of them."""

    colleagues: tuple[Colleague, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


async def colleagues(session: Session, person: Person, today: date, page: int = 0, said: str = "") -> ColleaguePage:
    """A page of those who work in the leader's commune; `said` is part of a name, marks optional."""
    main_post = (
        select(Post.name)
        .join(OfficialPost, OfficialPost.post_id == Post.id)
        .where(OfficialPost.official_id == Official.id)
        .order_by(OfficialPost.rank)
        .limit(1)
        .correlate(Official)
        .scalar_subquery()
    )
    leads = exists().where(RoleGrant.official_id == Official.id, RoleGrant.role == Role.leader, holds_on(today))
    heads = exists().where(
        OfficialPost.official_id == Official.id, Post.id == OfficialPost.post_id, Post.is_leading.is_(True)
    )
    rows = await session.execute(
        select(
            Official.id,
            Official.full_name,
            func.coalesce(main_post, ""),
            leads | heads,
            Account.user_id.is_not(None),
            func.coalesce(Account.reachable, False),
        )
        .outerjoin(Account, Account.official_id == Official.id)
        .where(
            Official.commune_id == led_commune(person),
            Official.id != person.id,
            is_present(today),
            Official.folded_name.contains(fold(said), autoescape=True),
        )
    )
    found = sorted(
        (Colleague(*row) for row in rows), key=lambda one: (not one.is_leading, given_name_key(one.name), one.id)
    )
    page = page if page * PAGE < len(found) else 0
    return ColleaguePage(tuple(found[page * PAGE : (page + 1) * PAGE]), len(found), page)
