"""The sheet of conditions of age and party: dated values, each with its legal basis."""

from sqlalchemy import select

from models.database import Session
from models.importing.known import Known
from models.importing.tally import Tally, settle
from models.programme import Condition
from models.workbook_rows import Sheet, Workbook, code_key


async def import_conditions(session: Session, workbook: Workbook, known: Known) -> Tally:
    """Add and update by programme, kind, gender and first day; a row with another first day is another value.

    Columns that the file does not have are left as they are, and so is what the file does not name.
    """
    tally = Tally()
    columns = workbook.columns.get(Sheet.conditions, frozenset())
    if not workbook.conditions:
        return tally
    records = {
        (one.programme_id, one.kind, one.gender, one.valid_from): one
        for one in await session.scalars(select(Condition))
    }
    for row in workbook.conditions:
        key = (known.programmes[code_key(row.programme)], row.kind, row.gender, row.valid_from)
        told: dict[str, object] = {
            name: getattr(row, name) for name in ("value", "valid_to", "basis") if name in columns
        }
        record = records.get(key)
        if record is None:
            programme_id, kind, gender, valid_from = key
            session.add(
                Condition(
                    **{"value": None, "valid_to": None, "basis": "", **told},
                    programme_id=programme_id,
                    kind=kind,
                    gender=gender,
                    valid_from=valid_from,
                )
            )
        tally.count(record is None, record is not None and settle(record, told))
    await session.flush()
    return tally
