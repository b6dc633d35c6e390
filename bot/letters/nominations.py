"""Letters about a nomination: one is sent, the department decides, one objects, the objection is answered."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import objections as texts
from models.news.nominations import Nominated, NominationDecided, ObjectionAnswered, ObjectionRaised
from models.objection import answerers
from models.registration import LIVE, Registration
from models.requests import is_decided, request_of

letters = Letters()


@letters.of(Nominated)
async def nominated(occasion: Occasion, news: Nominated) -> Message | None:
    request = await request_of(occasion.session, news.registration_id)
    return texts.nominated(request) if request.state in LIVE else None


@letters.of(NominationDecided)
async def nomination_decided(occasion: Occasion, news: NominationDecided) -> Message | None:
    """While the decision stands: a yes may have brought an offer at once."""
    request = await request_of(occasion.session, news.registration_id)
    return texts.nomination_decided(request) if is_decided(request) else None


@letters.of(ObjectionRaised)
async def objection_raised(occasion: Occasion, news: ObjectionRaised) -> Message | None:
    """While it is unanswered, and to those who answer it today."""
    registration = await occasion.session.get_one(Registration, news.registration_id)
    if registration.state not in LIVE or registration.objection_answered_at is not None:
        return None
    if occasion.official_id not in await answerers(occasion.session, registration, occasion.now):
        return None
    return texts.raised(await request_of(occasion.session, registration.id))


@letters.of(ObjectionAnswered)
async def objection_answered(occasion: Occasion, news: ObjectionAnswered) -> Message:
    request = await request_of(occasion.session, news.registration_id)
    return texts.answer(request) if occasion.official_id == request.official_id else texts.answered(request)
