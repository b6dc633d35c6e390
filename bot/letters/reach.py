"""Letters about communes in which no leader can be reached."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import reach as texts
from models.news.reach import LeadersMissing
from models.reach import communes_without_leader

letters = Letters()


@letters.of(LeadersMissing)
async def leaders_missing(occasion: Occasion, news: LeadersMissing) -> Message | None:
    """As it is now; None when all of them can be reached by then."""
    found = await communes_without_leader(occasion.session, news.course_ids, occasion.now.date())
    return texts.leaders_missing(found) if found else None
