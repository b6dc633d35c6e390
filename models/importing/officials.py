"""The sheet of officials: roster lines, the posts they hold, and through `roles.py` what they may do."""

from datetime import datetime

from sqlalchemy import select

from models.database import Session
from models.folding import fold
from models.importing.known import Known
from models.importing.links import settle_links
from models.importing.roles import RoleChange, Settled, settle_roles
from models.importing.tally import Tally, settle
from models.official import Official, OfficialPost
from models.workbook_rows import OfficialRow, Sheet, Workbook, code_key

DIRECT = ("birth_date", "phone", "legal_group", "party_member", "note")


async def import_officials(
    session: Session, workbook: Workbook, known: Known, now: datetime
) -> tuple[Tally, list[RoleChange]]:
    """Add and update by staff code. Columns that the file does not have are left as they are."""
    columns = workbook.columns.get(Sheet.officials, frozenset())
    if not workbook.officials:
        return Tally(), []
    records = {code_key(one.staff_code): one for one in await session.scalars(select(Official))}
    settled: list[Settled] = []
    differing: set[int] = set()
    fresh: set[str] = set()
    for row in workbook.officials:
        values = _values(row, columns, known)
        record = records.get(code_key(row.code))
        if record is None:
            record = Official(staff_code=row.code, changed_at=now, **values)
            session.add(record)
            fresh.add(row.code)
            settled.append(Settled(row, record, None))
            continue
        settled.append(Settled(row, record, record.commune_id))
        if settle(record, values):
            differing.add(record.id)
    await session.flush()  # the new ones need their ids
    known.officials |= {code_key(one.row.code): one.record.id for one in settled}
    if "posts" in columns:
        posts = {one.record.id: known.post_ids(one.row.posts) for one in settled}
        wanted = {who: [{"post_id": post, "rank": rank} for rank, post in enumerate(ids)] for who, ids in posts.items()}
        differing |= await settle_links(session, OfficialPost, "official_id", wanted)
    changes = await settle_roles(session, settled, "roles" in columns, known, now)
    differing |= {change.official_id for change in changes}
    tally = Tally()
    for one in settled:
        if one.record.id in differing:
            one.record.changed_at = now
        tally.count(one.row.code in fresh, one.record.id in differing)
    await session.flush()
    return tally, changes


def _values(row: OfficialRow, columns: frozenset[str], known: Known) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(row, name) for name in DIRECT if name in columns}
    if "gender" in columns:
        values["gender"] = row.gender.value if row.gender else ""
    communes = known.communes.ids(row.unit) if row.unit else ()
    is_commune = len(communes) == 1
    return values | {
        "full_name": row.full_name,
        "folded_name": fold(row.full_name),
        "commune_id": communes[0] if is_commune else None,
        "unit_name": "" if is_commune else row.unit,
    }
