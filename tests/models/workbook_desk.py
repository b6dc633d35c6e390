"""A desk at which tests import workbooks: rows by field name; a column that no row names is not in the file."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import openpyxl
from sqlalchemy import select

from bot.texts.workbook import HEADERS, SHEETS
from bot.workbook.parse import parse
from models.base import Base
from models.commune import Commune
from models.database import Database
from models.importing import ImportRefused, Report, import_workbook
from models.kinds import Role
from models.official import Official, RoleGrant, holds_on
from models.person import Person
from models.registration import Registration, State
from models.workbook_problems import ProblemCode
from models.workbook_rows import Sheet, Workbook
from tests.conftest import NOW

LAN: dict[str, Any] = {"code": "CB001", "full_name": "Nguyễn Thị Lan", "unit": "Phường Võ Cường"}
HOA: dict[str, Any] = {"code": "CB002", "full_name": "Trần Văn Hòa", "unit": "Phường Võ Cường"}
PROGRAMME: dict[str, Any] = {"code": "CDS", "title": "Chuyển đổi số", "hours": 16}
COURSE: dict[str, Any] = {
    "code": "CDS-K1",
    "programme": "CDS",
    "starts_on": "07/12/2026",
    "ends_on": "11/12/2026",
    "seats": 40,
}
MEETING: dict[str, Any] = {"course": "CDS-K1", "on": "07/12/2026", "starts_at": "8h00", "ends_at": "11h00"}

Rows = Sequence[Mapping[str, Any]]


def file_of(**sheets: Rows) -> bytes:
    """An .xlsx with these sheets, in the order in which they are given."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        headers = HEADERS[Sheet(name)]
        fields = list(dict.fromkeys(field for row in rows for field in row))
        page = book.create_sheet(SHEETS[Sheet(name)])
        page.append([headers[field] for field in fields])
        for row in rows:
            page.append([row.get(field) for field in fields])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def book_of(**sheets: Rows) -> Workbook:
    return parse(file_of(**sheets), NOW.date())


@dataclass
class Desk:
    """One open database and the hour at which things are imported."""

    database: Database
    now: datetime = NOW

    async def take(self, *, person: Person | None = None, **sheets: Rows) -> Report:
        """Import these sheets and keep them."""
        async with self.database.writing() as session:
            return await import_workbook(session, book_of(**sheets), self.now, person)

    async def counts(self, sheet: str, **sheets: Rows) -> tuple[int, int, int, int]:
        """New, changed, unchanged, removed rows of one sheet."""
        tally = (await self.take(**sheets)).tallies[Sheet(sheet)]
        return tally.new, tally.changed, tally.unchanged, tally.removed

    async def refused(self, **sheets: Rows) -> list[tuple[str, int, str, ProblemCode, str]]:
        """The mistakes for which the import is refused, and that nothing of it is kept is the caller's to see."""
        try:
            await self.take(**sheets)
        except ImportRefused as refused:
            return [(one.sheet, one.row, one.column, one.code, one.detail) for one in refused.problems]
        raise AssertionError("the workbook was taken")

    async def all(self, table: type[Base]) -> list[Any]:
        async with self.database.reading() as session:
            return list(await session.scalars(select(table).order_by(*table.__table__.primary_key.columns)))

    async def official(self, code: str = "CB001") -> Official:
        async with self.database.reading() as session:
            return (await session.scalars(select(Official).where(Official.staff_code == code))).one()

    async def commune_of(self, code: str = "CB001") -> str | None:
        """The name of the commune of an official."""
        async with self.database.reading() as session:
            home = select(Commune.name).join(Official, Official.commune_id == Commune.id)
            return await session.scalar(home.where(Official.staff_code == code))

    async def roles(self, code: str) -> set[tuple[Role, str | None]]:
        """Roles in force today, each with the name of its commune."""
        async with self.database.reading() as session:
            rows = await session.execute(
                select(RoleGrant.role, Commune.name)
                .join(Official, Official.id == RoleGrant.official_id)
                .outerjoin(Commune, Commune.id == RoleGrant.commune_id)
                .where(Official.staff_code == code, holds_on(self.now.date()))
            )
            return set(rows.all())  # type: ignore[arg-type]

    async def registered(self, course_id: int, *codes: str, state: State = State.confirmed) -> None:
        """Registrations of these officials, as they stand in the table."""
        async with self.database.writing() as session:
            for one in await session.scalars(select(Official).where(Official.staff_code.in_(codes))):
                session.add(
                    Registration(
                        course_id=course_id,
                        official_id=one.id,
                        commune_id=one.commune_id,
                        state=state,
                        since=self.now,
                        created_at=self.now,
                        reason_text="",
                    )
                )
