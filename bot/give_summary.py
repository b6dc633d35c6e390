"""Gives the weekly summary as files, from the command line: the picture, the workbook, and the list as text."""

import argparse
import asyncio
import sys
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime, time
from pathlib import Path

from bot.summing_up import picture_of, workbook_of
from bot.texts import command_line
from bot.texts import summary as texts
from models.database import Database
from models.summary_note import note_summary
from models.summing_up import summary_of


def a_day(said: str) -> date:
    """2026-11-23 or 23/11/2026, as an argument of the command line."""
    try:
        return date.fromisoformat("-".join(reversed(said.split("/"))))
    except ValueError:
        raise argparse.ArgumentTypeError(command_line.NOT_A_DAY) from None


def moment_of(on: date | None, at: time, now: datetime) -> datetime:
    """The summary's hour on that day; without a day, now."""
    return now if on is None else datetime.combine(on, at, now.tzinfo)


async def give_summary(opening: AbstractAsyncContextManager[Database], folder: Path, now: datetime) -> int:
    """Of the whole department, as of `now` (local). The exit code, after the sentences are printed."""
    async with opening as database:
        async with database.reading() as session:
            found = await summary_of(session, None, now)
            contents = {
                "png": await picture_of(found),
                "xlsx": await workbook_of(session, found),
                "txt": texts.as_text(texts.work_list(found)).encode(),
            }
        async with database.writing() as session:
            await note_summary(session, None, now)
    try:
        paths = await asyncio.to_thread(_write, folder, texts.file_name(now), contents)
    except OSError as error:
        print(command_line.cannot_write_summary(folder, error), file=sys.stderr)
        return 1
    print(command_line.summary_written(paths))
    return 0


def _write(folder: Path, name: str, contents: dict[str, bytes]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.{ending}" for ending in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(content)
    return paths
