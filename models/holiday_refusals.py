"""Why the working calendar is not changed as somebody said."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.refusals import Refusal


class HolidayBar(StrEnum):
    """What is wrong with a line that was typed."""

    not_understood = "not_understood"
    no_such_day = "no_such_day"
    other_year = "other_year"
    no_name = "no_name"
    too_long = "too_long"
    works_anyway = "works_anyway"
    not_listed = "not_listed"


@dataclass(eq=False)
class BadHoliday(Refusal):
    """A line that cannot be followed, in the words in which it was typed; nothing of the others is done either."""

    bar: HolidayBar
    line: str
    year: int
    day: date | None = None


@dataclass(eq=False)
class YearConfirmed(Refusal):
    """Somebody has confirmed the year meanwhile, or imported it."""

    year: int
