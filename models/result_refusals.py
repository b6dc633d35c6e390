"""The noes of results: what keeps a course from being closed, and a result from being changed."""

from dataclasses import dataclass
from datetime import datetime

from models.refusals import Refusal


@dataclass(eq=False)
class ResultRefusal(Refusal):
    """A no about results; their words are in bot/texts/result_refusals.py."""


@dataclass(eq=False)
class CourseNotOver(ResultRefusal):
    """Results are closed only after the last meeting."""

    of_course: int
    until: datetime


@dataclass(eq=False)
class ResultsNotReady(ResultRefusal):
    """For so many people nothing says whether they completed the course: a meeting without roll call, a test without a
    single mark, or neither of the two."""

    of_course: int
    people: int


@dataclass(eq=False)
class ResultsMoved(ResultRefusal):
    """What was rehearsed is no longer so: somebody entered something meanwhile."""

    of_course: int


@dataclass(eq=False)
class NothingToClose(ResultRefusal):
    """Everybody who had a seat has a result already, or nobody had one."""

    of_course: int


@dataclass(eq=False)
class ResultClosed(ResultRefusal):
    """The person's result is closed: it must be turned back before anything of it changes."""

    registration_id: int


@dataclass(eq=False)
class ReasonWanted(ResultRefusal):
    """A word by hand, and taking a result back, are nothing without a reason."""


@dataclass(eq=False)
class SameTest(ResultRefusal):
    """The course has a test of that name."""

    name: str


@dataclass(eq=False)
class TooManyTests(ResultRefusal):
    """The course has all the tests that one screen can show."""

    most: int
