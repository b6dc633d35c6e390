"""Letters about somebody's hours."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import my_hours
from models.news.hours import HoursDoubted
from models.requests import request_of

letters = Letters()


@letters.of(HoursDoubted)
async def doubted(occasion: Occasion, news: HoursDoubted) -> Message:
    return my_hours.doubted(await request_of(occasion.session, news.registration_id), news.words)
