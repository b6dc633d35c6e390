"""The training assistant for the commune officials of Bắc Ninh. Start reading here: the command line and its work."""

import argparse
import asyncio
import errno
import logging
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import uvloop
from aiohttp import web
from alembic.util import CommandError
from pydantic import SecretStr, ValidationError
from sqlalchemy.exc import DBAPIError
from telegram.error import InvalidToken, TelegramError

from bot.app import App, assemble, introduce, listen_by_polling
from bot.clock import Clock
from bot.connection import connected
from bot.logs import set_up_logs
from bot.pace import Pace
from bot.settings import Settings
from bot.take_in import take_in
from bot.texts import command_line as texts
from bot.workbook.reader import read_workbook
from handlers import ROUTES
from jobs import timetable
from jobs.desk import Desk
from models.catalogue import load_catalogue
from models.checks import findings as find_broken
from models.database import Database
from models.importing import import_workbook
from models.migrate import migrate
from playground.http import make_app
from playground.sample.cast import CAST
from playground.sample.workbook import sample_workbook
from playground.telegram import Telegram

log = logging.getLogger("main")

SHUTDOWN_SECONDS = 10.0  # what is still in the air then becomes uncertain
CLOCK_MAY_BE_OFF = timedelta(minutes=1)
DEMO_TOKEN = "1000000001:playground-only-this-is-not-a-secret"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. The exit code is 0, or 1 with sentences about what is wrong."""
    options = parser().parse_args(arguments)
    if options.command == "demo":
        set_up_logs("WARNING")
        try:
            return uvloop.run(demo(options.port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            print(texts.port_taken(options.port), file=sys.stderr)
            return 1
    try:
        settings = Settings()
    except ValidationError as error:
        print(texts.bad_settings(error), file=sys.stderr)
        return 1
    set_up_logs(settings.log_level)
    try:
        match options.command:
            case "run":
                return uvloop.run(run(settings))
            case "import":
                now = Clock(settings.zone).now()
                return uvloop.run(take_in(opened(settings.database_url), options.file, options.dry_run, now))
            case _:
                return uvloop.run(check(settings))
    except DatabaseAway as away:
        print(texts.cannot_open_database(away), file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    root = argparse.ArgumentParser(prog="main.py", description=texts.DESCRIPTION)
    commands = root.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help=texts.RUN)
    commands.add_parser("demo", help=texts.DEMO).add_argument("--port", type=int, default=8000)
    take_in = commands.add_parser("import", help=texts.IMPORT)
    take_in.add_argument("file", type=Path)
    take_in.add_argument("--dry-run", action="store_true", help=texts.DRY_RUN)
    commands.add_parser("check", help=texts.CHECK)
    return root


async def run(settings: Settings) -> int:
    """Serve real people until stopped."""
    if settings.bot_token is None:
        print(texts.NO_TOKEN, file=sys.stderr)
        return 1
    if settings.webhook_url:
        log.warning("WEBHOOK_URL is set, but this version only polls")
    try:
        async with opened(settings.database_url) as database, connected(*telegram_of(settings), patient=True) as bot:
            pace = Pace(settings.bulk_per_second)
            app = await assemble(ROUTES, database, bot, Clock(settings.zone), pace, settings.admin_ids, settings.quiet)
            await listen_by_polling(bot)
            await introduce(bot)
            log.info("serving as @%s", bot.username)
            await serve(app, stop_signal())
    except InvalidToken as error:
        print(texts.token_fails(error), file=sys.stderr)
        return 1
    return 0


async def demo(port: int) -> int:
    """The whole product on this machine: a playground instead of Telegram, sample data, the same bot."""
    stopped = stop_signal()  # from the first: a demo that is stopped while it starts leaves no folder behind
    with tempfile.TemporaryDirectory(prefix="training-assistant-") as folder:
        settings = Settings(
            _env_file=None,
            bot_token=SecretStr(DEMO_TOKEN),
            database_url=f"sqlite:///{folder}/demo.db",
            telegram_api_url=f"http://127.0.0.1:{port}",
            quiet_hours="none",
        )
        clock = Clock(settings.zone)
        telegram = Telegram(DEMO_TOKEN, clock.timestamp, texts.DEMO_BOT, "boi_duong_bac_ninh_bot")
        for one in CAST:
            telegram.person(one.telegram_id, one.full_name, phone=one.phone, title=one.title)
        async with (
            opened(settings.database_url) as database,
            playing(telegram, port),
            connected(*telegram_of(settings)) as bot,
        ):
            workbook = await read_workbook(sample_workbook(clock.now().date()), clock.now().date())
            async with database.writing() as session:
                await import_workbook(session, workbook, clock.now())
            app = await assemble(ROUTES, database, bot, clock, Pace(settings.bulk_per_second), ())
            await introduce(bot)
            print(texts.demo_ready(port), flush=True)
            await serve(app, stopped)
    return 0


async def check(settings: Settings) -> int:
    """Settings, database, token, clock, and every promise that data can show."""
    findings = []
    async with opened(settings.database_url) as database, database.reading() as session:
        now = Clock(settings.zone).now()
        findings += [texts.broken(promise) for promise in await find_broken(session, now)]
    if settings.bot_token is None:
        findings.append(texts.NO_TOKEN)
    else:
        try:
            async with connected(*telegram_of(settings)) as bot:
                print(texts.token_works(bot.username))
                told = await bot.server_time(settings.telegram_api_url)
            if told is not None and abs(told - Clock(settings.zone).now()) > CLOCK_MAY_BE_OFF:
                findings.append(texts.clock_off(told - Clock(settings.zone).now()))
        except TelegramError as error:
            findings.append(texts.token_fails(error))
    for finding in findings:
        print(finding, file=sys.stderr)
    if not findings:
        print(texts.ALL_WELL)
    return 1 if findings else 0


class DatabaseAway(Exception):
    """The database of the settings cannot be opened or brought to its present shape."""


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database in its present shape, with the shipped catalogue. Raises DatabaseAway."""
    try:
        await asyncio.to_thread(migrate, url)
    except (DBAPIError, CommandError, OSError) as error:
        raise DatabaseAway(error) from error
    database = Database(url)
    try:
        async with database.writing() as session:
            await load_catalogue(session)
        yield database
    finally:
        await database.close()


def telegram_of(settings: Settings) -> tuple[str, str, str | None]:
    """Token, address and proxy: what a connection needs of the settings."""
    token, proxy = settings.bot_token, settings.telegram_proxy
    return (
        token.get_secret_value() if token else "",
        settings.telegram_api_url,
        proxy.get_secret_value() if proxy else None,
    )


@asynccontextmanager
async def playing(telegram: Telegram, port: int) -> AsyncIterator[None]:
    """The playground over HTTP on loopback, with its page."""
    runner = web.AppRunner(make_app(telegram), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield
    finally:
        await runner.cleanup()


def desk_of(app: App) -> Desk:
    """What the jobs are given of the app."""
    return Desk(app.database, app.clock, app.search, app.quiet, app.cards.show, app.postman.wake)


async def serve(app: App, stopped: asyncio.Event) -> None:
    """Take in, deliver and tick until told to stop; what is under way is finished first."""
    scheduler = timetable(desk_of(app))
    scheduler.start()
    async with app.database.reading() as session:
        await app.search.refresh(session, app.clock.now())
    polling, delivering = asyncio.create_task(app.polling.run()), asyncio.create_task(app.postman.run())
    await stopped.wait()
    scheduler.shutdown(wait=False)
    polling.cancel()
    await asyncio.wait({polling})
    await app.polling.finish()
    app.postman.stop()
    await asyncio.wait({delivering}, timeout=SHUTDOWN_SECONDS)


def stop_signal() -> asyncio.Event:
    """Set at Ctrl-C or SIGTERM."""
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    return stopped


if __name__ == "__main__":
    sys.exit(main())
