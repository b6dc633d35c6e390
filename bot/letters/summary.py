"""Letters of the weekly summary."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.summing_up import picture_of, workbook_of
from bot.texts import summary
from models.news.summary import WeekList, WeekPicture, WeekWorkbook
from models.summary import Summary
from models.summing_up import summary_of

letters = Letters()


@letters.of(WeekPicture)
async def week_picture(occasion: Occasion, news: WeekPicture) -> Message | None:
    """None in a week that one line says."""
    found = await _summary(occasion, news.whole)
    return None if found.is_quiet else summary.picture(found, await picture_of(found))


@letters.of(WeekWorkbook)
async def week_workbook(occasion: Occasion, news: WeekWorkbook) -> Message | None:
    found = await _summary(occasion, news.whole)
    return None if found.is_quiet else summary.workbook(found, await workbook_of(occasion.session, found))


@letters.of(WeekList)
async def week_list(occasion: Occasion, news: WeekList) -> Message | None:
    """None for somebody who has no course: silence."""
    found = await _summary(occasion, news.whole)
    return None if found.is_empty else summary.work_list(found)


async def _summary(occasion: Occasion, whole: bool) -> Summary:
    return await summary_of(occasion.session, None if whole else occasion.official_id, occasion.now)
