"""Quiet hours: when something that is not urgent may be sent. Plain functions of the hours and a local `now`."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


@dataclass(frozen=True)
class QuietHours:
    """From a time of day to another, which may be on the next day; the end is no longer quiet."""

    starts: time
    ends: time


def read_quiet_hours(said: str) -> QuietHours | None:
    """«20:00-07:00», or «none» for no quiet hours. Raises ValueError for anything else."""
    if said.strip().lower() == "none":
        return None
    found = _HOURS.fullmatch(said.strip())
    if found is None:
        raise ValueError("HH:MM-HH:MM, or none")
    from_hour, from_minute, to_hour, to_minute = map(int, found.groups())
    hours = QuietHours(time(from_hour, from_minute), time(to_hour, to_minute))
    if hours.starts == hours.ends:
        raise ValueError("the quiet hours end where they begin: say none to switch them off")
    return hours


def may_be_sent(hours: QuietHours | None, now: datetime) -> bool:
    """Whether something that is not urgent may be sent at this local moment."""
    if hours is None:
        return True
    at = now.time()
    if hours.starts < hours.ends:
        return not hours.starts <= at < hours.ends
    return hours.ends <= at < hours.starts


def next_moment(hours: QuietHours | None, now: datetime) -> datetime:
    """The first local moment, now or later, at which it may be sent."""
    if hours is None or may_be_sent(hours, now):
        return now
    end = now.replace(hour=hours.ends.hour, minute=hours.ends.minute, second=0, microsecond=0)
    return end if end > now else end + timedelta(days=1)
