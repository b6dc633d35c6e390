"""What surrounds every handler: rights, the open question, the mark, and what is said when something breaks."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.context import Context
from bot.frame import is_passing
from bot.message import Message
from bot.routes import ANYBODY, Routes, Work
from bot.texts.words import html
from models.account import Account
from models.kinds import Role
from models.refusals import NoLongerThere
from tests.bot.test_intake import app_with
from tests.world import World

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # where the database has no part


async def test_what_a_handler_did_before_it_refused_is_undone(world: World) -> None:
    routes = Routes()

    @routes.command("thu", needs=ANYBODY, work=Work.writes)
    async def write_and_refuse(context: Context) -> Message:
        (await context.session.get_one(Account, context.user_id)).official_id = None
        await context.session.flush()
        raise NoLongerThere

    lan = await world.official("Lan")
    await app_with(world, routes)
    lan.say("/thu")
    await world.settle()
    assert "không còn" in lan.last.text
    async with world.database.reading() as session:
        assert (await session.get_one(Account, lan.id)).official_id is not None


async def test_what_a_read_only_route_writes_is_thrown_away(world: World) -> None:
    routes = Routes()

    @routes.command("thu", needs=ANYBODY)
    async def write_by_mistake(context: Context) -> Message:
        await context.session.execute(text("SELECT 1"))
        (await context.session.get_one(Account, context.user_id)).official_id = None
        return Message(html("xong"))

    lan = await world.official("Lan")
    await app_with(world, routes)
    lan.say("/thu")
    await world.settle()
    async with world.database.reading() as session:
        assert (await session.get_one(Account, lan.id)).official_id is not None


@on_sqlite
async def test_a_right_is_asked_of_the_database_at_every_update(world: World) -> None:
    routes = Routes()

    @routes.command("bimat", needs=frozenset({Role.coordinator}))
    async def tell_all(context: Context) -> Message:
        return Message(html("bí mật"))

    lan, minh = await world.official("Lan"), await world.coordinator("Minh")
    await app_with(world, routes)
    lan.say("/bimat")
    minh.say("/bimat")
    await world.settle()
    async with world.database.writing() as session:
        await session.execute(text("DELETE FROM role_grants"))
    minh.say("/bimat")
    await world.settle()
    assert (lan.sent_count("bí mật"), minh.sent_count("bí mật")) == (0, 1)
    assert lan.last.text == minh.last.text


@on_sqlite
async def test_a_fault_is_told_under_a_name_that_fits_whatever_was_typed_as_a_command(world: World) -> None:
    routes = Routes()

    @routes.command("a" * 200, needs=ANYBODY)
    async def break_down(context: Context) -> None:
        raise ZeroDivisionError

    lan, tuan = await world.official("Lan"), await world.admin("Tuấn")
    await app_with(world, routes)
    lan.say("/" + "a" * 200)
    await world.settle()
    assert tuan.sent_count("ZeroDivisionError") == 1


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (OperationalError("…", {}, Exception("database is locked")), True),
        (OperationalError("…", {}, Exception("could not serialize access")), True),
        (OperationalError("…", {}, Exception("deadlock detected")), True),
        (OperationalError("…", {}, Exception("connection failed: the database system is starting up")), True),
        (DBAPIError("…", {}, Exception("gone"), connection_invalidated=True), True),
        (NoConnectionFree("QueuePool limit reached"), True),
        (OperationalError("…", {}, Exception("no such column: x")), False),
        (IntegrityError("…", {}, Exception("UNIQUE constraint failed")), False),
        (ValueError("database is locked"), False),
    ],
)
def test_only_a_database_that_is_away_is_worth_another_try(error: Exception, passing: bool) -> None:
    assert is_passing(error) is passing
