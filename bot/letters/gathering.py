"""The letter in which several go along: each is worded by its own writer, and what is no longer true is left out."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import gathering
from models.holding import gathered_in
from models.news.base import news_of
from models.news.gathering import Gathered


def letters_of(others: Letters) -> Letters:
    """The writer, who asks the others."""
    letters = Letters()

    @letters.of(Gathered)
    async def gathered(occasion: Occasion, news: Gathered) -> Message | None:
        parts = []
        for notice in await gathered_in(occasion.session, news.first_id, occasion.now):
            one = news_of(notice.kind, notice.facts)
            message = await others.writers[type(one)](occasion, one)
            if message is not None and message.text:
                parts.append((notice.id, message))
        if len(parts) == 1:
            return parts[0][1]
        return gathering.together(parts) if parts else None

    return letters
