"""The sheet of courses."""

from datetime import datetime

from sqlalchemy import select

from models.course import Course, CourseCommune
from models.database import Session
from models.folding import fold
from models.importing.deadlines import closes_at
from models.importing.known import Known
from models.importing.links import settle_links
from models.importing.quotas import settle_quotas
from models.importing.tally import Tally, settle
from models.programme import Programme
from models.term import TermList
from models.workbook_rows import CourseRow, Sheet, Workbook, code_key


async def import_courses(
    session: Session, workbook: Workbook, known: Known, now: datetime
) -> tuple[Tally, set[int], set[int]]:
    """Add and update by course code; then the ids of the courses whose days moved, and of those that are new."""
    if not workbook.courses:
        return Tally(), set(), set()
    columns = workbook.columns.get(Sheet.courses, frozenset())
    records = {code_key(one.code): one for one in await session.scalars(select(Course))}
    names = dict((await session.execute(select(Programme.id, Programme.name))).all())
    settled: list[tuple[CourseRow, Course, bool]] = []
    differing: set[int] = set()
    moved: set[int] = set()
    for row in workbook.courses:
        record = records.get(code_key(row.code))
        values = _values(row, columns, known)
        values["closes_at"] = closes_at(row, "deadline_on" in columns, record, now)
        if "title" in columns or record is None:
            values["title"] = row.title or names[known.programmes[code_key(row.programme)]]
        if record is None:
            fresh = Course(code=row.code, folded_code=fold(row.code), changed_at=now, **values)
            session.add(fresh)
            settled.append((row, fresh, True))
            continue
        settled.append((row, record, False))
        if (record.starts_on, record.ends_on) != (row.starts_on, row.ends_on):
            moved.add(record.id)
        if settle(record, values):
            differing.add(record.id)
    await session.flush()
    known.courses |= {code_key(row.code): record.id for row, record, _ in settled}
    if "communes" in columns:
        invited = {
            record.id: [{"commune_id": one} for one in known.commune_ids(row.communes)] for row, record, _ in settled
        }
        differing |= await settle_links(session, CourseCommune, "course_id", invited)
    differing |= await settle_quotas(session, [(row, record) for row, record, _ in settled], columns, known, now)
    tally = Tally()
    for _, record, is_new in settled:
        if record.id in differing:
            record.changed_at = now
        tally.count(is_new, record.id in differing)
    await session.flush()
    return tally, moved, {record.id for _, record, is_new in settled if is_new}


def _values(row: CourseRow, columns: frozenset[str], known: Known) -> dict[str, object]:
    values: dict[str, object] = {
        "programme_id": known.programmes[code_key(row.programme)],
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "seats": row.seats,
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
        values["institution_id"] = known.institutions.get(fold(row.institution))
    if "mode" in columns:
        values["mode_id"] = known.terms.get((TermList.mode, fold(row.mode)))
    if "coordinator" in columns:
        values["coordinator_id"] = known.officials.get(code_key(row.coordinator)) if row.coordinator else None
    if "communes" in columns:
        values["for_all_communes"] = not row.communes
    return values
