"""Letters to the admins about the bot itself."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import faults
from models.news.faults import FaultHappened

letters = Letters()


@letters.of(FaultHappened)
async def happened(occasion: Occasion, news: FaultHappened) -> Message:
    return faults.happened(news.where, news.fault)
