"""Any text is a search (spelling, word order and dates are the engine's business), but for numbers that we gave out."""

from datetime import datetime

from bot.checking_in import checked_in, digits_said
from bot.context import Context
from bot.message import Message
from bot.routes import ANYBODY, Routes, Work
from bot.texts import certificates, registrations
from bot.texts import courses as texts
from bot.texts.course_card import card
from models.certificate_check import by_number, is_holder, number_said
from models.course_card import course_card
from models.course_lines import CourseLine, course_lines
from models.database import Session
from models.inbox import who_decides_for, who_has_it
from models.lookup import PAGE
from models.requests import requests_by
from models.search import Found
from models.search_miss import count_miss

routes = Routes()
AS_GOOD = 0.85  # of the best score


@routes.kind("text", needs=ANYBODY, work=Work.outside)
async def understand(context: Context) -> Message:
    """A certificate's number is looked up for anybody, six digits are a meeting's code; any other text is a search, for
    which one must be linked."""
    if context.person.official_id is not None and (digits := digits_said(context.text)):
        async with context.writing() as inside:
            return await checked_in(inside, digits)
    async with context.database.reading() as session:
        said = await number_said(session, context.text)
    if said is None:
        return await search_courses(context)
    async with context.database.writing() as session:
        found = await by_number(session, context.user_id, said, context.now)
        is_own = await is_holder(session, context.person, found)
    return certificates.checked(found, said.number, is_own=is_own)


async def search_courses(context: Context) -> Message:
    """Reads only; the words of a query that finds nothing are counted afterwards, without the person."""
    official_id = context.person.id
    async with context.database.reading() as session:
        found = await context.search.find(session, context.text, context.now)
        if found.is_courtesy:
            return texts.courtesy()
        if found.asks_who_decides:
            return await who_decides(context, session)
        if len(found.matches) == 1 and not found.choices:
            seen = await course_card(session, official_id, found.matches[0].id, context.now)
            return card(seen, context.now, person=context.person)
        lines = await best_lines(session, official_id, found, context.now)
    if found.choices:
        return texts.which_one(context.text, found.choices, lines, context.now)
    if found.matches:
        return texts.found(context.text, lines, len(found.matches) - len(lines), context.now)
    async with context.database.writing() as session:
        await count_miss(session, context.text, context.now.date())
    return texts.nothing_found(context.text, lines, context.now)


async def who_decides(context: Context, session: Session) -> Message:
    """Names as `/dangky` has them."""
    deciding = await who_decides_for(session, context.person, context.now)
    live = (await requests_by(session, context.person.id)).requests
    waiting = [one for one in live if one.awaits is not None]
    names = await who_has_it(session, waiting, context.now)
    return registrations.who_decides(deciding, waiting, names, context.now)


async def best_lines(session: Session, official_id: int, found: Found, now: datetime) -> list[CourseLine]:
    """The first page of what was found; among those that fit about equally well, what one may register for comes first.

    Where a time was asked for, the time decides.
    """
    matches = (found.matches or found.nearest)[: 3 * PAGE]
    lines = await course_lines(session, official_id, [match.id for match in matches]) if matches else []
    if found.period is None:
        as_good = {match.id for match in matches if match.score >= AS_GOOD * matches[0].score}
        lines.sort(key=lambda line: (line.id not in as_good, not (line.is_open(now) and line.invited)))
    return lines[:PAGE]
