"""Working time: office hours on working days, as the holidays and the policy values say; what deadlines count in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import select

from models.database import Session
from models.holiday import Holiday
from models.kinds import HolidayKind
from models.policy import Policy, policies

SATURDAY = 5
HORIZON = 400  # days: no deadline lies further away, and a calendar without a working day ends the search
OFFICE_HOURS = (
    Policy.work_morning_from,
    Policy.work_morning_to,
    Policy.work_afternoon_from,
    Policy.work_afternoon_to,
)


@dataclass(frozen=True)
class WorkingTime:
    """When offices work. `spans` are local hours of a day; `off` and `made_up` differ from the ordinary week."""

    zone: tzinfo
    spans: tuple[tuple[time, time], ...]
    off: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()

    @property
    def full_day(self) -> timedelta:
        """The working time of one whole day."""
        day = date.min
        return sum(
            (datetime.combine(day, end) - datetime.combine(day, start) for start, end in self.spans), timedelta()
        )

    def is_working_day(self, day: date) -> bool:
        return day in self.made_up or (day.weekday() < SATURDAY and day not in self.off)

    def is_working(self, at: datetime) -> bool:
        """Whether offices work at that moment."""
        local = at.astimezone(self.zone)
        return self.is_working_day(local.date()) and any(start <= local.time() < end for start, end in self.spans)

    def after(self, at: datetime, work: timedelta) -> datetime:
        """The moment by which so much working time has passed since `at`."""
        for start, end in self._from(at):
            if work <= end - start:
                return start + work
            work -= end - start
        return at + timedelta(days=HORIZON)

    def before(self, at: datetime, work: timedelta) -> datetime:
        """The moment from which so much working time is left until `at`."""
        for start, end in self._until(at):
            if work <= end - start:
                return end - work
            work -= end - start
        return at - timedelta(days=HORIZON)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from one moment to another; nothing when `end` comes first."""
        found = timedelta()
        if start < end:
            for opens, closes in self._from(start):
                if opens >= end:
                    break
                found += min(closes, end) - opens
        return found

    def _from(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        local = at.astimezone(self.zone)
        for ahead in range(HORIZON):
            for start, end in self._of(local.date() + timedelta(days=ahead)):
                if end > local:
                    yield max(start, local), end

    def _until(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        local = at.astimezone(self.zone)
        for back in range(HORIZON):
            for start, end in reversed(self._of(local.date() - timedelta(days=back))):
                if start < local:
                    yield start, min(end, local)

    def _of(self, day: date) -> list[tuple[datetime, datetime]]:
        if not self.is_working_day(day):
            return []
        return [
            (datetime.combine(day, start, self.zone), datetime.combine(day, end, self.zone))
            for start, end in self.spans
        ]


async def working_time(session: Session, now: datetime) -> WorkingTime:
    """The calendar as of now, in the zone of `now`; two queries."""
    if now.tzinfo is None:
        raise ValueError(f"a moment without a zone: {now!r}")
    hours = await policies(session, now.date(), *OFFICE_HOURS)
    edges = [time(*divmod(hours[name], 100)) for name in OFFICE_HOURS]
    days = (await session.execute(select(Holiday.day, Holiday.kind))).all()
    return WorkingTime(
        now.tzinfo,
        ((edges[0], edges[1]), (edges[2], edges[3])),
        frozenset(day for day, kind in days if kind is HolidayKind.off),
        frozenset(day for day, kind in days if kind is HolidayKind.make_up),
    )
