"""Programmes in the database: for whom, after what, by which route."""

import pytest
from sqlalchemy import select

from models.course import Course
from models.database import Database
from models.eligibility import standing
from models.kinds import LegalGroup, Route
from models.post import Post
from models.programme import Prerequisite, Programme, ProgrammeGroup, ProgrammePost
from models.term import Term
from models.workbook_problems import ProblemCode
from tests.models.workbook_desk import COURSE, LAN, PROGRAMME, Desk

OLD_POST = "Văn phòng – thống kê"


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def test_a_programme_brings_its_kind_groups_route_and_whether_it_counts(desk: Desk) -> None:
    line = PROGRAMME | {
        "hours": "2,5",
        "kind": "Kỹ năng số",
        "legal_groups": "Công chức; Viên chức",
        "counts": "Không",
        "route": "Lãnh đạo và Sở",
        "description": "Ghi chú",
    }
    report = await desk.take(programmes=[line, PROGRAMME | {"code": "B", "kind": "kỹ năng số"}])
    first, second = await desk.all(Programme)
    assert (first.hours, first.counts, first.route) == (2.5, False, Route.leader_then_department)
    assert (second.counts, second.route) == (True, Route.leader)  # empty cells mean what is usual
    assert first.kind_id == second.kind_id == (await desk.all(Term))[0].id
    assert {one.legal_group for one in await desk.all(ProgrammeGroup)} == {LegalGroup.cong_chuc, LegalGroup.vien_chuc}
    assert report.new_words == {"kind": ["Kỹ năng số"]}


async def test_a_programme_for_an_old_post_fits_who_holds_todays(desk: Desk) -> None:
    report = await desk.take(
        officials=[
            LAN | {"posts": "Chuyên viên Văn phòng"},
            LAN | {"code": "CB002", "posts": OLD_POST},
            LAN | {"code": "CB003", "posts": "Tổ trưởng tổ số"},
        ],
        programmes=[PROGRAMME | {"posts": OLD_POST}],
        courses=[COURSE],
    )
    async with desk.database.reading() as session:
        people = [(await desk.official(code)).id for code in ("CB001", "CB002", "CB003")]
        fits = [(await standing(session, one, 1, desk.now)).facts.fits_post for one in people]
    assert fits == [True, True, False]
    assert report.new_words == {"post": ["Tổ trưởng tổ số"]}
    names = {post.id: post.name for post in await desk.all(Post)}
    assert [names[one.post_id] for one in await desk.all(ProgrammePost)] == [OLD_POST]


async def test_a_prerequisite_may_stand_further_down_in_the_same_file(desk: Desk) -> None:
    lines = [PROGRAMME | {"code": "CVC", "requires": "cv"}, PROGRAMME | {"code": "CV", "requires": None}]
    await desk.take(programmes=lines)
    first, second = await desk.all(Programme)
    assert [(one.programme_id, one.required_id) for one in await desk.all(Prerequisite)] == [(first.id, second.id)]
    assert (await desk.take(programmes=lines)).changes_nothing


async def test_prerequisites_in_a_circle_are_refused_also_when_the_database_closes_it(desk: Desk) -> None:
    circle = [PROGRAMME | {"code": code, "requires": after} for code, after in (("A", "B"), ("B", "C"), ("C", "A"))]
    circle.append(PROGRAMME | {"code": "D", "requires": "A"})  # leads into the circle, is not part of it
    found = await desk.refused(programmes=circle)
    assert [(row, column, code, detail) for _, row, column, code, detail in found] == [
        (2, "requires", ProblemCode.requires_in_circle, "A → B → C → A"),
        (3, "requires", ProblemCode.requires_in_circle, "B → C → A → B"),
        (4, "requires", ProblemCode.requires_in_circle, "C → A → B → C"),
    ]
    assert await desk.all(Programme) == []
    await desk.take(programmes=[*circle[:2], PROGRAMME | {"code": "C"}])
    assert [detail for *_, detail in await desk.refused(programmes=[circle[2]])] == ["C → A → B → C"]


async def test_a_changed_programme_changes_its_courses_for_the_search(desk: Desk) -> None:
    await desk.take(programmes=[PROGRAMME], courses=[COURSE])
    later = Desk(desk.database, desk.now.replace(hour=10))
    assert await later.counts("programmes", programmes=[PROGRAMME | {"title": "AI"}]) == (0, 1, 0, 0)
    async with desk.database.reading() as session:
        assert await session.scalar(select(Course.changed_at)) == later.now
