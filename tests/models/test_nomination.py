"""Nomination: who fits best, one result a person by the same rules as everybody, and many leaders at once."""

import asyncio
from collections import Counter
from datetime import date, timedelta

from sqlalchemy import select, update

from models.candidates import Candidates, candidates
from models.checks import broken_promises
from models.commune import Commune
from models.course import Course
from models.eligibility import Flag
from models.kinds import Role, Route
from models.nomination import Nomination, give_reasons, nominate
from models.notice import Notice
from models.official import Official, RoleGrant
from models.person import Person, who_is
from models.registration import SEATED, Level, Reason, Registration, State
from models.requests import request_of
from tests.conftest import NOW
from tests.models.test_lookup import statements
from tests.world import World

POST = "Chuyên viên tư pháp"


async def leader_of(world: World, name: str, commune: str = "Võ Cường") -> Person:
    """A leader as the rules see one."""
    account = await world.leader(name, commune)
    return await person(world, account.id)


async def person(world: World, user_id: int) -> Person:
    async with world.database.reading() as session:
        return await who_is(session, user_id, NOW)


async def official(world: World, name: str, commune: str = "Võ Cường", **more: object) -> int:
    await world.official(name, commune, linked=False, **more)  # type: ignore[arg-type]
    async with world.database.reading() as session:
        return (await session.scalars(select(Official.id).where(Official.full_name == name))).one()


async def send(world: World, leader: Person, course_id: int, *ids: int) -> list[Nomination]:
    async with world.database.writing() as session:
        return await nominate(session, leader, course_id, ids, NOW)


async def seen(world: World, course_id: int, commune: str = "Võ Cường") -> Candidates:
    home = (await world.commune(commune)).id
    async with world.database.reading() as session:
        return await candidates(session, course_id, home, NOW)


async def attended(world: World, official_id: int, course_id: int, state: State = State.completed) -> None:
    async with world.database.writing() as session:
        session.add(
            Registration(
                course_id=course_id,
                official_id=official_id,
                commune_id=(await session.get_one(Official, official_id)).commune_id,
                state=state,
                since=NOW,
                created_at=NOW,
                reason_text="",
            )
        )


def outcomes(found: list[Nomination]) -> list[str]:
    return [str(one.state) if one.refusal is None else type(one.refusal).__name__ for one in found]


async def test_the_best_fitting_come_first(world: World) -> None:
    course = await world.course("Hộ tịch", posts=(POST,))
    fresh, other = await world.course("Lưu trữ", starts_in=-30), await world.course("Tiếng Anh", starts_in=-60)
    same_days = await world.course("Tin học")
    names = ("Bình", "Ân", "Có giờ", "Học xưa", "Học gần", "Trùng", "Khác", "Học xong", "Đăng ký")
    ids = {name: await official(world, name, posts=() if name == "Khác" else (POST,)) for name in names}
    await attended(world, ids["Có giờ"], fresh)
    await attended(world, ids["Học xưa"], other, State.not_completed)
    await attended(world, ids["Học gần"], fresh, State.not_completed)
    await attended(world, ids["Trùng"], same_days, State.confirmed)
    await attended(world, ids["Đăng ký"], course, State.confirmed)
    async with world.database.reading() as session:
        programme = (await session.get_one(Course, course)).programme_id
    earlier = await world.course("Hộ tịch khóa trước", programme=programme, starts_in=-90)
    await attended(world, ids["Học xong"], earlier)

    found = await seen(world, course)
    order = ["Ân", "Bình", "Học xưa", "Học gần", "Có giờ", "Học xong", "Khác", "Trùng", "Đăng ký"]
    assert [one.full_name for one in found.people] == order
    by_name = {one.full_name: one for one in found.people}
    assert (by_name["Ân"].owed, by_name["Có giờ"].owed) == (40, 24)
    assert by_name["Ân"].last_sent is None
    assert by_name["Học xưa"].last_sent == NOW.date() - timedelta(days=60)
    assert by_name["Học xong"].standing.flags == (Flag.repeated,)
    assert by_name["Khác"].standing.flags == (Flag.outside_post,)
    assert [one.full_name for one in found.people if not one.may_be_sent] == ["Trùng", "Đăng ký"]
    assert by_name["Ân"].post == POST
    assert [one.full_name for one in found.named("hoc")] == ["Học xưa", "Học gần", "Học xong"]


async def test_who_has_left_or_works_elsewhere_is_no_candidate(world: World) -> None:
    course = await world.course("Hộ tịch")
    gone, far = await official(world, "Đã nghỉ"), await official(world, "Xa", "Kinh Bắc")
    async with world.database.writing() as session:
        await session.execute(update(Official).where(Official.id == gone).values(left_on=NOW.date()))
    assert (await seen(world, course)).people == ()
    assert [one.official_id for one in (await seen(world, course, "Kinh Bắc")).people] == [far]


async def test_a_large_commune_takes_no_more_queries_than_a_small_one(world: World) -> None:
    required = await world.programme("Cơ bản")
    programme = await world.programme("Nâng cao", requires=(required,), posts=(POST,))
    course, same_days = await world.course("Nâng cao 1", programme=programme), await world.course("Tin học")
    counts = []
    for size in (2, 40):
        for n in range(size):
            await attended(
                world, await official(world, f"Cán bộ {size}-{n}", posts=(POST,)), same_days, State.confirmed
            )
        home = (await world.commune("Võ Cường")).id
        with statements(world.database) as asked:
            async with world.database.reading() as session:
                found = await candidates(session, course, home, NOW)
        assert {type(one).__name__ for person in found.people for one in person.standing.hindrances} == {
            "PrerequisiteMissing",
            "DatesClash",
        }
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 13


async def test_each_route_has_its_outcome(world: World) -> None:
    hoa, lan = await leader_of(world, "Hòa"), await official(world, "Lan")
    for n, (route, state, awaits) in enumerate(
        (
            (Route.none, State.confirmed, None),
            (Route.leader, State.confirmed, None),
            (Route.department, State.pending, Level.department),
            (Route.leader_then_department, State.pending, Level.department),
        )
    ):
        course = await world.course(f"Lớp {route}", route=route, starts_in=14 + 3 * n)
        (result,) = await send(world, hoa, course, lan)
        assert (result.state, result.awaits) == (state, awaits)
        async with world.database.reading() as session:
            request = await request_of(session, result.registration_id or 0)
        assert (request.nominated_by, request.decided_by, request.decided_for) == ("Hòa", "Hòa", None)
    async with world.database.reading() as session:
        assert await broken_promises(session) == []


async def test_the_cap_is_reached_in_the_middle_of_a_batch(world: World) -> None:
    hoa = await leader_of(world, "Hòa")
    ids = [await official(world, f"Cán bộ {n}") for n in range(4)]
    course = await world.course("Hộ tịch", cap=2)
    found = await send(world, hoa, course, *reversed(ids))
    assert [one.official_id for one in found] == ids
    assert outcomes(found) == ["confirmed", "confirmed", "queued", "queued"]
    assert [one.place for one in found] == [None, None, 1, 2]


async def test_one_persons_no_is_not_the_others(world: World) -> None:
    hoa = await leader_of(world, "Hòa")
    required = await world.programme("Cơ bản")
    programme = await world.programme("Nâng cao", requires=(required,))
    done = await world.course("Cơ bản 1", programme=required, starts_in=-30)
    course, same_days = await world.course("Nâng cao 1", programme=programme), await world.course("Tin học")
    names = ("Chưa học", "Trùng", "Đã đăng ký", "Được", "Xa", "Đã nghỉ")
    ids = {name: await official(world, name, "Kinh Bắc" if name == "Xa" else "Võ Cường") for name in names}
    for name in names[1:]:
        await attended(world, ids[name], done)
    await attended(world, ids["Trùng"], same_days, State.confirmed)
    await attended(world, ids["Đã đăng ký"], course, State.confirmed)
    async with world.database.writing() as session:
        await session.execute(update(Official).where(Official.id == ids["Đã nghỉ"]).values(left_on=NOW.date()))

    found = await send(world, hoa, course, *ids.values(), hoa.id, 999_999)
    assert {one.name: outcome for one, outcome in zip(found, outcomes(found), strict=True)} == {
        "Hòa": "OwnNomination",
        "Chưa học": "PrerequisiteMissing",
        "Trùng": "DatesClash",
        "Đã đăng ký": "confirmed",
        "Được": "confirmed",
        "Xa": "NotInCommune",
        "Đã nghỉ": "NotInCommune",
    }
    assert [one.name for one in found if one.is_new] == ["Được"]


async def test_the_same_person_twice_is_sent_once(world: World) -> None:
    hoa, lan = await leader_of(world, "Hòa"), await official(world, "Lan")
    course = await world.course("Hộ tịch")
    assert outcomes(await send(world, hoa, course, lan, lan)) == ["confirmed"]
    (again,) = await send(world, hoa, course, lan)
    assert (again.state, again.is_new) == (State.confirmed, False)
    async with world.database.reading() as session:
        assert len((await session.scalars(select(Registration))).all()) == 1
        told = (await session.scalars(select(Notice.key).where(Notice.official_id == lan))).all()
    assert len(told) == 1


async def test_a_deputy_does_not_send_the_leader_in_whose_place_he_acts(world: World) -> None:
    hoa, deputy = await leader_of(world, "Hòa"), await world.official("Nam")
    async with world.database.writing() as session:
        nam = (await session.scalars(select(Official).where(Official.full_name == "Nam"))).one()
        session.add(
            RoleGrant(
                official_id=nam.id,
                role=Role.leader,
                commune_id=nam.commune_id,
                starts_on=NOW.date(),
                ends_on=None,
                acting_for_id=hoa.id,
            )
        )
    course = await world.course("Hộ tịch")
    found = await send(world, await person(world, deputy.id), course, hoa.id, nam.id)
    assert outcomes(found) == ["OwnNomination", "OwnNomination"]


async def test_a_seat_that_others_wait_for_without_approval_goes_to_the_nominee_as_an_offer(world: World) -> None:
    """The queue's first approved is served: whoever waits undecided in front keeps the place."""
    hoa = await leader_of(world, "Hòa")
    lan, mai = await official(world, "Lan"), await official(world, "Mai")
    course = await world.course("Hộ tịch")
    await attended(world, mai, course, State.queued)
    async with world.database.writing() as session:
        await session.execute(update(Registration).values(awaits=Level.leader, queued_at=NOW - timedelta(hours=1)))
    assert outcomes(await send(world, hoa, course, lan)) == ["offered"]


async def test_reasons_are_kept_for_those_whom_nobody_else_has_decided_on(world: World) -> None:
    hoa = await leader_of(world, "Hòa")
    lan, mai = await official(world, "Lan"), await official(world, "Mai")
    course = await world.course("Hộ tịch", posts=(POST,))
    found = await send(world, hoa, course, lan, mai)
    assert [one.is_flagged for one in found] == [True, True]
    ids = [one.registration_id or 0 for one in found]
    async with world.database.writing() as session:
        await session.execute(update(Registration).where(Registration.id == ids[1]).values(decided_by_id=mai))
    async with world.database.writing() as session:
        assert await give_reasons(session, hoa, ids, Reason.in_need, "", NOW) == 1
    async with world.database.reading() as session:
        rows = await session.scalars(select(Registration.reason).order_by(Registration.id))
        assert list(rows) == [Reason.in_need, None]


async def many(world: World, communes: int, people: int) -> list[tuple[Person, list[int]]]:
    """A leader and so many officials in each of so many communes."""
    async with world.database.writing() as session:
        homes = list(await session.scalars(select(Commune.id).order_by(Commune.id).limit(communes)))
        staff = [
            Official(
                staff_code=f"N-{home}-{n}",
                full_name=f"Cán bộ {home} {n}",
                folded_name=f"can bo {home} {n}",
                commune_id=home,
                unit_name="",
                changed_at=NOW,
            )
            for home in homes
            for n in range(people + 1)
        ]
        session.add_all(staff)
        await session.flush()
        by_home = {home: [one.id for one in staff if one.commune_id == home] for home in homes}
        session.add_all(
            RoleGrant(official_id=ids[0], role=Role.leader, commune_id=home, starts_on=date(2026, 1, 1))
            for home, ids in by_home.items()
        )
    leads = frozenset({Role.leader})
    return [
        (Person(900_000 + home, official_id=ids[0], commune_id=home, roles=leads, leads=frozenset({home})), ids[1:])
        for home, ids in by_home.items()
    ]


async def test_thirty_leaders_at_once_never_oversell_and_all_are_answered(world: World) -> None:
    leaders = await many(world, communes=30, people=3)
    course = await world.course("Chuyển đổi số", seats=40, cap=2)
    results = await asyncio.gather(*(send(world, leader, course, *ids) for leader, ids in leaders))
    assert all(len(found) == 3 for found in results)
    async with world.database.reading() as session:
        assert await broken_promises(session) == []
        states = Counter(await session.scalars(select(Registration.state)))
    assert states == {State.confirmed: 40, State.queued: 50}
    assert Counter(outcome for found in results for outcome in outcomes(found)) == {"confirmed": 40, "queued": 50}


async def test_two_leaders_who_tick_the_same_people_for_clashing_courses_end_in_one_truth(world: World) -> None:
    (leader, ids), *_ = await many(world, communes=1, people=4)
    first, second = await world.course("Chuyển đổi số"), await world.course("Hộ tịch")  # on the same days
    for _ in range(5):
        await asyncio.gather(send(world, leader, first, *ids), send(world, leader, second, *reversed(ids)))
        async with world.database.writing() as session:
            seated = Counter(
                await session.scalars(select(Registration.official_id).where(Registration.state.in_(SEATED)))
            )
            assert seated == dict.fromkeys(ids, 1)
            await session.execute(update(Registration).values(state=State.withdrawn))
