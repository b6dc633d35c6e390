"""The sheet of days off and make-up days."""

from sqlalchemy import select

from models.database import Session
from models.holiday import Holiday
from models.importing.tally import Tally, settle
from models.workbook_rows import Workbook


async def import_holidays(session: Session, workbook: Workbook) -> Tally:
    """Add and update by day."""
    tally = Tally()
    records = {holiday.day: holiday for holiday in await session.scalars(select(Holiday))}
    for row in workbook.holidays:
        values = {"name": row.name, "kind": row.kind}
        record = records.get(row.on)
        if record is None:
            session.add(Holiday(day=row.on, **values))
        tally.count(record is None, record is not None and settle(record, values))
    return tally
