"""Letters of announcements: the announcement itself, its changes, and how it goes to those who send it."""

from bot.announced import announced as as_read
from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import announcement_after as after
from bot.texts.announcement_card import card
from bot.texts.announcement_writing import release_wanted as wanted
from models.announcement import Announcement, AnnouncementState
from models.announcement_change import AnnouncementChange as Change
from models.announcement_change import change_tally
from models.announcement_report import standing
from models.content import Content
from models.database import Session
from models.fields import Reader, reader_of
from models.news.announcements import (
    Announced,
    AnnouncementChanged,
    AnnouncementFinished,
    ChangeFinished,
    ReleaseAnswered,
    ReleaseWanted,
    TrialFailed,
)

letters = Letters()


@letters.of(Announced)
async def announced(occasion: Occasion, news: Announced) -> Message | None:
    """In the words that it has now; None when it was cancelled with this one already in hand."""
    one = await occasion.session.get_one(Announcement, news.announcement_id)
    if one.state is AnnouncementState.cancelled:
        return None
    return as_read(one, one.said, await _reader(occasion.session, one.said, occasion.official_id))


@letters.of(AnnouncementChanged)
async def changed(occasion: Occasion, news: AnnouncementChanged) -> Message:
    """The correction of one message, or its end."""
    change = await occasion.session.get_one(Change, news.change_id)
    if change.content is None:
        return Message(removes=news.message_ids)
    content = Content.from_json(change.content)
    one = await occasion.session.get_one(Announcement, change.announcement_id)
    message = as_read(one, content, await _reader(occasion.session, content, occasion.official_id))
    return Message(
        message.text,
        buttons=message.buttons,
        media=message.media,
        previews=True,
        replaces=news.message_ids[0],
    )


@letters.of(ReleaseWanted)
async def release_wanted(occasion: Occasion, news: ReleaseWanted) -> Message | None:
    seen = await standing(occasion.session, news.announcement_id, occasion.now)
    one = seen.announcement
    return wanted(seen) if one.state is AnnouncementState.waiting and one.rev == news.rev else None


@letters.of(ReleaseAnswered)
async def release_answered(occasion: Occasion, news: ReleaseAnswered) -> Message:
    one = await occasion.session.get_one(Announcement, news.announcement_id)
    return after.release_answered(one, news.released)


@letters.of(TrialFailed)
async def trial_failed(occasion: Occasion, news: TrialFailed) -> Message | None:
    seen = await standing(occasion.session, news.announcement_id, occasion.now)
    return after.trial_failed(seen) if seen.announcement.failed_trial else None


@letters.of(AnnouncementFinished)
async def finished(occasion: Occasion, news: AnnouncementFinished) -> Message | None:
    """The report; None when it goes on already, for those of whom nobody knew."""
    seen = await standing(occasion.session, news.announcement_id, occasion.now)
    is_over = seen.announcement.state is AnnouncementState.finished
    return card(seen, occasion.now) if is_over else None


@letters.of(ChangeFinished)
async def change_finished(occasion: Occasion, news: ChangeFinished) -> Message:
    change = await occasion.session.get_one(Change, news.change_id)
    return after.change_finished(change, await change_tally(occasion.session, change))


async def _reader(session: Session, content: Content, official_id: int | None) -> Reader | None:
    if not content.fields or official_id is None:
        return None
    return await reader_of(session, official_id)
