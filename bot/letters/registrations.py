"""Letters about a registration: it waits, it is decided, it has ended."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import approvals, registrations
from models.news.registrations import ApprovalWanted, Decided, DecidedByAnother, NoLeaderReachable, Withdrawn
from models.registration import State
from models.requests import posts_of, request_of
from models.staffing import staffing

letters = Letters()


@letters.of(ApprovalWanted)
async def approval_wanted(occasion: Occasion, news: ApprovalWanted) -> Message | None:
    """The request with its staffing picture; None when it is decided already."""
    session, now = occasion.session, occasion.now
    request = await request_of(session, news.registration_id)
    if request.state is not State.pending:
        return None
    posts = await posts_of(session, request.official_id)
    return approvals.wanted(request, posts, await staffing(session, request, now), now)


@letters.of(Decided)
async def decided(occasion: Occasion, news: Decided) -> Message | None:
    request = await request_of(occasion.session, news.registration_id)
    return registrations.decided(request) if request.state == news.state else None


@letters.of(DecidedByAnother)
async def decided_by_another(occasion: Occasion, news: DecidedByAnother) -> Message:
    return approvals.decided_by_another(await request_of(occasion.session, news.registration_id))


@letters.of(Withdrawn)
async def withdrawn(occasion: Occasion, news: Withdrawn) -> Message:
    return approvals.withdrawn(await request_of(occasion.session, news.registration_id))


@letters.of(NoLeaderReachable)
async def no_leader_reachable(occasion: Occasion, news: NoLeaderReachable) -> Message | None:
    request = await request_of(occasion.session, news.registration_id)
    return approvals.no_leader_reachable(request) if request.state is State.pending else None
