"""A year of the working calendar: guessed, worth nothing until an admin confirms it, changed by typing, asked for."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from models.audit import AuditEntry
from models.database import Database
from models.holiday import GuessedHoliday, Holiday
from models.holiday_guess import CalendarDay, guess
from models.holiday_refusals import BadHoliday, HolidayBar, YearConfirmed
from models.holiday_said import DayChange, holidays_said
from models.holiday_year import calendar_year, change_year, confirm_year, is_known, unknown_years
from models.kinds import HolidayKind
from models.person import Person
from models.working_time import working_time
from tests.conftest import NOW

ADMIN = Person(7)
TET = date(2027, 2, 8)  # a Monday


def days(*said: str) -> list[tuple[str, str, str]]:
    return [
        (f"{one.day:%d/%m}", one.name, str(one.kind) if one.kind else "-")
        for one in holidays_said("\n".join(said), 2027)
    ]


@pytest.mark.parametrize(
    ("year", "off"),
    [
        (2026, "01/01 16/02 17/02 18/02 19/02 20/02 26/04 27/04 30/04 01/05 31/08 01/09 02/09 24/11"),
        (2027, "01/01 04/02 05/02 06/02 07/02 08/02 09/02 10/02 16/04 30/04 01/05 03/05 02/09 03/09 24/11"),
    ],
)
def test_the_guess_has_tet_by_the_lunar_calendar_gio_to_and_days_in_lieu(year: int, off: str) -> None:
    """As the government's notices and domain.md 8.1 have them; 24 November is law since 2026."""
    found = guess(year)
    assert " ".join(f"{one.day:%d/%m}" for one in found if one.kind is HolidayKind.off) == off
    assert all(one.name for one in found if one.kind is HolidayKind.off)


def test_a_swap_that_is_known_brings_its_make_up_day() -> None:
    assert CalendarDay(date(2026, 8, 22), "", HolidayKind.make_up) in guess(2026)


def test_what_an_admin_types() -> None:
    assert days("30/4 Ngày Chiến thắng", "21/08/2027 làm bù", "bỏ 24/11", "xoá ngày 25.11.2027") == [
        ("30/04", "Ngày Chiến thắng", "off"),
        ("21/08", "", "make_up"),
        ("24/11", "", "-"),
        ("25/11", "", "-"),
    ]
    assert [on for on, _, _ in days("ngày 9/2 - 11/2/2027: Tết Nguyên đán")] == ["09/02", "10/02", "11/02"]
    assert days("Làm bù 22/8 cho ngày 1/9") == [("22/08", "", "make_up")]
    assert days("BỎ 24/11", "", "   ") == [("24/11", "", "-")]


@pytest.mark.parametrize(
    ("line", "bar"),
    [
        ("Tết", HolidayBar.not_understood),
        ("nghỉ 24/11 Văn hoá", HolidayBar.not_understood),
        ("31/02 Tết", HolidayBar.no_such_day),
        ("24/13 Tết", HolidayBar.no_such_day),
        ("01/01/2028 Tết Dương lịch", HolidayBar.other_year),
        ("24/11", HolidayBar.no_name),
        ("10/02 - 04/02 Tết", HolidayBar.too_long),
        ("01/02 - 28/02 Tết", HolidayBar.too_long),
        ("24/11 làm bù", HolidayBar.works_anyway),
    ],
)
def test_a_line_that_is_not_clear_is_said(line: str, bar: HolidayBar) -> None:
    with pytest.raises(BadHoliday) as caught:
        holidays_said(f"30/4 Ngày Chiến thắng\n{line}", 2027)
    assert (caught.value.bar, caught.value.line) == (bar, line)


async def test_a_guess_counts_for_nothing_until_it_is_confirmed(database: Database) -> None:
    async with database.writing() as session:
        assert not (await calendar_year(session, 2027)).is_known
        assert (await working_time(session, NOW)).is_working_day(TET)
        assert not await is_known(session, 2027)
        confirmed = await confirm_year(session, ADMIN, 2027, NOW)
        assert len(confirmed.days) == 15
        assert not (await working_time(session, NOW)).is_working_day(TET)
        assert await is_known(session, 2027)
        assert await session.scalar(select(func.count()).select_from(GuessedHoliday)) == 0
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "confirm_holidays"))).one()
        assert (entry.subject, entry.subject_id, entry.actor_user_id) == ("calendar", 2027, 7)
        assert entry.after["source"] == "guess"
        assert entry.after["days"]["2027-02-06"] == "off Tết Nguyên Đán"


async def test_the_guess_is_changed_before_and_what_is_in_force_after(database: Database) -> None:
    dropped, added = DayChange(date(2027, 11, 24)), DayChange(date(2027, 2, 11), "Tết", HolidayKind.off)
    worked = DayChange(date(2027, 8, 21), "", HolidayKind.make_up)
    async with database.writing() as session:
        seen = await change_year(session, ADMIN, 2027, [dropped, added, worked], NOW)
        assert (seen.is_known, len(seen.days)) == (False, 16)
        assert await session.scalar(select(func.count()).select_from(Holiday)) == 0
        await confirm_year(session, ADMIN, 2027, NOW)
        calendar = await working_time(session, NOW)
        assert calendar.is_working_day(dropped.day)
        assert not calendar.is_working_day(added.day)
        assert calendar.is_working_day(worked.day)
        again = DayChange(dropped.day, "Ngày Văn hoá", HolidayKind.off)
        seen = await change_year(session, ADMIN, 2027, [again, DayChange(worked.day)], NOW)
        assert (seen.is_known, len(seen.days)) == (True, 16)
        calendar = await working_time(session, NOW)
        assert not calendar.is_working_day(dropped.day)
        assert not calendar.is_working_day(worked.day)
        changes = select(AuditEntry.after).where(AuditEntry.action == "change_holidays").order_by(AuditEntry.id)
        assert [after["source"] for after in await session.scalars(changes)] == ["guess", "chat"]


async def test_one_wrong_day_and_nothing_is_changed(database: Database) -> None:
    async with database.writing() as session:
        before = await calendar_year(session, 2027)
        changes = [DayChange(date(2027, 3, 3), "Nghỉ", HolidayKind.off), DayChange(date(2027, 7, 7))]
        with pytest.raises(BadHoliday) as caught:
            await change_year(session, ADMIN, 2027, changes, NOW)
        assert caught.value.bar is HolidayBar.not_listed
        assert await calendar_year(session, 2027) == before


async def test_of_two_who_confirm_at_once_one_does_and_the_other_hears_it(database: Database) -> None:
    async def confirm() -> str:
        async with database.writing() as session:
            try:
                await confirm_year(session, ADMIN, 2027, NOW)
            except YearConfirmed:
                return "too late"
            return "confirmed"

    assert sorted(await asyncio.gather(*(confirm() for _ in range(4)))) == ["confirmed", *["too late"] * 3]


async def test_an_imported_year_is_known_and_a_few_days_of_january_are_not_a_year(database: Database) -> None:
    async with database.writing() as session:
        first = date(2027, 1, 1)
        for ahead in range(4):  # the list of 2026 reaches into January
            session.add(Holiday(day=first + timedelta(days=ahead), name="Tết Dương lịch", kind=HolidayKind.off))
        await session.flush()
        assert not await is_known(session, 2027)
        seen = await calendar_year(session, 2027)
        assert CalendarDay(date(2027, 1, 4), "Tết Dương lịch", HolidayKind.off) in seen.days
        for ahead in range(4, 7):
            session.add(Holiday(day=first + timedelta(days=ahead), name="Nghỉ", kind=HolidayKind.off))
        await session.flush()
        assert await is_known(session, 2027)
        assert len((await calendar_year(session, 2027)).days) == 7


async def test_the_coming_year_is_asked_for_from_the_day_of_the_policy(database: Database) -> None:
    async with database.writing() as session:
        assert await unknown_years(session, NOW) == [2026]
        assert await unknown_years(session, datetime(2026, 12, 1, tzinfo=NOW.tzinfo)) == [2026, 2027]
        await confirm_year(session, ADMIN, 2026, NOW)
        assert await unknown_years(session, NOW) == []
