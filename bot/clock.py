"""The one clock, at the edge; rules are given its `now`."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


class Clock:
    """Local time as an aware moment: its date is the local day. The playground may move it forward."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(self.zone) + self.ahead

    def timestamp(self) -> float:
        """The same moment in seconds since 1970, for those who count so."""
        return self.now().timestamp()
