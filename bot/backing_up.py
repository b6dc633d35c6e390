"""Saves the database to a file, and brings it back, from the command line."""

import asyncio
import sys
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.opening import DatabaseAway
from bot.texts import command_line as texts
from models import backup
from models.duty import AlreadyServed, alone


async def back_up(url: str, path: Path) -> int:
    """The bot may go on running. The exit code, after a sentence is printed."""
    try:
        rows = await asyncio.to_thread(backup.save, url, path)
    except FileExistsError:
        return _fail(texts.backup_exists(path))
    except backup.OtherVersion:
        return _fail(texts.OTHER_VERSION)
    except DBAPIError as error:
        raise DatabaseAway(error) from error
    except OSError as error:
        return _fail(texts.cannot_write(path, error))
    print(texts.backed_up(path, rows))
    return 0


async def bring_back(url: str, path: Path) -> int:
    """Into an empty database that nobody serves yet. The exit code, after a sentence is printed."""
    try:
        with alone(url):
            rows = await asyncio.to_thread(backup.bring_back, url, path)
    except backup.NotABackup:
        return _fail(texts.not_a_backup(path))
    except backup.NotEmpty:
        return _fail(texts.NOT_EMPTY)
    except AlreadyServed as served:
        return _fail(texts.already_served(served))
    except DBAPIError as error:
        raise DatabaseAway(error) from error
    except OSError as error:
        return _fail(texts.cannot_read(path, error))
    print(texts.brought_back(path, rows))
    return 0


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
