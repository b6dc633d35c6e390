"""Letters of the approval clock: a request still waits, has gone on to the next, has ended undecided."""

from bot.letters.registrations import request_with_picture
from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import approval_clock as texts
from models.approval_clock import decide_by
from models.approvers import ESCALATED, approvers
from models.inbox import who_has_it
from models.news.approval_clock import CoordinatorAsked, DecisionDue, NobodyDecides, SecondAsked, Undecided
from models.official import Official
from models.registration import Level, Registration, State
from models.requests import request_of
from models.ways import coordinator_name

letters = Letters()


@letters.of(DecisionDue)
async def decision_due(occasion: Occasion, news: DecisionDue) -> Message | None:
    registration = await _asked_of_reader(occasion, news.registration_id)
    if registration is None:
        return None
    until = await decide_by(occasion.session, registration.id, occasion.now)
    since = registration.since.astimezone(occasion.now.tzinfo).date()
    return texts.reminder(await request_with_picture(occasion, registration.id), since, until)


@letters.of(SecondAsked)
async def second_asked(occasion: Occasion, news: SecondAsked) -> Message | None:
    registration = await _asked_of_reader(occasion, news.registration_id)
    if registration is None:
        return None
    until = await decide_by(occasion.session, registration.id, occasion.now)
    others = [
        (await occasion.session.get_one(Official, one.official_id)).full_name
        for one in await approvers(occasion.session, registration, occasion.now)
        if one.official_id != occasion.official_id
    ]
    return texts.second(await request_with_picture(occasion, registration.id), others, until)


@letters.of(CoordinatorAsked)
async def coordinator_asked(occasion: Occasion, news: CoordinatorAsked) -> Message | None:
    """None once it is decided, or has come to the department anyway (then there is a request of its own)."""
    registration = await occasion.session.get(Registration, news.registration_id)
    if registration is None or registration.awaits is not Level.leader or registration.nudged < ESCALATED:
        return None
    until = await decide_by(occasion.session, registration.id, occasion.now)
    return texts.coordinator(await request_with_picture(occasion, registration.id), until)


@letters.of(NobodyDecides)
async def nobody_decides(occasion: Occasion, news: NobodyDecides) -> Message | None:
    request = await request_of(occasion.session, news.registration_id)
    if request.awaits is None:
        return None
    until = await decide_by(occasion.session, request.id, occasion.now)
    names = (await who_has_it(occasion.session, [request], occasion.now)).get(request.id, [])
    return texts.nobody(request, names, until)


@letters.of(Undecided)
async def undecided(occasion: Occasion, news: Undecided) -> Message | None:
    """To the official, or to those whose decision it was."""
    request = await request_of(occasion.session, news.registration_id)
    if request.state is not State.expired:
        return None
    if occasion.official_id == request.official_id:
        return texts.expired(request, news.awaited, await coordinator_name(occasion.session, request.course_id))
    return texts.expired_for_deciders(request, news.awaited)


async def _asked_of_reader(occasion: Occasion, registration_id: int) -> Registration | None:
    """The registration, where it still waits for the reader."""
    registration = await occasion.session.get(Registration, registration_id)
    if registration is None or registration.awaits is None:
        return None
    asked = await approvers(occasion.session, registration, occasion.now)
    return registration if occasion.official_id in {one.official_id for one in asked} else None
