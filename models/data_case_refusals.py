"""The noes around a person's own data: a request that is settled, that is one's own, or too much of something."""

from dataclasses import dataclass
from datetime import datetime

from models.refusals import Refusal


@dataclass(eq=False)
class CaseSettled(Refusal):
    """Somebody has answered it before, or the person took it back: told as the present state."""

    case_id: int


@dataclass(eq=False)
class OwnCase(Refusal):
    """Nobody answers a request about the own data."""

    case_id: int


@dataclass(eq=False)
class TooMuch(Refusal):
    """So many files of this kind within the hour are enough; `until` more are taken or given."""

    what: str
    most: int
    until: datetime
