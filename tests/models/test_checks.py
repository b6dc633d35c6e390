"""The check of the promises: silent on good data, and each promise, broken on purpose, is found and said."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select, text, update

from bot.texts import command_line
from models.approval import approve
from models.audit import AuditEntry
from models.checks import Broken, broken_promises, findings
from models.course import Course, CourseQuota
from models.database import Session
from models.enrolment import register
from models.kinds import Role, Route
from models.nightly_check import is_due, look
from models.notice import Notice
from models.official import Official, RoleGrant
from models.person import Person, who_is
from models.registration import Level, Registration, State
from tests.conftest import NOW
from tests.seats import change, seat
from tests.world import World

Break = Callable[[Session], Awaitable[object]]
LATER = NOW + timedelta(minutes=11)
LONG_AFTER = NOW + timedelta(days=9)


class Province:
    """Four courses, one a route; Lan, Mai and An of Võ Cường and Xa of Quế Võ; all as it should be.

    1 leader: Lan and Mai hold the two seats, An is approved and queues. 2 leader then department: Lan is confirmed.
    3 department: Mai waits. 4 no approval: Lan holds a seat, three of five are kept for Quế Võ.
    """

    def __init__(self, world: World) -> None:
        self.world, self.ids = world, dict[str, int]()

    @classmethod
    async def of(cls, world: World) -> "Province":
        province = cls(world)
        await world.leader("Hòa", linked=True)
        for name in ("Lan", "Mai", "An"):
            await world.official(name)
        await world.official("Xa", "Quế Võ")
        await world.coordinator("Minh")
        await world.admin("Tuấn")
        for number, (route, seats) in enumerate(
            ((Route.leader, 2), (Route.leader_then_department, 9), (Route.department, 9), (Route.none, 5))
        ):
            await world.course(f"Lớp {number}", route=route, seats=seats, starts_in=30 + 3 * number, closes_in=6)
        que_vo = await world.commune("Quế Võ")
        async with world.database.writing() as session:
            province.ids = dict((await session.execute(select(Official.full_name, Official.id))).all())
            course = await session.get_one(Course, 4)
            course.quotas_until = NOW + timedelta(days=5)
            session.add(CourseQuota(course_id=4, commune_id=que_vo.id, seats=3))
        for name, course_id, deciders in (
            ("Lan", 1, ["Hòa"]),
            ("Mai", 1, ["Hòa"]),
            ("An", 1, ["Hòa"]),
            ("Lan", 2, ["Hòa", "Minh"]),
            ("Mai", 3, []),
            ("Lan", 4, []),
        ):
            person = await province.person(name)
            async with world.database.writing() as session:
                registration = (await register(session, person, course_id, NOW, or_queue=True)).registration
            for decider in deciders:
                by = await province.person(decider)
                async with world.database.writing() as session:
                    await approve(session, by, registration.id, NOW)
        return province

    async def person(self, name: str) -> Person:
        async with self.world.database.reading() as session:
            return await who_is(session, 1000 + self.ids[name], NOW)

    async def found(self, at: datetime = LATER) -> list[Broken]:
        async with self.world.database.reading() as session:
            return await findings(session, at)


async def test_good_data_is_silent(world: World) -> None:
    province = await Province.of(world)
    assert await province.found() == []
    async with world.database.reading() as session:
        states = dict((await session.execute(select(Registration.id, Registration.state))).all())
    assert states == {
        1: State.confirmed,
        2: State.confirmed,
        3: State.queued,
        4: State.confirmed,
        5: State.pending,
        6: State.confirmed,
    }


def set_to(registration_id: int, **values: object) -> Break:
    async def change(session: Session) -> None:
        await session.execute(update(Registration).where(Registration.id == registration_id).values(**values))

    return change


def course(course_id: int, **values: object) -> Break:
    async def change(session: Session) -> None:
        await session.execute(update(Course).where(Course.id == course_id).values(**values))

    return change


async def twice(session: Session) -> None:
    """Only a database without its index can hold this."""
    await session.execute(text("DROP INDEX uq_registrations_live"))
    session.add(
        Registration(
            course_id=4,
            official_id=2,
            commune_id=None,
            state=State.confirmed,
            since=NOW,
            created_at=NOW,
            reason_text="",
        )
    )


async def forget_the_departments_word(session: Session) -> None:
    """As if the leader's yes alone had confirmed it."""
    await session.execute(delete(AuditEntry).where(AuditEntry.subject_id == 4, AuditEntry.action == "approve"))
    await session.execute(update(Registration).where(Registration.id == 4).values(decided_by_id=1))


async def forget_the_trail(session: Session) -> None:
    await session.execute(delete(AuditEntry).where(AuditEntry.subject_id == 2, AuditEntry.action == "approve"))


async def delegate_twice(session: Session) -> None:
    own = (await session.scalars(select(RoleGrant).where(RoleGrant.role == Role.leader))).one()
    for deputy, first, last in ((2, 0, 5), (3, 5, 9), (4, 12, 11)):  # the third was taken back before it began
        session.add(
            RoleGrant(
                official_id=deputy,
                role=Role.leader,
                commune_id=own.commune_id,
                starts_on=NOW.date() + timedelta(days=first),
                ends_on=NOW.date() + timedelta(days=last),
                acting_for_id=own.official_id,
            )
        )


async def nobody_at_the_department(session: Session) -> None:
    query = update(RoleGrant).where(RoleGrant.role == Role.coordinator)
    await session.execute(query.values(ends_on=NOW.date() - timedelta(days=1)))


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (course(1, seats=1), Broken("seats", "LOP-001", 2, 1)),
        (course(1, commune_cap=1), Broken("cap", "LOP-001", 2, 1)),
        (course(4, seats=3), Broken("quotas", "LOP-004", 4, 3)),
        (twice, Broken("twice", "LOP-004", 2, 1)),
        (set_to(1, decided_by_id=None), Broken("approval", "LOP-001", 1, 0)),
        (set_to(3, decided_by_id=None), Broken("approval", "LOP-001", 1, 0)),  # in the queue
        (set_to(4, decided_by_id=None, nominated_by_id=1), Broken("approval", "LOP-002", 1, 0)),
        (forget_the_departments_word, Broken("approval", "LOP-002", 1, 0)),
        (set_to(5, state=State.confirmed, awaits=None), Broken("approval", "LOP-003", 1, 0)),
        (set_to(5, awaits=None), Broken("unasked", "LOP-003", 1, 0)),
        (set_to(1, awaits=Level.leader), Broken("left_open", "LOP-001", 1, 0)),
        (forget_the_trail, Broken("trail", "LOP-001", 1, 0)),
        (delegate_twice, Broken("delegations", "CB-001", 1, 0)),
        (nobody_at_the_department, Broken("nobody", "LOP-003", 1, 0)),
        (set_to(2, state=State.offered, offered_until=NOW), Broken("offers", "LOP-001", 1, 0)),
        (set_to(2, state=State.offered), Broken("offers", "LOP-001", 1, 0)),  # without an end
        (course(1, seats=3), Broken("idle", "LOP-001", 1, 0)),
    ],
)
async def test_a_broken_promise_is_found_and_said(world: World, change: Break, broken: Broken) -> None:
    province = await Province.of(world)
    async with world.database.writing() as session:
        await change(session)
    assert await province.found() == [broken]
    sentence = command_line.broken(broken)
    assert broken.where in sentence
    assert "Đề nghị" in sentence


async def test_what_the_jobs_leave_undone_is_found_after_ten_minutes(world: World) -> None:
    province = await Province.of(world)
    deadline = NOW.replace(hour=0) + timedelta(days=7)
    assert await province.found(deadline + timedelta(minutes=9)) == []
    assert await province.found(deadline + timedelta(minutes=10)) == [Broken("undecided", "LOP-003", 1, 0)]
    async with world.database.writing() as session:
        await set_to(2, state=State.withdrawn, since=LATER)(session)  # a seat that nobody gave on
        await set_to(5, state=State.withdrawn, awaits=None)(session)
    assert await province.found(LATER + timedelta(minutes=9)) == []
    assert await province.found(LATER + timedelta(minutes=10)) == [Broken("idle", "LOP-001", 1, 0)]


async def test_a_promise_that_has_no_sentence_could_not_be_told(world: World) -> None:
    async with world.database.reading() as session:
        assert await broken_promises(session) == []
    for promise in command_line.PROMISES:
        assert "LOP-1" in command_line.broken(Broken(promise, "LOP-1", 2, 1))


async def test_the_admins_hear_once_a_day_what_is_so_and_nothing_when_all_is_well(world: World) -> None:
    await Province.of(world)
    tuan = world.telegram.person(1007, "Tuấn")
    assert tuan.sent_count("hằng đêm") == 0
    night = (NOW + timedelta(days=1)).replace(hour=1, minute=59)
    async with world.database.reading() as session:
        assert not await is_due(session, night - timedelta(days=1))
        assert await is_due(session, NOW)
    await world.tick()
    assert tuan.sent_count("hằng đêm") == 0
    async with world.database.writing() as session:
        await course(1, seats=1)(session)
        await forget_the_trail(session)
    await world.tick()  # it has looked today
    assert tuan.sent_count("hằng đêm") == 0
    await world.pass_time(to=night)
    await world.pass_time(minutes=1)
    async with world.database.writing() as session:
        assert await look(session, world.clock.now()) == 0  # the other machine
        notices = (await session.scalars(select(Notice).where(Notice.kind == "PromisesBroken"))).all()
    assert [notice.due_at for notice in notices] == [night.replace(hour=7, minute=30)]
    async with world.database.writing() as session:
        await course(1, seats=2)(session)  # put right meanwhile
    await world.pass_time(to=night.replace(hour=7, minute=30))
    assert tuan.last.text.split("\n") == [
        "⚠️ Kiểm tra dữ liệu hằng đêm: có 1 điểm chưa đúng",
        "• Lớp LOP-001: 1 quyết định không có trong nhật ký. Đề nghị báo bộ phận kỹ thuật kiểm tra.",
    ]
    await world.tick()
    assert tuan.sent_count("hằng đêm") == 1


async def test_what_is_still_so_is_told_again_once_a_week_and_what_is_new_on_the_next_working_morning(
    world: World,
) -> None:
    tuan, lan, mai = await world.admin("Tuấn"), await world.official("Lan"), await world.official("Mai")
    for title in ("Văn thư", "Hộ tịch"):
        course_id = await world.course(title, seats=2, starts_in=60, closes_in=50)
        for person in (lan, mai):
            await seat(world, person, course_id)
    await change(world, 1, seats=1)

    async def told(days: int) -> list[int]:
        """How often Tuấn has heard of it by each of the next mornings."""
        counts = []
        for _ in range(days):
            await world.pass_time(to=(world.clock.now() + timedelta(days=1)).replace(hour=8))
            counts.append(tuan.sent_count("hằng đêm"))
        return counts

    await world.tick()
    assert tuan.sent_count("hằng đêm") == 1  # Wednesday
    assert await told(7) == [1, 1, 1, 1, 1, 1, 2]
    assert await told(2) == [2, 2]
    await change(world, 2, seats=1)  # on Friday morning, after that night's look
    assert await told(4) == [2, 2, 3, 3]
    assert any("Lớp LOP-002" in shown.text for shown in tuan.seen)
    await change(world, 2, seats=2)  # put right: nothing new
    assert await told(1) == [3]
    await change(world, 2, seats=1)  # and broken again, within the week
    assert await told(1) == [4]
