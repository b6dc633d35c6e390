"""Seats that the workbook keeps for communes: what it brings, leaves alone, and what of it is wrong."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import select, update

from models.commune import Commune
from models.course import Course, CourseQuota
from models.database import Database
from models.official import Official
from models.person import Person
from models.quota import QuotaWish, QuotaWishState
from models.quota_answer import give
from models.workbook_problems import ProblemCode
from tests.conftest import ZONE
from tests.models.workbook_desk import COURSE, HOA, LAN, PROGRAMME, Desk

KEEPS = COURSE | {"deadline_on": "01/12/2026", "quotas": "Võ Cường: 3; 09247: 2"}


@pytest.fixture
async def desk(database: Database) -> Desk:
    """A desk with Lan, Hòa and one programme."""
    desk = Desk(database)
    await desk.take(officials=[LAN, HOA], programmes=[PROGRAMME])
    return desk


async def kept(desk: Desk) -> dict[str, int]:
    """Seats kept, by the last three digits of the commune's code: 190 is Võ Cường, 247 Quế Võ."""
    async with desk.database.reading() as session:
        return {
            (await session.get_one(Commune, one.commune_id)).code[-3:]: one.seats for one in await desk.all(CourseQuota)
        }


async def until(desk: Desk) -> datetime | None:
    [course] = await desk.all(Course)
    moment: datetime | None = course.quotas_until
    return moment.astimezone(ZONE) if moment else None


def local(day: int, hour: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE)


async def problems(desk: Desk, **course: object) -> list[tuple[str, ProblemCode, str]]:
    return [(column, code, detail) for _, _, column, code, detail in await desk.refused(courses=[KEEPS | course])]


async def test_communes_go_by_name_or_code_and_three_days_before_the_deadline_are_usual(desk: Desk) -> None:
    assert await desk.counts("courses", courses=[KEEPS]) == (1, 0, 0, 0)
    assert await kept(desk) == {"190": 3, "247": 2}
    assert await until(desk) == local(29, month=11)  # the end of the 28th
    assert await desk.counts("courses", courses=[KEEPS]) == (0, 0, 1, 0)


async def test_a_day_is_a_whole_day_and_never_after_the_deadlines_hour(desk: Desk) -> None:
    await desk.take(courses=[KEEPS | {"quotas_until": "26/11/2026"}])
    assert await until(desk) == local(27, month=11)
    at_noon = KEEPS | {"deadline_on": "12h00 ngày 01/12/2026", "quotas_until": "01/12/2026"}
    await desk.take(courses=[at_noon])
    assert await until(desk) == local(1, 12)
    assert await desk.counts("courses", courses=[at_noon]) == (0, 0, 1, 0)


async def test_columns_that_are_not_there_leave_everything_alone(desk: Desk) -> None:
    await desk.take(courses=[KEEPS | {"quotas_until": "26/11/2026"}])
    bare = {name: value for name, value in KEEPS.items() if name != "quotas"}
    assert await desk.counts("courses", courses=[bare]) == (0, 0, 1, 0)
    assert await desk.counts("courses", courses=[KEEPS]) == (0, 0, 1, 0)  # no column of days: the day stays
    assert await until(desk) == local(27, month=11)
    assert await desk.counts("courses", courses=[bare | {"quotas_until": "30/11/2026"}]) == (0, 1, 0, 0)
    assert (await until(desk), await kept(desk)) == (local(1), {"190": 3, "247": 2})
    earlier = bare | {"deadline_on": "25/11/2026"}
    assert await desk.counts("courses", courses=[earlier]) == (0, 1, 0, 0)
    assert await until(desk) == local(26, month=11)  # nothing is kept longer than one may register


async def test_an_empty_cell_keeps_nothing_any_more(desk: Desk) -> None:
    await desk.take(courses=[KEEPS])
    assert await desk.counts("courses", courses=[KEEPS | {"quotas": None}]) == (0, 1, 0, 0)
    assert (await until(desk), await kept(desk)) == (None, {})
    assert await desk.counts("courses", courses=[KEEPS | {"quotas": None}]) == (0, 0, 1, 0)


async def test_what_neighbours_gave_each_other_outlives_the_next_import(desk: Desk) -> None:
    await desk.take(courses=[KEEPS])
    async with desk.database.writing() as session:  # Quế Võ gives Võ Cường a seat
        await session.execute(update(CourseQuota).where(CourseQuota.allotted == 3).values(seats=4))
        await session.execute(update(CourseQuota).where(CourseQuota.allotted == 2).values(seats=1))
    assert await desk.counts("courses", courses=[KEEPS]) == (0, 0, 1, 0)
    assert await kept(desk) == {"190": 4, "247": 1}
    more = KEEPS | {"quotas": "Võ Cường: 3; Quế Võ: 4; Kinh Bắc: 1"}
    assert await desk.counts("courses", courses=[more]) == (0, 1, 0, 0)
    found = await kept(desk)
    assert (found.pop("190"), found.pop("247"), list(found.values())) == (4, 3, [1])
    less = KEEPS | {"quotas": "Quế Võ: 2"}
    await desk.take(courses=[less])
    assert await kept(desk) == {"190": 1, "247": 1}


async def test_quotas_may_go_below_what_is_held(desk: Desk) -> None:
    await desk.take(courses=[KEEPS])
    [course] = await desk.all(Course)
    await desk.registered(course.id, "CB001", "CB002")
    assert await desk.counts("courses", courses=[KEEPS | {"quotas": "Võ Cường: 1"}]) == (0, 1, 0, 0)


async def test_every_mistake_is_told(desk: Desk) -> None:
    code = ProblemCode
    names = await problems(desk, quotas="Nơi Nào: 1; Đồng Tiến: 1")
    assert [found[:2] for found in names] == [("quotas", code.unknown_commune), ("quotas", code.ambiguous_commune)]
    assert await problems(desk, quotas="Võ Cường: 1; 9190: 2") == [("quotas", code.quota_twice, "")]
    assert await problems(desk, communes="Kinh Bắc; Quế Võ") == [("quotas", code.quota_not_invited, "")]
    assert await problems(desk, seats=4) == [("quotas", code.quotas_above_seats, "4")]
    assert await problems(desk, commune_cap=2) == [("quotas", code.quota_above_cap, "2")]
    assert await problems(desk, quotas_until="02/12/2026") == [
        ("quotas_until", code.quotas_after_deadline, "01/12/2026")
    ]
    assert await problems(desk, quotas=None, quotas_until="30/11/2026") == [
        ("quotas_until", code.until_without_quotas, "")
    ]
    assert await desk.all(Course) == []


async def test_what_the_file_leaves_out_is_compared_with_what_is_known(desk: Desk) -> None:
    await desk.take(courses=[COURSE | {"deadline_on": "01/12/2026", "commune_cap": 2}])
    row = COURSE | {"quotas": "Võ Cường: 3", "quotas_until": "02/12/2026"}
    found = await desk.refused(courses=[row])
    assert [(column, code, detail) for _, _, column, code, detail in found] == [
        ("quotas", ProblemCode.quota_above_cap, "2"),
        ("quotas_until", ProblemCode.quotas_after_deadline, "01/12/2026"),
    ]
    without = await desk.refused(
        courses=[COURSE | {"code": "CDS-K2", "quotas": "Võ Cường: 1", "quotas_until": "07/12/2026"}]
    )
    assert [(code, detail) for *_, code, detail in without] == [(ProblemCode.quotas_after_deadline, "06/12/2026")]


async def test_a_seat_given_away_while_a_workbook_is_imported_is_not_taken_back(desk: Desk) -> None:
    """Whichever comes first, both have happened in the end: the import's one seat more, and the one given away."""
    await desk.take(officials=[LAN | {"code": "CB004", "unit": "Quế Võ", "roles": "Lãnh đạo"}], courses=[KEEPS])
    async with desk.database.writing() as session:
        communes = {one.code[-3:]: one.id for one in await session.scalars(select(Commune))}
        dung = (await session.scalars(select(Official.id).where(Official.staff_code == "CB004"))).one()
        session.add(
            QuotaWish(
                course_id=1,
                from_id=communes["190"],
                to_id=communes["247"],
                asked_by_id=1,
                state=QuotaWishState.open,
                since=desk.now,
            )
        )
    leader = Person(1, dung, leads=frozenset({communes["247"]}))

    async def gives() -> None:
        async with desk.database.writing() as session:
            await give(session, leader, 1, desk.now)

    more = KEEPS | {"quotas": "Võ Cường: 4; Quế Võ: 2", "title": "Lớp đổi tên"}
    await asyncio.gather(desk.take(courses=[more]), gives())
    assert await kept(desk) == {"190": 5, "247": 1}
