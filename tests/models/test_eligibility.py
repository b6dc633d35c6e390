"""The rules: what stands in the way, the weightiest first, and where a rule just does not bite."""

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from models.course import Course, CourseState, Meeting
from models.eligibility import RULES, standing
from models.eligibility_facts import Facts, facts_of
from models.kinds import LegalGroup
from models.official import Official
from models.programme import ProgrammeGroup
from models.refusals import NoLongerThere
from models.registration import Registration, State
from tests.conftest import NOW
from tests.world import World

HOUR = timedelta(hours=1)


def facts(**more: Any) -> Facts:
    """An open course with seats, and nothing against the person."""
    course = Course(id=1, state=CourseState.published, closes_at=NOW + HOUR, seats=10, commune_cap=2)
    free = {"course": course, "taken": 0, "taken_by_commune": 0, "invited": True, "missing": ()}
    return Facts(**{one.name: None for one in fields(Facts)} | free | more)


def hindrances(seen: Facts, now: datetime = NOW) -> list[str]:
    return [type(refusal).__name__ for rule in RULES if (refusal := rule(seen, now)) is not None]


@pytest.mark.parametrize(
    ("more", "hindrance"),
    [
        ({}, []),
        ({"live_id": 5}, ["AlreadyRegistered"]),
        ({"invited": False}, ["CommuneNotInvited"]),
        ({"missing": ("Tin học",)}, ["PrerequisiteMissing"]),
        ({"clash_title": "Hộ tịch", "clash_at": NOW}, ["DatesClash"]),
        ({"taken": 9, "taken_by_commune": 1}, []),
        ({"taken": 10}, ["CourseFull"]),
        ({"taken": 11}, ["CourseFull"]),
        ({"taken_by_commune": 2}, ["CommuneCapReached"]),
        ({"live_id": 5, "invited": False, "taken": 10}, ["AlreadyRegistered", "CommuneNotInvited", "CourseFull"]),
    ],
)
def test_each_rule_names_its_hindrance_the_weightiest_first(more: dict[str, Any], hindrance: list[str]) -> None:
    assert hindrances(facts(**more)) == hindrance


def test_the_last_instant_before_the_deadline_is_open_and_the_deadline_itself_is_not() -> None:
    assert hindrances(facts(), NOW + HOUR - timedelta(microseconds=1)) == []
    assert hindrances(facts(), NOW + HOUR) == ["CourseClosed"]


async def with_a_seat_in_the_first(world: World) -> int:
    """Somebody who holds a seat in course 1; the id."""
    await world.official("Nguyễn Thị Lan", linked=False)
    async with world.database.writing() as session:
        lan = (await session.scalars(select(Official))).one()
        session.add(
            Registration(
                course_id=1,
                official_id=lan.id,
                commune_id=lan.commune_id,
                state=State.pending,
                since=NOW,
                created_at=NOW,
                reason_text="",
            )
        )
        return lan.id


async def test_meetings_clash_only_where_they_overlap_and_only_while_the_seat_is_held(world: World) -> None:
    await world.course("Hộ tịch", days=1)  # 8 to 11
    await world.course("Kỹ năng số", days=2)
    lan = await with_a_seat_in_the_first(world)

    async def clash(starts: float, ends: float) -> datetime | None:
        eight = NOW.replace(hour=0) + timedelta(days=14)
        async with world.database.writing() as session:
            first = await session.scalar(select(func.min(Meeting.id)).where(Meeting.course_id == 2))
            await session.execute(
                update(Meeting)
                .where(Meeting.id == first)
                .values(starts_at=eight + starts * HOUR, ends_at=eight + ends * HOUR)
            )
        async with world.database.reading() as session:
            return (await facts_of(session, lan, 2)).clash_at

    for starts, ends, clashes in (
        (11, 14, False),
        (5, 8, False),
        (10.99, 14, True),
        (5, 8.01, True),
        (9, 10, True),
        (7, 12, True),
    ):
        assert (await clash(starts, ends) is not None) == clashes, (starts, ends)
    for values in ({"state": State.withdrawn}, {"state": State.declined}):
        async with world.database.writing() as session:
            await session.execute(update(Registration).values(**values))
        assert await clash(8, 11) is None
    async with world.database.writing() as session:
        await session.execute(update(Registration).values(state=State.confirmed))
        await session.execute(update(Course).where(Course.id == 1).values(state=CourseState.cancelled))
    assert await clash(8, 11) is None


async def test_an_unknown_course_is_no_longer_there(world: World) -> None:
    await world.official("Nguyễn Thị Lan", linked=False)
    async with world.database.reading() as session:
        with pytest.raises(NoLongerThere):
            await standing(session, 1, 99, NOW)


async def test_posts_and_groups_both_have_to_fit_and_an_unknown_group_is_not_held_against_one(world: World) -> None:
    await world.official("Đúng", posts=("Chuyên viên tư pháp",), linked=False)
    await world.official("Sai nhóm", posts=("Chuyên viên tư pháp",), group=LegalGroup.vien_chuc, linked=False)
    await world.official("Không rõ nhóm", posts=("Chuyên viên tư pháp",), group=None, linked=False)
    await world.official("Không chức danh", linked=False)
    programme = await world.programme("Hộ tịch", posts=("Chuyên viên tư pháp",))
    await world.course("Hộ tịch", programme=programme)
    async with world.database.writing() as session:
        session.add(ProgrammeGroup(programme_id=programme, legal_group=LegalGroup.cong_chuc))
    async with world.database.reading() as session:
        flags = [bool((await standing(session, official, 1, NOW)).flags) for official in (1, 2, 3, 4)]
    assert flags == [False, True, False, True]
