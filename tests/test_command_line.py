"""`import` and `check` from the command line: exit codes, sentences, the files that are left behind."""

import os
import socket
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

import main as command_line
from bot.settings import Settings
from bot.take_in import take_in
from models.audit import AuditEntry, record
from models.audit_chain import seal_new
from models.commune import Commune
from models.course import Course
from models.database import Database
from models.holiday_year import confirm_year
from models.official import Official
from models.person import Person
from models.registration import State
from playground.http import make_app
from playground.telegram import Telegram
from tests.conftest import NOW, ZONE
from tests.models.workbook_desk import COURSE, HOA, LAN, PROGRAMME, Desk, file_of
from tests.world import TOKEN

MAIN = Path(command_line.__file__)
EVERYTHING = file_of(officials=[LAN | {"posts": "Việc mới", "roles": "Lãnh đạo"}], programmes=[PROGRAMME])
WRONG = file_of(officials=[LAN, LAN | {"code": "CB009", "unit": "Nơi Nào"}])


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, without a token, over a database that is not there yet."""
    environment = {name: value for name, value in os.environ.items() if name != "BOT_TOKEN"}
    environment |= {"DATABASE_URL": f"sqlite:///{folder}/new/bot.db", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, MAIN, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def settings(url: str, **more: object) -> Settings:
    return Settings(_env_file=None, **{"database_url": url, "bot_token": None} | more)  # type: ignore[arg-type]


def test_a_workbook_is_taken_by_a_process_without_a_token(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(EVERYTHING)
    taken = run(tmp_path, "import", "a.xlsx")
    assert (taken.returncode, taken.stderr) == (0, "")
    assert "Cán bộ: 1 mới, 0 thay đổi, 0 giữ nguyên" in taken.stdout
    assert "Giá trị mới ở «Chức danh»: Việc mới" in taken.stdout
    assert "Giao vai trò: Nguyễn Thị Lan (lãnh đạo, Phường Võ Cường)" in taken.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "new"]


def test_a_process_that_finds_a_mistake_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(WRONG)
    failed = run(tmp_path, "import", "a.xlsx")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "Tệp có 1 lỗi, chưa nhập dòng nào:\n• Cán bộ, dòng 3:" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_demo_whose_port_is_taken_says_so(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        failed = run(tmp_path, "demo", "--port", str(port))
    assert (failed.returncode, failed.stdout) == (1, "")
    assert f"Cổng {port}" in failed.stderr
    assert "Traceback" not in failed.stderr


async def test_a_dry_run_shows_the_counts_and_keeps_nothing(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(EVERYTHING)
    assert await take_in(command_line.opened(url), path, dry_run=True, now=NOW) == 0
    said = capsys.readouterr().out
    assert "Xem trước (chưa lưu):" in said
    assert "Cán bộ: 1 mới, 0 thay đổi, 0 giữ nguyên" in said
    database = Database(url)
    assert await Desk(database).all(Official) == []
    await database.close()


async def test_to_run_needs_a_token(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert await command_line.run(settings(f"sqlite:///{tmp_path}/bot.db")) == 1
    assert "BOT_TOKEN" in capsys.readouterr().err


async def test_mistakes_are_written_beside_the_file_and_nothing_is_kept(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "Danh sách.xlsx"
    path.write_bytes(WRONG)
    assert await take_in(command_line.opened(url), path, dry_run=False, now=NOW) == 1
    errors = tmp_path / "Danh sách.errors.xlsx"
    assert str(errors) in capsys.readouterr().err
    rows = list(openpyxl.load_workbook(errors)["Cán bộ"].iter_rows(values_only=True))
    assert rows[0][-1] == "Lý do"
    assert [row[-1] is None for row in rows[1:]] == [True, False]
    database = Database(url)
    assert await Desk(database).all(Official) == []
    await database.close()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.xlsx", None, "không có tệp này"),
        (".", None, "đây là thư mục"),
        ("a.xlsx", b"not a workbook", "không phải tệp Excel"),
        ("a.xlsx", b"", "không có nội dung"),
        ("a.xlsx", b"x" * (10 * 1024 * 1024 + 1), "lớn hơn 10 MB"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_a_sentence_before_the_database_is_touched(
    name: str, content: bytes | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    opening = command_line.opened(f"sqlite:///{tmp_path}/untouched/bot.db")
    assert await take_in(opening, path, dry_run=False, now=NOW) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "untouched").exists()


async def test_check_finds_a_broken_promise_and_says_so_also_without_a_token(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(url)
    desk = Desk(database)
    await desk.take(officials=[LAN, HOA], programmes=[PROGRAMME], courses=[COURSE])
    await desk.registered(1, "CB001", "CB002", state=State.pending)
    async with database.writing() as session:
        (await session.get_one(Course, 1)).seats = 1
    await database.close()
    assert await command_line.check(settings(url)) == 1
    said = capsys.readouterr().err
    assert "Lớp CDS-K1: số người giữ chỗ (2) vượt số chỗ (1)." in said
    assert "BOT_TOKEN" in said


async def test_check_looks_through_the_audit_trail_and_shows_its_end(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(url)
    async with database.writing() as session:
        await record(session, "test", "course", 1, NOW)
    async with database.writing() as session:
        _, end = await seal_new(session)
    await command_line.check(settings(url))
    said = capsys.readouterr()
    assert f"1 dòng đã niêm phong, mã cuối {end.seal}" in said.out
    assert "niêm phong" not in said.err
    async with database.writing() as session:
        (await session.get_one(AuditEntry, 1)).action = "forged"
    await database.close()
    assert await command_line.check(settings(url)) == 1
    assert "ở dòng niêm phong thứ 1." in capsys.readouterr().err


async def test_check_is_content_where_all_is_well(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    telegram = Telegram(TOKEN)
    async with TestServer(make_app(telegram, page=False)) as server:
        address = str(server.make_url("")).rstrip("/")
        assert await command_line.check(settings(url, bot_token=SecretStr(TOKEN), telegram_api_url=address)) == 0
        wrong = SecretStr("123456789:AAanother-token-00000000000000000000")
        assert await command_line.check(settings(url, bot_token=wrong, telegram_api_url=address)) == 1
    await telegram.close()
    said = capsys.readouterr()
    assert "Mọi kiểm tra đều đạt." in said.out
    assert "BOT_TOKEN" in said.err
    assert "AAanother" not in said.err


async def test_check_warns_of_a_year_whose_days_off_nobody_has_said(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    year = datetime.now(ZONE).year
    await command_line.check(settings(url))
    assert f"chưa có ngày nghỉ năm {year}" in capsys.readouterr().err
    database = Database(url)
    async with database.writing() as session:
        await confirm_year(session, Person(7), year, NOW)
    await database.close()
    await command_line.check(settings(url))
    assert f"chưa có ngày nghỉ năm {year}," not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://bot:geheim@127.0.0.1:1/bot", "Không mở được cơ sở dữ liệu"),
        ("sqlite:////proc/nowhere/bot.db", "Không mở được cơ sở dữ liệu"),
        ("mysql://bot:geheim@db/bot", "DATABASE_URL"),
        ("geheim", "DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_opened_is_named_without_its_password(
    url: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setattr(command_line, "set_up_logs", lambda *_: None)  # the other tests keep their own logs
    assert command_line.main(["check"]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert "geheim" not in error


async def test_import_migrates_an_empty_database_and_loads_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(EVERYTHING)
    url = f"sqlite:///{tmp_path}/data/bot.db"
    assert await take_in(command_line.opened(url), tmp_path / "a.xlsx", dry_run=False, now=NOW) == 0
    database = Database(url)
    assert len(await Desk(database).all(Commune)) == 99
    assert await Desk(database).commune_of() == "Võ Cường"
    await database.close()


async def test_check_says_when_the_clock_is_off(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram = Telegram(TOKEN)
    async with TestServer(make_app(telegram, page=False)) as server:
        here = settings(url, bot_token=SecretStr(TOKEN), telegram_api_url=str(server.make_url("")).rstrip("/"))
        monkeypatch.setattr("bot.clock.Clock.now", lambda clock: datetime.now(clock.zone) - timedelta(minutes=5))
        assert await command_line.check(here) == 1
    await telegram.close()
    assert "chậm khoảng 5 phút" in capsys.readouterr().err


def test_the_summary_is_given_as_files_for_the_day_that_is_asked_for(tmp_path: Path) -> None:
    given = run(tmp_path, "summary", "--on", "23/11/2026", "--to", "out")
    assert (given.returncode, given.stderr) == (0, "")
    names = [f"tong-ket-tuan-2026-11-23.{ending}" for ending in ("png", "txt", "xlsx")]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
    assert all(name in given.stdout for name in names)
    assert "thứ Hai, 23/11/2026" in (tmp_path / "out" / names[1]).read_text(encoding="utf-8")
    rows = list(openpyxl.load_workbook(tmp_path / "out" / names[2])["Tổng hợp"].iter_rows(values_only=True))
    assert rows[-1][0] == "Tổng"


def test_a_day_that_is_none_or_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path: Path) -> None:
    wrong = run(tmp_path, "summary", "--on", "31/11/2026", "--to", "out")
    assert wrong.returncode == 2
    assert "không phải ngày" in wrong.stderr
    (tmp_path / "out").write_text("in the way")
    failed = run(tmp_path, "summary", "--to", "out")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "Không ghi được vào thư mục out" in failed.stderr


def test_what_is_heavy_is_taken_in_only_when_it_is_used() -> None:
    """Pictures, migrations, the other database: together a third of the memory that a process has at its start."""
    heavy = ("numpy", "matplotlib", "alembic", "psycopg", "sentry_sdk")
    found = subprocess.run(
        [sys.executable, "-c", f"import sys, main; print(*[one for one in {heavy} if one in sys.modules])"],
        cwd=MAIN.parent, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stdout.split() == []
