"""What can be told of the working calendar."""

from dataclasses import dataclass

from models.news.base import News


@dataclass(frozen=True)
class HolidaysWanted(News):
    """To the admins: nobody has said yet which days of that year are off."""

    year: int
