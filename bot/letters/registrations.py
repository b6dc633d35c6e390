"""Letters about a registration: it waits, it is decided, it has ended."""

from dataclasses import replace

from bot import buttons
from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import approvals, objections, offers, registrations
from models.approval_clock import decide_by
from models.approvers import approvers
from models.eligibility import standing
from models.news.registrations import (
    ApprovalWanted,
    Decided,
    DecidedByAnother,
    DepartmentDecided,
    NoLeaderReachable,
    OfferExpired,
    OfferTaken,
    QueueClosed,
    SeatOffered,
    Withdrawn,
)
from models.post import posts_of
from models.registration import Level, Reason, Registration, State
from models.requests import is_decided, request_of
from models.staffing import staffing
from models.substitution import HELD
from models.topics import Topic, wanted_topics

letters = Letters()


@letters.of(ApprovalWanted)
async def approval_wanted(occasion: Occasion, news: ApprovalWanted) -> Message | None:
    """The request, if it still waits and the reader is one of those whom it waits for now (a deputy may be by now)."""
    registration = await occasion.session.get(Registration, news.registration_id)
    if registration is None or registration.awaits is None:
        return None
    asked = await approvers(occasion.session, registration, occasion.now)
    if occasion.official_id not in {one.official_id for one in asked}:
        return None
    return await request_with_picture(occasion, news.registration_id)


async def request_with_picture(occasion: Occasion, registration_id: int) -> Message:
    """A request as those see it who decide: who, what, what speaks against it, who else is away.

    A leader may say that somebody else should come instead.
    """
    session, now = occasion.session, occasion.now
    request = await request_of(session, registration_id)
    until = await decide_by(session, registration_id, now)
    request = replace(request, closes_at=until or request.closes_at)  # the deadline that counts for the reader
    posts = await posts_of(session, request.official_id)
    flags = (await standing(session, request.official_id, request.course_id, now)).flags
    message = approvals.wanted(request, posts, flags, await staffing(session, request, now), now)
    if request.state in HELD and request.awaits is Level.leader:
        return replace(message, buttons=[*message.buttons, [buttons.SUBSTITUTE.on(request.id)]])
    return message


@letters.of(Decided)
async def decided(occasion: Occasion, news: Decided) -> Message | None:
    request = await request_of(occasion.session, news.registration_id)
    return registrations.decided(request) if request.state == news.state else None


@letters.of(DecidedByAnother)
async def decided_by_another(occasion: Occasion, news: DecidedByAnother) -> Message:
    return approvals.decided_by_another(await request_of(occasion.session, news.registration_id))


@letters.of(DepartmentDecided)
async def department_decided(occasion: Occasion, news: DepartmentDecided) -> Message | None:
    """None where the reader has stopped it, or it has become something else since."""
    session, official_id = occasion.session, occasion.official_id
    if official_id is None or not (await wanted_topics(session, official_id))[Topic.forwarded]:
        return None
    request = await request_of(session, news.registration_id)
    return objections.department_decided(request) if is_decided(request) else None


@letters.of(Withdrawn)
async def withdrawn(occasion: Occasion, news: Withdrawn) -> Message:
    request = await request_of(occasion.session, news.registration_id)
    return objections.answered(request) if request.reason is Reason.objection else approvals.withdrawn(request)


@letters.of(NoLeaderReachable)
async def no_leader_reachable(occasion: Occasion, news: NoLeaderReachable) -> Message | None:
    request = await request_of(occasion.session, news.registration_id)
    return approvals.no_leader_reachable(request) if request.awaits else None


@letters.of(SeatOffered)
async def seat_offered(occasion: Occasion, news: SeatOffered) -> Message | None:
    request = await request_of(occasion.session, news.registration_id)
    if request.state is not State.offered or request.offered_until is None or request.offered_until <= occasion.now:
        return None
    return offers.offered(request, request.offered_until, occasion.now)


@letters.of(OfferTaken)
async def offer_taken(occasion: Occasion, news: OfferTaken) -> Message | None:
    request = await request_of(occasion.session, news.registration_id)
    return offers.taken(request) if request.state is State.confirmed else None


@letters.of(OfferExpired)
async def offer_expired(occasion: Occasion, news: OfferExpired) -> Message:
    return offers.expired(await request_of(occasion.session, news.registration_id))


@letters.of(QueueClosed)
async def queue_closed(occasion: Occasion, news: QueueClosed) -> Message:
    return offers.queue_closed(await request_of(occasion.session, news.registration_id))
