"""Tying a Telegram account to a line of the roster once it is proved, and untying it."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from models.account import Account, Consent, account_of, end_consents
from models.audit import record
from models.database import Session
from models.dialogue import end_dialogue
from models.invite import close_invites
from models.kinds import Role
from models.link_request import LinkRequest, LinkRequestState, lapse_requests
from models.linking_refusals import LinkedAsAnother, LinkRequestSettled
from models.news.accounts import AccountReplaced, AccountUntied, LinkAnswered
from models.notice import tell
from models.official import Official
from models.person import Person
from models.proof import Proof
from models.refusals import NoLongerThere, OfficialLeft
from models.staff import must_manage

WORTH_TELLING = timedelta(days=30)


async def link(
    session: Session, user_id: int, official: Official, proof: Proof, now: datetime, actor: Person | None = None
) -> None:
    """Tie the account to the official; the account that had the place is untied and told.

    Raises OfficialLeft, and LinkedAsAnother: an account never changes its person by itself, it is untied first.
    """
    official = await session.get_one(Official, official.id, with_for_update=True, populate_existing=True)
    if official.left_on is not None and official.left_on <= now.date():
        raise OfficialLeft
    account = await account_of(session, user_id)
    await must_be_free(session, account, official.id, now)
    await lapse_requests(session, user_id, official.id)
    await close_invites(session, official.id, now)
    if account.official_id == official.id:
        return
    before = await session.scalar(select(Account).where(Account.official_id == official.id).with_for_update())
    if before is not None:
        await _untie(session, before, now)
        await _tell_account(session, AccountReplaced(official.id), before.user_id, now)
    account.official_id, account.linked_at = official.id, now
    account.reachable, account.unreachable_since = True, None
    await session.execute(
        update(Consent)
        .where(Consent.user_id == user_id, Consent.withdrawn_at.is_(None))
        .values(official_id=official.id)
    )
    await record(
        session,
        "link",
        "official",
        official.id,
        now,
        actor_id=actor.official_id if actor else official.id,
        user_id=actor.user_id if actor else user_id,
        before={"user_id": before.user_id} if before else None,
        after={"user_id": user_id, "proof": proof},
    )


async def must_be_free(session: Session, account: Account, official_id: int, now: datetime) -> None:
    """Raises LinkedAsAnother when the account belongs to somebody else who still works here."""
    if account.official_id in (None, official_id):
        return
    holder = await session.get_one(Official, account.official_id)
    if holder.left_on is None or holder.left_on > now.date():
        raise LinkedAsAnother(holder.full_name)


async def unlink(session: Session, official_id: int, now: datetime, actor: Person) -> None:
    """Untie the official's account; the consent given with it ends too. Who did not do it himself is told."""
    if actor.official_id != official_id:
        await must_manage(session, actor, official_id, now.date())
    account = await session.scalar(select(Account).where(Account.official_id == official_id).with_for_update())
    if account is None:
        raise NoLongerThere
    await _untie(session, account, now)
    if actor.official_id != official_id:
        await _tell_account(session, AccountUntied(official_id), account.user_id, now)
    await record(
        session,
        "unlink",
        "official",
        official_id,
        now,
        actor_id=actor.official_id,
        user_id=actor.user_id,
        before={"user_id": account.user_id},
    )


async def answer_request(
    session: Session, person: Person, request_id: int, official_id: int | None, now: datetime
) -> LinkRequest:
    """A coordinator says who it is, or (None) that it is nobody of ours. The first answer stands."""
    person.must_have(Role.coordinator, Role.admin)
    request = await session.get(LinkRequest, request_id, with_for_update=True)
    if request is None:
        raise NoLongerThere
    if request.state is not LinkRequestState.open:
        raise LinkRequestSettled(request_id)
    request.decided_by_id, request.phone = person.official_id, None
    if official_id is None:
        request.state = LinkRequestState.refused
        await record(
            session,
            "refuse_link",
            "link_request",
            request_id,
            now,
            actor_id=person.official_id,
            user_id=person.user_id,
            after={"user_id": request.user_id},
        )
    else:
        official = await session.get(Official, official_id)
        if official is None or (official.left_on is not None and official.left_on <= now.date()):
            raise NoLongerThere
        await must_manage(session, person, official_id, now.date())
        request.state, request.official_id = LinkRequestState.confirmed, official_id
        await session.flush()
        await link(session, request.user_id, official, Proof.coordinator, now, actor=person)
    await tell(session, LinkAnswered(request.id), key=f"link-answer:{request.id}", user_id=request.user_id, now=now)
    return request


async def _untie(session: Session, account: Account, now: datetime) -> None:
    account.official_id = None
    await end_consents(session, account.user_id, now)
    await end_dialogue(session, account.user_id)
    await session.flush()  # the place must be free before another account takes it: official_id is unique


async def _tell_account(session: Session, news: AccountReplaced | AccountUntied, user_id: int, now: datetime) -> None:
    key = f"{type(news).__name__}:{news.official_id}:{now.isoformat()}"
    await tell(session, news, key=key, user_id=user_id, now=now, stale_at=now + WORTH_TELLING)
