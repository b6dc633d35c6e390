"""Takes a workbook in from the command line: all or nothing. Needs no token; the bot may well be running beside."""

import asyncio
import sys
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path

from bot.texts import command_line, imports
from bot.texts.workbook_problems import refused
from bot.workbook.guard import UnsafeWorkbook
from bot.workbook.reader import errors_file, read_workbook
from models.database import Database
from models.importing import ImportRefused, import_workbook, rehearse
from models.quiet import QuietHours
from models.workbook_problems import MAX_BYTES


async def take_in(
    opening: AbstractAsyncContextManager[Database],
    path: Path,
    dry_run: bool,
    now: datetime,
    quiet: QuietHours | None = None,
) -> int:
    """Read the file, and only when it can be read open the database. The exit code, after the sentences are printed."""
    try:
        content = await asyncio.to_thread(_read, path)
    except OSError as error:
        return _fail(command_line.cannot_read(path, error))
    try:
        workbook = await read_workbook(content, now.date())
        async with opening as database:
            if dry_run:
                report = await rehearse(database, workbook, now)
            else:
                async with database.writing() as session:
                    report = await import_workbook(session, workbook, now, quiet=quiet)
    except UnsafeWorkbook as refusal:
        return _fail(refused(refusal.code))
    except ImportRefused as mistakes:
        errors_path = path.with_name(imports.errors_name(path.name))
        try:
            await asyncio.to_thread(errors_path.write_bytes, await errors_file(content, mistakes.problems))
            where = command_line.reasons_in(errors_path)
        except OSError as error:
            where = command_line.cannot_write(errors_path, error)
        return _fail(imports.problems_on_the_command_line(mistakes.problems), where)
    print(imports.on_the_command_line(report, dry_run))
    return 0


def _read(path: Path) -> bytes:
    """What stands in the file; of one that is too big only so much that the guard sees it."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _fail(*sentences: str) -> int:
    print(*sentences, sep="\n", file=sys.stderr)
    return 1
