"""A substitute: what is approved stays so, who decides, what ends the wish, and never a seat more or less."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from models.account import Account
from models.approval import approve, decline
from models.audit import AuditEntry
from models.checks import broken_promises
from models.colleagues import Colleague, colleagues
from models.course import Course, CourseState
from models.database import Database
from models.enrolment import Registered, register
from models.kinds import Role, Route
from models.notice import Notice
from models.official import Official, RoleGrant
from models.person import who_is
from models.refusals import AlreadyRegistered, DatesClash, Refusal
from models.registration import SEATED, Level, Reason, Registration, State
from models.substituting import agree, ask_colleague
from models.substitution import Substitution, SubstitutionState
from models.substitution_confirming import confirm, decline_substitute
from models.substitution_ending import attend_substitution, call_off, refuse, substitutions_to_attend
from models.substitution_refusals import ColleagueCannot, ColleagueUnreachable
from models.substitution_view import substitutions_for
from models.withdrawal import withdraw
from playground.person import Person as Phone
from tests.conftest import NOW
from tests.statements import statements
from tests.world import World


@dataclass
class Desk:
    """Verbs with a transaction each, by the person's phone, as of now."""

    world: World

    async def do(self, verb: Callable[..., Awaitable[object]], phone: Phone, *args: object, **more: object) -> object:
        async with self.world.database.writing() as session:
            person = await who_is(session, phone.id, self.world.clock.now())
            return await verb(session, person, *args, self.world.clock.now(), **more)

    async def try_(self, verb: Callable[..., Awaitable[object]], phone: Phone, *args: object) -> str:
        """How it went: the name of the refusal, or nothing."""
        try:
            await self.do(verb, phone, *args)
        except Refusal as refusal:
            return type(refusal).__name__
        return ""

    async def id(self, phone: Phone) -> int:
        async with self.world.database.reading() as session:
            return (await session.scalars(select(Account.official_id).where(Account.user_id == phone.id))).one()

    async def seat(self, phone: Phone, course: int, by: Phone | None = None) -> int:
        """A seat, approved where somebody approves it; its id."""
        found = await self.do(register, phone, course)
        assert isinstance(found, Registered)
        if by is not None:
            await self.do(approve, by, found.registration.id)
        return found.registration.id

    async def registrations(self) -> list[Registration]:
        async with self.world.database.reading() as session:
            assert await broken_promises(session) == []
            return list(await session.scalars(select(Registration).order_by(Registration.id)))

    async def wish(self, number: int = 1) -> SubstitutionState:
        async with self.world.database.reading() as session:
            return (await session.get_one(Substitution, number)).state

    async def told(self, kind: str) -> set[int | None]:
        async with self.world.database.reading() as session:
            return set(await session.scalars(select(Notice.official_id).where(Notice.kind == kind)))

    async def sweep(self) -> None:
        async with self.world.database.writing() as session:
            for one in await substitutions_to_attend(session, self.world.clock.now()):
                await attend_substitution(session, one, self.world.clock.now())


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


async def two_and_a_leader(world: World) -> tuple[Phone, Phone, Phone]:
    return await world.official("Lan"), await world.official("Mai"), await world.leader("Hòa")


async def accepted(desk: Desk, lan: Phone, mai: Phone, seat: int) -> int:
    """A wish that waits for its confirmation; its id."""
    wish = await desk.do(ask_colleague, lan, seat, await desk.id(mai))
    assert isinstance(wish, Substitution)
    await desk.do(agree, mai, wish.id)
    return wish.id


async def test_the_seat_goes_over_with_its_commune_and_both_are_in_the_trail(world: World, desk: Desk) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    course = await world.course("Lớp thử", seats=1, cap=1, posts=("Chuyên viên tư pháp",))
    seat = await desk.seat(lan, course, hoa)
    async with world.database.writing() as session:  # the unit that she had when she registered keeps the account
        (await session.get_one(Official, await desk.id(lan))).commune_id = (await world.commune("Quế Võ")).id
    wish = await accepted(desk, lan, mai, seat)
    await desk.do(confirm, hoa, wish)

    old, new = await desk.registrations()
    assert (old.state, new.state) == (State.substituted, State.confirmed)
    assert (new.official_id, new.in_place_of_id, new.commune_id) == (await desk.id(mai), old.id, old.commune_id)
    assert (new.decided_by_id, new.decided_at, new.awaits, new.outside_post) == (await desk.id(hoa), NOW, None, True)
    async with world.database.reading() as session:
        rows = await session.scalars(select(AuditEntry).where(AuditEntry.id > 2).order_by(AuditEntry.id))
        trail = [(one.action, one.subject, one.subject_id, one.actor_id) for one in rows]
    who = [await desk.id(one) for one in (lan, mai, hoa)]
    assert trail == [
        ("ask_substitute", "substitution", 1, who[0]),
        ("agree_substitute", "substitution", 1, who[1]),
        ("substitute", "registration", 1, who[2]),
        ("take_over", "registration", 2, who[2]),
        ("confirm_substitute", "substitution", 1, who[2]),
    ]


@pytest.mark.parametrize(
    ("route", "leader_first", "state", "awaits"),
    [
        (Route.leader, False, State.confirmed, None),
        (Route.department, False, State.pending, Level.department),
        (Route.leader_then_department, False, State.pending, Level.department),
        (Route.leader_then_department, True, State.pending, Level.department),
        (Route.none, False, State.confirmed, None),
    ],
)
async def test_the_leaders_confirmation_is_the_leaders_approval_and_no_more(
    world: World, desk: Desk, route: Route, leader_first: bool, state: State, awaits: Level | None
) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    minh = await world.coordinator("Minh")
    seat = await desk.seat(lan, await world.course("Lớp thử", route=route), hoa if leader_first else None)
    await desk.do(confirm, hoa, await accepted(desk, lan, mai, seat))
    new = (await desk.registrations())[-1]
    assert (new.state, new.awaits) == (state, awaits)
    if awaits is Level.department:
        async with world.database.reading() as session:
            asked = await session.scalars(select(Notice.facts).where(Notice.kind == "ApprovalWanted"))
            assert {"registration_id": new.id} in asked.all()
        await desk.do(approve, minh, new.id)
        assert (await desk.registrations())[-1].state is State.confirmed


async def test_what_both_have_approved_is_not_asked_for_again(world: World, desk: Desk) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    minh = await world.coordinator("Minh")
    seat = await desk.seat(lan, await world.course("Lớp thử", route=Route.leader_then_department), hoa)
    await desk.do(approve, minh, seat)
    await desk.do(confirm, hoa, await accepted(desk, lan, mai, seat))
    assert (await desk.registrations())[-1].state is State.confirmed


async def test_neither_of_the_two_decides_nor_who_acts_in_their_place(world: World, desk: Desk) -> None:
    lan, hoa = await world.leader("Lan"), await world.leader("Hòa")
    mai, phuc = await world.leader("Mai"), await world.official("Phúc")
    minh = await world.coordinator("Minh")
    async with world.database.writing() as session:
        home = (await world.commune("Võ Cường")).id
        deputy, giver = await desk.id(phuc), await desk.id(lan)
        session.add(
            RoleGrant(
                official_id=deputy,
                role=Role.leader,
                commune_id=home,
                starts_on=date(2026, 11, 1),
                acting_for_id=giver,
            )
        )
    seat = await desk.seat(lan, await world.course("Lớp thử"), hoa)
    wish = await accepted(desk, lan, mai, seat)
    assert await desk.told("SubstituteAccepted") == {await desk.id(hoa)}
    for person in (lan, mai, phuc, minh):
        assert await desk.try_(confirm, person, wish) == "NotConfirmer"
        assert await desk.try_(decline_substitute, person, wish) == "NotConfirmer"
        async with world.database.reading() as session:
            assert await substitutions_for(session, await who_is(session, person.id, NOW), NOW) == []
    async with world.database.reading() as session:
        waiting = await substitutions_for(session, await who_is(session, hoa.id, NOW), NOW)
    assert [(one.official, one.colleague) for one in waiting] == [("Lan", "Mai")]
    await desk.do(confirm, hoa, wish)


async def test_where_no_leader_is_left_the_department_confirms(world: World, desk: Desk) -> None:
    hoa, mai, minh = await world.leader("Hòa"), await world.official("Mai"), await world.coordinator("Minh")
    tuan = await world.official("Tuấn")
    seat = await desk.seat(hoa, await world.course("Lớp thử"), minh)
    wish = await accepted(desk, hoa, mai, seat)
    assert await desk.told("SubstituteAccepted") == {await desk.id(minh)}
    async with world.database.reading() as session:
        assert len(await substitutions_for(session, await who_is(session, minh.id, NOW), NOW)) == 1
        assert await substitutions_for(session, await who_is(session, tuan.id, NOW), NOW) == []
    assert await desk.try_(confirm, tuan, wish) == "NotConfirmer"
    await desk.do(confirm, minh, wish)
    new = (await desk.registrations())[-1]
    assert (new.state, new.decided_by_id) == (State.confirmed, await desk.id(minh))


async def test_a_deputy_confirms_in_the_leaders_place_also_one_named_after_the_question(
    world: World, desk: Desk
) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    phuc = await world.official("Phúc")
    seat = await desk.seat(lan, await world.course("Lớp thử"), hoa)
    wish = await accepted(desk, lan, mai, seat)
    async with world.database.writing() as session:
        home = (await world.commune("Võ Cường")).id
        session.add(
            RoleGrant(
                official_id=await desk.id(phuc),
                role=Role.leader,
                commune_id=home,
                starts_on=date(2026, 11, 1),
                acting_for_id=await desk.id(hoa),
            )
        )
    await desk.sweep()
    assert await desk.told("SubstituteAccepted") == {await desk.id(hoa), await desk.id(phuc)}
    await desk.do(confirm, phuc, wish)
    new = (await desk.registrations())[-1]
    assert (new.decided_by_id, new.decided_for_id) == (await desk.id(phuc), await desk.id(hoa))
    async with world.database.reading() as session:
        rows = await session.scalars(select(AuditEntry.acting_for_id).where(AuditEntry.action == "take_over"))
        assert rows.all() == [await desk.id(hoa)]


async def test_a_leader_may_begin_and_the_colleagues_yes_finishes_it(world: World, desk: Desk) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    hai = await world.leader("Hai")
    seat = await desk.seat(lan, await world.course("Lớp thử", route=Route.leader))
    await desk.do(ask_colleague, hoa, seat, await desk.id(mai))
    world.clock.at += timedelta(hours=1)
    await desk.do(agree, mai, 1)
    old, new = await desk.registrations()
    assert (old.state, new.state, new.decided_by_id) == (State.substituted, State.confirmed, await desk.id(hoa))
    assert new.decided_at == NOW
    assert await desk.told("SubstituteTakesOver") == {await desk.id(one) for one in (lan, hoa, hai)}
    assert await desk.told("SubstituteAccepted") == set()


async def test_a_leader_who_would_come_himself_needs_another_leaders_word(world: World, desk: Desk) -> None:
    lan, _, hoa = await two_and_a_leader(world)
    hai = await world.leader("Hai")
    seat = await desk.seat(lan, await world.course("Lớp thử"), hai)
    await desk.do(ask_colleague, hoa, seat, await desk.id(hoa))
    assert await desk.wish() is SubstitutionState.accepted
    assert await desk.try_(confirm, hoa, 1) == "NotConfirmer"
    await desk.do(confirm, hai, 1)
    assert (await desk.registrations())[-1].official_id == await desk.id(hoa)


async def test_a_leader_confirms_in_the_place_of_who_has_no_account(world: World, desk: Desk) -> None:
    lan, _, hoa = await two_and_a_leader(world)
    await world.official("Sáu", linked=False)
    seat = await desk.seat(lan, await world.course("Lớp thử"), hoa)
    async with world.database.reading() as session:
        sau = (await session.scalars(select(Official.id).where(Official.full_name == "Sáu"))).one()
    assert await desk.try_(ask_colleague, lan, seat, sau) == "ColleagueUnreachable"
    assert await desk.try_(ask_colleague, hoa, seat, sau) == "ColleagueUnreachable"
    with pytest.raises(ColleagueUnreachable):
        await desk.do(ask_colleague, lan, seat, sau, in_place=True)
    await desk.do(ask_colleague, hoa, seat, sau, in_place=True)
    assert (await desk.registrations())[-1].official_id == sau
    async with world.database.reading() as session:
        entry = await session.scalar(select(AuditEntry).where(AuditEntry.action == "agree_in_place"))
    assert entry is not None
    assert (entry.actor_id, entry.after) == (
        await desk.id(hoa),
        {"state": "accepted", "registration_id": seat, "colleague_id": sau},
    )


async def test_the_rules_are_asked_at_every_step(world: World, desk: Desk) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    seat = await desk.seat(lan, await world.course("Lớp thử"), hoa)
    other = await world.course("Lớp trùng")

    held = await desk.seat(mai, other)
    with pytest.raises(ColleagueCannot) as cannot:
        await desk.do(ask_colleague, lan, seat, await desk.id(mai))
    assert isinstance(cannot.value.because, DatesClash)
    await desk.do(withdraw, mai, held, Reason.unsaid, "")

    await desk.do(ask_colleague, lan, seat, await desk.id(mai))
    held = await desk.seat(mai, other)
    assert await desk.try_(agree, mai, 1) == "DatesClash"
    assert await desk.wish() is SubstitutionState.asked  # she may still give the other one up
    await desk.do(withdraw, mai, held, Reason.unsaid, "")
    await desk.do(agree, mai, 1)

    held = await desk.seat(mai, other)
    assert await desk.try_(confirm, hoa, 1) == "ColleagueCannot"
    await desk.do(withdraw, mai, held, Reason.unsaid, "")
    await desk.do(confirm, hoa, 1)


async def test_only_a_held_seat_that_lies_ahead_is_handed_over_to_somebody_of_the_commune(
    world: World, desk: Desk
) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    tam, nam = await world.official("Tám", "Quế Võ"), await world.leader("Nam", "Quế Võ")
    course = await world.course("Lớp thử", seats=1)
    seat = await desk.seat(lan, course, hoa)
    queued = await desk.do(register, mai, course, or_queue=True)
    assert isinstance(queued, Registered)
    assert await desk.try_(ask_colleague, lan, seat, await desk.id(tam)) == "ColleagueCannot"
    assert await desk.try_(ask_colleague, lan, seat, await desk.id(lan)) == "ColleagueCannot"
    assert await desk.try_(ask_colleague, mai, queued.registration.id, await desk.id(lan)) == "NoSeatToHandOver"
    for stranger in (mai, tam, nam):
        assert await desk.try_(ask_colleague, stranger, seat, await desk.id(mai)) == "NoRight"
    world.clock.at += timedelta(days=13)  # closed, and too late to withdraw: this is what it is for
    assert await desk.try_(withdraw, lan, seat, Reason.unsaid, "") == "WithdrawTooLate"
    assert await desk.try_(ask_colleague, lan, seat, await desk.id(mai)) == ""
    world.clock.at += timedelta(days=1)
    assert await desk.try_(agree, mai, 1) == "CourseBegun"
    await desk.sweep()
    assert await desk.try_(ask_colleague, lan, seat, await desk.id(mai)) == "CourseBegun"


async def test_there_is_one_open_wish_a_seat_and_each_answer_counts_once(world: World, desk: Desk) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    tam = await world.official("Tám")
    seat = await desk.seat(lan, await world.course("Lớp thử"), hoa)
    await desk.do(ask_colleague, lan, seat, await desk.id(mai))
    assert await desk.try_(ask_colleague, lan, seat, await desk.id(tam)) == "AlreadyOpen"
    assert await desk.try_(ask_colleague, hoa, seat, await desk.id(tam)) == "AlreadyOpen"
    assert await desk.try_(confirm, hoa, 1) == "SubstitutionOver"  # the colleague has not agreed yet
    assert await desk.try_(agree, tam, 1) == "NoRight"
    assert await desk.try_(refuse, tam, 1) == "NoRight"
    assert await desk.try_(call_off, tam, 1) == "NoRight"
    await desk.do(refuse, mai, 1)
    for verb, person in ((agree, mai), (refuse, mai), (call_off, lan), (confirm, hoa), (decline_substitute, hoa)):
        assert await desk.try_(verb, person, 1) == "SubstitutionOver"
    assert await desk.told("SubstitutionEnded") == {await desk.id(lan)}
    await desk.do(ask_colleague, lan, seat, await desk.id(tam))  # the next may be asked
    assert await desk.wish(2) is SubstitutionState.asked


async def test_a_no_of_the_leader_reaches_both_and_the_other_leaders(world: World, desk: Desk) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    hai = await world.leader("Hai")
    seat = await desk.seat(lan, await world.course("Lớp thử"), hoa)
    await desk.do(decline_substitute, hoa, await accepted(desk, lan, mai, seat))
    assert await desk.wish() is SubstitutionState.declined
    assert await desk.told("SubstitutionEnded") == {await desk.id(one) for one in (lan, mai, hai)}
    assert [one.state for one in await desk.registrations()] == [State.confirmed]


async def end_by_withdrawing(desk: Desk, lan: Phone, mai: Phone, hoa: Phone) -> None:
    await desk.do(withdraw, lan, 1, Reason.unsaid, "")


async def end_by_declining(desk: Desk, lan: Phone, mai: Phone, hoa: Phone) -> None:
    await desk.do(decline, hoa, 1, Reason.work, "")


async def end_by_beginning(desk: Desk, lan: Phone, mai: Phone, hoa: Phone) -> None:
    desk.world.clock.at += timedelta(days=14)


async def end_by_cancelling(desk: Desk, lan: Phone, mai: Phone, hoa: Phone) -> None:
    async with desk.world.database.writing() as session:
        await session.execute(update(Course).values(state=CourseState.cancelled))


async def end_by_leaving(desk: Desk, lan: Phone, mai: Phone, hoa: Phone) -> None:
    async with desk.world.database.writing() as session:
        (await session.get_one(Official, await desk.id(mai))).left_on = NOW.date()


@pytest.mark.parametrize(
    "ending", [end_by_withdrawing, end_by_declining, end_by_beginning, end_by_cancelling, end_by_leaving]
)
async def test_the_wish_ends_by_itself(
    world: World, desk: Desk, ending: Callable[[Desk, Phone, Phone, Phone], Awaitable[None]]
) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    seat = await desk.seat(lan, await world.course("Lớp thử"))
    wish = await accepted(desk, lan, mai, seat)
    await desk.sweep()
    assert await desk.wish() is SubstitutionState.accepted  # it waits
    await ending(desk, lan, mai, hoa)
    assert await desk.try_(confirm, hoa, wish) in (
        "SubstitutionOver",
        "CourseBegun",
        "CourseNotOpen",
        "ColleagueCannot",
    )
    for _ in range(2):
        await desk.sweep()
    assert await desk.wish() is SubstitutionState.withdrawn
    assert await desk.told("SubstitutionEnded") == {await desk.id(one) for one in (lan, mai, hoa)}


async def test_an_own_place_in_the_queue_gives_way_to_the_seat(world: World, desk: Desk) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    course = await world.course("Lớp thử", seats=1)
    seat = await desk.seat(lan, course, hoa)
    await desk.do(register, mai, course, or_queue=True)
    await desk.do(confirm, hoa, await accepted(desk, lan, mai, seat))
    old, own, new = await desk.registrations()
    assert (old.state, own.state, own.reason, new.state) == (
        State.substituted,
        State.withdrawn,
        Reason.substitute,
        State.confirmed,
    )


async def test_an_own_seat_that_waits_for_approval_gives_way_and_goes_to_the_queue(world: World, desk: Desk) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    tam = await world.official("Tám")
    course = await world.course("Lớp thử", seats=2)
    seat = await desk.seat(lan, course, hoa)
    await desk.seat(mai, course)
    waits = await desk.do(register, tam, course, or_queue=True)
    assert isinstance(waits, Registered)
    await desk.do(approve, hoa, waits.registration.id)
    await desk.do(confirm, hoa, await accepted(desk, lan, mai, seat))
    assert [one.state for one in await desk.registrations()] == [
        State.substituted,
        State.withdrawn,
        State.offered,
        State.confirmed,
    ]


async def test_who_holds_an_approved_seat_cannot_take_another_one(world: World, desk: Desk) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    course = await world.course("Lớp thử")
    seat = await desk.seat(lan, course, hoa)
    await desk.seat(mai, course, hoa)
    with pytest.raises(ColleagueCannot) as cannot:
        await desk.do(ask_colleague, lan, seat, await desk.id(mai))
    assert isinstance(cannot.value.because, AlreadyRegistered)


async def listed(world: World, seat: int, **more: object) -> list[Colleague]:
    async with world.database.reading() as session:
        registration = await session.get_one(Registration, seat)
        found = await colleagues(session, registration, NOW, **{"unreachable": False, **more})  # type: ignore[arg-type]
    return list(found.colleagues)


async def test_those_who_fit_come_first_then_by_given_name_and_who_is_hindered_is_not_listed(
    world: World, desk: Desk
) -> None:
    post = ("Chuyên viên tư pháp",)
    lan = await world.official("Nguyễn Thị Lan", posts=post)
    programme = await world.programme("Hộ tịch", posts=post)
    course = await world.course("Hộ tịch", programme=programme)
    other = await world.course("Lớp trùng", route=Route.none)
    await world.official("Đỗ Thị Út", posts=post)
    await world.official("Trần Văn Ân")
    await world.official("Lê Thị Ánh", posts=post)
    busy = await world.official("Phạm Bận", posts=post)
    await world.official("Vũ Ngoài", "Quế Võ", posts=post)
    await world.official("Lý Chưa", posts=post, linked=False)
    gone = await world.official("Bùi Nghỉ", posts=post)
    async with world.database.writing() as session:
        (await session.get_one(Official, await desk.id(gone))).left_on = NOW.date()
    await desk.seat(busy, other)
    seat = await desk.seat(lan, course)
    assert [one.name for one in await listed(world, seat)] == ["Lê Thị Ánh", "Đỗ Thị Út", "Trần Văn Ân"]
    assert [one.fits for one in await listed(world, seat)] == [True, True, False]
    with_all = await listed(world, seat, unreachable=True)
    assert [(one.name, one.reachable) for one in with_all[:3]] == [
        ("Lê Thị Ánh", True),
        ("Lý Chưa", False),
        ("Đỗ Thị Út", True),
    ]
    assert [one.name for one in await listed(world, seat, said="thi anh")] == ["Lê Thị Ánh"]
    assert await listed(world, seat, said="%") == await listed(world, seat)  # no letters: nothing is narrowed


@pytest.mark.parametrize("people", [2, 12])
async def test_a_whole_commune_takes_as_many_queries_as_a_few(world: World, desk: Desk, people: int) -> None:
    lan = await world.official("Lan")
    required = await world.programme("Học trước")
    course = await world.course("Lớp thử", programme=await world.programme("Nâng cao", requires=(required,)))
    other = await world.course("Lớp trùng", route=Route.none)
    for number in range(people):
        await desk.seat(await world.official(f"Cán bộ {number}"), other)
    async with world.database.writing() as session:
        registration = Registration(
            course_id=course,
            official_id=await desk.id(lan),
            commune_id=(await world.commune("Võ Cường")).id,
            state=State.confirmed,
            since=NOW,
            created_at=NOW,
        )
        session.add(registration)
    with statements(world.database) as seen:
        assert await listed(world, registration.id) == []
    assert len(seen) == 6, seen  # the seat, the people, what the rules ask, seats, what is missing, what clashes


async def race(desk: Desk, *attempts: tuple[Callable[..., Awaitable[object]], Phone, tuple[object, ...]]) -> list[str]:
    return list(await asyncio.gather(*(desk.try_(verb, who, *args) for verb, who, args in attempts)))


async def test_two_colleagues_asked_at_the_same_moment_are_one(world: World, desk: Desk) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    tam = await world.official("Tám")
    seat = await desk.seat(lan, await world.course("Lớp thử"), hoa)
    answers = await race(
        desk,
        (ask_colleague, lan, (seat, await desk.id(mai))),
        (ask_colleague, lan, (seat, await desk.id(tam))),
        (ask_colleague, hoa, (seat, await desk.id(tam))),
    )
    assert sorted(answers) == ["", "AlreadyOpen", "AlreadyOpen"]


async def test_a_withdrawal_against_the_confirmation_ends_in_one_truth(world: World, desk: Desk) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    hai = await world.leader("Hai")
    for number in range(4):
        course = await world.course(f"Lớp {number}", starts_in=20 + 3 * number)
        seat = await desk.seat(lan, course, hoa)
        wish = await accepted(desk, lan, mai, seat)
        attempts = [
            (withdraw, lan, (seat, Reason.unsaid, "")),
            (confirm, hoa, (wish,)),
            (confirm, hai, (wish,)),
            (decline_substitute, hai, (wish,)),
            (call_off, mai, (wish,)),
        ]
        answers = await race(desk, *(attempts[number:] + attempts[:number]))
        assert answers.count("") >= 1
        assert set(answers) <= {"", "RegistrationOver", "SubstitutionOver"}
        await desk.sweep()
        mine = [one for one in await desk.registrations() if one.course_id == course]
        if await desk.wish(wish) is SubstitutionState.done:
            assert [one.state for one in mine] == [State.substituted, State.confirmed]
        else:
            assert len(mine) == 1


async def held(database: Database, course_id: int) -> int:
    async with database.reading() as session:
        query = select(Registration.id).where(Registration.course_id == course_id, Registration.state.in_(SEATED))
        return len((await session.scalars(query)).all())


async def test_the_seat_is_never_free_though_a_crowd_waits_for_one(world: World, desk: Desk) -> None:
    """Newcomers, an approved queue and its sweep stand beside every step: nobody gets the seat between the two."""
    lan, mai, hoa = await two_and_a_leader(world)
    nam = await world.leader("Nam", "Quế Võ")
    crowd = [await world.official(f"Người {number}", "Quế Võ") for number in range(6)]
    course = await world.course("Lớp thử", seats=1)
    seat = await desk.seat(lan, course, hoa)
    for person in crowd[:3]:
        waits = await desk.do(register, person, course, or_queue=True)
        assert isinstance(waits, Registered)
        await desk.do(approve, nam, waits.registration.id)
    wish = await accepted(desk, lan, mai, seat)
    counts: list[int] = []

    async def look() -> None:
        for _ in range(20):
            counts.append(await held(world.database, course))
            await asyncio.sleep(0)

    answers, *_ = await asyncio.gather(
        race(desk, (confirm, hoa, (wish,)), *((register, one, (course,)) for one in crowd[3:])), look(), look()
    )
    assert answers[0] == ""
    assert set(answers[1:]) == {"CourseFull"}
    assert set(counts) == {1}
    taken = [one for one in await desk.registrations() if one.state in SEATED]
    assert [(one.official_id, one.in_place_of_id) for one in taken] == [(await desk.id(mai), seat)]


async def test_a_seat_taken_elsewhere_at_the_same_moment_is_one_of_the_two(world: World, desk: Desk) -> None:
    lan, mai, hoa = await two_and_a_leader(world)
    for number in range(3):
        days = 20 + 5 * number
        here, there = (
            await world.course(f"Lớp {number}", starts_in=days),
            await world.course(f"Trùng {number}", starts_in=days),
        )
        wish = await accepted(desk, lan, mai, await desk.seat(lan, here, hoa))
        answers = await race(desk, (confirm, hoa, (wish,)), (register, mai, (there,)))
        assert sorted(answers) in (["", "ColleagueCannot"], ["", "DatesClash"])
        if answers[0]:
            await desk.do(call_off, lan, wish)
