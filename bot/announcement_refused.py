"""Turns a no about announcements into an answer: the reason, and how the announcement stands now."""

from datetime import datetime

from bot import buttons
from bot.message import Message, Press
from bot.texts.announcement_card import card
from bot.texts.announcement_refusals import STALE, sentence
from bot.texts.words import html, lines
from models.announcement_refusals import (
    AnnouncementIncomplete,
    AnnouncementMovedOn,
    AnnouncementRefusal,
    NothingToChange,
    StillOnTheWay,
)
from models.announcement_report import standing
from models.database import Session


async def explain_announcement(session: Session, refusal: AnnouncementRefusal, now: datetime) -> Message:
    """What the admin reads, with buttons that lead on."""
    ways: list[list[Press]] = []
    match refusal:
        case AnnouncementMovedOn(announcement_id=announcement_id):
            seen = card(await standing(session, announcement_id, now), now)
            return Message(lines(sentence(refusal), "", seen.text), buttons=seen.buttons, toast=STALE)
        case StillOnTheWay(announcement_id=announcement_id) | NothingToChange(announcement_id=announcement_id):
            ways = [[buttons.ANNOUNCEMENT.on(announcement_id)]]
        case AnnouncementIncomplete(announcement_id=announcement_id):
            ways = [[buttons.ADDRESS.on(announcement_id)]]
    return Message(html("{}").format(sentence(refusal)), buttons=ways)
