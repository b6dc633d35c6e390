"""When a course of the workbook closes: its local days and hours as moments."""

from datetime import UTC, date, datetime, time, timedelta

from models.course import Course
from models.workbook_rows import CourseRow


def closes_at(row: CourseRow, is_told: bool, record: Course | None, now: datetime) -> datetime:
    """The end of the deadline's day, or its exact time; without a deadline, the morning on which the course begins.

    Where the sheet has no column of deadlines (`is_told` is False) a course keeps its own, unless that was the morning
    of the old beginning or would now come after the new one.
    """
    usual = at(row.starts_on, time(), now)
    if row.deadline_on is not None:
        if row.deadline_time is not None:
            return at(row.deadline_on, row.deadline_time, now)
        return end_of(row.deadline_on, now)
    if is_told or record is None or record.closes_at == at(record.starts_on, time(), now):
        return usual
    return record.closes_at if record.closes_at <= usual + timedelta(days=1) else usual


def last_day_before(moment: datetime, now: datetime) -> date:
    """The local day on which something is open for the last time that closes then: midnight ends the day before."""
    return (moment.astimezone(now.tzinfo) - datetime.resolution).date()


def end_of(day: date, now: datetime) -> datetime:
    """The midnight that ends a local day."""
    return at(day + timedelta(days=1), time(), now)


def at(day: date, hour: time, now: datetime) -> datetime:
    """A local day and hour of the file as a moment; `now` brings the zone."""
    return datetime.combine(day, hour, now.tzinfo).astimezone(UTC)
