"""kill -9 at the worst moments of a real process: no committed fact and no notice is lost, nobody is told twice."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import func, select

from models.database import Database
from models.notice import Notice, NoticeState
from models.registration import Registration
from playground.errors import ApiError
from playground.faults import Fault
from playground.http import make_app
from tests.conftest import ZONE
from tests.until import until
from tests.world import TOKEN, World

ROOT = Path(__file__).parent.parent
NEVER_ARRIVES = Fault(ApiError(502, "Bad Gateway"), delivered=False, seconds=600)
ARRIVES_UNACKNOWLEDGED = Fault.slow(600)


@pytest.fixture
async def stage(database: Database) -> AsyncIterator[World]:
    """A cast and a course as of today: the process under test has no clock but the real one."""
    world = await World.open(database, datetime.now(ZONE))
    yield world
    await world.close()


@asynccontextmanager
async def telegram_at(world: World) -> AsyncIterator[str]:
    """The world's Telegram over HTTP; its address."""
    runner = web.AppRunner(make_app(world.telegram, page=False), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def start(world: World, address: str, log: Path, **more: str) -> asyncio.subprocess.Process:
    """`main.py run` as a process of its own, with these settings more."""
    settings = {
        "BOT_TOKEN": TOKEN,
        "DATABASE_URL": world.database.url.set(drivername=world.database.url.get_backend_name()).render_as_string(),
        "TELEGRAM_API_URL": address,
        "QUIET_HOURS": "none",
        "LOG_LEVEL": "DEBUG",
        "LISTEN": "none",
        **more,
    }
    with log.open("ab") as errors:
        return await asyncio.create_subprocess_exec(
            sys.executable, "main.py", "run", cwd=ROOT, env=os.environ | settings, stdout=errors, stderr=errors
        )


async def kill(process: asyncio.subprocess.Process) -> None:
    process.send_signal(signal.SIGKILL)
    await process.wait()


async def notices(world: World, kind: str) -> list[str]:
    async with world.database.reading() as session:
        return [str(state) for state in await session.scalars(select(Notice.state).where(Notice.kind == kind))]


async def registrations(world: World) -> int:
    async with world.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(Registration)) or 0


async def test_a_process_killed_at_the_worst_moments_loses_nothing_and_says_nothing_twice(
    stage: World, tmp_path: Path
) -> None:
    world, log = stage, tmp_path / "log"
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Đỗ Thị Mai")
    hoa = await world.leader("Trần Văn Hòa")
    await world.course("Chuyển đổi số")
    for person in (lan, mai):
        person.say("chuyen doi so")
        await world.settle()
        person.press("Đăng ký")
        await world.settle()

    told_before = hoa.sent_count()
    async with telegram_at(world) as address:
        # Between the commit of a registration and its answer.
        world.telegram.faults.next("editMessageText", NEVER_ARRIVES, chat_id=lan.id)
        process = await start(world, address, log)
        lan.press("Xác nhận")

        async def leader_is_told() -> bool:
            return await notices(world, "ApprovalWanted") == ["sent"]

        await until(leader_is_told)
        await until(lambda: bool(world.telegram.faults.happened))
        await kill(process)
        assert "chờ duyệt" not in lan.last.text

        process = await start(world, address, log)
        await until(lambda: lan.sent_count("đã được ghi nhận") == 1)
        assert await registrations(world) == 1
        assert await notices(world, "ApprovalWanted") == ["sent"]

        # In the middle of a delivery.
        world.telegram.faults.next("sendMessage", ARRIVES_UNACKNOWLEDGED, chat_id=hoa.id)
        mai.press("Xác nhận")
        await until(lambda: "chờ duyệt" in mai.last.text and hoa.sent_count("Đỗ Thị Mai") == 1)
        await kill(process)
        assert await notices(world, "ApprovalWanted") == ["sent", "sending"]

        process = await start(world, address, log)
        mai.say("/dangky")
        await until(lambda: mai.sent_count("chờ duyệt") == 1)

        async def is_settled() -> bool:  # as soon as the new one is on duty
            return sorted(await notices(world, "ApprovalWanted")) == [NoticeState.sent, NoticeState.uncertain]

        await until(is_settled)
        assert hoa.sent_count() == told_before + 2  # one request each
        hoa.say("/duyet")  # the truth is in the rows, whatever became of the notice
        await until(lambda: "Đỗ Thị Mai" in hoa.last.text and "Nguyễn Thị Lan" in hoa.last.text)
        lan.say("/dangky")
        await until(lambda: "chờ duyệt" in lan.last.text)
        assert await registrations(world) == 2
        assert sorted(await notices(world, "ApprovalWanted")) == [NoticeState.sent, NoticeState.uncertain]
        assert lan.sent_count("đã được ghi nhận") == 1

        process.terminate()
        assert await process.wait() == 0
    written = log.read_text()
    assert "serving as" in written
    for secret in (TOKEN, TOKEN.split(":")[1], lan.phone, lan.phone.removeprefix("+"), "1985"):
        assert secret not in written
