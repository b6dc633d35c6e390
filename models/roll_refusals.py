"""The noes of roll call, of teaching and of questions to the trainer."""

from dataclasses import dataclass
from datetime import datetime

from models.refusals import Refusal


class RollRefusal(Refusal):
    """Any of them."""


@dataclass(eq=False)
class NoMeetings(RollRefusal):
    """A course without a timetable has no half-day at which anybody could be."""

    course_id: int


@dataclass(eq=False)
class RollNotOpen(RollRefusal):
    """The roll of this meeting cannot be called yet."""

    meeting_id: int
    opens_at: datetime


@dataclass(eq=False)
class RollClosed(RollRefusal):
    """So long after the meeting only the coordinator corrects the roll."""

    meeting_id: int
    closed_at: datetime


@dataclass(eq=False)
class TooManySheets(RollRefusal):
    """A meeting has all the pictures of its signed sheet that one page can show."""

    meeting_id: int
    most: int


@dataclass(eq=False)
class TeachingOver(RollRefusal):
    """The trainer no longer teaches there, or the meetings are over: told as the present timetable."""


@dataclass(eq=False)
class QuestionsClosed(RollRefusal):
    """The course has begun, or the seat is not approved: no question can be left any more."""

    registration_id: int
