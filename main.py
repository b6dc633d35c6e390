"""The training assistant for the commune officials of Bắc Ninh. Start reading here: the command line and its work."""

import argparse
import asyncio
import errno
import logging
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import uvloop
from aiohttp import web
from pydantic import SecretStr, ValidationError
from telegram.error import BadRequest, InvalidToken

from bot.app import assemble, introduce
from bot.backing_up import back_up, bring_back
from bot.check_up import check_up
from bot.clock import Clock
from bot.connection import Way, connected
from bot.faults import report_faults
from bot.give_summary import a_day, give_summary, moment_of
from bot.logs import set_up_logs
from bot.opening import DatabaseAway, opened
from bot.pace import Pace
from bot.reception import Address
from bot.running import serve
from bot.settings import Settings
from bot.take_in import take_in
from bot.texts import command_line as texts
from bot.time_machine import TimeMachine
from bot.webhook import default_secret
from bot.webhook_by_hand import webhook_by_hand
from bot.workbook.reader import read_workbook
from handlers import ROUTES
from jobs import tick, timetable
from jobs.desk import desk_of
from models.duty import AlreadyServed, alone
from models.importing import import_workbook
from playground.http import make_app
from playground.sample.cast import CAST
from playground.sample.workbook import sample_workbook
from playground.telegram import Telegram

log = logging.getLogger("main")

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
    set_up_logs(settings.log_level, settings.log_format)
    if settings.sentry_dsn is not None:
        report_faults(settings.sentry_dsn.get_secret_value())
    try:
        return uvloop.run(work_of(options, settings))
    except DatabaseAway as away:
        print(texts.cannot_open_database(away), file=sys.stderr)
        return 1


def work_of(options: argparse.Namespace, settings: Settings) -> Coroutine[Any, Any, int]:
    """What the command asks for."""
    url, clock = settings.database_url, Clock(settings.zone)
    match options.command:
        case "run":
            return run(settings)
        case "import":
            return take_in(opened(url), options.file, options.dry_run, clock.now(), settings.quiet)
        case "summary":
            at = moment_of(options.on, settings.summary_time.at, clock.now())
            return give_summary(opened(url), options.to, at)
        case "webhook":
            return webhook_by_hand(options.what, way_of(settings), address_of(settings))
        case "backup":
            return back_up(url, options.file)
        case "restore":
            return bring_back(url, options.file)
        case _:
            return check(settings)


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
    summary = commands.add_parser("summary", help=texts.SUMMARY)
    summary.add_argument("--on", type=a_day, help=texts.SUMMARY_ON)
    summary.add_argument("--to", type=Path, required=True, help=texts.SUMMARY_TO)
    webhook = commands.add_parser("webhook", help=texts.WEBHOOK)
    webhook.add_argument("what", choices=("set", "delete", "info"))
    commands.add_parser("backup", help=texts.BACKUP).add_argument("file", type=Path)
    commands.add_parser("restore", help=texts.RESTORE).add_argument("file", type=Path)
    return root


async def run(settings: Settings) -> int:
    """Serve real people until stopped."""
    way, address = way_of(settings), address_of(settings)
    if way is None:
        return fail(texts.NO_TOKEN)
    try:
        with alone(settings.database_url):
            async with (
                opened(settings.database_url, settings.database_connections) as database,
                connected(way, patient=True) as bot,
            ):
                clock, pace = Clock(settings.zone), Pace(settings.bulk_per_second)
                app = await assemble(ROUTES, database, bot, clock, pace, settings.admin_ids, settings.quiet)
                await introduce(bot)
                log.info("serving as @%s", bot.username)
                desk = desk_of(app, settings.summary_time)
                await serve(app, lambda: timetable(desk), stop_signal(), listen=settings.listens_at, address=address)
    except AlreadyServed as served:
        return fail(texts.already_served(served))
    except InvalidToken as error:
        return fail(texts.token_fails(error))
    except BadRequest as error:
        return fail(texts.webhook_fails(error))
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES):
            raise
        return fail(texts.cannot_listen(settings.listen))
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
        machine = TimeMachine(clock)
        async with (
            opened(settings.database_url) as database,
            playing(telegram, port, machine.move),
            connected(Way(DEMO_TOKEN, settings.telegram_api_url)) as bot,
        ):
            workbook = await read_workbook(sample_workbook(clock.now().date()), clock.now().date())
            async with database.writing() as session:
                await import_workbook(session, workbook, clock.now())
            app = await assemble(ROUTES, database, bot, clock, Pace(settings.bulk_per_second), ())
            await introduce(bot)
            desk = desk_of(app, settings.summary_time)
            machine.set_up(database, lambda: tick(desk), app.postman.wake)
            print(texts.demo_ready(port), flush=True)
            await serve(app, lambda: timetable(desk), stopped)
    return 0


async def check(settings: Settings) -> int:
    """Settings, database, token, clock, and every promise that data can show."""
    return await check_up(opened(settings.database_url), way_of(settings), Clock(settings.zone))


def way_of(settings: Settings) -> Way | None:
    """How the settings reach Telegram; None without a token."""
    token, proxy = settings.bot_token, settings.telegram_proxy
    if token is None:
        return None
    return Way(token.get_secret_value(), settings.telegram_api_url, proxy.get_secret_value() if proxy else None)


def address_of(settings: Settings) -> Address | None:
    """Where Telegram brings the updates; None where we poll."""
    token, secret = settings.bot_token, settings.webhook_secret
    if settings.webhook_url is None or token is None:
        return None
    return Address(
        settings.webhook_url, (secret or SecretStr(default_secret(token.get_secret_value()))).get_secret_value()
    )


def fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


@asynccontextmanager
async def playing(telegram: Telegram, port: int, move: Callable[[timedelta], Awaitable[None]]) -> AsyncIterator[None]:
    """The playground over HTTP on loopback, with its page; `move` moves the time that it shows."""
    runner = web.AppRunner(make_app(telegram, move=move), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield
    finally:
        await runner.cleanup()


def stop_signal() -> asyncio.Event:
    """Set at Ctrl-C or SIGTERM."""
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    return stopped


if __name__ == "__main__":
    sys.exit(main())
