"""What people and the post ask often never reads a table of the past from end to end: the database is asked for plans.

PostgreSQL is forbidden to scan where it need not, so that a scan that is left means a missing index, however few rows.
"""

import re
from typing import Any

import pytest
from sqlalchemy import text

from jobs.sweep_notices import sweep_notices
from jobs.tell_leaders_of_absences import tell_leaders_of_absences
from models.database import Database
from tests.seats import seat
from tests.statements import overheard
from tests.teaching import let_teach
from tests.world import World

HISTORY = ("registrations", "notices", "handled_updates", "audit", "attendance")
ASKS = re.compile(r"\s*(SELECT|UPDATE|DELETE|WITH)\b")
Asked = dict[str, Any]


async def plans(database: Database, asked: Asked) -> dict[str, list[str]]:
    """How the database would go about each statement: the lines of its plan that read a table of the past whole."""
    scans: dict[str, list[str]] = {}
    async with database.writing() as session:
        connection = await session.connection()
        if not database.is_sqlite:
            await session.execute(text("SET LOCAL enable_seqscan = off"))
        explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
        for statement, parameters in asked.items():
            lines = [str(row[-1]) for row in await connection.exec_driver_sql(explain + statement, parameters)]
            names = {table: table for table in HISTORY} | aliases(statement)
            for line in lines:
                found = re.search(r"\bSCAN (\w+)(?! USING)|Seq Scan on (\w+)", line)
                if found and names.get(found[1] or found[2]) in HISTORY and "USING" not in line:
                    scans.setdefault(statement, []).append(line.strip())
    return scans


def aliases(statement: str) -> dict[str, str]:
    return {alias: table for table, alias in re.findall(rf"\b({'|'.join(HISTORY)}) AS (\w+)", statement)}


async def test_no_hot_question_reads_the_past_from_end_to_end(world: World) -> None:
    lan, hoa = await world.official("Lan"), await world.leader("Hòa")
    await world.course("Chuyển đổi số")
    hanh, taught = await world.official("Hạnh", None), await world.course("Văn thư", starts_in=0, hour=9)
    await let_teach(world, hanh, taught)
    await seat(world, lan, taught)
    asked: Asked = {}

    def note(statement: str, parameters: Any) -> None:
        if ASKS.match(statement) and any(table in statement for table in HISTORY):
            asked.setdefault(statement, parameters)

    with overheard(world.database, note):
        await world.says(lan, "/lop")
        await world.says(lan, "chuyen doi so")
        await world.presses(lan, "Đăng ký")
        await world.presses(lan, "Xác nhận")
        await world.says(lan, "/dangky")
        await world.says(hoa, "/duyet")
        await world.presses(hoa, "Duyệt")
        await world.says(lan, "/lich")
        await world.says(lan, "/sotiet")
        await world.says(hanh, "/diemdanh")
        await world.presses(hanh, "○ Lan")
        await world.presses(hanh, "Mã điểm danh")
        await world.says(lan, "123456")
        await world.says(lan, "LOP-002")
        await tell_leaders_of_absences(world.desk)
        await sweep_notices(world.desk)
    assert len(asked) > 15
    assert await plans(world.database, asked) == {}


@pytest.mark.parametrize("table", HISTORY)
async def test_a_question_without_an_index_would_be_found(database: Database, table: str) -> None:
    column = {
        "registrations": "reason_text",
        "notices": "failure",
        "audit": "action",
        "handled_updates": "answered",
        "attendance": "mark",
    }[table]
    statement = f"SELECT * FROM {table} AS x WHERE x.{column} IS NULL"
    assert statement in await plans(database, {statement: () if database.is_sqlite else {}})
