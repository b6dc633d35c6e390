"""Makes the picture and the workbook of the week, one at a time in a thread of their own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

from bot.message import Message
from bot.poster import draw
from bot.sheets import write_sheets
from bot.texts import summary as texts
from bot.texts.summary_workbook import tables
from models.database import Session
from models.summary import Summary
from models.summary_rows import summary_rows
from models.summing_up import summary_of

_WORKSHOP = ThreadPoolExecutor(1, thread_name_prefix="summary")  # matplotlib is not made for two at once


async def picture_of(found: Summary) -> bytes:
    """The picture as PNG."""
    poster = texts.poster(found)
    return await _apart(lambda: draw(poster))


async def workbook_of(session: Session, found: Summary) -> bytes:
    """The rows behind the figures as .xlsx."""
    rows = await summary_rows(session, found.official_id, found.at)
    return await _apart(lambda: write_sheets(tables(found, rows)))


async def whole_summary(session: Session, official_id: int | None, now: datetime) -> Message:
    """All three messages at once, for who asks now."""
    found = await summary_of(session, official_id, now)
    if found.is_empty:
        return texts.nothing(now)
    listing = replace(texts.work_list(found), fresh=True)
    workbook = texts.workbook(found, await workbook_of(session, found))
    return texts.one_after_another(texts.picture(found, await picture_of(found)), workbook, listing)


async def _apart(make: Callable[[], bytes]) -> bytes:
    return await asyncio.get_running_loop().run_in_executor(_WORKSHOP, make)
