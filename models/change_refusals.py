"""Why a course cannot be changed so; worded in `bot/texts/change_refusals.py`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.refusals import Refusal


class ChangeBar(StrEnum):
    """What stands in the way."""

    not_published = "not_published"
    begun = "begun"
    over = "over"
    past = "past"
    too_far = "too_far"
    same_hour = "same_hour"
    overlaps = "overlaps"
    gone = "gone"
    rolled = "rolled"
    only_one = "only_one"
    same_day_only = "same_day_only"
    unchanged = "unchanged"
    itself = "itself"
    other_programme = "other_programme"
    fewer_seats = "fewer_seats"
    no_reason = "no_reason"


@dataclass(eq=False)
class CannotChange(Refusal):
    """A change that may not be; `at` is the moment that stands in the way, where there is one."""

    bar: ChangeBar
    course_id: int
    at: datetime | None = None
