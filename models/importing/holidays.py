"""The sheet of days off and make-up days."""

from sqlalchemy import select

from models.database import Session
from models.holiday import Holiday
from models.importing.tally import Tally, settle
from models.workbook_rows import Sheet, Workbook


async def import_holidays(session: Session, workbook: Workbook) -> Tally:
    """Add and update by day. Columns that the file does not have are left as they are."""
    tally = Tally()
    columns = workbook.columns.get(Sheet.holidays, frozenset())
    records = {holiday.day: holiday for holiday in await session.scalars(select(Holiday))}
    for row in workbook.holidays:
        record = records.get(row.on)
        if record is None:
            session.add(Holiday(day=row.on, name=row.name, kind=row.kind))
            tally.count(is_new=True, is_changed=False)
            continue
        values: dict[str, object] = {"name": row.name}
        if "kind" in columns:
            values["kind"] = row.kind
        tally.count(is_new=False, is_changed=settle(record, values))
    return tally
