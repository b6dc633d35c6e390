"""What looking up costs: questions to the database counted at few and at many courses, and read by index."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update

from models.account import Account
from models.course import Course
from models.lookup import Filter, open_courses
from tests.conftest import NOW
from tests.statements import overheard, statements
from tests.world import World


async def many_courses(world: World, count: int) -> None:
    """Copies of the first course with codes of their own."""
    async with world.database.writing() as session:
        first = (await session.execute(select(Course.__table__).limit(1))).one()._asdict()
        begin = (await session.scalars(select(Course.id).order_by(Course.id.desc()).limit(1))).one() + 1
        rows = [
            {**first, "id": n, "code": f"X-{n}", "folded_code": f"x {n}", "title": f"Chuyển đổi số khóa {n}"}
            for n in range(begin, begin + count)
        ]
        await session.execute(insert(Course), rows)


async def test_a_list_and_a_search_cost_three_questions_however_many_courses_there_are(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan", posts=("Chuyên viên văn phòng",))
    await world.course("Chuyển đổi số", posts=("Chuyên viên văn phòng",))
    costs = []
    for more in (4, 495):
        await many_courses(world, more)
        await world.says(lan, "chuyển đổi số")  # a new course is taken into the index once
        await world.says(lan, "/lop")
        await world.presses(lan, "Lọc")
        await world.presses(lan, "Tháng")
        cost = {}
        for act, label in (("list", "/lop"), ("search", "chuyển đổi số"), ("filter", "")):
            with statements(world.database) as seen:
                if label:
                    lan.say(label)
                else:
                    lan.press("Tháng 12/2026")
                while await world.app.polling.once():
                    pass
            cost[act] = len([one for one in seen if "handled_updates" not in one])
        costs.append(cost)
    assert costs[0] == costs[1] == {"list": 2, "search": 3, "filter": 3}


async def test_the_list_is_read_by_index(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan", posts=("Chuyên viên văn phòng",))
    await world.course("Chuyển đổi số", posts=("Chuyên viên văn phòng",), communes=("Võ Cường",))
    questions: list[tuple[str, Any]] = []
    with overheard(world.database, lambda statement, values: questions.append((statement, values))):
        await world.says(lan, "/lop")
    statement, values = next(one for one in questions if "fitting" in one[0])
    async with world.database.writing() as session:
        connection = await session.connection()
        if world.database.is_sqlite:
            rows = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)).all()
        else:
            await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            rows = (await connection.exec_driver_sql(f"EXPLAIN {statement}", values)).all()
    plan = "\n".join(str(row) for row in rows)
    assert "ix_courses_open" in plan
    for table in ("courses", "registrations", "course_communes", "programme_posts"):
        assert not re.search(rf"(SCAN|Seq Scan on) {table}\b", plan), plan


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_behind_years_of_courses_the_list_is_not_planned_anew_each_time(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan", posts=("Chuyên viên văn phòng",))
    await world.course("Chuyển đổi số", posts=("Chuyên viên văn phòng",))
    await many_courses(world, 5_000)
    async with world.database.writing() as session:
        past = Course.code.startswith("X-") & (Course.id > 100)
        await session.execute(update(Course).where(past).values(closes_at=NOW - timedelta(days=365)))
        await session.execute(text("ANALYZE"))
    async with world.database.writing() as session:
        official_id = await session.scalar(select(Account.official_id).where(Account.user_id == lan.id))
        for _ in range(20):
            found = await open_courses(session, official_id, NOW, Filter())
        plans = text("SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%fitting%'")
        kept, anew = (await session.execute(plans)).one()
    assert found.total == 100
    assert kept > anew
