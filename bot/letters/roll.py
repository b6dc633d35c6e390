"""The letter to leaders of those who were absent."""

from datetime import date

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts.absences import absences
from models.absences import absences_for
from models.news.roll import PeopleAbsent

letters = Letters()


@letters.of(PeopleAbsent)
async def people_absent(occasion: Occasion, news: PeopleAbsent) -> Message | None:
    """None when the roll has been corrected meanwhile, or the reader decides for nobody any more."""
    if occasion.official_id is None:
        return None
    day = date.fromisoformat(news.on)
    found = await absences_for(occasion.session, occasion.official_id, day, occasion.now)
    return absences(found, occasion.now) if found else None
