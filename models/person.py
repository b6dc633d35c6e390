"""Who is in front of us: asked of the database at every update, so that no right outlives its grant."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Select, and_, bindparam, select

from models.account import Account
from models.commune import Commune
from models.database import Ask, Session
from models.deciders import stands
from models.dialogue import Dialogue
from models.kinds import Role
from models.official import Official, RoleGrant
from models.refusals import NoRight, NotLinked, OfficialLeft


@dataclass(frozen=True)
class Person:
    """A Telegram account as of this moment. `official_id` is None for a stranger and for a linked one who has left.

    `reachable`: as far as we know Telegram carries our messages there.
    `leads`: communes that the person decides for; `acting_for`: the leader in whose place, where it is not an own role.
    `seen_on`: the local day when a linked account was last heard of.
    """

    user_id: int
    official_id: int | None = None
    name: str = ""
    commune_id: int | None = None
    commune: str = ""
    roles: frozenset[Role] = frozenset()
    leads: frozenset[int] = frozenset()
    acting_for: Mapping[int, int] = field(default_factory=dict)
    has_left: bool = False
    reachable: bool = True
    step: str = ""
    data: dict[str, Any] | None = None
    seen_on: date | None = None

    @property
    def id(self) -> int:
        """The official's id; raises when the account is not tied to the roster."""
        if self.official_id is None:
            raise OfficialLeft if self.has_left else NotLinked
        return self.official_id

    def has(self, *roles: Role) -> bool:
        """Whether the person holds one of the roles now."""
        return not self.roles.isdisjoint(roles)

    def must_have(self, *roles: Role) -> None:
        if not self.has(*roles):
            if self.official_id is None:
                raise OfficialLeft if self.has_left else NotLinked
            raise NoRight


async def who_is(session: Session, user_id: int, now: datetime, first_admins: Collection[int] = ()) -> Person:
    """Read the person behind a Telegram id in one query; grants must be in force on the local day of `now`."""
    return person_from(await session.ask(*whose(user_id, now)), user_id, now, first_admins)


def whose(user_id: int, now: datetime) -> Ask:
    """The question for the rows that `person_from` reads."""
    return _who(now.date()), {"user_id": user_id, "now": now}


def person_from(rows: Sequence[Any], user_id: int, now: datetime, first_admins: Collection[int]) -> Person:
    """The person whom these rows describe."""
    first, today = rows[0], now.date()
    roles: set[Role] = {Role.admin} if user_id in first_admins else set()
    if first.id is None or (first.left_on is not None and first.left_on <= today):
        return Person(
            user_id,
            roles=frozenset(roles),
            has_left=first.id is not None,
            reachable=first.reachable is not False,
            step=first.step or "",
            data=first.data,
        )
    roles |= {Role.official, *(row.role for row in rows if row.role is not None)}
    led = [row for row in rows if row.role is Role.leader and row.scope is not None]
    own = {row.scope for row in led if row.acting_for_id is None}
    return Person(
        user_id=user_id,
        official_id=first.id,
        reachable=first.reachable,
        name=first.full_name,
        commune_id=first.commune_id,
        commune=f"{first.kind} {first.name}" if first.name else first.unit_name,
        roles=frozenset(roles),
        leads=frozenset(row.scope for row in led),
        acting_for={row.scope: row.acting_for_id for row in led if row.scope not in own},
        step=first.step or "",
        data=first.data,
        seen_on=first.seen_on,
    )


@lru_cache(maxsize=4)
def _who(today: date) -> Select[*tuple[Any, ...]]:
    """Asked at every update, so it is built once a day; `user_id` and `now` are given when it is asked."""
    user_id = bindparam("user_id", type_=BigInteger)
    return (
        select(
            Official.id,
            Official.full_name,
            Official.left_on,
            Official.commune_id,
            Commune.kind,
            Commune.name,
            Official.unit_name,
            RoleGrant.role,
            RoleGrant.commune_id.label("scope"),
            RoleGrant.acting_for_id,
            Dialogue.step,
            Dialogue.data,
            Account.reachable,
            Account.seen_on,
        )
        .select_from(select(user_id.label("user_id")).subquery())
        .outerjoin(Account, Account.user_id == user_id)
        .outerjoin(Official, Official.id == Account.official_id)
        .outerjoin(Commune, Commune.id == Official.commune_id)
        .outerjoin(RoleGrant, and_(RoleGrant.official_id == Official.id, stands(today)))
        .outerjoin(Dialogue, and_(Dialogue.user_id == user_id, Dialogue.expires_at > bindparam("now")))
    )
