"""Why somebody cannot have such quiet hours."""

from dataclasses import dataclass
from datetime import time

from models.refusals import Refusal


@dataclass(eq=False)
class HoursOutOfReason(Refusal):
    """They would begin before, or end after, the hours that the policy leaves to choice."""

    earliest: time
    latest: time
