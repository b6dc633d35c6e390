"""Letters about a substitute: the question to the colleague, to those who confirm, and how it ended."""

from datetime import datetime

from sqlalchemy import select

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import substitute_outcomes as outcomes
from bot.texts import substitutes as texts
from models.course import Course
from models.eligibility import TAKING_OVER, standing
from models.news.substitutions import SubstituteAccepted, SubstituteTakesOver, SubstituteWanted, SubstitutionEnded
from models.official import Official
from models.post import posts_of
from models.queue import begins_at
from models.registration import LIVE
from models.requests import request_of
from models.substitution import SubstitutionState, substitution_of
from models.substitution_confirmers import confirmers
from models.substitution_view import SubstitutionView, substitution_view

letters = Letters()


@letters.of(SubstituteWanted)
async def wanted(occasion: Occasion, news: SubstituteWanted) -> Message | None:
    """The question, while it is still one."""
    seen = await substitution_view(occasion.session, news.substitution_id)
    if seen.state is not SubstitutionState.asked:
        return None
    begins = await _begins(occasion, seen)
    found = await standing(occasion.session, seen.colleague_id, seen.given.course_id, occasion.now, TAKING_OVER)
    own = await request_of(occasion.session, found.facts.live_id) if found.facts.live_id is not None else None
    return texts.wanted(seen, begins, found.flags, own) if begins > occasion.now else None


@letters.of(SubstituteAccepted)
async def accepted(occasion: Occasion, news: SubstituteAccepted) -> Message | None:
    """To whoever is asked for the last word as of now: a deputy may be by now."""
    wish, registration = await substitution_of(occasion.session, news.substitution_id)
    if wish.state is not SubstitutionState.accepted:
        return None
    asked = await confirmers(occasion.session, wish, registration, occasion.now)
    if occasion.official_id not in {one.official_id for one in asked}:
        return None
    return await to_confirm(occasion, news.substitution_id)


async def to_confirm(occasion: Occasion, substitution_id: int) -> Message:
    """As those see it who confirm."""
    seen = await substitution_view(occasion.session, substitution_id)
    posts = await posts_of(occasion.session, seen.colleague_id)
    found = await standing(occasion.session, seen.colleague_id, seen.given.course_id, occasion.now, TAKING_OVER)
    return texts.accepted(seen, posts, found.flags, await _begins(occasion, seen))


@letters.of(SubstituteTakesOver)
async def takes_over(occasion: Occasion, news: SubstituteTakesOver) -> Message | None:
    """While the one who comes still comes."""
    seen = await substitution_view(occasion.session, news.substitution_id)
    if seen.taken is None or seen.taken.state not in LIVE:
        return None
    return outcomes.takes_over(seen, occasion.official_id)


@letters.of(SubstitutionEnded)
async def ended(occasion: Occasion, news: SubstitutionEnded) -> Message | None:
    seen = await substitution_view(occasion.session, news.substitution_id)
    return outcomes.ended(seen, occasion.official_id, await _begins(occasion, seen), occasion.now)


async def present(occasion: Occasion, substitution_id: int) -> Message:
    """Where a wish stands, as the reader may see it: the answer to a tap, and to one that came too late."""
    seen = await substitution_view(occasion.session, substitution_id)
    names = await confirmer_names(occasion, substitution_id) if seen.state is SubstitutionState.accepted else []
    return outcomes.stands(seen, occasion.official_id, names, await _begins(occasion, seen), occasion.now)


async def confirmer_names(occasion: Occasion, substitution_id: int) -> list[str]:
    """Those whose word is missing."""
    wish, registration = await substitution_of(occasion.session, substitution_id)
    ids = [one.official_id for one in await confirmers(occasion.session, wish, registration, occasion.now)]
    rows = await occasion.session.execute(select(Official.id, Official.full_name).where(Official.id.in_(ids)))
    names = {row.id: row.full_name for row in rows}
    return [names[one] for one in ids]


async def _begins(occasion: Occasion, seen: SubstitutionView) -> datetime:
    course = await occasion.session.get_one(Course, seen.given.course_id)
    return await begins_at(occasion.session, course, occasion.now)
