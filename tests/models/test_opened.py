"""Who hears that courses have opened: those whom they fit, once, in a few statements whatever their number."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, func, insert, select

from models.account import Account
from models.commune import Commune
from models.course import Course, CourseState
from models.database import Database
from models.eligibility_facts import fits_post
from models.fits_of_many import fits_post_of_many
from models.importing import import_workbook
from models.kinds import LegalGroup
from models.notice import Lane, Notice, NoticeState
from models.official import Official, OfficialPost
from models.opened import audience_of, due_openings, opened_for, tell_of_openings
from models.opening_refusals import CourseMovedOn, NotADraft, NotReady
from models.person import Person, who_is
from models.post import Post, PostSuccession
from models.programme import Programme, ProgrammeGroup, ProgrammePost
from models.publishing import publish, rehearse_publishing, revision
from models.quiet import read_quiet_hours
from tests.conftest import NOW
from tests.models.workbook_desk import COURSE, PROGRAMME, book_of
from tests.seats import change, official_id, seat
from tests.statements import statements
from tests.world import World

PEOPLE = 3000


async def crowd(database: Database, people: int = PEOPLE) -> None:
    """So many linked officials, spread over the communes; every tenth is a cán bộ."""
    async with database.writing() as session:
        homes = list(await session.scalars(select(Commune.id).order_by(Commune.id).limit(99)))
        rows = [
            {
                "id": 10_000 + number,
                "staff_code": f"X-{number}",
                "full_name": f"Người {number}",
                "folded_name": f"nguoi {number}",
                "commune_id": homes[number % len(homes)],
                "legal_group": LegalGroup.can_bo if number % 10 == 0 else LegalGroup.cong_chuc,
                "gender": "",
                "unit_name": "",
                "note": "",
                "changed_at": NOW,
            }
            for number in range(people)
        ]
        await session.execute(insert(Official), rows)
        accounts = [
            {"user_id": 900_000 + row["id"], "official_id": row["id"], "reachable": number % 50 != 0}
            for number, row in enumerate(rows)
        ]
        await session.execute(insert(Account), accounts)


async def clear(world: World) -> None:
    async with world.database.writing() as session:
        await session.execute(delete(Notice))
        await session.execute(delete(Account).where(Account.official_id >= 10_000))
        await session.execute(delete(Official).where(Official.id >= 10_000))


async def published(world: World, title: str, at: datetime = NOW, **more: object) -> int:
    course = await world.course(title, **more)  # type: ignore[arg-type]
    await change(world, course, published_at=at)
    return course


async def told(world: World) -> list[Notice]:
    async with world.database.reading() as session:
        found = select(Notice).where(Notice.kind == "CoursesOpened").order_by(Notice.official_id)
        return list(await session.scalars(found))


async def test_thousands_are_told_in_as_many_statements_as_one(world: World) -> None:
    counts = []
    for people in (1, PEOPLE):
        await clear(world)
        await crowd(world.database, people)
        await published(world, f"Văn thư {people}")
        await published(world, f"Hộ tịch {people}")
        with statements(world.database) as seen:
            async with world.database.writing() as session:
                assert len(await tell_of_openings(session, NOW)) == 2
        counts.append(len(seen))
        reachable = people - -(-people // 50)
        assert len(await told(world)) == reachable
    assert counts[0] == counts[1]
    assert counts[1] <= 4
    one = (await told(world))[0]
    assert (one.lane, one.state, one.attempts) == (Lane.bulk, NoticeState.pending, 0)
    assert len(one.facts["course_ids"]) == 2
    assert one.stale_at is not None


async def test_only_those_whom_it_fits_and_nobody_twice(world: World) -> None:
    lan, nam = await world.official("Lan"), await world.official("Nam", "Quế Võ")
    await world.official("Mai", "Quế Võ", group=LegalGroup.can_bo)
    await world.official("Chưa", linked=False)
    await world.coordinator("Minh")
    course = await published(world, "Văn thư", communes=("Quế Võ",))
    other = await published(world, "Hộ tịch", communes=("Quế Võ", "Võ Cường"))
    async with world.database.writing() as session:
        programme = await session.get_one(Course, other)
        session.add(ProgrammeGroup(programme_id=programme.programme_id, legal_group=LegalGroup.cong_chuc))
    await seat(world, nam, course)
    for _ in range(2):
        async with world.database.writing() as session:
            await tell_of_openings(session, NOW)
    one, two = await official_id(world, lan), await official_id(world, nam)
    assert [row.official_id for row in await told(world)] == [one, two, 3]
    async with world.database.reading() as session:
        named = {
            who: [line.id for line in (await opened_for(session, who, [course, other], NOW))[0]] for who in (1, 2, 3)
        }
        assert named == {1: [other], 2: [other], 3: [course]}
        assert await audience_of(session, other, NOW) == (3, 2)


async def test_two_processes_tell_once(world: World) -> None:
    await world.official("Lan")
    await published(world, "Văn thư")

    async def tells() -> None:
        async with world.database.writing() as session:
            await tell_of_openings(session, NOW)

    await asyncio.gather(tells(), tells(), tells())
    assert len(await told(world)) == 1


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_when_it_is_due(world: World) -> None:
    async def is_due(minutes: float, hour: int = 9) -> bool:
        async with world.database.reading() as session:
            now = NOW.replace(hour=hour) + timedelta(minutes=minutes)
            return await due_openings(session, now, read_quiet_hours("20:00-07:00"))

    await world.course("Từ tệp Excel")
    assert not await is_due(600)
    await published(world, "Văn thư")
    await published(world, "Hộ tịch", NOW + timedelta(minutes=20))
    assert [await is_due(minutes) for minutes in (0, 29, 30, 31)] == [False, False, True, True]
    assert not await is_due(0, hour=21)
    async with world.database.writing() as session:
        await tell_of_openings(session, NOW + timedelta(minutes=31))
    assert not await is_due(120)


async def test_a_workbook_with_open_courses_tells_nobody(world: World) -> None:
    await world.official("Lan")
    workbook = book_of(programmes=[PROGRAMME], courses=[COURSE])
    async with world.database.writing() as session:
        await import_workbook(session, workbook, NOW)
    await world.pass_time(hours=2)
    async with world.database.reading() as session:
        assert await session.scalar(select(func.count()).where(Course.state == CourseState.published)) == 1
    assert await told(world) == []
    course = await published(world, "Văn thư", world.clock.now())
    await world.pass_time(minutes=31)
    assert [one.facts for one in await told(world)] == [{"course_ids": [course]}]  # nor beside one that is told of


async def coordinator(world: World) -> Person:
    minh = await world.coordinator("Minh")
    async with world.database.reading() as session:
        return await who_is(session, minh.id, NOW)


async def test_a_draft_is_published_once_and_only_as_it_was_seen(world: World) -> None:
    minh = await coordinator(world)
    course_id = await world.course("Văn thư")
    await change(world, course_id, state=CourseState.draft)
    async with world.database.writing() as session:
        seen = revision((await rehearse_publishing(session, minh, course_id, NOW)).course)
    async with world.database.writing() as session:
        with pytest.raises(CourseMovedOn):
            await publish(session, minh, course_id, seen - 1, NOW)
        await publish(session, minh, course_id, seen, NOW)
    async with world.database.writing() as session:
        with pytest.raises(NotADraft):
            await publish(session, minh, course_id, seen, NOW)
    await change(world, course_id, state=CourseState.draft, closes_at=NOW)
    async with world.database.writing() as session:
        late = revision(await session.get_one(Course, course_id))
        with pytest.raises(NotReady):
            await publish(session, minh, course_id, late, NOW)


async def test_the_rehearsal_costs_the_same_for_thousands(world: World) -> None:
    minh = await coordinator(world)
    course_id = await world.course("Văn thư")
    await change(world, course_id, state=CourseState.draft)
    counts = []
    for people in (1, PEOPLE):
        await crowd(world.database, people)
        with statements(world.database) as seen:
            async with world.database.reading() as session:
                found = await rehearse_publishing(session, minh, course_id, NOW)
        counts.append(len(seen))
        assert found.fits == people
        await clear(world)
    assert counts[0] == counts[1] <= 14


@pytest.mark.parametrize("of_programme", ["old", "new", "other", None])
async def test_asked_of_many_a_post_fits_as_it_fits_when_asked_of_one(world: World, of_programme: str | None) -> None:
    async with world.database.writing() as session:
        chain = (await session.execute(select(PostSuccession.old_id, PostSuccession.new_id).limit(1))).one()
        other = await session.scalar(select(Post.id).where(Post.id.not_in(select(PostSuccession.new_id))).limit(1))
        posts = {"old": chain.old_id, "new": chain.new_id, "other": other}
    programme = await world.programme("Văn thư")
    for name in posts:
        await world.official(name)
    await world.official("nothing")
    async with world.database.writing() as session:
        for number, post_id in enumerate(posts.values(), 1):
            session.add(OfficialPost(official_id=number, post_id=post_id))
        if of_programme:
            session.add(ProgrammePost(programme_id=programme, post_id=posts[of_programme]))
    found = []
    async with world.database.reading() as session:
        for fits in (fits_post(Official.id), fits_post_of_many(Official.id)):
            query = select(Official.full_name).join(Programme, Programme.id == programme).where(fits)
            found.append(sorted(await session.scalars(query)))
    assert found[0] == found[1]
    assert ("nothing" in found[0]) is (of_programme is None)
    assert {"old", "new"} <= set(found[0]) or of_programme == "other"
