"""The noes of lists, letters and certificates; worded and explained with those of `models/refusals.py`."""

from dataclasses import dataclass
from datetime import datetime

from models.refusals import Refusal


@dataclass(eq=False)
class NobodyToList(Refusal):
    """Nobody has a seat yet: a paper with an empty list is none."""

    course_id: int


@dataclass(eq=False)
class NotCompleted(Refusal):
    """A certificate is only for who has completed the course."""

    registration_id: int


@dataclass(eq=False)
class TooManyLookups(Refusal):
    """Too many certificate numbers asked for within the hour."""

    until: datetime


@dataclass(eq=False)
class TooManyDocuments(Refusal):
    """A course has all the letters that one screen can show."""

    most: int
