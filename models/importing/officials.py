"""The sheet of officials: roster lines, the posts they hold, the roles they are given."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from models.database import Session
from models.folding import fold
from models.importing.known import Known
from models.importing.tally import Tally, settle
from models.kinds import Role
from models.official import Official, OfficialPost, RoleGrant
from models.workbook_rows import OfficialRow, Sheet, Workbook, code_key

DIRECT = ("birth_date", "phone", "legal_group", "note")


async def import_officials(session: Session, workbook: Workbook, known: Known, now: datetime) -> Tally:
    """Add and update by staff code. Columns that the file does not have are left as they are."""
    tally = Tally()
    columns = workbook.columns.get(Sheet.officials, frozenset())
    records = {code_key(one.staff_code): one for one in await session.scalars(select(Official))}
    held = await _posts_held(session)
    grants = await _grants_in_force(session, now.date())
    fresh: list[tuple[OfficialRow, Official]] = []
    for row in workbook.officials:
        values = await _values(row, columns, known)
        record = records.get(code_key(row.code))
        if record is None:
            record = Official(staff_code=row.code, changed_at=now, **values)
            session.add(record)
            fresh.append((row, record))
            tally.new += 1
            continue
        changed = settle(record, values)
        if "posts" in columns:
            changed |= await _settle_posts(session, row, record, held.get(record.id, []), known)
        if "roles" in columns:
            changed |= _settle_roles(session, row, record, grants.get(record.id, []), now.date())
        if changed:
            record.changed_at = now
        tally.count(is_new=False, is_changed=changed)
    await session.flush()  # the new ones need their ids
    for row, record in fresh:
        known.officials[code_key(row.code)] = record.id
        await _settle_posts(session, row, record, [], known)
        _settle_roles(session, row, record, [], now.date())
        if Role.trainer in row.roles:
            known.trainers[record.id] = record.full_name
    await session.flush()
    return tally


async def _values(row: OfficialRow, columns: frozenset[str], known: Known) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(row, name) for name in DIRECT if name in columns}
    if "gender" in columns:
        values["gender"] = row.gender.value if row.gender else ""
    values |= {"full_name": row.full_name, "folded_name": fold(row.full_name)}
    communes = known.communes.ids(row.unit) if row.unit else ()
    values["commune_id"] = communes[0] if len(communes) == 1 else None
    values["unit_name"] = "" if communes else row.unit
    return values


async def _posts_held(session: Session) -> dict[int, list[OfficialPost]]:
    held: dict[int, list[OfficialPost]] = {}
    for post in await session.scalars(select(OfficialPost).order_by(OfficialPost.rank)):
        held.setdefault(post.official_id, []).append(post)
    return held


async def _grants_in_force(session: Session, today: date) -> dict[int, list[RoleGrant]]:
    grants: dict[int, list[RoleGrant]] = {}
    for grant in await session.scalars(
        select(RoleGrant).where((RoleGrant.ends_on.is_(None)) | (RoleGrant.ends_on >= today))
    ):
        grants.setdefault(grant.official_id, []).append(grant)
    return grants


async def _settle_posts(
    session: Session, row: OfficialRow, record: Official, held: list[OfficialPost], known: Known
) -> bool:
    wanted = list(dict.fromkeys([await known.post(session, name) for name in row.posts]))
    if [post.post_id for post in held] == wanted:
        return False
    for post in held:
        await session.delete(post)
    await session.flush()
    session.add_all(
        OfficialPost(official_id=record.id, post_id=post_id, rank=rank) for rank, post_id in enumerate(wanted)
    )
    return True


def _settle_roles(session: Session, row: OfficialRow, record: Official, grants: list[RoleGrant], today: date) -> bool:
    """Give what the sheet names, end what it no longer names. A leader leads the own commune."""
    wanted = {(role, record.commune_id if role is Role.leader else None) for role in row.roles}
    present = {(grant.role, grant.commune_id): grant for grant in grants}
    for key, grant in present.items():
        if key not in wanted:
            grant.ends_on = today - timedelta(days=1)
    for role, commune_id in wanted - present.keys():
        session.add(RoleGrant(official_id=record.id, role=role, commune_id=commune_id, starts_on=today))
    return wanted != present.keys()
