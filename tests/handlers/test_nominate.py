"""A leader sends officials to a course: what is open, who fits best, the ticks, and what becomes of each."""

from datetime import date

import pytest
from sqlalchemy import select, update

from models.audit import AuditEntry
from models.course import Course
from models.kinds import Role, Route
from models.official import Official, RoleGrant
from models.registration import Registration, State
from playground.person import Person
from tests.world import World

POST = "Chuyên viên văn phòng Đảng ủy"


async def open_people(world: World, leader: Person, course: str = "LOP-001") -> str:
    """The list of people for the first course."""
    await world.says(leader, "/cu")
    return await world.presses(leader, next(one for one in leader.labels() if course in one))


async def tick(world: World, leader: Person, *names: str) -> str:
    for name in names:
        await world.presses(leader, next(one for one in leader.last.labels if one.endswith(name)))
    return leader.last.text


@pytest.fixture
async def cast(world: World) -> dict[str, Person]:
    """Two officials of one commune, and their leader."""
    people = {name: await world.official(name) for name in ("Lan", "Mai")}
    people["Hòa"] = await world.leader("Hòa")
    return people


async def test_a_leader_sends_two_and_each_is_told(world: World, cast: dict[str, Person]) -> None:
    lan, mai, hoa = cast.values()
    await world.course("Chuyển đổi số")
    courses = await world.says(hoa, "/cu")
    print(courses)
    print(await open_people(world, hoa))
    print(hoa.last.labels)
    print(await tick(world, hoa, "Lan", "Mai"))
    print(hoa.last.labels)
    print(await world.presses(hoa, "Gửi"))
    print(lan.last.text, lan.last.labels)
    print(await world.presses(lan, "Có ý kiến"), lan.last.labels)
    print(await world.presses(lan, "Việc gia đình"), lan.last.labels)
    print(hoa.last.text, hoa.last.labels)
    print(await world.presses(hoa, "Rút đề cử"), hoa.last.labels)
    print(lan.last.text, lan.last.labels)
    print(await world.says(mai, "/dangky"), mai.last.labels)
    print(await world.says(mai, "LOP-001"), mai.last.labels)
    print(await world.presses(mai, "Người làm thay"), mai.last.labels)
    print(await world.presses(mai, "Lan"), mai.last.labels)
    print(await world.says(mai, "/dangky"), mai.last.labels)
    print(lan.last.text, lan.last.labels)
    assert 0
