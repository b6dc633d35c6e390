"""Letters about seats kept for a commune."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import quotas
from models.course import Course
from models.deciders import deciders_of
from models.news.quotas import SeatsUnused, SeatWanted, WishAnswered
from models.quota import QuotaWish, QuotaWishState
from models.quota_wish import wish_of
from models.seating import seating_of

letters = Letters()


@letters.of(SeatWanted)
async def seat_wanted(occasion: Occasion, news: SeatWanted) -> Message | None:
    """The wish, if it is open and the reader still decides for the commune."""
    wish = await occasion.session.get_one(QuotaWish, news.wish_id)
    asked = await deciders_of(occasion.session, wish.to_id, occasion.now.date())
    if wish.state is not QuotaWishState.open or occasion.official_id not in {one.official_id for one in asked}:
        return None
    course = await occasion.session.get_one(Course, wish.course_id)
    unused = (await seating_of(occasion.session, course, occasion.now)).unused(wish.to_id)
    return quotas.wanted(await wish_of(occasion.session, wish.id), unused, occasion.now) if unused else None


@letters.of(WishAnswered)
async def wish_answered(occasion: Occasion, news: WishAnswered) -> Message:
    return quotas.answered(await wish_of(occasion.session, news.wish_id), occasion.now)


@letters.of(SeatsUnused)
async def seats_unused(occasion: Occasion, news: SeatsUnused) -> Message | None:
    """As many as are unused now; none where they have been used, or are kept no longer."""
    course = await occasion.session.get_one(Course, news.course_id)
    seating = await seating_of(occasion.session, course, occasion.now)
    unused = seating.unused(news.commune_id)
    if not unused or seating.quotas_until is None or not course.is_open(occasion.now):
        return None
    return quotas.unused(course, unused, seating.quotas_until, occasion.now)
