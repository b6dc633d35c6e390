"""Reads a workbook, and writes it again with its mistakes marked: first the guard, then a bounded child process."""

import asyncio
import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ParamSpec, TypeVar

from bot.workbook.errors_file import mark_problems
from bot.workbook.guard import UnsafeWorkbook, must_be_safe
from bot.workbook.loose import filled_cells
from bot.workbook.parse import parse
from models.workbook_problems import Problem, UnsafeCode
from models.workbook_rows import Workbook

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
# What Python needs to start; the token and the database address stay out of the child.
_KEPT = {
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "PYTHONHOME",
    "PYTHONPATH",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "TMPDIR",
}
# Two heavy files at a time would need twice the memory.
_ONE_AT_A_TIME = threading.Lock()

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Limits:
    """Of the child process: bytes of address space, seconds of wall clock and of processor."""

    memory: int = 1024**3
    seconds: int = 30


_USUAL = Limits()


def read_workbook_now(data: bytes, today: date, limits: Limits = _USUAL) -> Workbook:
    """All rows and all problems of a workbook. Blocks up to `limits.seconds`.

    `today` is the local day at which ages are counted. Raises UnsafeWorkbook when the file as a whole is refused.
    """
    must_be_safe(data)
    return in_child(limits, parse, data, today)


async def read_workbook(data: bytes, today: date) -> Workbook:
    """As read_workbook_now, while the event loop goes on."""
    return await asyncio.to_thread(read_workbook_now, data, today)


async def read_cells(data: bytes) -> list[str]:
    """Every filled cell of every sheet as a text, in a child process. Raises UnsafeWorkbook."""
    return await asyncio.to_thread(_read_cells_now, data)


def _read_cells_now(data: bytes) -> list[str]:
    must_be_safe(data)
    return in_child(_USUAL, filled_cells, data)


def errors_file_now(data: bytes, problems: Sequence[Problem], limits: Limits = _USUAL) -> bytes:
    """The same workbook with a reason column, as .xlsx. Blocks; raises UnsafeWorkbook as read_workbook_now does."""
    must_be_safe(data)
    return in_child(limits, mark_problems, data, tuple(problems))


async def errors_file(data: bytes, problems: Sequence[Problem]) -> bytes:
    """As errors_file_now, while the event loop goes on."""
    return await asyncio.to_thread(errors_file_now, data, problems)


def in_child(limits: Limits, function: Callable[_P, _T], *arguments: _P.args, **_: _P.kwargs) -> _T:
    """What the function, importable by its name, gives in a process of its own within `limits`.

    Raises UnsafeWorkbook: what the function raised, `broken` for any fault in it, `too_heavy` for a limit passed.
    """
    command = [sys.executable, "-m", "bot.workbook.child", str(limits.memory), str(limits.seconds)]
    environment = {name: value for name, value in os.environ.items() if name in _KEPT}
    environment["OPENPYXL_LXML"] = "False"  # which calls a file broken when only its memory is too little
    question = pickle.dumps((function, arguments))
    with _ONE_AT_A_TIME:
        try:
            child = subprocess.run(  # noqa: S603 - our own module, and its arguments are two numbers
                command,
                input=question,
                capture_output=True,
                timeout=limits.seconds,
                cwd=_ROOT,
                env=environment,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise UnsafeWorkbook(UnsafeCode.too_heavy) from None
    if child.returncode != 0 or not child.stdout:
        # What it wrote is not logged: a traceback may quote a person's data.
        _log.warning("workbook child ended with %s", child.returncode)
        raise UnsafeWorkbook(UnsafeCode.too_heavy)
    if child.stderr:
        _log.warning("workbook child: %s", child.stderr.decode(errors="replace")[:200])
    # The child runs our own code as the same user: reading its pickle trusts nobody new.
    result, refusal = pickle.loads(child.stdout)  # noqa: S301
    if refusal is not None:
        raise UnsafeWorkbook(refusal)
    answer: _T = result
    return answer
