"""An evening and a morning hour as somebody types them: «18h30 - 7h», «từ 21:00 đến 6 giờ»."""

import re
from datetime import time

from models.folding import fold
from models.quiet import QuietHours

_HOUR = r"(\d{1,2})\s*(?:h|:|gio|g)?\s*(\d{2})?"
_HOURS = re.compile(rf"(?:tu )?{_HOUR}\s*(?:-|den|toi)\s*{_HOUR}(?: sang)?")


def hours_said(text: str) -> QuietHours | None:
    """None for anything that is not two different hours of a day, the first in the evening of the day before."""
    plain = " ".join("".join(fold(letter) or letter for letter in text.replace("–", "-")).split())
    found = _HOURS.fullmatch(plain)
    if found is None:
        return None
    numbers = [int(part or 0) for part in found.groups()]
    if max(numbers[0], numbers[2]) > 23 or max(numbers[1], numbers[3]) > 59:
        return None
    starts, ends = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    return QuietHours(starts, ends) if starts != ends else None
