"""The sheet of programmes: what is taught, for whom, after what, by which route of approval."""

from datetime import datetime

from sqlalchemy import select, update

from models.course import Course
from models.database import Session
from models.folding import fold
from models.importing.known import Known
from models.importing.links import at_once, settle_links
from models.importing.tally import Tally, settle
from models.kinds import Route
from models.programme import Prerequisite, Programme, ProgrammeGroup, ProgrammePost
from models.term import TermList
from models.workbook_rows import ProgrammeRow, Sheet, Workbook, code_key


async def import_programmes(session: Session, workbook: Workbook, known: Known, now: datetime) -> Tally:
    """Add and update by programme code; courses of a changed programme count as changed too, for the search."""
    columns = workbook.columns.get(Sheet.programmes, frozenset())
    records = {code_key(one.code): one for one in await session.scalars(select(Programme))}
    settled: list[tuple[ProgrammeRow, Programme, bool]] = []
    differing: set[int] = set()
    for row in workbook.programmes:
        values = _values(row, columns, known)
        record = records.get(code_key(row.code))
        settled.append((row, record or Programme(code=row.code, changed_at=now, **values), record is None))
        if record is not None and settle(record, values):
            differing.add(record.id)
    session.add_all(record for _, record, _ in settled)
    await session.flush()
    known.programmes |= {code_key(row.code): record.id for row, record, _ in settled}
    differing |= await _settle_lists(session, settled, columns, known)
    tally = Tally()
    for _, record, is_new in settled:
        if record.id in differing:
            record.changed_at = now
        tally.count(is_new, record.id in differing)
    await session.flush()
    for ids in at_once(sorted(differing)):
        await session.execute(update(Course).where(Course.programme_id.in_(ids)).values(changed_at=now))
    return tally


def _values(row: ProgrammeRow, columns: frozenset[str], known: Known) -> dict[str, object]:
    values: dict[str, object] = {"name": row.title, "hours": float(row.hours)}
    if "kind" in columns:
        values["kind_id"] = known.terms.get((TermList.kind, fold(row.kind)))
    if "counts" in columns:
        values["counts"] = row.counts is not False
    if "route" in columns:
        values["route"] = row.route or Route.leader
    if "description" in columns:
        values["description"] = row.description
    return values


async def _settle_lists(
    session: Session, settled: list[tuple[ProgrammeRow, Programme, bool]], columns: frozenset[str], known: Known
) -> set[int]:
    """Posts in the names that the file uses, legal groups, prerequisites; ids of the programmes that differed."""
    differing: set[int] = set()
    if "posts" in columns:
        posts = {one.id: [{"post_id": post} for post in known.post_ids(row.posts)] for row, one, _ in settled}
        differing |= await settle_links(session, ProgrammePost, "programme_id", posts)
    if "legal_groups" in columns:
        groups = {one.id: [{"legal_group": group} for group in row.legal_groups] for row, one, _ in settled}
        differing |= await settle_links(session, ProgrammeGroup, "programme_id", groups)
    if "requires" in columns:
        required = {one.id: {known.programmes[code_key(code)] for code in row.requires} for row, one, _ in settled}
        links = {programme_id: [{"required_id": one} for one in ids] for programme_id, ids in required.items()}
        differing |= await settle_links(session, Prerequisite, "programme_id", links)
    return differing
