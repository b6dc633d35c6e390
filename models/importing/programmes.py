"""The sheet of programmes: what is taught, for whom, after what, by which route of approval."""

from datetime import datetime

from sqlalchemy import select, update

from models.course import Course
from models.database import Session
from models.importing.known import Known
from models.importing.tally import Tally, settle
from models.kinds import Route
from models.programme import Prerequisite, Programme, ProgrammeGroup, ProgrammePost
from models.term import TermList
from models.workbook_rows import ProgrammeRow, Sheet, Workbook, code_key


async def import_programmes(session: Session, workbook: Workbook, known: Known, now: datetime) -> Tally:
    """Add and update by programme code; courses of a changed programme count as changed too, for the search."""
    tally = Tally()
    columns = workbook.columns.get(Sheet.programmes, frozenset())
    records = {code_key(one.code): one for one in await session.scalars(select(Programme))}
    lists = await _Lists.read(session)
    seen: list[tuple[ProgrammeRow, Programme, bool, bool]] = []
    for row in workbook.programmes:
        values = await _values(session, row, columns, known)
        record = records.get(code_key(row.code))
        is_new = record is None
        if record is None:
            record = Programme(code=row.code, changed_at=now, **values)
            session.add(record)
        changed = is_new or settle(record, values)
        seen.append((row, record, is_new, changed))
    await session.flush()
    for row, record, _, _ in seen:
        known.programmes[code_key(row.code)] = record.id
    for row, record, is_new, changed in seen:
        if await lists.settle(session, row, record.id, columns, known):
            changed = True
        if changed and not is_new:
            record.changed_at = now
            await session.execute(update(Course).where(Course.programme_id == record.id).values(changed_at=now))
        tally.count(is_new, changed)
    await session.flush()
    return tally


async def _values(session: Session, row: ProgrammeRow, columns: frozenset[str], known: Known) -> dict[str, object]:
    values: dict[str, object] = {"name": row.title, "hours": float(row.hours)}
    if "kind" in columns:
        values["kind_id"] = await known.term(session, TermList.kind, row.kind)
    if "counts" in columns:
        values["counts"] = row.counts is not False
    if "route" in columns:
        values["route"] = row.route or Route.leader
    if "description" in columns:
        values["description"] = row.description
    return values


class _Lists:
    """The posts, groups and prerequisites that programmes have now."""

    def __init__(self) -> None:
        self.posts: dict[int, set[int]] = {}
        self.groups: dict[int, set[str]] = {}
        self.requires: dict[int, set[int]] = {}

    @classmethod
    async def read(cls, session: Session) -> "_Lists":
        lists = cls()
        for post in await session.scalars(select(ProgrammePost)):
            lists.posts.setdefault(post.programme_id, set()).add(post.post_id)
        for group in await session.scalars(select(ProgrammeGroup)):
            lists.groups.setdefault(group.programme_id, set()).add(group.legal_group)
        for required in await session.scalars(select(Prerequisite)):
            lists.requires.setdefault(required.programme_id, set()).add(required.required_id)
        return lists

    async def settle(
        self, session: Session, row: ProgrammeRow, programme_id: int, columns: frozenset[str], known: Known
    ) -> bool:
        """Replace the lists that differ; whether any did."""
        changed = False
        if "posts" in columns:
            wanted = {await known.post(session, name) for name in row.posts}
            if wanted != self.posts.get(programme_id, set()):
                await _clear(session, ProgrammePost, programme_id)
                session.add_all(ProgrammePost(programme_id=programme_id, post_id=post_id) for post_id in wanted)
                changed = True
        if "legal_groups" in columns and set(row.legal_groups) != self.groups.get(programme_id, set()):
            await _clear(session, ProgrammeGroup, programme_id)
            session.add_all(
                ProgrammeGroup(programme_id=programme_id, legal_group=group) for group in set(row.legal_groups)
            )
            changed = True
        if "requires" in columns:
            required = {known.programmes[code_key(code)] for code in row.requires}
            if required != self.requires.get(programme_id, set()):
                await _clear(session, Prerequisite, programme_id)
                session.add_all(Prerequisite(programme_id=programme_id, required_id=one) for one in required)
                changed = True
        return changed


async def _clear(
    session: Session, table: type[ProgrammePost] | type[ProgrammeGroup] | type[Prerequisite], programme_id: int
) -> None:
    for record in (await session.scalars(select(table).where(table.programme_id == programme_id))).all():
        await session.delete(record)
    await session.flush()
