"""A workbook as a whole: all or nothing, a second time nothing, in few statements, whatever the order of its sheets."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.workbook.parse import parse
from models.audit import AuditEntry
from models.base import Base
from models.catalogue import load_catalogue
from models.course import Course, CourseCommune, Meeting
from models.database import Database
from models.importing import ImportRefused, import_workbook, rehearse
from models.official import Official, OfficialPost
from models.programme import Programme
from models.workbook_rows import Sheet
from playground.sample.workbook import sample_workbook
from tests.conftest import NOW
from tests.models.workbook_desk import COURSE, HOA, LAN, MEETING, PROGRAMME, Desk, book_of
from tests.statements import overheard

EVERYTHING: dict[str, Any] = {
    "holidays": [{"on": "01/01/2027", "name": "Tết Dương lịch"}],
    "meetings": [MEETING | {"trainer": "CB002"}],
    "courses": [COURSE | {"coordinator": "CB002", "communes": "Võ Cường", "mode": "Mới", "institution": "Trường mới"}],
    "programmes": [
        PROGRAMME | {"posts": "Việc mới", "kind": "Mới", "legal_groups": "Công chức", "requires": "B"},
        PROGRAMME | {"code": "B"},
    ],
    "officials": [LAN | {"posts": "Việc mới", "roles": "Lãnh đạo"}, HOA | {"roles": "Điều phối viên; Giảng viên"}],
}


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def everything(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables."""
    rows = {}
    async with desk.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            found = await session.execute(table.select().order_by(*table.primary_key.columns))
            rows[table.name] = [dict(row) for row in found.mappings()]
    return rows


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that go to the database meanwhile."""
    said: list[str] = []
    with overheard(database, lambda statement, _: said.append(statement)):
        yield said


async def test_sheets_may_come_in_any_order_and_a_second_import_changes_nothing_also_after_a_restart(
    desk: Desk, url: str
) -> None:
    first = await desk.take(**EVERYTHING)
    assert {sheet.value: tally.new for sheet, tally in first.tallies.items()} == {
        "officials": 2,
        "programmes": 2,
        "courses": 1,
        "meetings": 1,
        "holidays": 1,
    }
    assert first.new_words == {"post": ["Việc mới"], "institution": ["Trường mới"], "kind": ["Mới"], "mode": ["Mới"]}
    kept = await everything(desk)
    assert (await desk.take(**EVERYTHING)).changes_nothing
    await desk.database.close()
    restarted = Desk(Database(url), NOW.replace(hour=15))
    async with restarted.database.writing() as session:
        await load_catalogue(session)
    again = await restarted.take(**EVERYTHING)
    assert again.changes_nothing
    assert (again.new_words, again.roles, again.warnings) == ({}, (), ())
    assert await everything(restarted) == kept
    await restarted.database.close()


@pytest.mark.parametrize("sheet", ["officials", "programmes", "holidays"])
async def test_a_file_may_have_only_one_sheet(desk: Desk, sheet: str) -> None:
    rows = [row | {"requires": None} if sheet == "programmes" else row for row in EVERYTHING[sheet]]
    report = await desk.take(**{sheet: rows})
    assert {found: tally.new for found, tally in report.tallies.items()} == {Sheet(sheet): len(rows)}


async def test_one_mistake_keeps_everything_out(desk: Desk) -> None:
    before = await everything(desk)
    await desk.refused(**EVERYTHING | {"meetings": [MEETING | {"course": "K404"}]})
    assert await everything(desk) == before


async def test_a_rehearsal_counts_and_keeps_nothing(desk: Desk) -> None:
    before = await everything(desk)
    report = await rehearse(desk.database, book_of(**EVERYTHING), NOW)
    assert report.tallies[Sheet.officials].new == 2
    assert await everything(desk) == before
    with pytest.raises(ImportRefused):
        await rehearse(desk.database, book_of(officials=[LAN | {"unit": "Nơi Nào"}]), NOW)


async def test_an_import_is_one_line_of_the_trail_with_its_counts(desk: Desk) -> None:
    await desk.take(officials=[LAN])
    await desk.take(officials=[LAN])
    [line] = await desk.all(AuditEntry)
    assert (line.action, line.actor_id) == ("import", None)
    assert line.after == {"officials": {"new": 1, "changed": 0, "unchanged": 0, "removed": 0}}


async def test_the_sample_workbook_is_taken_whole(desk: Desk) -> None:
    workbook = parse(sample_workbook(NOW.date()), NOW.date())
    async with desk.database.writing() as session:
        report = await import_workbook(session, workbook, NOW)
    counts = {sheet: tally.new for sheet, tally in report.tallies.items()}
    assert counts == {sheet: len(getattr(workbook, sheet)) for sheet in Sheet}
    for table, sheet in ((Official, Sheet.officials), (Programme, Sheet.programmes), (Course, Sheet.courses)):
        assert len(await desk.all(table)) == counts[sheet]
    homeless = [one.unit_name for one in await desk.all(Official) if one.commune_id is None]
    assert homeless
    assert all(homeless)
    assert all(meeting.hours > 0 for meeting in await desk.all(Meeting))
    async with desk.database.writing() as session:
        assert (await import_workbook(session, workbook, NOW)).changes_nothing


async def test_the_statements_of_an_import_do_not_grow_with_its_rows(desk: Desk) -> None:
    def sheets(many: int, name: str, post: str, commune: str) -> dict[str, Any]:
        codes = range(many)
        return {
            "officials": [
                LAN | {"code": f"P{n}", "full_name": name, "posts": post, "roles": "Giảng viên", "unit": "Kinh Bắc"}
                for n in codes
            ],
            "programmes": [PROGRAMME | {"code": f"T{n}", "title": name, "posts": post} for n in codes],
            "courses": [
                COURSE | {"code": f"K{n}", "programme": f"T{n}", "title": name, "communes": commune} for n in codes
            ],
            "meetings": [MEETING | {"course": f"K{n}", "topic": name} for n in codes],
        }

    counts = []
    for many in (10, 60):
        await desk.take(**sheets(many, f"Một {many}", "A", "Chũ"))
        with counted(desk.database) as said:
            report = await desk.take(**sheets(many, f"Hai {many}", "B", "Kép"))
        assert all(tally.changed == many for tally in report.tallies.values())
        counts.append(len(said))
    assert counts[1] <= counts[0] < 60
    assert len(await desk.all(OfficialPost)) == len(await desk.all(CourseCommune)) == 60
