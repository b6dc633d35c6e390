"""The screens on which an admin writes, sends and follows an announcement, built from the rows as they are now."""

from bot.announced import announced
from bot.context import Context
from bot.message import Message
from bot.texts import announcement_writing as writing
from bot.texts import audience as audiences
from bot.texts.announcement_card import card
from models.announcement import Announcement, AnnouncementState
from models.announcement_card import stand_at
from models.announcement_report import Standing, standing
from models.audience import count, first_of
from models.audience_names import names_of
from models.fields import Reader, reader_of
from models.policy import Policy, policy
from models.release import goes_at


async def preview(context: Context, one: Announcement) -> Message:
    """The announcement exactly as it will look, and below it how many will get it."""
    message = await as_read(context, one)
    return Message(
        message.text,
        buttons=message.buttons,
        media=message.media,
        place=message.place,
        previews=True,
        fresh=True,
        then=await draft_screen(context, one),
    )


async def as_read(context: Context, one: Announcement) -> Message:
    """As the first person of the audience will read it; before there is any, as its author would."""
    content = one.said
    reader: Reader | None = None
    if content.fields:
        first = await first_of(context.session, one.addressed, context.now) or one.author_id
        reader = await reader_of(context.session, first) if first is not None else Reader("", "", "", "")
    return announced(one, content, reader)


async def draft_screen(context: Context, one: Announcement) -> Message:
    """What is to be sent, to how many, when; with «send» once it is for somebody."""
    seen = await standing(context.session, one.id, context.now)
    who = audiences.in_words(one.addressed, await names_of(context.session, one.addressed))
    alone = await policy(context.session, Policy.alone_up_to, context.now.date())
    wanted = one.send_at if one.send_at is not None and one.send_at > context.now else context.now
    at = goes_at(one, context.quiet, context.now)
    return writing.draft(seen, who, alone, at if at > wanted else None, context.now)


async def second_person_screen(context: Context, one: Announcement) -> Message:
    """The announcement, and below it the question to the second person."""
    message = await as_read(context, one)
    seen = await standing(context.session, one.id, context.now)
    who = audiences.in_words(one.addressed, await names_of(context.session, one.addressed))
    return Message(
        message.text,
        buttons=message.buttons,
        media=message.media,
        place=message.place,
        previews=True,
        fresh=True,
        then=writing.second_person_reads(seen, who, context.now),
    )


async def audience_screen(
    context: Context, one: Announcement, unknown: tuple[str, ...] = (), *, fresh: bool = False
) -> Message:
    """Who it is for so far, exactly counted."""
    audience = one.addressed
    found = await count(context.session, audience, context.now)
    names = await names_of(context.session, audience)
    return audiences.choosing(one.id, audience, names, found, unknown, fresh=fresh)


async def card_screen(context: Context, announcement_id: int, toast: str = "") -> Message:
    """How it stands; from now on the pressed message is the card that keeps itself up to date."""
    seen: Standing = await standing(context.session, announcement_id, context.now)
    if seen.announcement.state is AnnouncementState.draft:
        return await preview(context, seen.announcement)
    if context.message_id:
        await stand_at(context.session, announcement_id, context.user_id, context.message_id, context.now)
    message = card(seen, context.now, context.quiet)
    return Message(message.text, buttons=message.buttons, toast=toast)
