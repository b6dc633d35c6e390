"""The process that opens what strangers made: `python -m bot.workbook.child MEMORY SECONDS`, spoken to in pickle.

It reads one (function, arguments) from its input and writes one (result, refusal) to its output. MEMORY is in bytes of
address space, SECONDS of processor time; the parent keeps the wall clock.
"""

import contextlib
import pickle
import sys
import traceback
import warnings
from pathlib import Path
from typing import Any

from bot.workbook.guard import UnsafeWorkbook
from models.workbook_problems import UnsafeCode


def main() -> None:
    """Answers once."""
    set_limits(int(sys.argv[1]), int(sys.argv[2]))
    warnings.simplefilter("ignore")  # of openpyxl, on what it leaves out of a file
    try:
        answer = pickle.dumps((_asked(), None))
    except UnsafeWorkbook as unsafe:
        answer = pickle.dumps((None, unsafe.code))
    except MemoryError:
        answer = pickle.dumps((None, UnsafeCode.too_heavy))
    except Exception as fault:
        # openpyxl raises anything at all on a bad file. Place and kind only: the message may quote a person's data.
        place = traceback.extract_tb(fault.__traceback__)[-1]
        sys.stderr.write(f"{type(fault).__name__} at {Path(place.filename).name}:{place.lineno}")
        answer = pickle.dumps((None, UnsafeCode.broken))
    sys.stdout.buffer.write(answer)


def _asked() -> Any:
    function, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it
    return function(*arguments)


def set_limits(memory: int, seconds: int) -> None:
    """Bounds this process for good, where the system can (not on Windows; no memory bound on macOS)."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    main()
