"""Words a notice as of now, from the present rows: one file a subject; here they are all together."""

from typing import Any

from bot.letters import (
    accounts,
    announcements,
    approval_clock,
    certificates,
    covers,
    delegations,
    faults,
    hours,
    nominations,
    quotas,
    reach,
    registrations,
    substitutions,
)
from bot.letters.writing import Letters, Occasion
from bot.message import Message
from models.news.base import news_of

LETTERS = Letters().include(
    registrations.letters,
    nominations.letters,
    covers.letters,
    substitutions.letters,
    hours.letters,
    approval_clock.letters,
    delegations.letters,
    reach.letters,
    quotas.letters,
    announcements.letters,
    accounts.letters,
    certificates.letters,
    faults.letters,
)


async def letter(occasion: Occasion, kind: str, facts: dict[str, Any]) -> Message | None:
    """The message for one notice; None when what it says is no longer true and it is dropped."""
    news = news_of(kind, facts)
    return await LETTERS.writers[type(news)](occasion, news)
