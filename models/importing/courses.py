"""The sheets of courses and meetings."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from models.course import Course, CourseCommune, Meeting
from models.database import Session
from models.folding import fold
from models.importing.known import Known
from models.importing.tally import Tally, settle
from models.registration import SEATED, Registration
from models.term import TermList
from models.workbook_problems import Problem, ProblemCode
from models.workbook_rows import CourseRow, MeetingRow, Sheet, Workbook, code_key


async def import_courses(
    session: Session, workbook: Workbook, known: Known, now: datetime
) -> tuple[Tally, list[Problem]]:
    """Add and update by course code; problems for courses that would get fewer seats than are held (promise 1)."""
    tally, problems = Tally(), []
    columns = workbook.columns.get(Sheet.courses, frozenset())
    records = {code_key(one.code): one for one in await session.scalars(select(Course))}
    invited: dict[int, set[int]] = {}
    for row in await session.scalars(select(CourseCommune)):
        invited.setdefault(row.course_id, set()).add(row.commune_id)
    taken = await _seats_taken(session)
    fresh: list[tuple[CourseRow, Course]] = []
    for line in workbook.courses:
        values = await _course_values(session, line, columns, known, now)
        record = records.get(code_key(line.code))
        if record is None:
            record = Course(code=line.code, folded_code=fold(line.code), changed_at=now, **values)
            session.add(record)
            fresh.append((line, record))
            tally.new += 1
            continue
        if line.seats < taken.get(record.id, 0):
            problems.append(_too_small(line, taken[record.id]))
            continue
        changed = settle(record, values)
        if "communes" in columns:
            changed |= await _settle_communes(session, line, record, invited.get(record.id, set()), known)
        if changed:
            record.changed_at = now
        tally.count(is_new=False, is_changed=changed)
    await session.flush()
    for line, record in fresh:
        known.courses[code_key(line.code)] = record.id
        await _settle_communes(session, line, record, set(), known)
    return tally, problems


async def import_meetings(session: Session, workbook: Workbook, known: Known, now: datetime) -> Tally:
    """The timetable of each course that the sheet names is what the sheet says: what it leaves out is gone."""
    tally = Tally()
    by_course: dict[int, list[MeetingRow]] = {}
    for line in workbook.meetings:
        by_course.setdefault(known.courses[code_key(line.course)], []).append(line)
    present: dict[int, dict[datetime, Meeting]] = {}
    for meeting in await session.scalars(select(Meeting)):
        present.setdefault(meeting.course_id, {})[meeting.starts_at] = meeting
    for course_id, lines in by_course.items():
        gone = dict(present.get(course_id, {}))
        changed_course = False
        for line in lines:
            values = _meeting_values(line, known, now)
            starts_at = _at(line.on, line.starts_at, now)
            is_new = starts_at not in gone
            if is_new:
                meeting = Meeting(course_id=course_id, starts_at=starts_at)
                session.add(meeting)
            else:
                meeting = gone.pop(starts_at)
            changed = settle(meeting, values)
            changed_course |= is_new or changed
            tally.count(is_new, changed)
        for meeting in gone.values():
            await session.delete(meeting)
        tally.removed += len(gone)
        if gone or changed_course:
            (await session.get_one(Course, course_id)).changed_at = now
    await session.flush()
    return tally


async def _course_values(
    session: Session, row: CourseRow, columns: frozenset[str], known: Known, now: datetime
) -> dict[str, object]:
    values: dict[str, object] = {
        "programme_id": known.programmes[code_key(row.programme)],
        "title": row.title,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "seats": row.seats,
        "closes_at": _closes_at(row, now),
    }
    if "minimum" in columns:
        values["minimum"] = row.minimum or 0
    if "commune_cap" in columns:
        values["commune_cap"] = row.commune_cap
    if "venue" in columns:
        values["venue"] = row.venue
    if "document" in columns:
        values["document_number"] = row.document
    if "institution" in columns:
        values["institution_id"] = await known.institution(session, row.institution)
    if "mode" in columns:
        values["mode_id"] = await known.term(session, TermList.mode, row.mode)
    if "coordinator" in columns:
        values["coordinator_id"] = known.officials.get(code_key(row.coordinator)) if row.coordinator else None
    if "communes" in columns:
        values["for_all_communes"] = not row.communes
    return values


def _closes_at(row: CourseRow, now: datetime) -> datetime:
    """The end of the deadline's day, or its exact time; without a deadline, the morning on which the course begins."""
    if row.deadline_on is None:
        return _at(row.starts_on, time(), now)
    if row.deadline_time is not None:
        return _at(row.deadline_on, row.deadline_time, now)
    return _at(row.deadline_on + timedelta(days=1), time(), now)


def _meeting_values(row: MeetingRow, known: Known, now: datetime) -> dict[str, object]:
    starts_at, ends_at = _at(row.on, row.starts_at, now), _at(row.on, row.ends_at, now)
    hours = float(row.hours) if row.hours is not None else round((ends_at - starts_at) / timedelta(minutes=45), 1)
    return {
        "ends_at": ends_at,
        "hours": hours,
        "room": row.room,
        "trainer": row.trainer,
        "trainer_id": known.trainer(row.trainer) if row.trainer else None,
        "topic": row.topic,
    }


async def _settle_communes(session: Session, row: CourseRow, record: Course, present: set[int], known: Known) -> bool:
    wanted = {known.communes.ids(name)[0] for name in row.communes}
    if wanted == present:
        return False
    for commune_id in present - wanted:
        await session.delete(await session.get_one(CourseCommune, (record.id, commune_id)))
    session.add_all(CourseCommune(course_id=record.id, commune_id=commune_id) for commune_id in wanted - present)
    return True


async def _seats_taken(session: Session) -> dict[int, int]:
    rows = await session.execute(
        select(Registration.course_id, func.count())
        .where(Registration.state.in_(SEATED))
        .group_by(Registration.course_id)
    )
    return dict(rows.all())


def _too_small(row: CourseRow, taken: int) -> Problem:
    return Problem(Sheet.courses, row.row, "seats", ProblemCode.seats_below_taken, str(row.seats), str(taken))


def _at(day: date, at: time, now: datetime) -> datetime:
    return datetime.combine(day, at, now.tzinfo).astimezone(UTC)
