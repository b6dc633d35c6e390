"""Requests of those who cannot prove who they are: what they say of themselves, and whom of the roster it may be."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, func, literal, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.account import Account
from models.base import Base, word
from models.commune import Commune
from models.database import Session
from models.folding import fold
from models.kinds import Role
from models.news.accounts import LinkWanted
from models.notice import tell
from models.official import Official, holders_of, is_present
from models.refusals import NoLongerThere


class LinkRequestState(StrEnum):
    """`lapsed`: the account proved itself another way before anybody answered."""

    open = "open"
    confirmed = "confirmed"
    refused = "refused"
    lapsed = "lapsed"


class LinkRequest(Base):
    """An account that asks a coordinator. Holds what the person said of himself; the phone goes when it is settled."""

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
    """A line of the roster that a stranger may be; `linked`: another account has the place."""

    id: int
    full_name: str
    staff_code: str
    unit: str
    linked: bool


MAX_SAID = 300
POOL = 60


async def ask_coordinators(session: Session, user_id: int, said: str, phone: str | None, now: datetime) -> LinkRequest:
    """Leave a request for the coordinators (the admins, while there is no coordinator).

    One open request an account, the newest words count; they are told once a day, however often the person writes.
    """
    request = await session.scalar(
        select(LinkRequest).where(LinkRequest.user_id == user_id, LinkRequest.state == LinkRequestState.open)
    )
    if request is None:
        request = LinkRequest(user_id=user_id, made_at=now, state=LinkRequestState.open)
        session.add(request)
    request.said, request.phone = said[:MAX_SAID], phone or request.phone
    await session.flush()
    today = now.date()
    asked = await holders_of(session, Role.coordinator, today) or await holders_of(session, Role.admin, today)
    for official_id in asked:
        await tell(session, LinkWanted(request.id), key=f"link:{request.id}:{today}", official_id=official_id, now=now)
    return request


async def open_requests(session: Session, limit: int = 8) -> list[LinkRequest]:
    """What waits for a coordinator, the oldest first."""
    return list(
        await session.scalars(
            select(LinkRequest)
            .where(LinkRequest.state == LinkRequestState.open)
            .order_by(LinkRequest.made_at, LinkRequest.id)
            .limit(limit)
        )
    )


async def lapse_requests(session: Session, user_id: int, official_id: int) -> None:
    """The account has proved itself another way: nobody needs to answer any more."""
    await session.execute(
        update(LinkRequest)
        .where(LinkRequest.user_id == user_id, LinkRequest.state == LinkRequestState.open)
        .values(state=LinkRequestState.lapsed, official_id=official_id, phone=None)
    )


async def outcome_of(session: Session, request_id: int) -> tuple[LinkRequestState, str | None, str | None]:
    """How a request stands, whose account it is, and who said so. Raises NoLongerThere for one that is forgotten."""
    request = await session.get(LinkRequest, request_id)
    if request is None:
        raise NoLongerThere
    official = await session.get(Official, request.official_id) if request.official_id else None
    decider = await session.get(Official, request.decided_by_id) if request.decided_by_id else None
    return request.state, official.full_name if official else None, decider.full_name if decider else None


async def candidates(session: Session, request: LinkRequest, now: datetime, limit: int = 3) -> list[Candidate]:
    """Present lines of the roster whose phone was shared, or whose name stands in what the person said; best first."""
    said = fold(request.said)
    has_phone = Official.phone == request.phone if request.phone else literal(False)
    as_words = literal(" ") + Official.folded_name + literal(" ")
    rows = await session.execute(
        select(Official, Commune.kind, Commune.name, Account.user_id)
        .outerjoin(Commune, Commune.id == Official.commune_id)
        .outerjoin(Account, Account.official_id == Official.id)
        .where(or_(literal(f" {said} ").contains(as_words), has_phone), is_present(now.date()))
        .order_by(has_phone.desc(), func.length(Official.folded_name).desc(), Official.id)
        .limit(POOL)
    )
    found = [
        (official.phone == request.phone, bool(name) and f" {fold(name)} " in f" {said} ", official, kind, name, user)
        for official, kind, name, user in rows
    ]
    found.sort(key=lambda one: (not one[0], not one[1]))
    return [
        Candidate(
            official.id,
            official.full_name,
            official.staff_code,
            f"{kind} {name}" if name else official.unit_name,
            linked=user is not None and user != request.user_id,
        )
        for _, _, official, kind, name, user in found[:limit]
    ]
