"""Letters about the working calendar."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import holidays
from models.holiday_year import is_known
from models.news.calendar import HolidaysWanted

letters = Letters()


@letters.of(HolidaysWanted)
async def holidays_wanted(occasion: Occasion, news: HolidaysWanted) -> Message | None:
    """None when somebody has confirmed or imported them meanwhile."""
    return None if await is_known(occasion.session, news.year) else holidays.wanted(news.year)
