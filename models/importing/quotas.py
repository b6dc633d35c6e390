"""Seats that the workbook keeps for communes, and until when."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from models.course import Course, CourseQuota
from models.database import Session
from models.importing.deadlines import closes_at, end_of, last_day_before
from models.importing.known import Known
from models.importing.tally import settle
from models.policy import Policy, policy
from models.workbook_problems import Problem, ProblemCode
from models.workbook_rows import CourseRow, Sheet, Workbook, code_key

Kept = Mapping[int, CourseQuota]  # by commune


async def quota_problems(session: Session, workbook: Workbook, known: Known, now: datetime) -> list[Problem]:
    """What only the communes' names, or the courses that are known already, show to be wrong."""
    columns = workbook.columns.get(Sheet.courses, frozenset())
    if not columns & {"quotas", "quotas_until"}:
        return []
    ids = [known.courses[key] for row in workbook.courses if (key := code_key(row.code)) in known.courses]
    records = {code_key(one.code): one for one in await session.scalars(select(Course).where(Course.id.in_(ids)))}
    keeping = set(await session.scalars(select(CourseQuota.course_id).where(CourseQuota.course_id.in_(ids))))
    problems: list[Problem] = []
    for row in workbook.courses:
        record = records.get(code_key(row.code))
        problems += _communes(row, columns, record, known)
        keeps = bool(row.quotas) or ("quotas" not in columns and record is not None and record.id in keeping)
        problems += _last_day(row, columns, record, keeps, now)
    return problems


async def settle_quotas(
    session: Session, courses: Sequence[tuple[CourseRow, Course]], columns: frozenset[str], known: Known, now: datetime
) -> set[int]:
    """Make the kept seats what the file says; the ids of the courses for which something differed.

    What neighbours have given each other since stays: only the difference to what the file said before is applied.
    The courses that keep seats are held first, as everywhere, so that none is given away meanwhile.
    """
    keeping = set(await session.scalars(select(CourseQuota.course_id)))
    concerned = [(row, one) for row, one in courses if row.quotas or one.quotas_until is not None or one.id in keeping]
    if not concerned:
        return set()
    ids = [record.id for _, record in concerned]
    await session.execute(select(Course.id).where(Course.id.in_(ids)).order_by(Course.id).with_for_update())
    present: dict[int, dict[int, CourseQuota]] = {}
    rows = select(CourseQuota).where(CourseQuota.course_id.in_(ids)).execution_options(populate_existing=True)
    for one in await session.scalars(rows):
        present.setdefault(one.course_id, {})[one.commune_id] = one
    days = timedelta(days=await policy(session, Policy.quota_keep_days, now.date()))
    differing: set[int] = set()
    for row, record in concerned:
        had = present.get(record.id, {})
        if "quotas" in columns and await _settle_seats(session, row, record, had, known):
            differing.add(record.id)
        keeps = bool(row.quotas) if "quotas" in columns else bool(had)
        until = _until(row, record, "quotas_until" in columns, days, now) if keeps else None
        if settle(record, {"quotas_until": until}):
            differing.add(record.id)
    await session.flush()
    return differing


async def _settle_seats(session: Session, row: CourseRow, record: Course, had: Kept, known: Known) -> bool:
    wanted = {known.communes.ids(one.unit)[0]: one.seats for one in row.quotas}
    changed = False
    for commune_id in sorted(wanted.keys() | had.keys()):
        allotted, kept = wanted.get(commune_id, 0), had.get(commune_id)
        if kept is None:
            session.add(CourseQuota(course_id=record.id, commune_id=commune_id, seats=allotted, allotted=allotted))
            changed = True
            continue
        seats = max(0, kept.seats + allotted - kept.allotted)
        if not wanted or (seats == 0 and allotted == 0):
            await session.delete(kept)
            changed = True
        elif settle(kept, {"seats": seats, "allotted": allotted}):
            changed = True
    return changed


def _until(row: CourseRow, record: Course, is_told: bool, days: timedelta, now: datetime) -> datetime:
    """The end of the day that the file names, else some days before the deadline; never after the deadline itself."""
    if row.quotas_until is not None:
        until = end_of(row.quotas_until, now)
    elif not is_told and record.quotas_until is not None:
        until = record.quotas_until
    else:
        until = end_of(last_day_before(record.closes_at, now) - days, now)
    return min(until, record.closes_at)


def _communes(row: CourseRow, columns: frozenset[str], record: Course | None, known: Known) -> Iterator[Problem]:
    cap = record.commune_cap if record is not None and "commune_cap" not in columns else None
    invited = {ids[0] for name in row.communes if len(ids := known.communes.ids(name)) == 1}
    seen: set[int] = set()
    for one in row.quotas:
        ids = known.communes.ids(one.unit)
        if len(ids) != 1:  # told already, as a name that leads nowhere
            continue
        name = known.communes.names[ids[0]]
        if ids[0] in seen:
            yield Problem(Sheet.courses, row.row, "quotas", ProblemCode.quota_twice, name)
        elif row.communes and ids[0] not in invited:
            yield Problem(Sheet.courses, row.row, "quotas", ProblemCode.quota_not_invited, name)
        elif cap is not None and one.seats > cap:
            shown = f"{one.unit}: {one.seats}"
            yield Problem(Sheet.courses, row.row, "quotas", ProblemCode.quota_above_cap, shown, str(cap))
        seen.add(ids[0])


def _last_day(
    row: CourseRow, columns: frozenset[str], record: Course | None, keeps: bool, now: datetime
) -> Iterator[Problem]:
    if row.quotas_until is None:
        return
    shown = f"{row.quotas_until:%d/%m/%Y}"
    last = last_day_before(closes_at(row, "deadline_on" in columns, record, now), now)
    if not keeps:
        yield Problem(Sheet.courses, row.row, "quotas_until", ProblemCode.until_without_quotas, shown)
    elif row.quotas_until > last:
        code, detail = ProblemCode.quotas_after_deadline, f"{last:%d/%m/%Y}"
        yield Problem(Sheet.courses, row.row, "quotas_until", code, shown, detail)
