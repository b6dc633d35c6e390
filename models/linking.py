"""Tying a Telegram account to a line of the roster, by proof, and untying it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, String, func, literal, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.account import Account, Consent, account_of
from models.audit import record
from models.base import Base, word
from models.commune import Commune
from models.database import Session
from models.folding import fold
from models.kinds import Role
from models.news import AccountReplaced, LinkAnswered, LinkWanted
from models.notice import tell
from models.official import Official, holders_of
from models.person import Person
from models.policy import Policy, policy
from models.refusals import AlreadyDecided, NoLongerThere, OfficialLeft, TooManyTries


class Proof(StrEnum):
    """How an account was tied to a person."""

    phone = "phone"
    code_and_birth_date = "code_and_birth_date"
    invite = "invite"
    coordinator = "coordinator"


class LinkAttempt(Base):
    """Wrong tries of one account to name itself; after too many one has to wait."""

    __tablename__ = "link_attempts"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tries: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[datetime | None]


class LinkRequestState(StrEnum):
    open = "open"
    confirmed = "confirmed"
    refused = "refused"


class LinkRequest(Base):
    """An account that could not prove itself and asks a coordinator. Holds what the person said of himself."""

    __tablename__ = "link_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(index=True)
    said: Mapped[str] = mapped_column(String(300))
    phone: Mapped[str | None] = mapped_column(String(20))
    state: Mapped[LinkRequestState] = mapped_column(word(LinkRequestState), default=LinkRequestState.open)
    official_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    made_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))


@dataclass(frozen=True)
class Candidate:
    """A line of the roster that a stranger may be."""

    id: int
    full_name: str
    staff_code: str
    unit: str


async def by_phone(session: Session, phone: str, today: date) -> list[Official]:
    """Officials of the roster with this number (E.164) who still work here."""
    found = await session.scalars(
        select(Official).where(Official.phone == phone, _present(today)).order_by(Official.id)
    )
    return list(found)


async def by_code_and_birth_date(
    session: Session, user_id: int, staff_code: str, birth_date: date, now: datetime
) -> Official | None:
    """The official with this code and birth date. A wrong pair counts as a try; raises TooManyTries after the last."""
    attempt = await session.get(LinkAttempt, user_id, with_for_update=True)
    if attempt is None:
        attempt = LinkAttempt(user_id=user_id, tries=0)
        session.add(attempt)
    if attempt.wait_until is not None:
        if now < attempt.wait_until:
            raise TooManyTries(attempt.wait_until)
        attempt.tries, attempt.wait_until = 0, None
    official = await session.scalar(
        select(Official).where(
            func.lower(Official.staff_code) == staff_code.strip().lower(),
            Official.birth_date == birth_date,
            _present(now.date()),
        )
    )
    if official is not None:
        await session.delete(attempt)
        return official
    attempt.tries += 1
    if attempt.tries >= await policy(session, Policy.link_tries, now.date()):
        minutes = await policy(session, Policy.link_wait_minutes, now.date())
        attempt.wait_until = now + timedelta(minutes=minutes)
    await session.flush()
    return None


async def tries_left(session: Session, user_id: int, now: datetime) -> int:
    """How many wrong tries are left before the wait; 0 while waiting."""
    allowed = await policy(session, Policy.link_tries, now.date())
    attempt = await session.get(LinkAttempt, user_id)
    if attempt is None:
        return allowed
    if attempt.wait_until is not None:
        return 0 if now < attempt.wait_until else allowed
    return max(0, allowed - attempt.tries)


async def link(
    session: Session, user_id: int, official: Official, proof: Proof, now: datetime, actor_id: int | None = None
) -> None:
    """Tie the account to the official. An account that had the place before is untied and told. Raises OfficialLeft."""
    if official.left_on is not None and official.left_on <= now.date():
        raise OfficialLeft
    before = await session.scalar(select(Account).where(Account.official_id == official.id).with_for_update())
    if before is not None and before.user_id != user_id:
        before.official_id = None
        await session.flush()  # the place must be free before it is taken: official_id is unique
        await tell(
            session,
            AccountReplaced(official.id),
            key=f"replaced:{official.id}:{now.isoformat()}",
            user_id=before.user_id,
            now=now,
        )
    account = await account_of(session, user_id)
    account.official_id, account.linked_at, account.reachable = official.id, now, True
    await session.execute(
        update(Consent)
        .where(Consent.user_id == user_id, Consent.official_id.is_(None), Consent.withdrawn_at.is_(None))
        .values(official_id=official.id)
    )
    record(
        session,
        "link",
        "official",
        official.id,
        now,
        actor_id=actor_id or official.id,
        user_id=user_id,
        before={"user_id": before.user_id} if before else None,
        after={"user_id": user_id, "proof": proof},
    )


async def unlink(session: Session, official_id: int, now: datetime, actor: Person) -> None:
    """Untie the official's account; the consent given with it ends too."""
    account = await session.scalar(select(Account).where(Account.official_id == official_id).with_for_update())
    if account is None:
        raise NoLongerThere
    account.official_id = None
    await session.execute(
        update(Consent)
        .where(Consent.user_id == account.user_id, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    record(
        session,
        "unlink",
        "official",
        official_id,
        now,
        actor_id=actor.official_id,
        user_id=actor.user_id,
        before={"user_id": account.user_id},
    )


async def consent(session: Session, user_id: int, wording: str, how: str, now: datetime) -> None:
    """Keep the consent word for word, with how it was given."""
    await account_of(session, user_id)
    session.add(Consent(user_id=user_id, wording=wording, how=how, given_at=now))


async def ask_coordinators(session: Session, user_id: int, said: str, phone: str | None, now: datetime) -> LinkRequest:
    """Leave a request for the coordinators; one open request an account, the newest words count."""
    request = await session.scalar(
        select(LinkRequest).where(LinkRequest.user_id == user_id, LinkRequest.state == LinkRequestState.open)
    )
    if request is None:
        request = LinkRequest(user_id=user_id, made_at=now, state=LinkRequestState.open)
        session.add(request)
    request.said, request.phone = said[:300], phone
    await session.flush()
    for official_id in await holders_of(session, Role.coordinator, now.date()):
        await tell(
            session,
            LinkWanted(request.id),
            key=f"link:{request.id}:{now.isoformat()}",
            official_id=official_id,
            now=now,
        )
    return request


async def candidates(session: Session, request: LinkRequest, now: datetime, limit: int = 3) -> list[Candidate]:
    """Lines of the roster whose phone was shared, or whose name stands in what the person said."""
    rows = await session.execute(
        select(Official, Commune.kind, Commune.name)
        .outerjoin(Commune, Commune.id == Official.commune_id)
        .where(
            or_(literal(fold(request.said)).contains(Official.folded_name), Official.phone == request.phone),
            _present(now.date()),
        )
        .order_by((Official.phone == request.phone).desc(), Official.id)
        .limit(limit)
    )
    return [
        Candidate(
            official.id, official.full_name, official.staff_code, f"{kind} {name}" if name else official.unit_name
        )
        for official, kind, name in rows
    ]


async def answer_request(
    session: Session, person: Person, request_id: int, official_id: int | None, now: datetime
) -> LinkRequest:
    """A coordinator says who it is, or (None) that it is nobody of ours. The first answer stands."""
    person.must_have(Role.coordinator, Role.admin)
    request = await session.get(LinkRequest, request_id, with_for_update=True)
    if request is None:
        raise NoLongerThere
    if request.state is not LinkRequestState.open:
        raise AlreadyDecided(request_id)
    request.decided_by_id = person.official_id
    if official_id is None:
        request.state = LinkRequestState.refused
        record(session, "refuse_link", "link_request", request_id, now, actor_id=person.official_id)
    else:
        official = await session.get(Official, official_id)
        if official is None:
            raise NoLongerThere
        request.state, request.official_id = LinkRequestState.confirmed, official_id
        await link(session, request.user_id, official, Proof.coordinator, now, actor_id=person.official_id)
    await tell(session, LinkAnswered(request.id), key=f"link-answer:{request.id}", user_id=request.user_id, now=now)
    return request


def _present(today: date) -> ColumnElement[bool]:
    return or_(Official.left_on.is_(None), Official.left_on > today)
