"""Statements past SQLAlchemy's machinery: the same rows, the same mistakes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Executable, bindparam, insert, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from models import deciders, lookup, person, requests, seating
from models.audit import AuditEntry, record
from models.course import Course
from models.database import Database
from models.dialogue import Dialogue
from models.lookup import Filter
from models.prepared import Prepared, prepared
from tests.seats import seat
from tests.world import World

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


async def test_the_rows_are_those_of_a_session(world: World) -> None:
    lan, hoa = await world.official("Lan"), await world.leader("Hòa")
    course = await world.course("Chuyển đổi số")
    await seat(world, lan, course)
    now = world.clock.now()
    questions: list[tuple[Executable, Mapping[str, Any]]] = [
        (person._who(now.date()), {"user_id": hoa.id, "now": now}),
        (person._who(now.date()), {"user_id": 4, "now": now}),
        (lookup._listing(True, Filter()), {"me": 1, "now": now, "skipped": 0}),
        (seating._ROWS, {"course_id": course}),
        (requests._one(), {"registration_id": 1}),
        deciders.deciding_for([1], now.date()),
    ]
    for open_session in (world.database.reading, world.database.writing):
        async with open_session() as session:
            for statement, values in questions:
                theirs = (await session.execute(statement, values)).all()
                ours = await session.ask(statement, values)
                assert [tuple(row) for row in ours] == [tuple(row) for row in theirs]
                assert [row._fields for row in ours] == [row._fields for row in theirs]


async def test_before_a_question_the_session_writes_what_it_holds_back(world: World) -> None:
    async with world.database.writing() as session:
        session.add(Dialogue(user_id=5, step="thử", data={}, expires_at=NOW))
        rows = await session.ask(select(Dialogue.step).where(Dialogue.user_id == bindparam("who")), {"who": 5})
        assert [row.step for row in rows] == ["thử"]


async def test_what_is_written_is_gone_when_the_transaction_fails(database: Database) -> None:
    async with database.writing() as session:
        await record(session, "kept", "course", 1, NOW)

    async def fail() -> None:
        async with database.writing() as session:
            await record(session, "lost", "course", 1, NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.reading() as session:
        assert [row.action for row in await session.ask(select(AuditEntry.action), {})] == ["kept"]


@pytest.mark.parametrize("used_before", [True, False])
async def test_a_savepoint_takes_back_what_was_asked_inside_it(database: Database, used_before: bool) -> None:
    async with database.writing() as session:
        if used_before:
            await session.scalar(select(AuditEntry.id))
        await record(session, "before", "course", 1, NOW)
        nested = await session.begin_nested()
        await record(session, "inside", "course", 1, NOW)
        await nested.rollback()
        await record(session, "after", "course", 1, NOW)
    async with database.reading() as session:
        rows = await session.ask(select(AuditEntry.action).order_by(AuditEntry.id), {})
    assert [row.action for row in rows] == ["before", "after"]


async def test_a_database_that_was_closed_opens_again(database: Database) -> None:
    for action in ("before", "after"):
        async with database.writing() as session:
            await record(session, action, "course", 1, NOW)
        await database.close()
    async with database.reading() as session:
        assert len(await session.ask(select(AuditEntry.id), {})) == 2


async def test_mistakes_are_those_of_a_session(database: Database) -> None:
    twice = {"id": 1, "at": NOW, "action": "x", "subject": "course"}
    with pytest.raises(IntegrityError) as raised:
        async with database.writing() as session:
            await session.ask_together((insert(AuditEntry), twice), (insert(AuditEntry), twice))
    assert "2026" not in str(raised.value), "no value of anybody's stands in a message"
    async with database.reading() as session:
        with pytest.raises((OperationalError, ProgrammingError)):
            await session.ask(select(Course.id).prefix_with("nonsense"), {})


def test_a_list_a_default_or_a_missing_value_is_refused() -> None:
    dialect = postgresql.psycopg.dialect()
    with pytest.raises(ValueError, match="for a session only"):
        prepared(select(Course.id).where(Course.id.in_(bindparam("ids", expanding=True))), dialect, ("ids",))
    with pytest.raises(ValueError, match="for a session only"):
        prepared(insert(Course), dialect, ("code",))  # its state has a default
    one = prepared(select(Course.id).where(Course.id == bindparam("id")), dialect, ("id",))
    with pytest.raises(KeyError):
        one.arguments({})


def test_named_places_become_numbers_and_a_percent_sign_stays_one() -> None:
    name = bindparam("name")
    statement = select(Course.id).where(Course.title == name, Course.code == bindparam("code"), Course.venue == name)
    ready = Prepared(statement.where(Course.title.op("%")(name)), postgresql.psycopg.dialect(), ("name", "code"))
    assert [ready.numbered.count(f"${n}") for n in (1, 2, 3)] == [3, 1, 0]
    assert "courses.title % $1" in ready.numbered
    assert ready.arguments({"name": "a", "code": "b"}) == ("a", "b")
