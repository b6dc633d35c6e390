"""Why a leader's decisions cannot go to somebody for some days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.refusals import Refusal


class DelegationBar(StrEnum):
    """Why a leader's decisions cannot go to somebody for those days."""

    lent = "lent"
    oneself = "oneself"
    elsewhere = "elsewhere"
    unreachable = "unreachable"
    away = "away"
    past = "past"
    too_long = "too_long"
    overlap = "overlap"


@dataclass(eq=False)
class CannotDelegate(Refusal):
    """A delegation that may not be: `name` is the deputy, or the leader who lent the right; `days` the most allowed."""

    bar: DelegationBar
    name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    days: int = 0
