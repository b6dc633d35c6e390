"""Before a course opens: which invited communes have no leader who can be reached, and who is told."""

from datetime import timedelta

from sqlalchemy import update

from bot.texts import imports
from models.account import Account
from models.importing import rehearse
from models.kinds import Role, Route
from models.official import RoleGrant
from models.reach import communes_without_leader, tell_coordinators
from tests.conftest import NOW
from tests.models.workbook_desk import COURSE, HOA, LAN, PROGRAMME, Desk, book_of
from tests.world import World


async def missing(world: World, *course_ids: int, ahead: int = 0) -> dict[str, tuple[str, ...]]:
    async with world.database.reading() as session:
        found = await communes_without_leader(session, course_ids, NOW.date() + timedelta(days=ahead))
    return {one.code: one.communes for one in found}


async def test_invited_communes_without_a_reachable_leader_are_named(world: World) -> None:
    hoa = await world.leader("Hòa")
    await world.leader("Dũng", "Quế Võ", linked=False)
    narrow = await world.course("Hẹp", communes=("Võ Cường", "Quế Võ"))
    home = await world.course("Nhà", communes=("Võ Cường",))
    free = await world.course("Tự do", communes=("Quế Võ",), route=Route.none)
    every = await world.course("Tất cả")
    assert await missing(world, narrow, home, free) == {"LOP-001": ("Phường Quế Võ",)}
    assert len((await missing(world, every))["LOP-004"]) == 98
    async with world.database.writing() as session:
        await session.execute(update(Account).where(Account.user_id == hoa.id).values(reachable=False))
    assert await missing(world, home) == {"LOP-002": ("Phường Võ Cường",)}


async def test_a_deputy_counts_while_the_leader_is_away(world: World) -> None:
    await world.leader("Hòa", linked=False)
    await world.official("Bình")
    course = await world.course("Lớp", communes=("Võ Cường",))
    home = await world.commune("Võ Cường")
    today = NOW.date()
    async with world.database.writing() as session:
        session.add(
            RoleGrant(
                official_id=2,
                role=Role.leader,
                commune_id=home.id,
                starts_on=today,
                ends_on=today + timedelta(days=3),
                acting_for_id=1,
            )
        )
    assert await missing(world, course) == {}
    assert await missing(world, course, ahead=4) == {"LOP-001": ("Phường Võ Cường",)}


async def test_each_coordinator_is_told_once_for_all_courses(world: World) -> None:
    minh, nga = await world.coordinator("Minh"), await world.coordinator("Nga")
    await world.leader("Hòa")
    courses = [await world.course(f"Lớp {number}", communes=("Quế Võ", "Võ Cường")) for number in range(3)]
    async with world.database.writing() as session:
        found = await communes_without_leader(session, courses, NOW.date())
        for _ in range(2):
            await tell_coordinators(session, found, NOW)
    await world.settle()
    for person in (minh, nga):
        assert person.sent_count("chưa có lãnh đạo nào duyệt được") == 1
        assert "• Lớp LOP-001, LOP-002, LOP-003: 1 đơn vị (Phường Quế Võ)" in person.last.text


async def test_an_import_names_them_for_new_courses_and_tells_the_coordinators_once(world: World) -> None:
    minh = await world.coordinator("Minh")
    desk = Desk(world.database)
    sheets = {"officials": [LAN, HOA], "programmes": [PROGRAMME], "courses": [COURSE]}
    rehearsed = await rehearse(world.database, book_of(**sheets), NOW)
    await world.settle()
    assert minh.sent_count("chưa có lãnh đạo") == 0
    assert [one.code for one in rehearsed.unreached] == ["CDS-K1"]
    shown = imports.preview("a.xlsx", rehearsed, 1).text.striptags()
    assert "Đơn vị được mời chưa có lãnh đạo nào duyệt được trên hệ thống: • Lớp CDS-K1: " in shown
    report = await desk.take(**sheets)
    # The course of the rehearsal was thrown away; PostgreSQL does not use its number again.
    assert [(one.code, one.communes) for one in report.unreached] == [
        (one.code, one.communes) for one in rehearsed.unreached
    ]
    assert (await desk.take(**sheets)).unreached == ()  # not new any more
    await world.settle()
    assert minh.sent_count("chưa có lãnh đạo nào duyệt được") == 1
