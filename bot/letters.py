"""Words a notice as of now, from the present rows; None when what it says is no longer true and it is dropped."""

from datetime import datetime
from typing import Any

from bot.message import Message
from bot.texts import approvals, faults, link_requests, registrations, unlinking
from models.database import Session
from models.link_request import LinkRequest, LinkRequestState, candidates
from models.news import (
    AccountReplaced,
    AccountUntied,
    ApprovalWanted,
    Decided,
    DecidedByAnother,
    FaultHappened,
    LinkAnswered,
    LinkWanted,
    NoLeaderReachable,
    Withdrawn,
    news_of,
)
from models.official import Official
from models.registration import State
from models.requests import posts_of, request_of
from models.staffing import staffing


async def letter(session: Session, kind: str, facts: dict[str, Any], now: datetime) -> Message | None:
    """The message for one notice. A new kind of news gets its case here and its wording in `bot/texts/`."""
    match news_of(kind, facts):
        case ApprovalWanted(registration_id):
            return await approval_wanted(session, registration_id, now)
        case Decided(registration_id, state):
            request = await request_of(session, registration_id)
            return registrations.decided(request) if request.state == state else None
        case DecidedByAnother(registration_id):
            return approvals.decided_by_another(await request_of(session, registration_id))
        case Withdrawn(registration_id):
            return approvals.withdrawn(await request_of(session, registration_id))
        case NoLeaderReachable(registration_id):
            request = await request_of(session, registration_id)
            return approvals.no_leader_reachable(request) if request.state is State.pending else None
        case LinkWanted(request_id):
            return await link_wanted(session, request_id, now)
        case LinkAnswered(request_id):
            link_request = await session.get_one(LinkRequest, request_id)
            official = await session.get(Official, link_request.official_id) if link_request.official_id else None
            return link_requests.answered(official.full_name if official else None)
        case AccountReplaced(official_id):
            return unlinking.account_replaced((await session.get_one(Official, official_id)).full_name)
        case AccountUntied(official_id):
            return unlinking.account_untied((await session.get_one(Official, official_id)).full_name)
        case FaultHappened(where, fault):
            return faults.happened(where, fault)
    raise LookupError(f"no wording for news of kind {kind}")


async def approval_wanted(session: Session, registration_id: int, now: datetime) -> Message | None:
    """The request with its staffing picture; None when it is decided already."""
    request = await request_of(session, registration_id)
    if request.state is not State.pending:
        return None
    posts = await posts_of(session, request.official_id)
    return approvals.wanted(request, posts, await staffing(session, request, now), now)


async def link_wanted(session: Session, request_id: int, now: datetime) -> Message | None:
    """A stranger's request with those whom he may be; None when it is answered already."""
    request = await session.get_one(LinkRequest, request_id)
    if request.state is not LinkRequestState.open:
        return None
    return link_requests.wanted(request, await candidates(session, request, now))
