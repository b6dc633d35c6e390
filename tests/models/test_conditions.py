"""Conditions of age and party: the sheet that brings them, when they hold, and that the party is nowhere shown."""

import io
from datetime import date

import openpyxl
import pytest
from sqlalchemy import select, update

from bot.texts import imports
from bot.workbook.errors_file import mark_problems
from bot.workbook.parse import parse
from models.audit import AuditEntry
from models.course import Course
from models.course_card import course_card
from models.database import Database
from models.eligibility import Flag, Standing, standing
from models.importing import ImportRefused
from models.kinds import ConditionKind, Gender
from models.official import Official
from models.programme import Condition
from models.refusals import AgeOutside, PartyMembersOnly
from models.workbook_problems import ProblemCode
from tests.conftest import NOW
from tests.models.workbook_desk import COURSE, LAN, PROGRAMME, Desk, file_of

OLDEST = {"programme": "CDS", "kind": "Tuổi tối đa", "value": 35, "valid_from": "01/01/2022"}
PARTY = {"programme": "CDS", "kind": "Đảng viên", "value": None, "valid_from": "01/01/2022", "basis": "QĐ 6468"}


@pytest.fixture
async def desk(database: Database) -> Desk:
    """A desk with Lan, born on the very day on which the course begins, and the course."""
    desk = Desk(database)
    lan = LAN | {"birth_date": "07/12/1990", "gender": "Nữ", "party_member": "Có"}
    await desk.take(officials=[lan], programmes=[PROGRAMME], courses=[COURSE])
    return desk


async def stands(desk: Desk, **changed: object) -> Standing:
    """Where Lan stands, with these values of hers."""
    async with desk.database.writing() as session:
        if changed:
            await session.execute(update(Official).values(**changed))
        return await standing(session, 1, 1, NOW)


async def test_a_second_import_changes_nothing_and_another_first_day_is_another_value(desk: Desk) -> None:
    assert await desk.counts("conditions", conditions=[OLDEST, PARTY]) == (2, 0, 0, 0)
    assert await desk.counts("conditions", conditions=[OLDEST, PARTY]) == (0, 0, 2, 0)
    assert await desk.counts("conditions", conditions=[OLDEST | {"value": 36}]) == (0, 1, 0, 0)
    assert await desk.counts("conditions", conditions=[OLDEST | {"valid_from": "01/12/2026"}]) == (1, 0, 0, 0)
    assert await desk.counts("conditions", conditions=[OLDEST | {"gender": "Nam"}]) == (1, 0, 0, 0)
    assert [(one.kind, one.value, one.gender, one.basis) for one in await desk.all(Condition)] == [
        (ConditionKind.most_age, 36, None, ""),
        (ConditionKind.party_member, None, None, "QĐ 6468"),
        (ConditionKind.most_age, 35, None, ""),
        (ConditionKind.most_age, 35, Gender.male, ""),
    ]


async def test_columns_that_are_not_there_are_left_alone(desk: Desk) -> None:
    await desk.take(conditions=[OLDEST | {"valid_to": "31/12/2027", "basis": "QĐ 1"}])
    await desk.take(conditions=[OLDEST | {"value": 40}])
    [one] = await desk.all(Condition)
    assert (one.value, one.valid_to, one.basis) == (40, date(2027, 12, 31), "QĐ 1")


async def test_an_unknown_programme_is_told_with_the_files_own_mistakes(desk: Desk) -> None:
    found = await desk.refused(conditions=[OLDEST | {"programme": "X"}, OLDEST | {"value": 3}])
    assert [(sheet, row, column, code) for sheet, row, column, code, _ in found] == [
        ("conditions", 2, "programme", ProblemCode.unknown_programme),
        ("conditions", 3, "value", ProblemCode.age_limit_out_of_range),
    ]
    assert await desk.all(Condition) == []


@pytest.mark.parametrize(
    ("kind", "value", "born", "refused"),
    [
        ("Tuổi tối đa", 35, "08/12/1990", False),  # 35 until the day after the beginning
        ("Tuổi tối đa", 35, "07/12/1990", True),  # 36 on the very day
        ("Tuổi tối thiểu", 36, "07/12/1990", False),
        ("Tuổi tối thiểu", 36, "08/12/1990", True),
    ],
)
async def test_age_counts_in_full_years_on_the_first_day(
    desk: Desk, kind: str, value: int, born: str, refused: bool
) -> None:
    await desk.take(conditions=[OLDEST | {"kind": kind, "value": value, "basis": "QĐ 6468"}])
    day, month, year = map(int, born.split("/"))
    found = await stands(desk, birth_date=date(year, month, day))
    assert [type(one) for one in found.hindrances] == ([AgeOutside] if refused else [])
    if refused:
        assert "QĐ 6468" in vars(found.hindrances[0])["basis"]


async def test_a_condition_concerns_its_gender_and_its_days_only(desk: Desk) -> None:
    await desk.take(conditions=[OLDEST | {"gender": "Nam"}])
    assert (await stands(desk)).is_free
    assert not (await stands(desk, gender="male")).is_free
    assert (await stands(desk, gender="")).is_free
    ended, not_yet = OLDEST | {"valid_to": "06/12/2026"}, OLDEST | {"valid_from": "08/12/2026"}
    await desk.take(conditions=[ended, not_yet])
    assert (await stands(desk)).is_free
    await desk.take(conditions=[OLDEST | {"valid_to": "07/12/2026"}])
    assert not (await stands(desk)).is_free


async def test_of_two_dated_values_the_later_holds_from_its_day_on(desk: Desk) -> None:
    await desk.take(conditions=[OLDEST, OLDEST | {"valid_from": "07/12/2026", "value": 45}])
    assert (await stands(desk)).is_free
    async with desk.database.writing() as session:  # a day earlier the older value holds
        await session.execute(update(Course).values(starts_on=date(2026, 12, 6)))
        await session.execute(update(Official).values(birth_date=date(1986, 1, 1)))
    assert not (await stands(desk)).is_free


async def test_party_members_only_and_what_is_unknown_is_a_flag(desk: Desk) -> None:
    await desk.take(conditions=[PARTY, OLDEST])
    assert [type(one) for one in (await stands(desk, birth_date=None)).hindrances] == []
    assert (await stands(desk)).flags == (Flag.age_unknown,)
    assert (await stands(desk, party_member=None)).flags == (Flag.age_unknown, Flag.party_unknown)
    assert [type(one) for one in (await stands(desk, party_member=False)).hindrances] == [PartyMembersOnly]
    await desk.take(conditions=[PARTY | {"gender": "Nam", "valid_from": "02/01/2022"}])
    async with desk.database.writing() as session:
        await session.execute(update(Condition).where(Condition.gender.is_(None)).values(valid_to=date(2025, 1, 1)))
    assert (await stands(desk)).is_free  # only of men is it asked now


async def test_the_card_shows_what_is_in_force_on_the_first_day(desk: Desk) -> None:
    await desk.take(conditions=[PARTY, OLDEST, OLDEST | {"gender": "Nữ", "valid_from": "08/12/2026"}])
    async with desk.database.reading() as session:
        for official_id in (1, None):
            card = await course_card(session, official_id, 1, NOW)
            assert [(one.kind, one.gender) for one in card.conditions] == [
                (ConditionKind.party_member, None),
                (ConditionKind.most_age, None),
            ]


async def test_the_column_of_the_party_is_kept_compared_and_left_alone_where_it_is_not_there(desk: Desk) -> None:
    lan = {name: LAN[name] for name in ("code", "full_name", "unit")}
    assert await desk.counts("officials", officials=[lan | {"party_member": "có"}]) == (0, 0, 1, 0)
    assert await desk.counts("officials", officials=[lan]) == (0, 0, 1, 0)
    assert (await desk.official()).party_member is True
    assert await desk.counts("officials", officials=[lan | {"party_member": None}]) == (0, 1, 0, 0)
    assert (await desk.official()).party_member is None
    await desk.take(officials=[lan | {"party_member": "Không"}])
    assert (await desk.official()).party_member is False


async def test_the_value_of_the_party_reaches_no_preview_no_reason_and_no_trail(desk: Desk) -> None:
    lan = LAN | {"party_member": "Dự bị từ 2024"}
    content = file_of(officials=[lan])
    try:
        await desk.take(officials=[lan])
    except ImportRefused as refused:
        problems = refused.problems
    told = imports.mistaken("a.xlsx", problems, content)
    assert "Đảng viên" in str(told.text)
    assert "Dự bị" not in f"{told.text} {imports.problems_on_the_command_line(problems)}"
    page = openpyxl.load_workbook(io.BytesIO(mark_problems(content, problems)))["Cán bộ"]
    where = [cell.column for row in page.iter_rows() for cell in row if cell.value and "Dự bị" in str(cell.value)]
    [header] = [cell.column for cell in page[1] if cell.value == "Đảng viên"]
    assert where == [header]  # the cell that its sender wrote, and no other

    report = await desk.take(officials=[LAN | {"party_member": "Không"}])
    shown = f"{imports.preview('a.xlsx', report, 1)} {imports.on_the_command_line(report, dry_run=True)}"
    assert "party" not in shown
    assert "Đảng viên" not in shown
    async with desk.database.reading() as session:
        trail = (await session.scalars(select(AuditEntry))).all()
    assert "party" not in str([(one.before, one.after) for one in trail])
    assert parse(file_of(officials=[LAN | {"party_member": "?"}]), NOW.date()).problems[0].value == ""
