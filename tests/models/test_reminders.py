"""Who is due a reminder, case by case: moved, closer, cancelled, registered late, restarted, late by days, by night."""

import itertools
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from models.course import Course, CourseState, Meeting
from models.course_days import CourseDay
from models.delivery import sweep
from models.notice import Lane, Notice, NoticeState
from models.official import Official
from models.quiet import QuietHours
from models.registration import Registration, State
from models.reminders import Offsets, Rule, due_reminders, latest_due, remind
from tests.conftest import NOW, ZONE
from tests.world import World

NIGHT = QuietHours(time(20), time(7))
OFFSETS = Offsets(days=7, days_at=time(8), day_at=time(16), hours=timedelta(hours=2))


def at(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def the_day(*starts: datetime, is_first: bool = True) -> CourseDay:
    return CourseDay(1, starts[0].date(), starts, is_first)


MONDAY = the_day(at(14, 7, 30), at(14, 13, 30))
NEXT_DAY = the_day(at(15, 7, 30), at(15, 13, 30), is_first=False)
EVENING = the_day(at(14, 18, 30))
TET = the_day(datetime(2027, 2, 15, 0, 30, tzinfo=ZONE))


@pytest.mark.parametrize(
    ("day", "now", "rule"),
    [
        (MONDAY, at(7, 7, 59), None),
        (MONDAY, at(7, 8), Rule.week),
        (MONDAY, at(10, 23), Rule.week),
        (MONDAY, at(13, 15, 59), Rule.week),
        (MONDAY, at(13, 16), Rule.day),
        (MONDAY, at(14, 5, 29), Rule.day),
        (MONDAY, at(14, 5, 30), Rule.hours),
        (MONDAY, at(14, 7, 29), Rule.hours),
        (MONDAY, at(14, 7, 30), None),  # begun: nobody who sits there is reminded of the afternoon
        (MONDAY, at(14, 13), None),
        (NEXT_DAY, at(8, 9), None),
        (NEXT_DAY, at(14, 15, 59), None),
        (NEXT_DAY, at(14, 16), Rule.day),
        (NEXT_DAY, at(15, 9), Rule.day),  # after an outage of a night: the afternoon is still to come
        (NEXT_DAY, at(15, 13, 30), None),
        (EVENING, at(14, 16, 29), Rule.day),
        (EVENING, at(14, 16, 30), Rule.hours),
        (TET, datetime(2027, 2, 7, 23, 59, tzinfo=ZONE), None),
        (TET, datetime(2027, 2, 8, 8, tzinfo=ZONE), Rule.week),
        (TET, datetime(2027, 2, 14, 22, 30, tzinfo=ZONE), Rule.hours),  # across midnight
        (TET, datetime(2027, 2, 15, 0, 30, tzinfo=ZONE), None),
    ],
)
def test_the_rule_that_fell_due_last(day: CourseDay, now: datetime, rule: Rule | None) -> None:
    due = latest_due(day, OFFSETS, now)
    assert (due[0] if due else None) is rule


def test_a_move_within_the_day_gives_another_stamp() -> None:
    assert MONDAY.stamp == "20261214-0730-1330"
    assert the_day(at(14, 7, 30), at(14, 14)).stamp != MONDAY.stamp
    assert CourseDay(1, date(2026, 12, 14), (at(14, 0),), True, has_hours=False).stamp == "20261214"


class Case:
    """One course that begins in 14 days, on Wednesday 09/12 at 8h00, and what was told of it."""

    def __init__(self, world: World, course: int) -> None:
        self.world, self.course = world, course

    async def seat(self, name: str, since: datetime = NOW, state: State = State.confirmed) -> None:
        await self.world.official(name)
        async with self.world.database.writing() as session:
            official_id = await session.scalar(select(Official.id).where(Official.full_name == name))
            session.add(
                Registration(course_id=self.course, official_id=official_id, state=state, since=since, created_at=since)
            )

    async def look(self, now: datetime, quiet: QuietHours | None = None) -> list[str]:
        """What falls due at this moment: «rule name»; it is owed from then on."""
        async with self.world.database.writing() as session:
            found = await due_reminders(session, now, quiet)
            await remind(session, found, now)
            names = dict((await session.execute(select(Official.id, Official.full_name))).all())
        return sorted(f"{one.key.split(':')[1]} {names[one.official_id]}" for one in found)

    async def move(self, by: timedelta, now: datetime = NOW) -> None:
        async with self.world.database.writing() as session:
            await session.execute(update(Course).values(changed_at=now))
            for meeting in await session.scalars(select(Meeting).where(Meeting.course_id == self.course)):
                meeting.starts_at, meeting.ends_at = meeting.starts_at + by, meeting.ends_at + by

    async def told(self) -> list[str]:
        async with self.world.database.reading() as session:
            return list(await session.scalars(select(Notice.key).where(Notice.key.startswith("remind:"))))


@pytest.fixture
async def case(world: World) -> Case:
    return Case(world, await world.course("Chuyển đổi số", starts_in=14, days=2))


async def test_each_reminder_comes_once_at_its_time(case: Case) -> None:
    await case.seat("Lan")
    moments: Sequence[tuple[datetime, list[str]]] = [
        (at(2, 7, 59), []),
        (at(2, 8), ["week Lan"]),
        (at(2, 8, 1), []),
        (at(8, 15, 59), []),
        (at(8, 16), ["day Lan"]),
        (at(9, 6), ["hours Lan"]),
        (at(9, 7, 59), []),
        (at(9, 16), ["day Lan"]),  # the second day
        (at(10, 9), []),
    ]
    for now, due in moments:
        assert (now, await case.look(now)) == (now, due)
    assert len(await case.told()) == 4


async def test_a_reminder_goes_with_the_bulk_and_is_worth_nothing_once_the_day_has_begun(case: Case) -> None:
    await case.seat("Lan")
    await case.look(at(8, 16))
    for now, lane, state in (
        (at(9, 7, 59), Lane.bulk, NoticeState.pending),
        (at(9, 8), Lane.bulk, NoticeState.dropped),
    ):
        async with case.world.database.writing() as session:
            await sweep(session, now)
            one = (await session.scalars(select(Notice).where(Notice.key.startswith("remind:")))).one()
            assert (one.lane, one.state) == (lane, state)


async def test_who_is_not_approved_is_not_reminded(case: Case) -> None:
    for number, state in enumerate(set(State) - {State.confirmed}):
        await case.seat(f"Cán bộ {number}", state=state)
    assert await case.look(at(8, 17)) == []


async def test_who_was_approved_late_gets_only_what_still_makes_sense(case: Case) -> None:
    await case.seat("Lan", since=at(2, 8))
    await case.seat("Mai", since=at(2, 8, 1))
    assert await case.look(at(2, 9)) == ["week Lan"]
    await case.seat("An", since=at(8, 21))
    assert await case.look(at(8, 21, 30)) == ["day An", "day Lan", "day Mai"]
    await case.seat("Bình", since=at(9, 7))
    assert await case.look(at(9, 7, 5)) == ["hours An", "hours Bình", "hours Lan", "hours Mai"]


async def test_moved_later_reminds_of_the_new_time_when_that_is_due(case: Case) -> None:
    await case.seat("Lan")
    assert await case.look(at(2, 8)) == ["week Lan"]
    await case.move(timedelta(days=7))
    assert await case.look(at(8, 16)) == []
    assert await case.look(at(9, 8)) == ["week Lan"]
    assert await case.look(at(15, 16)) == ["day Lan"]


async def test_moved_closer_than_the_offset_reminds_at_once_and_once(case: Case) -> None:
    await case.seat("Lan")
    await case.move(timedelta(days=-12), NOW + timedelta(minutes=1))  # to 27/11, in two days
    assert await case.look(NOW + timedelta(minutes=2)) == ["week Lan"]
    assert await case.look(NOW + timedelta(hours=1)) == []
    await case.move(timedelta(hours=-22))  # 26/11, 10h00
    assert await case.look(at(25, 17, month=11)) == ["day Lan"]
    assert await case.look(at(25, 18, month=11)) == []


async def test_moved_by_an_hour_on_the_same_day_reminds_anew(case: Case) -> None:
    await case.seat("Lan")
    assert await case.look(at(8, 16)) == ["day Lan"]
    await case.move(timedelta(hours=1))
    assert await case.look(at(8, 17)) == ["day Lan"]


async def test_cancelled_or_without_a_seat_nobody_is_reminded(case: Case) -> None:
    await case.seat("Lan")
    async with case.world.database.writing() as session:
        await session.execute(update(Course).values(state=CourseState.cancelled))
    assert await case.look(at(8, 17)) == []


async def test_quiet_hours_hold_and_what_is_left_comes_after_them(case: Case) -> None:
    await case.seat("Lan")
    await case.move(timedelta(minutes=-45))  # 7h15: two hours before is 5h15
    assert await case.look(at(8, 20), NIGHT) == []
    assert await case.look(at(9, 5, 15), NIGHT) == []
    assert await case.look(at(9, 7), NIGHT) == ["hours Lan"]
    await case.move(timedelta(minutes=-30))
    assert await case.look(at(9, 7), NIGHT) == []  # it has begun meanwhile


async def test_after_an_outage_of_days_each_is_reminded_once_of_what_is_ahead(case: Case) -> None:
    await case.seat("Lan")
    assert await case.look(at(5, 10)) == ["week Lan"]  # fell due on the 2nd
    assert await case.look(at(9, 7)) == ["hours Lan"]  # and what fell due the day before is not said any more
    assert await case.look(at(9, 9)) == []


async def test_a_trainer_is_reminded_and_two_roles_make_one_reminder(case: Case) -> None:
    await case.seat("Lan")
    await case.world.official("Hạnh")
    async with case.world.database.writing() as session:
        ids = dict((await session.execute(select(Official.full_name, Official.id))).all())
        first, second = (await session.scalars(select(Meeting).order_by(Meeting.starts_at))).all()
        first.trainer_id, second.trainer_id = ids["Lan"], ids["Hạnh"]
    assert await case.look(at(8, 16)) == ["day Lan"]
    assert await case.look(at(9, 16)) == ["day Hạnh", "day Lan"]


async def test_who_has_left_is_not_reminded(case: Case) -> None:
    await case.seat("Lan")
    async with case.world.database.writing() as session:
        await session.execute(update(Official).values(left_on=date(2026, 12, 1)))
    assert await case.look(at(8, 17)) == []


async def test_a_course_without_a_timetable_has_a_day_but_no_hour(case: Case) -> None:
    await case.seat("Lan")
    async with case.world.database.writing() as session:
        for meeting in await session.scalars(select(Meeting)):
            await session.delete(meeting)
    assert await case.look(at(2, 8)) == ["week Lan"]
    assert await case.look(at(8, 16)) == ["day Lan"]
    assert await case.look(at(8, 22)) == []


@settings(max_examples=200, deadline=None)
@given(st.sets(st.integers(0, 9 * 24 * 60), max_size=60), st.integers(0, 23 * 60 + 59))
def test_over_random_restarts_each_rule_speaks_exactly_once_if_anybody_looked_in_its_time(
    looks: set[int], start: int
) -> None:
    """Restarts, late ticks and outages are nothing but looks at other moments."""
    begins = at(14, 0) + timedelta(minutes=start)
    opens = [at(7, 8), at(13, 16), begins - timedelta(hours=2), begins]
    told: list[str] = []
    expected = set()
    for minutes in sorted(looks):
        now = at(5, 23) + timedelta(minutes=minutes)
        if due := latest_due(the_day(begins), OFFSETS, now):
            told += [due[0]] if due[0] not in told else []
        expected |= {
            rule for rule, (opened, over) in zip(Rule, itertools.pairwise(opens), strict=True) if opened <= now < over
        }
    assert told == [rule for rule in Rule if rule in expected]
