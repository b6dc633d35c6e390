"""The approval clock as a rule: what is due when, counted in working hours back from the deadline; then once only."""

import asyncio
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from models.approval import approve
from models.approval_clock import Clock, Step, Waiting, clock_of, requests_due
from models.approval_steps import take_step
from models.audit import AuditEntry
from models.course import Course
from models.enrolment import register
from models.kinds import Route
from models.notice import Notice
from models.official import Official, RoleGrant
from models.person import Person, who_is
from models.registration import Level, Registration, State
from models.working_time import WorkingTime
from tests.conftest import NOW, ZONE
from tests.statements import statements
from tests.world import World

HOUR = timedelta(hours=1)
TET = frozenset(date(2027, 2, day) for day in range(5, 12))  # Friday to Thursday
CLOCK = Clock(
    WorkingTime(ZONE, ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30))), off=TET),
    {Step.remind: 16 * HOUR, Step.ask_second: 8 * HOUR, Step.ask_coordinator: 4 * HOUR},
    least=4 * HOUR,
)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZONE)


def waiting(since: str, closes: str, begins: str = "2027-06-01 08:00", nudged: int = 0) -> Waiting:
    first = at(begins)
    return Waiting(1, 1, nudged, at(since), at(closes), first.date(), first)


@pytest.mark.parametrize(
    ("since", "closes", "begins", "decide_by"),
    [
        ("2026-11-20 09:00", "2026-12-03 00:00", "2026-12-09 08:00", "2026-12-03 00:00"),  # in good time
        ("2026-12-02 17:00", "2026-12-03 00:00", "2026-12-09 08:00", "2026-12-03 11:00"),  # in the last hour
        ("2026-11-27 17:00", "2026-11-28 00:00", "2026-12-09 08:00", "2026-11-30 11:00"),  # on a Friday evening
        ("2026-11-28 20:00", "2026-11-30 00:00", "2026-12-09 08:00", "2026-11-30 11:30"),  # on a Saturday
        ("2026-11-29 20:00", "2026-11-30 00:00", "2026-11-30 08:00", "2026-11-30 08:00"),  # the course begins before
        ("2027-02-04 16:30", "2027-02-06 00:00", "2027-02-20 08:00", "2027-02-12 10:30"),  # over Tết
        ("2026-11-20 09:00", "2026-12-03 14:00", "2026-12-09 08:00", "2026-12-03 14:00"),  # a deadline with an hour
    ],
)
def test_until_when_it_is_decided(since: str, closes: str, begins: str, decide_by: str) -> None:
    assert CLOCK.decide_by(waiting(since, closes, begins)) == at(decide_by)


# Deadline: the end of Wednesday 2 December; 16 working hours before it Tuesday opens, 8 before it Wednesday.
LONG = waiting("2026-11-20 09:00", "2026-12-03 00:00")
LATE = waiting("2026-12-02 16:00", "2026-12-03 00:00")  # four hours: until Thursday 10:00
EVENING = waiting("2026-11-27 19:00", "2026-11-28 00:00")  # Friday evening: until Monday 11:30
OVER_TET = waiting("2027-01-20 09:00", "2027-02-06 00:00")  # until the end of the first day of Tết


@pytest.mark.parametrize(
    ("one", "nudged", "now", "step"),
    [
        (LONG, 0, "2026-11-30 17:29", Step.none),
        (LONG, 0, "2026-11-30 20:00", Step.none),  # night
        (LONG, 0, "2026-12-01 07:30", Step.remind),
        (LONG, 1, "2026-12-01 10:00", Step.none),
        (LONG, 1, "2026-12-02 07:30", Step.ask_second),
        (LONG, 0, "2026-12-02 07:30", Step.ask_second),  # an outage: only the newest is told
        (LONG, 2, "2026-12-02 12:00", Step.none),  # noon
        (LONG, 2, "2026-12-02 13:30", Step.ask_coordinator),
        (LONG, 0, "2026-12-02 13:30", Step.ask_coordinator),
        (LONG, 3, "2026-12-02 17:00", Step.none),
        (LONG, 3, "2026-12-03 00:00", Step.expire),  # at any hour
        (LONG, 0, "2026-12-05 09:00", Step.expire),  # three days away: expiry wins
        (LATE, 0, "2026-12-02 16:59", Step.none),  # younger than an hour
        (LATE, 0, "2026-12-02 17:00", Step.ask_coordinator),
        (LATE, 3, "2026-12-03 09:59", Step.none),
        (LATE, 3, "2026-12-03 10:00", Step.expire),
        (EVENING, 0, "2026-11-28 09:00", Step.none),  # Saturday
        (EVENING, 0, "2026-11-30 08:00", Step.none),
        (EVENING, 0, "2026-11-30 08:30", Step.ask_coordinator),
        (OVER_TET, 0, "2027-02-02 17:00", Step.none),
        (OVER_TET, 0, "2027-02-03 07:30", Step.remind),  # Tết takes nobody's time to decide
        (OVER_TET, 1, "2027-02-04 07:30", Step.ask_second),
        (OVER_TET, 2, "2027-02-05 09:00", Step.none),  # nobody is asked on a holiday
        (OVER_TET, 2, "2027-02-06 00:00", Step.expire),
    ],
)
def test_what_is_due(one: Waiting, nudged: int, now: str, step: Step) -> None:
    one = Waiting(1, 1, nudged, one.since, one.closes_at, one.starts_on, one.first_meeting)
    assert CLOCK.step(one, at(now)) is step


@given(
    since=st.integers(0, 60 * 24 * 14),
    closes=st.integers(60 * 24 * 14, 60 * 24 * 28),
    ticks=st.lists(st.integers(0, 60 * 24 * 30), min_size=1, max_size=20),
)
def test_whenever_it_looks_steps_only_rise_and_nobody_is_asked_at_night(
    since: int, closes: int, ticks: list[int]
) -> None:
    start, nudged = at("2027-01-25 00:00"), 0
    for minutes in sorted(tick for tick in ticks if tick >= since):
        one = Waiting(
            1,
            1,
            nudged,
            start + timedelta(minutes=since),
            start + timedelta(minutes=closes),
            date(2027, 6, 1),
            None,
        )
        now = start + timedelta(minutes=minutes)
        step = CLOCK.step(one, now)
        decide_by = CLOCK.decide_by(one)
        assert (step is Step.expire) == (decide_by <= now)
        assert CLOCK.calendar.between(one.since, decide_by) >= CLOCK.least
        if step in (Step.none, Step.expire):
            continue
        assert step > nudged
        assert CLOCK.calendar.is_working(now)
        nudged = step


async def person(world: World, name: str) -> Person:
    async with world.database.reading() as session:
        query = select(Official.id).where(Official.full_name == name)
        official_id = await session.scalar(query)
        return await who_is(session, 1000 + (official_id or 0), world.clock.now())


async def run(world: World, now: datetime) -> list[Step]:
    """What the job does."""
    async with world.database.reading() as session:
        due = await requests_due(session, now)
    steps = []
    for one, _ in due:
        async with world.database.writing() as session:
            steps.append(await take_step(session, one.registration_id, await clock_of(session, now), now))
    return steps


async def told(world: World) -> list[tuple[str, str]]:
    """Who was told what by the clock, in order."""
    kinds = ("DecisionDue", "SecondAsked", "CoordinatorAsked", "NobodyDecides", "Undecided")
    async with world.database.reading() as session:
        rows = await session.execute(
            select(Official.full_name, Notice.kind)
            .join(Notice, Notice.official_id == Official.id)
            .where(Notice.kind.in_(kinds))
            .order_by(Notice.id)
        )
        return [(name, kind) for name, kind in rows]


async def registered(world: World, name: str = "Lan", route: Route = Route.leader, **course: int) -> None:
    await world.official(name)
    course_id = await world.course("Lớp thử", route=route, **course)  # type: ignore[arg-type]
    lan = await person(world, name)
    async with world.database.writing() as session:
        await register(session, lan, course_id, NOW)


# The course closes at the end of Wednesday 2 December, seven days from NOW.
TUESDAY, WEDNESDAY, NOON, OVER = (
    at(moment) for moment in ("2026-12-01 08:00", "2026-12-02 08:00", "2026-12-02 14:00", "2026-12-03 00:00")
)


async def test_each_step_asks_the_next_and_is_told_once_also_by_two_machines(world: World) -> None:
    for name in ("Hòa", "Hai", "Ba"):
        await world.leader(name)
    await world.coordinator("Minh")
    await world.coordinator("Nga")
    await registered(world)
    async with world.database.writing() as session:
        minh = await session.scalar(select(Official.id).where(Official.full_name == "Minh"))
        await session.execute(update(Course).values(coordinator_id=minh))
    for now in (TUESDAY, WEDNESDAY, NOON, OVER):
        await asyncio.gather(run(world, now), run(world, now))
        assert await run(world, now + timedelta(minutes=1)) == []
    expected = [("Hòa", "DecisionDue"), ("Hai", "SecondAsked"), ("Ba", "SecondAsked"), ("Minh", "CoordinatorAsked")]
    found = await told(world)
    assert found[:4] == expected
    assert sorted(found[4:]) == sorted((name, "Undecided") for name in ("Lan", "Hòa", "Hai", "Ba", "Minh"))
    async with world.database.reading() as session:
        registration = await session.get_one(Registration, 1)
        trail = list(await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert (registration.state, registration.awaits) == (State.expired, None)
    assert trail == ["register", "remind", "ask_second", "ask_coordinator", "expire"]


async def test_after_an_outage_only_the_newest_step_is_told(world: World) -> None:
    await world.leader("Hòa")
    await world.leader("Hai")
    await world.coordinator("Minh")
    await registered(world)
    assert await run(world, NOON) == [Step.ask_coordinator]
    assert await told(world) == [("Minh", "CoordinatorAsked")]
    assert await run(world, OVER + timedelta(days=3)) == [Step.expire]


async def test_without_a_second_leader_the_coordinator_is_asked_at_once(world: World) -> None:
    await world.leader("Hòa")
    await world.leader("Hai", linked=False)
    await world.coordinator("Minh")
    await registered(world)
    assert await run(world, TUESDAY) == [Step.remind]
    assert await run(world, WEDNESDAY) == [Step.ask_coordinator]
    assert await told(world) == [("Hòa", "DecisionDue"), ("Minh", "CoordinatorAsked")]


async def test_the_coordinator_who_is_escalated_to_may_decide_and_nobody_before(world: World) -> None:
    await world.leader("Hòa")
    minh = await world.coordinator("Minh")
    await registered(world, route=Route.leader_then_department)
    await run(world, TUESDAY)
    minh.forge_press("1:ok:1", minh.last)
    await world.settle()
    assert "do đ/c Hòa quyết định" in minh.last.text
    await run(world, WEDNESDAY)
    async with world.database.writing() as session:
        await approve(session, await person(world, "Minh"), 1, NOON)
    assert await run(world, OVER) == []
    async with world.database.reading() as session:
        registration = await session.get_one(Registration, 1)
    assert (registration.state, registration.nudged) == (State.confirmed, 0)


async def test_what_has_passed_on_to_the_department_starts_anew_and_ends_with_the_admins(world: World) -> None:
    await world.leader("Hòa")
    await world.coordinator("Minh")
    await world.admin("Tuấn")
    await registered(world, route=Route.leader_then_department)
    assert await run(world, TUESDAY) == [Step.remind]
    async with world.database.writing() as session:
        await approve(session, await person(world, "Hòa"), 1, at("2026-12-02 17:00"))
    assert await run(world, at("2026-12-02 17:20")) == []  # younger than an hour
    async with world.database.reading() as session:
        registration = await session.get_one(Registration, 1)
        assert (registration.awaits, registration.nudged) == (Level.department, 0)
    assert await run(world, OVER) == []  # the department has its four hours: until Thursday 11:00
    assert await run(world, at("2026-12-03 08:00")) == [Step.ask_coordinator]
    assert await told(world) == [("Hòa", "DecisionDue"), ("Tuấn", "NobodyDecides")]
    assert await run(world, at("2026-12-03 11:00")) == [Step.expire]


async def test_the_department_is_reminded_twice(world: World) -> None:
    await world.coordinator("Minh")
    await world.coordinator("Nga")
    await registered(world, route=Route.department)
    assert [await run(world, now) for now in (TUESDAY, WEDNESDAY)] == [[Step.remind], [Step.ask_second]]
    assert await told(world) == [("Minh", "DecisionDue"), ("Nga", "DecisionDue")] * 2


async def test_where_the_leaders_are_gone_the_coordinator_is_asked(world: World) -> None:
    await world.leader("Hòa")
    await world.coordinator("Minh")
    await registered(world)
    async with world.database.writing() as session:
        await session.execute(update(RoleGrant).where(RoleGrant.commune_id.is_not(None)).values(ends_on=NOW.date()))
    assert await run(world, TUESDAY) == [Step.ask_coordinator]


async def test_a_seat_that_was_held_undecided_goes_to_the_queue(world: World) -> None:
    await world.leader("Hòa")
    await registered(world, seats=1)
    await world.official("Mai")
    mai, hoa = await person(world, "Mai"), await person(world, "Hòa")
    async with world.database.writing() as session:
        queued = (await register(session, mai, 1, NOW, or_queue=True)).registration
        await approve(session, hoa, queued.id, NOW)
    await world.official("An")
    async with world.database.writing() as session:
        await register(session, await person(world, "An"), 1, NOW, or_queue=True)
    assert await run(world, OVER) == [Step.expire, Step.expire]  # Lan's seat, and An in the queue
    async with world.database.reading() as session:
        states = dict((await session.execute(select(Registration.id, Registration.state))).all())
        due = await session.scalar(select(func.min(Notice.due_at)).where(Notice.kind == "Undecided"))
    assert states == {1: State.expired, 2: State.offered, 3: State.expired}
    assert due == at("2026-12-03 07:30")  # ended at midnight, told in the morning


async def test_it_asks_few_queries_however_many_wait(world: World) -> None:
    await world.leader("Hòa")
    await world.coordinator("Minh")
    course = await world.course("Lớp thử", seats=100)

    async def asked() -> int:
        with statements(world.database) as seen:
            async with world.database.reading() as session:
                assert len(await requests_due(session, TUESDAY)) in (1, 30)
        return len(seen)

    counts = []
    for names in (["Lan"], [f"Người {number}" for number in range(29)]):
        for name in names:
            await world.official(name)
            one = await person(world, name)
            async with world.database.writing() as session:
                await register(session, one, course, NOW)
        counts.append(await asked())
    assert counts[0] == counts[1] <= 4
