"""Delegation (uỷ quyền): a leader's decisions go to a colleague of the commune from a day to a day.

It is a dated role of the deputy that names the leader; whom a request goes to is asked anew each time
(`models/deciders.py`), so the open requests move with it, both ways.
"""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from models.account import Account
from models.audit import record
from models.database import Session
from models.delegated import Delegation, delegation_of, delegations, given_by
from models.delegation_refusals import CannotDelegate, DelegationBar
from models.kinds import Role
from models.news.delegations import DelegationBegan, DelegationEnded, DelegationGiven
from models.notice import tell
from models.official import Official, RoleGrant
from models.person import Person
from models.policy import Policy, policy
from models.refusals import NoLongerThere, NoRight

ONE_DAY = timedelta(days=1)


def led_commune(person: Person) -> int:
    """The commune whose decisions the person may delegate: led by an own role, the home before others.

    Raises CannotDelegate where the right is only lent: a deputy does not pass it on. Raises NoRight for all others.
    """
    own = sorted(person.leads - person.acting_for.keys())
    if own:
        return person.commune_id if person.commune_id in own else own[0]
    raise CannotDelegate(DelegationBar.lent) if person.acting_for else NoRight


async def delegate(
    session: Session,
    person: Person,
    deputy_id: int,
    starts_on: date,
    ends_on: date,
    now: datetime,
    *,
    instead_of: int = 0,
) -> Delegation:
    """Give the right to decide to a colleague for these days; the deputy hears of it.

    `instead_of` is a delegation of one's own that ends by this. The same wish twice is one delegation. Raises
    CannotDelegate.
    """
    commune_id = led_commune(person)
    await session.get(Official, person.id, with_for_update={"key_share": True})  # of two taps the second waits
    before = await own_delegation(session, person, instead_of) if instead_of else None
    if before is not None:
        await _end(session, person, before, now)
    for one in await given_by(session, person.id, starts_on):
        if (one.deputy_id, one.starts_on, one.ends_on) == (deputy_id, starts_on, ends_on):
            return one
        if one.starts_on <= ends_on:
            raise CannotDelegate(DelegationBar.overlap, one.deputy, one.starts_on, one.ends_on)
    await must_be_possible(session, person, deputy_id, starts_on, ends_on, now)
    grant = RoleGrant(
        official_id=deputy_id,
        role=Role.leader,
        commune_id=commune_id,
        starts_on=starts_on,
        ends_on=ends_on,
        acting_for_id=person.id,
    )
    session.add(grant)
    await session.flush()
    found = await delegation_of(session, grant.id)
    await _note(session, "delegate", found, person, now, before=None, after=_days(found))
    begins_now = starts_on == now.date()
    await tell(
        session,
        DelegationBegan(grant.id) if begins_now else DelegationGiven(grant.id),
        key=began_key(grant.id) if begins_now else f"delegation-given:{grant.id}",
        official_id=deputy_id,
        now=now,
    )
    if before is not None and before.deputy_id != deputy_id:
        await _tell_ended(session, before, now)
    return found


async def must_be_possible(
    session: Session, person: Person, deputy_id: int, starts_on: date, ends_on: date, now: datetime
) -> None:
    """The rules that do not look at one's other delegations. Raises CannotDelegate."""
    deputy = await session.get(Official, deputy_id)
    if deputy is None:
        raise NoLongerThere
    name, today = deputy.full_name, now.date()
    if deputy_id == person.id:
        raise CannotDelegate(DelegationBar.oneself)
    if deputy.commune_id != led_commune(person) or (deputy.left_on is not None and deputy.left_on <= today):
        raise CannotDelegate(DelegationBar.elsewhere, name)
    if not await session.scalar(select(Account.reachable).where(Account.official_id == deputy_id)):
        raise CannotDelegate(DelegationBar.unreachable, name)
    if starts_on < today or ends_on < starts_on:
        raise CannotDelegate(DelegationBar.past, name)
    most = await policy(session, Policy.delegation_days, today)
    if (ends_on - starts_on).days >= most:
        raise CannotDelegate(DelegationBar.too_long, name, days=most)
    for one in await given_by(session, deputy_id, starts_on):
        if one.starts_on <= ends_on:
            raise CannotDelegate(DelegationBar.away, name, one.starts_on, one.ends_on)


async def lent_by(session: Session, official_id: int, first: date, last: date) -> str:
    """The leader for whom the official is a deputy on some of these days; empty where for none."""
    found = await session.execute(
        delegations()
        .where(
            RoleGrant.official_id == official_id,
            RoleGrant.starts_on <= last,
            RoleGrant.ends_on >= first,
            RoleGrant.ends_on >= RoleGrant.starts_on,
        )
        .order_by(RoleGrant.id)
        .limit(1)
    )
    row = found.one_or_none()
    return Delegation(*row).leader if row is not None else ""


async def own_delegation(session: Session, person: Person, delegation_id: int) -> Delegation:
    """One that the person has given. Raises NoRight."""
    found = await delegation_of(session, delegation_id)
    if found.leader_id != person.id:
        raise NoRight
    return found


async def end_delegation(session: Session, person: Person, delegation_id: int, now: datetime) -> Delegation:
    """Take the right back from today on; the deputy hears of it. One that is over stays as it is."""
    found = await own_delegation(session, person, delegation_id)
    if await _end(session, person, found, now):
        await _tell_ended(session, found, now)
    return found


def began_key(delegation_id: int) -> str:
    """Under which the deputy hears once that it begins."""
    return f"delegation-began:{delegation_id}"


async def _end(session: Session, person: Person, found: Delegation, now: datetime) -> bool:
    """End it as of yesterday, or so that it never begins; whether there was anything to end."""
    if found.ends_on < now.date() or found.ends_on < found.starts_on:
        return False
    grant = await session.get_one(RoleGrant, found.id, with_for_update=True)
    grant.ends_on = min(now.date(), found.starts_on) - ONE_DAY
    await session.flush()
    after = {**_days(found), "ends_on": grant.ends_on.isoformat()}
    await _note(session, "end_delegation", found, person, now, before=_days(found), after=after)
    return True


async def _tell_ended(session: Session, found: Delegation, now: datetime) -> None:
    key = f"delegation-ended:{found.id}"
    await tell(session, DelegationEnded(found.id), key=key, official_id=found.deputy_id, now=now)


def _days(found: Delegation) -> dict[str, Any]:
    return {
        "deputy_id": found.deputy_id,
        "commune_id": found.commune_id,
        "starts_on": found.starts_on.isoformat(),
        "ends_on": found.ends_on.isoformat(),
    }


async def _note(
    session: Session,
    action: str,
    found: Delegation,
    person: Person,
    now: datetime,
    *,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    await record(
        session,
        action,
        "role_grant",
        found.id,
        now,
        actor_id=person.id,
        user_id=person.user_id,
        before=before,
        after=after,
    )
