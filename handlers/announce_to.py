"""An admin says who an announcement is for: by taps, by typed or pasted words, by a workbook of staff codes."""

from collections.abc import Callable
from dataclasses import replace

from bot import buttons
from bot.announcing import audience_screen, preview
from bot.context import Context
from bot.message import Message
from bot.routes import TEXT_OR_FILE, Routes, Work
from bot.texts import audience as texts
from bot.texts import imports
from bot.workbook.guard import UnsafeWorkbook
from bot.workbook.reader import read_cells
from models.announcement import Announcement, address, draft_of
from models.audience import Audience, Group
from models.audience_choices import Page, choices, with_choice
from models.audience_words import Read, read_audience, with_codes
from models.kinds import Role
from models.workbook_problems import MAX_BYTES, UnsafeCode

routes = Routes()
ADMINS = frozenset({Role.admin})
STEP = "announcement_audience"


@routes.press(buttons.ADDRESS, needs=ADMINS, work=Work.writes)
async def show(context: Context) -> Message:
    """The next words are taken as who it is for."""
    draft = await _draft(context)
    return await audience_screen(context, draft)


@routes.press(buttons.EVERYBODY, needs=ADMINS, work=Work.writes)
async def everybody(context: Context) -> Message:
    """The whole roster: with nothing else chosen the preview follows at once."""
    draft = await _draft(context)
    before = draft.addressed
    audience = before.with_last(replace(before.last, everybody=True)) if before.include else _alone()
    draft = await address(context.session, context.person, draft.id, audience)
    return await preview(context, draft) if audience == _alone() else await audience_screen(context, draft)


def _alone() -> Audience:
    return Audience((Group(everybody=True),))


@routes.press(buttons.PICK, needs=ADMINS)
async def pick(context: Context) -> Message:
    """One kind of criterion with its values."""
    return await _picking(context, page_of(context))


@routes.press(buttons.CHOOSE, needs=ADMINS, work=Work.writes)
async def choose(context: Context) -> Message:
    """The button carries what is to be, so that a double tap says it twice and changes it once."""
    draft = await _draft(context)
    page, value, on = page_of(context), context.id(2), bool(context.id(3))
    group = await with_choice(context.session, draft.addressed.last, page, value, on=on)
    audience = draft.addressed.with_last(group) if draft.addressed.include else Audience((group,))
    await address(context.session, context.person, draft.id, audience)
    return await _picking(context, page)


async def _picking(context: Context, page: Page) -> Message:
    draft = await draft_of(context.session, context.person, context.id())
    return texts.pick(draft.id, page, await choices(context.session, draft.addressed.last, page, context.now))


def page_of(context: Context) -> Page:
    return Page(context.id(1) % len(Page))


@routes.press(buttons.ANOTHER_GROUP, needs=ADMINS, work=Work.writes)
async def another_group(context: Context) -> Message:
    return await _changed(context, lambda audience: audience.with_another(taken_away=False))


@routes.press(buttons.TAKE_AWAY, needs=ADMINS, work=Work.writes)
async def take_away(context: Context) -> Message:
    return await _changed(context, lambda audience: audience.with_another(taken_away=True))


@routes.press(buttons.CHOOSE_ANEW, needs=ADMINS, work=Work.writes)
async def choose_anew(context: Context) -> Message:
    return await _changed(context, lambda _: Audience())


async def _changed(context: Context, change: Callable[[Audience], Audience]) -> Message:
    draft = await _draft(context)
    draft = await address(context.session, context.person, draft.id, change(draft.addressed))
    return await audience_screen(context, draft)


@routes.step(STEP, needs=ADMINS, work=Work.outside, takes=TEXT_OR_FILE)
async def take_words(context: Context) -> Message:
    """Names, codes, or a workbook of them; what is not understood is named and changes nothing."""
    cells: list[str] = []
    if context.upload is not None:
        if context.upload.size > MAX_BYTES:
            return imports.unsafe(UnsafeCode.too_big)
        try:
            cells = await read_cells(await context.fetch(context.upload.file_id))
        except UnsafeWorkbook as refusal:
            return imports.unsafe(refusal.code)
    announcement_id = int((context.person.data or {})["announcement_id"])
    async with context.writing() as inside:
        draft = await draft_of(inside.session, context.person, announcement_id)
        audience = draft.addressed
        today = context.now.date()
        read = await read_audience(inside.session, context.text, audience.last, today)
        if cells:
            read = Read(await with_codes(inside.session, cells, audience.last, today), ())
        if read.group != audience.last:
            audience = audience.with_last(read.group) if audience.include else Audience((read.group,))
            draft = await address(inside.session, context.person, draft.id, audience)
        return await audience_screen(inside, draft, read.unknown, fresh=True)


async def _draft(context: Context) -> Announcement:
    """The draft; from now on words say who it is for."""
    draft = await draft_of(context.session, context.person, context.id())
    await context.expect(STEP, announcement_id=draft.id)
    return draft
