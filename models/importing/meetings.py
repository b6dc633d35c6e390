"""The sheet of meetings: the whole timetable of each course that it names."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from models.course import Course, Meeting
from models.database import Session
from models.importing.deadlines import at
from models.importing.known import Known
from models.importing.links import at_once
from models.importing.tally import Tally, settle
from models.workbook_rows import MeetingRow, Sheet, Workbook, code_key

TEACHING_HOUR = timedelta(minutes=45)


async def import_meetings(session: Session, workbook: Workbook, known: Known, now: datetime) -> tuple[Tally, set[int]]:
    """Add, move and remove meetings; the second value is the ids of the courses whose hours moved.

    A meeting that no longer stands at its hour is moved to the first hour that is new in the file, so that it stays
    the same meeting; what the file leaves out is gone.
    """
    if not workbook.meetings:
        return Tally(), set()
    columns = workbook.columns.get(Sheet.meetings, frozenset())
    await known.read_trainers(session, now.date())
    rows: dict[int, dict[datetime, MeetingRow]] = {}
    for row in workbook.meetings:
        rows.setdefault(known.courses[code_key(row.course)], {})[at(row.on, row.starts_at, now)] = row
    present: dict[int, dict[datetime, Meeting]] = {}
    for one in await session.scalars(select(Meeting).order_by(Meeting.starts_at)):
        present.setdefault(one.course_id, {})[one.starts_at] = one
    tally = Tally()
    differing: set[int] = set()
    moved: set[int] = set()
    gone: list[int] = []
    for course_id, wanted in rows.items():
        had = present.get(course_id, {})
        spare = [meeting for starts_at, meeting in had.items() if starts_at not in wanted]
        for starts_at, row in sorted(wanted.items()):
            meeting = had.get(starts_at) or _next_to_move(spare, now)
            values = _values(row, starts_at, meeting, columns, known)
            if meeting is None:
                session.add(Meeting(course_id=course_id, **values))
            hours = (meeting.starts_at, meeting.ends_at) if meeting else None
            is_changed = meeting is None or settle(meeting, values)
            tally.count(meeting is None, is_changed)
            if is_changed:
                differing.add(course_id)
            if had and hours != (starts_at, values["ends_at"]):
                moved.add(course_id)
        if spare:
            gone += [meeting.id for meeting in spare]
            tally.removed += len(spare)
            differing.add(course_id)
            moved.add(course_id)
    await session.flush()
    for ids in at_once(gone):
        await session.execute(delete(Meeting).where(Meeting.id.in_(ids)))
    for ids in at_once(sorted(differing)):
        await session.execute(update(Course).where(Course.id.in_(ids)).values(changed_at=now))
    return tally, moved


def _next_to_move(spare: list[Meeting], now: datetime) -> Meeting | None:
    """A meeting without an hour in the file that can still be moved: what has begun is history."""
    coming = next((meeting for meeting in spare if meeting.starts_at > now), None)
    if coming is not None:
        spare.remove(coming)
    return coming


def _values(
    row: MeetingRow, starts_at: datetime, meeting: Meeting | None, columns: frozenset[str], known: Known
) -> dict[str, object]:
    ends_at = starts_at + (datetime.combine(row.on, row.ends_at) - datetime.combine(row.on, row.starts_at))
    values: dict[str, object] = {"starts_at": starts_at, "ends_at": ends_at}
    lasts_as_before = meeting is not None and meeting.ends_at - meeting.starts_at == ends_at - starts_at
    if row.hours is not None:
        values["hours"] = float(row.hours)
    elif "hours" in columns or not lasts_as_before:
        values["hours"] = round((ends_at - starts_at) / TEACHING_HOUR, 1)
    if "room" in columns:
        values["room"] = row.room
    if "topic" in columns:
        values["topic"] = row.topic
    if "trainer" in columns:
        values["trainer_id"], values["trainer"] = known.trainer(row.trainer) if row.trainer else (None, "")
    return values
