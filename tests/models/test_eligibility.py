"""The rules: what stands in the way, the weightiest first, and where a rule just does not bite."""

from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from models.course import Course, CourseState, Meeting
from models.eligibility import Flag, judge, standing
from models.eligibility_facts import Facts, facts_of
from models.kinds import ConditionKind, Gender, LegalGroup
from models.official import Official
from models.programme import Condition, ProgrammeGroup
from models.refusals import NoLongerThere
from models.registration import Level, Registration, State
from models.seating import Seating, Waiting
from tests.conftest import NOW
from tests.world import World

HOUR = timedelta(hours=1)
HOME = 7


def facts(**more: Any) -> Facts:
    """An open course with seats, and nothing against the person."""
    course = Course(id=1, state=CourseState.published, closes_at=NOW + HOUR, starts_on=date(2026, 12, 9))
    free = {
        "course": course,
        "commune_id": HOME,
        "seating": seating(),
        "invited": True,
        "missing": (),
        "conditions": (),
    }
    fits = {"fits_post": True, "fits_group": True, "completed": False, "gender": "", "conditions": ()}
    return Facts(**{one.name: None for one in fields(Facts)} | free | fits | more)


def seating(here: int = 0, elsewhere: int = 0, *queue: Waiting, kept: int = 0) -> Seating:
    """Ten seats, at most two a commune; so many held here and elsewhere, so many kept for another commune."""
    until = NOW + HOUR if kept else None
    return Seating(1, 10, 2, {HOME: here, 8: elsewhere}, {9: kept} if kept else {}, until, queue)


def condition(kind: ConditionKind, value: int | None = None, gender: Gender | None = None) -> Condition:
    return Condition(programme_id=1, kind=kind, value=value, gender=gender, valid_from=date(2025, 1, 1), basis="QĐ")


def hindrances(seen: Facts, now: datetime = NOW) -> list[str]:
    return [type(refusal).__name__ for refusal in judge(seen, now).hindrances]


@pytest.mark.parametrize(
    ("more", "hindrance"),
    [
        ({}, []),
        ({"live_id": 5}, ["AlreadyRegistered"]),
        ({"invited": False}, ["CommuneNotInvited"]),
        ({"missing": ("Tin học",)}, ["PrerequisiteMissing"]),
        ({"clash_title": "Hộ tịch", "clash_at": NOW}, ["DatesClash"]),
        ({"seating": seating(1, 8)}, []),
        ({"seating": seating(0, 10)}, ["CourseFull"]),
        ({"seating": seating(0, 11)}, ["CourseFull"]),
        ({"seating": seating(2, 0)}, ["CommuneCapReached"]),
        ({"seating": seating(0, 5, kept=4)}, []),
        ({"seating": seating(0, 6, kept=4)}, ["SeatsKept"]),
        ({"seating": seating(0, 5, Waiting(1, 8, None))}, []),  # whose commune has reached its cap: nobody is passed by
        ({"seating": seating(0, 5, Waiting(1, 10, None))}, ["QueueAhead"]),
        ({"seating": seating(0, 5, Waiting(1, 10, Level.leader))}, ["QueueAhead"]),
        (
            {"live_id": 5, "invited": False, "seating": seating(0, 10)},
            ["AlreadyRegistered", "CommuneNotInvited", "CourseFull"],
        ),
        ({"conditions": (condition(ConditionKind.most_age, 35),), "birth_date": date(1990, 12, 9)}, ["AgeOutside"]),
        ({"conditions": (condition(ConditionKind.most_age, 35),), "birth_date": date(1990, 12, 10)}, []),
        ({"conditions": (condition(ConditionKind.least_age, 22),), "birth_date": date(2004, 12, 10)}, ["AgeOutside"]),
        ({"conditions": (condition(ConditionKind.least_age, 22),), "birth_date": date(2004, 12, 9)}, []),
        ({"conditions": (condition(ConditionKind.most_age, 33, Gender.female),), "birth_date": date(1980, 1, 1)}, []),
        ({"conditions": (condition(ConditionKind.party_member),), "party_member": False}, ["PartyMembersOnly"]),
        ({"conditions": (condition(ConditionKind.party_member),), "party_member": True}, []),
        ({"conditions": (condition(ConditionKind.party_member),), "party_member": None}, []),
    ],
)
def test_each_rule_names_its_hindrance_the_weightiest_first(more: dict[str, Any], hindrance: list[str]) -> None:
    assert hindrances(facts(**more)) == hindrance


def test_the_last_instant_before_the_deadline_is_open_and_the_deadline_itself_is_not() -> None:
    assert hindrances(facts(), NOW + HOUR - timedelta(microseconds=1)) == []
    assert hindrances(facts(), NOW + HOUR) == ["CourseClosed"]


def test_what_only_flags_never_blocks() -> None:
    conditions = (condition(ConditionKind.party_member), condition(ConditionKind.most_age, 35))
    seen = facts(fits_post=False, fits_group=False, completed=True, conditions=conditions)
    found = judge(seen, NOW)
    assert found.is_free
    assert set(found.flags) == set(Flag)


def test_only_what_waiting_helps_lets_one_queue() -> None:
    full = {"seating": seating(0, 10)}
    assert judge(facts(**full), NOW).may_queue
    assert not judge(facts(**full, invited=False), NOW).may_queue
    assert not judge(facts(), NOW).may_queue  # there is a seat


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
            return (await facts_of(session, lan, 2, NOW)).clash_at

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
