"""The week in figures: equal to the rows whatever they are, what needs a hand, and when whom the summary reaches."""

from datetime import date, datetime, time, timedelta
from itertools import product

import pytest
from sqlalchemy import func, select, update

from models.course import Course, CourseState, Meeting
from models.database import Session
from models.holiday import Holiday
from models.kinds import HolidayKind, Role
from models.official import Official
from models.quiet import QuietHours
from models.registration import LIVE, SEATED, Level, Registration, State
from models.summary import Need
from models.summary_round import due_summaries, send_summary
from models.summary_rows import summary_rows
from models.summing_up import held_at, summary_of
from models.week_time import MONDAY_MORNING, WeekTime, moment_in_week, read_week_time
from models.working_time import working_time
from tests.conftest import NOW, ZONE
from tests.world import World

WEEK_AGO = NOW - timedelta(weeks=1)


async def seat(session: Session, course_id: int, official_id: int, state: State, **more: object) -> Registration:
    registration = Registration(
        course_id=course_id,
        official_id=official_id,
        state=state,
        **{"since": NOW, "created_at": NOW, "awaits": Level.leader if state is State.pending else None, **more},
    )
    session.add(registration)
    await session.flush()
    return registration


async def ids(world: World, *names: str) -> list[int]:
    for name in names:
        await world.official(name)
    async with world.database.reading() as session:
        found = dict((await session.execute(select(Official.full_name, Official.id))).all())
    return [found[name] for name in names]


async def test_the_totals_equal_the_rows(world: World) -> None:
    """Every state, in several courses; ended, cancelled and unpublished courses are not counted."""
    names = [f"Cán bộ {number:02}" for number in range(len(State) * 2)]
    people = await ids(world, *names)
    courses = [await world.course(f"Lớp {number}", seats=20) for number in range(4)]
    old = await world.course("Đã bế giảng", starts_in=-30)
    async with world.database.writing() as session:
        (await session.get_one(Course, courses[3])).state = CourseState.cancelled
        for at, (state, course_id) in enumerate(product(State, (*courses, old))):
            await seat(session, course_id, people[at % len(people)], state)
            if at % 3 == 0 and state not in LIVE:
                await seat(session, course_id, people[at % len(people)], state)
    async with world.database.reading() as session:
        found = await summary_of(session, None, NOW)
        rows = await summary_rows(session, None, NOW)

        async def count(*states: State) -> int:
            current = Registration.course_id.in_(courses[:3])
            query = select(func.count()).where(Registration.state.in_(states), current)
            return await session.scalar(query) or 0

        assert [one.id for one in found.courses] == courses[:3]
        assert found.total("taken") == await count(*SEATED) == len(rows.seated) > 0
        assert found.total("confirmed") == await count(State.confirmed)
        assert found.total("queued") == await count(State.queued)
        assert found.total("waiting") == len(found.waiting) == len(rows.waiting) == await count(State.pending)
        assert len(rows.of(State.declined)) == await count(State.declined)
        assert found.total("seats") == 60


@pytest.mark.parametrize(
    ("state", "created", "since", "queued", "held"),
    [
        (State.pending, -8, -8, None, True),
        (State.pending, -6, -6, None, False),
        (State.confirmed, -9, -2, None, True),  # pending then, and pending holds a seat
        (State.completed, -30, -1, None, True),
        (State.withdrawn, -9, -2, None, True),  # withdrawn since
        (State.withdrawn, -9, -8, None, False),
        (State.declined, -9, -2, None, True),
        (State.queued, -9, -9, -9, False),
        (State.confirmed, -20, -2, -20, False),  # it queued then
        (State.confirmed, -20, -9, -20, True),
        (State.expired, -20, -2, -20, False),
    ],
)
async def test_the_seats_of_a_week_ago_are_told_by_each_row_itself(
    world: World, state: State, created: int, since: int, queued: int | None, held: bool
) -> None:
    (lan,) = await ids(world, "Lan")
    course = await world.course("Chuyển đổi số")
    async with world.database.writing() as session:
        await seat(
            session,
            course,
            lan,
            state,
            created_at=NOW + timedelta(days=created),
            since=NOW + timedelta(days=since),
            queued_at=NOW + timedelta(days=queued) if queued else None,
        )
        count = await session.scalar(select(func.count()).select_from(Registration).where(held_at(WEEK_AGO)))
        assert bool(count) is held
        assert (await summary_of(session, None, NOW)).courses[0].before == int(held)


async def test_what_needs_a_hand(world: World) -> None:
    lan, mai, an = await ids(world, "Lan", "Mai", "An")
    soon = await world.course("Sắp khai giảng", seats=2, starts_in=10, closes_in=3)
    full = await world.course("Hết chỗ", seats=1, starts_in=40, closes_in=30)
    late = await world.course("Đã hết hạn", starts_in=30, closes_in=-2)
    far = await world.course("Còn lâu", starts_in=90, closes_in=60)
    async with world.database.writing() as session:
        await session.execute(update(Course).where(Course.id.in_((soon, far))).values(minimum=2))
        await session.execute(update(Meeting).where(Meeting.course_id != soon).values(trainer="Vũ Thị Hạnh"))
        await seat(session, soon, lan, State.confirmed)
        await seat(session, full, lan, State.confirmed)
        await seat(session, full, mai, State.queued, queued_at=NOW)
        await seat(session, late, mai, State.pending)
        await seat(session, far, an, State.pending, nudged=3)
        await seat(session, far, mai, State.pending)
        hands = (await summary_of(session, None, NOW)).hands
    assert [
        (hand.need, hand.course.id if hand.course else hand.request and hand.request.course_id) for hand in hands
    ] == [
        (Need.late_request, late),
        (Need.late_request, far),
        (Need.below_minimum, soon),
        (Need.full_with_queue, full),
        (Need.no_trainer, soon),
    ]


async def test_a_coordinator_sees_the_own_courses_and_those_of_nobody(world: World) -> None:
    await world.coordinator("Minh")
    await world.coordinator("Ngọc")
    minh, ngoc = [(await _official(world, name)) for name in ("Minh", "Ngọc")]
    own, others, nobodys = [await world.course(name) for name in ("Của Minh", "Của Ngọc", "Của ai")]
    async with world.database.writing() as session:
        (await session.get_one(Course, own)).coordinator_id = minh
        (await session.get_one(Course, others)).coordinator_id = ngoc
    async with world.database.writing() as session:
        assert [one.id for one in (await summary_of(session, minh, NOW)).courses] == [own, nobodys]
        assert len((await summary_of(session, None, NOW)).courses) == 3
        (await session.get_one(Official, ngoc)).left_on = date(2026, 11, 1)
        await session.flush()
        assert len((await summary_of(session, minh, NOW)).courses) == 3


async def _official(world: World, name: str) -> int:
    async with world.database.reading() as session:
        return (await session.scalars(select(Official.id).where(Official.full_name == name))).one()


async def test_communes_that_sent_nobody_and_people_who_are_not_reached(world: World) -> None:
    lan = await world.official("Lan")
    await world.official("Mai", linked=False)
    course = await world.course("Chuyển đổi số", communes=("Võ Cường", "Quế Võ"))
    async with world.database.writing() as session:
        commune_id = (await session.get_one(Official, await _official(world, "Lan"))).commune_id
        for name in ("Lan", "Mai"):
            await seat(session, course, await _official(world, name), State.confirmed, commune_id=commune_id)
    async with world.database.reading() as session:
        rows = await summary_rows(session, None, NOW)
    assert [(one.name, one.invited, one.sent, one.without) for one in rows.communes] == [
        ("Phường Quế Võ", 1, 0, ("LOP-001",))
    ]
    assert [(line.official, line.account) for line in rows.unreached] == [("Mai", None)]
    lan.block()
    await world.settle()
    async with world.database.reading() as session:
        assert [line.account for line in (await summary_rows(session, None, NOW)).unreached] == [False, None]


def monday(day: int, month: int = 11, hour: int = 7, minute: int = 30) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("off", "at", "now", "moment"),
    [
        ((), MONDAY_MORNING, monday(25), monday(23)),
        ((), MONDAY_MORNING, monday(29, hour=23), monday(23)),
        ((), MONDAY_MORNING, monday(30, hour=0, minute=10), monday(30)),
        ((23,), MONDAY_MORNING, monday(23), monday(24)),
        ((23, 24), MONDAY_MORNING, monday(23), monday(25)),
        ((23, 24, 25, 26, 27), MONDAY_MORNING, monday(23), None),
        ((), WeekTime(6, time(18)), monday(25), monday(29, hour=18, minute=0)),
        ((29,), WeekTime(6, time(18)), monday(25), None),
    ],
)
async def test_the_moment_of_the_week(
    world: World, off: tuple[int, ...], at: WeekTime, now: datetime, moment: datetime | None
) -> None:
    async with world.database.writing() as session:
        session.add_all(Holiday(day=date(2026, 11, day), name="Nghỉ", kind=HolidayKind.off) for day in off)
        await session.flush()
        assert moment_in_week(at, now, await working_time(session, now)) == moment


def test_a_time_of_the_week_is_read_or_refused() -> None:
    assert read_week_time("Mon 07:30") == read_week_time("monday 7:30") == MONDAY_MORNING
    for said in ("", "07:30", "Mon", "Mon 25:00", "Thu Hai 07:30"):
        with pytest.raises(ValueError, match=r".+"):
            read_week_time(said)


async def test_once_for_each_person_and_week_and_not_by_night(world: World) -> None:
    await world.coordinator("Minh")
    await world.official("Tuấn", None, roles=(Role.admin, Role.coordinator))
    await world.official("Lan")
    minh, tuan = await _official(world, "Minh"), await _official(world, "Tuấn")

    async def due(now: datetime, quiet: QuietHours | None = None) -> list[tuple[int, bool]]:
        async with world.database.writing() as session:
            found = await due_summaries(session, now, MONDAY_MORNING, quiet)
            for official_id, whole in found:
                await send_summary(session, official_id, whole, now)
            return found

    assert await due(NOW) == []  # they have come after this week's moment
    assert await due(monday(30, minute=29)) == []
    assert await due(monday(30), QuietHours(time(20), time(8))) == []
    assert await due(monday(30)) == [(minh, False), (tuan, True)]
    assert await due(monday(30, minute=31)) == []
    assert await due(monday(2, month=12)) == []
    assert await due(datetime(2026, 12, 9, 9, tzinfo=ZONE)) == [(minh, False), (tuan, True)]  # two days late
