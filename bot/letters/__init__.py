"""Words a notice as of now, from the present rows: one file a subject; here they are all together."""

from dataclasses import replace
from typing import Any

from bot.buttons import WHY_THIS
from bot.letters import (
    accounts,
    advice,
    announcements,
    approval_clock,
    calendar,
    certificates,
    course_changes,
    covers,
    data_cases,
    delegations,
    faults,
    gathering,
    hours,
    nominations,
    openings,
    quotas,
    reach,
    registrations,
    reminders,
    results,
    roll,
    substitutions,
    summary,
    surveys,
    teaching,
    week_ahead,
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
    results.letters,
    surveys.letters,
    course_changes.letters,
    data_cases.letters,
    faults.letters,
    reminders.letters,
    summary.letters,
    advice.letters,
    week_ahead.letters,
    openings.letters,
    roll.letters,
    teaching.letters,
    calendar.letters,
)
LETTERS.include(gathering.letters_of(LETTERS))


async def letter(occasion: Occasion, kind: str, facts: dict[str, Any]) -> Message | None:
    """The message for one notice; None when what it says is no longer true and it is dropped.

    Under what is sent by itself stands the question why.
    """
    news = news_of(kind, facts)
    message = await LETTERS.writers[type(news)](occasion, news)
    if message is None or news.topic is None:
        return message
    return replace(message, buttons=[*message.buttons, [WHY_THIS.on(news.topic)]])
