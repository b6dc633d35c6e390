"""Letters to the colleague who does the work meanwhile."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import covers as texts
from models.news.covers import CoverNamed, CoverReleased
from models.registration import LIVE, Registration
from models.requests import request_of

letters = Letters()


@letters.of(CoverNamed)
async def named(occasion: Occasion, news: CoverNamed) -> Message | None:
    registration = await occasion.session.get_one(Registration, news.registration_id)
    if registration.covered_by_id != occasion.official_id or registration.state not in LIVE:
        return None
    return texts.asked(await request_of(occasion.session, registration.id))


@letters.of(CoverReleased)
async def released(occasion: Occasion, news: CoverReleased) -> Message | None:
    """Unless the same colleague was named again meanwhile."""
    registration = await occasion.session.get_one(Registration, news.registration_id)
    if registration.covered_by_id == occasion.official_id and registration.state in LIVE:
        return None
    return texts.released(await request_of(occasion.session, registration.id))
