"""A year of the working calendar: guessed, confirmed by an admin or imported, and changed afterwards.

Deadlines count in working time, so a year that nobody has looked at must be asked for, and a guess counts for nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from models.audit import record
from models.database import Session, one_at_a_time
from models.holiday import ConfirmedYear, GuessedHoliday, Holiday
from models.holiday_guess import CalendarDay, guess
from models.holiday_refusals import BadHoliday, HolidayBar, YearConfirmed
from models.holiday_said import DayChange
from models.kinds import HolidayKind, Role
from models.news.calendar import HolidaysWanted
from models.notice import tell
from models.official import holders_of
from models.person import Person
from models.policy import Policy, policy
from models.working_time import working_time

A_YEAR = 6  # days off that were imported: the list of the year before may reach a few days into this one


@dataclass(frozen=True)
class CalendarYear:
    """The days of a year that differ from the ordinary week; not `is_known`: only guessed, and not in force."""

    year: int
    is_known: bool
    days: tuple[CalendarDay, ...]


async def is_known(session: Session, year: int) -> bool:
    """Whether the year's days have been confirmed, or imported."""
    if await session.get(ConfirmedYear, year) is not None:
        return True
    off = select(func.count()).where(_of(Holiday.day, year), Holiday.kind == HolidayKind.off)
    return (await session.scalar(off) or 0) >= A_YEAR


async def unknown_years(session: Session, now: datetime) -> list[int]:
    """This year, and from the day of the policy on the next, where nobody has said which days are off."""
    years = [now.year, *([now.year + 1] if await _is_asked_for(session, now) else [])]
    return [year for year in years if not await is_known(session, year)]


async def calendar_year(session: Session, year: int) -> CalendarYear:
    """As it is, or as it is guessed; the first look at an unknown year writes the guess down, for all admins."""
    known = await is_known(session, year)
    if not known and not await session.scalar(select(exists().where(_of(GuessedHoliday.day, year)))):
        await one_at_a_time(session, f"holidays {year}")
        for one in guess(year):
            await session.merge(GuessedHoliday(day=one.day, name=one.name, kind=one.kind))
        await session.flush()
    days = {one.day: one for one in await _days(session, Holiday, year)}
    if not known:  # days that were imported already are better than guessed ones
        days = {one.day: one for one in await _days(session, GuessedHoliday, year)} | days
    return CalendarYear(year, known, tuple(sorted(days.values())))


async def confirm_year(session: Session, person: Person, year: int, now: datetime) -> CalendarYear:
    """From now on the guess, as changed, is in force. Raises YearConfirmed."""
    await one_at_a_time(session, "holidays")
    seen = await calendar_year(session, year)
    if seen.is_known:
        raise YearConfirmed(year)
    for one in seen.days:
        await session.merge(Holiday(day=one.day, name=one.name, kind=one.kind))
    await session.execute(delete(GuessedHoliday).where(_of(GuessedHoliday.day, year)))
    session.add(ConfirmedYear(year=year, confirmed_at=now, confirmed_by_id=person.official_id))
    await _record(session, "confirm_holidays", person, year, now, after={"source": "guess", "days": _facts(seen.days)})
    return CalendarYear(year, True, seen.days)


async def change_year(
    session: Session, person: Person, year: int, changes: Sequence[DayChange], now: datetime
) -> CalendarYear:
    """All of the changes or none, of the guess or what is in force. Raises BadHoliday for a day that is not there."""
    await one_at_a_time(session, "holidays")
    seen = await calendar_year(session, year)
    days = {one.day: one for one in seen.days}
    for change in changes:
        if change.kind is not None:
            days[change.day] = CalendarDay(change.day, change.name, change.kind)
        elif days.pop(change.day, None) is None:
            raise BadHoliday(HolidayBar.not_listed, f"{change.day:%d/%m/%Y}", year, change.day)
    tables = (Holiday,) if seen.is_known else (GuessedHoliday, Holiday)
    for table in tables:
        gone = [one.day for one in seen.days if one.day not in days]
        await session.execute(delete(table).where(table.day.in_(gone)))
    for change in changes:
        if change.day in days and change.kind is not None:
            await session.merge(tables[0](day=change.day, name=change.name, kind=change.kind))
    await session.flush()
    after = tuple(sorted(days.values()))
    if after != seen.days:
        source = "chat" if seen.is_known else "guess"
        await _record(
            session, "change_holidays", person, year, now, _facts(seen.days), {"source": source, "days": _facts(after)}
        )
    return CalendarYear(year, seen.is_known, after)


async def ask_for_holidays(session: Session, now: datetime) -> None:
    """Ask each admin once for the coming year, in working time, while nobody has said which days are off."""
    year = now.year + 1
    if not await _is_asked_for(session, now) or not (await working_time(session, now)).is_working(now):
        return
    if await is_known(session, year):
        return
    for official_id in await holders_of(session, Role.admin, now.date()):
        await tell(session, HolidaysWanted(year), key=f"holidays:{year}", official_id=official_id, now=now)


async def _is_asked_for(session: Session, now: datetime) -> bool:
    month, day = divmod(await policy(session, Policy.ask_holidays_from, now.date()), 100)
    return (now.month, now.day) >= (month, day)


async def _days(session: Session, table: type[Holiday] | type[GuessedHoliday], year: int) -> list[CalendarDay]:
    rows = await session.execute(select(table.day, table.name, table.kind).where(_of(table.day, year)))
    return [CalendarDay(*row) for row in rows]


def _of(day: InstrumentedAttribute[date], year: int) -> ColumnElement[bool]:
    return day.between(date(year, 1, 1), date(year, 12, 31))


def _facts(days: Sequence[CalendarDay]) -> dict[str, str]:
    return {one.day.isoformat(): f"{one.kind.value} {one.name}".strip() for one in days}


async def _record(
    session: Session,
    action: str,
    person: Person,
    year: int,
    now: datetime,
    before: dict[str, str] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    await record(
        session,
        action,
        "calendar",
        year,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        before={"days": before} if before else None,
        after=after,
    )
