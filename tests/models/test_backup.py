"""A backup holds everything, comes back whole on either database, and never overwrites anything."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, select, text
from sqlalchemy.pool import NullPool

from bot.backing_up import back_up
from bot.backing_up import bring_back as bring_back_by_hand
from models.backup import TABLES, NotABackup, NotEmpty, OtherVersion, bring_back, save
from models.database import Database
from models.migrate import migrate, sync_url
from tests import postgres
from tests.conftest import NOW
from tests.models.workbook_desk import COURSE, HOA, LAN, PROGRAMME, Desk
from tests.world import World

on_postgresql = pytest.mark.parametrize("url", ["postgresql"], indirect=True)  # SQLite copies itself


def rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that lies in the database, in the same form for both kinds."""
    engine = create_engine(sync_url(url), poolclass=NullPool)
    with engine.connect() as connection:
        found = {table.name: [tuple(row) for row in connection.execute(select(table))] for table in TABLES}
    engine.dispose()
    return {name: sorted(lines, key=repr) for name, lines in found.items()}


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that nobody has used yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/elsewhere/bot.db"
        return
    folder = request.getfixturevalue("postgres_folder")
    yield postgres.create(folder, "elsewhere", "template0")
    postgres.drop(folder, "elsewhere")


@pytest.fixture
async def full(url: str, world: World) -> str:
    """A database with a story in it; its address."""
    lan, hoa = await world.official("Nguyễn Thị Lan «;'\"\\»"), await world.leader("Trần Văn Hòa")
    await world.course("Chuyển đổi số")
    lan.say("chuyen doi so")
    await world.settle()
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    await world.presses(hoa, "Từ chối")  # an open question with data
    return url


async def test_what_was_saved_comes_back_on_either_database(full: str, elsewhere: str, tmp_path: Path) -> None:
    before = rows(full)
    assert before["registrations"]
    assert before["dialogues"]
    saved = await asyncio.to_thread(save, full, tmp_path / "backup.db")
    brought = await asyncio.to_thread(bring_back, elsewhere, tmp_path / "backup.db")
    assert saved == brought == sum(map(len, before.values()))
    assert rows(elsewhere) == before == rows(full)


async def test_after_it_came_back_the_bot_goes_on_where_it_was(full: str, elsewhere: str, tmp_path: Path) -> None:
    await asyncio.to_thread(save, full, tmp_path / "backup.db")
    await asyncio.to_thread(bring_back, elsewhere, tmp_path / "backup.db")
    database = Database(elsewhere)
    desk = Desk(database, NOW)
    await desk.take(officials=[LAN, HOA], programmes=[PROGRAMME], courses=[COURSE])  # new ids follow the old ones
    await database.close()


@on_postgresql
async def test_a_backup_is_of_one_moment_while_others_write(full: str, tmp_path: Path) -> None:
    """Somebody writes between two tables of the export: neither half of it is there."""

    def write_between(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if "FROM officials" in statement and "count" not in statement and not done:
            done.append(1)
            other = create_engine(sync_url(full), poolclass=NullPool)
            with other.begin() as busy:
                busy.execute(text("DELETE FROM notices"))
                busy.execute(text("DELETE FROM accounts"))
            other.dispose()

    done: list[int] = []
    before = rows(full)
    event.listen(Engine, "before_cursor_execute", write_between)
    try:
        await asyncio.to_thread(save, full, tmp_path / "backup.db")
    finally:
        event.remove(Engine, "before_cursor_execute", write_between)
    assert done
    saved = rows(f"sqlite:///{tmp_path}/backup.db")
    assert (saved["accounts"], saved["notices"]) == (before["accounts"], before["notices"])


async def test_a_backup_overwrites_nothing_and_only_its_owner_may_read_it(full: str, tmp_path: Path) -> None:
    path = tmp_path / "backup.db"
    await asyncio.to_thread(save, full, path)
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        save(full, path)
    assert "backup.db.part" not in names(tmp_path)


async def test_into_a_database_with_people_nothing_is_brought_back(full: str, tmp_path: Path) -> None:
    await asyncio.to_thread(save, full, tmp_path / "backup.db")
    before = rows(full)
    with pytest.raises(NotEmpty):
        await asyncio.to_thread(bring_back, full, tmp_path / "backup.db")
    assert rows(full) == before


async def test_an_older_backup_is_brought_to_the_present_shape(elsewhere: str, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    migrate(f"sqlite:///{old}", "0001")
    with sqlite3.connect(old) as connection:
        connection.execute("INSERT INTO search_misses (words, times, last_on) VALUES ('zz', 3, '2026-01-01')")
    assert await asyncio.to_thread(bring_back, elsewhere, old) >= 1
    assert len(rows(elsewhere)["search_misses"]) == 1


@pytest.mark.parametrize("spoil", ["text", "empty", "foreign", "newer", "torn"])
async def test_what_is_no_backup_is_refused_before_anything_changes(
    spoil: str, sqlite_template: Path, tmp_path: Path
) -> None:
    path, target = tmp_path / "a.db", f"sqlite:///{tmp_path}/new.db"
    shutil.copy(sqlite_template, path)
    match spoil:
        case "text":
            path.write_text("xin chào" * 1000)
        case "empty":
            path.write_bytes(b"")
        case "foreign":
            path.unlink()
            sqlite3.connect(path).execute("CREATE TABLE officials (id INTEGER)")
        case "newer":
            with sqlite3.connect(path) as connection:
                connection.execute("UPDATE alembic_version SET version_num = '9999'")
        case "torn":
            path.write_bytes(path.read_bytes()[:50_000])
    with pytest.raises(NotABackup):
        await asyncio.to_thread(bring_back, target, path)
    assert not (tmp_path / "new.db").exists()


@on_postgresql
async def test_a_database_of_another_version_is_not_saved(url: str, database: Database, tmp_path: Path) -> None:
    async with database.writing() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '0001x'"))
    with pytest.raises(OtherVersion):
        await asyncio.to_thread(save, url, tmp_path / "backup.db")
    assert names(tmp_path) == []


async def test_by_hand_each_outcome_has_its_sentence(
    full: str, elsewhere: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "backup.db"
    codes = [
        await back_up(full, path),
        await back_up(full, path),
        await back_up(full, tmp_path / "nowhere" / "backup.db"),
        await bring_back_by_hand(elsewhere, path),
        await bring_back_by_hand(elsewhere, path),
        await bring_back_by_hand(elsewhere, tmp_path / "missing.db"),
    ]
    assert codes == [0, 1, 1, 0, 1, 1]
    said = capsys.readouterr()
    assert [line.split(" ")[:2] for line in said.out.splitlines()] == [["Đã", "sao"], ["Đã", "khôi"]]
    assert "Đã có tệp" in said.err
    assert "Cơ sở dữ liệu đã có dữ liệu" in said.err
    assert "không có tệp này" in said.err
