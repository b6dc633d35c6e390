"""How many people are answered a second, side by side with bare bots: `python -m benchmarks.answering`.

The rows that are compared, in the end, are those of one run: a lookup with bots that only echo, a registration with one
that commits one row on the same database.
"""

import argparse
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benchmarks.province import fill
from benchmarks.stub import Ask
from benchmarks.under_load import HEAD, OURS, ROOT, Result, leave_a_core, measure
from benchmarks.updates import Registering, lookup
from tests import postgres

AIOGRAM = ROOT / ".bench" / "aiogram"
ECHO = [sys.executable, "-m", "benchmarks.echo_bots"]
COURSES = {"/lop": 30, "registrations": 600}
ECHOES = ("echo: python-telegram-bot", "echo: aiogram, uvloop", "echo: the library on our transport")
KINDS = {"SQLite": "sqlite", "PostgreSQL": "postgresql"}


@dataclass(frozen=True)
class Case:
    """One row: what is started, what it is asked, on what database, and with which other rows it is compared."""

    name: str
    command: list[str]
    ask: Ask = lookup
    kind: str = ""
    courses: int = 0
    beside: tuple[str, ...] = ()


def cases() -> list[Case]:
    python, ptb, theirs = [aiogram_python(), "-m", "benchmarks.echo_bots"], [*ECHO, "ptb-ours", "ADDRESS"], "one commit"
    found = [
        Case(ECHOES[0], [*ECHO, "ptb", "ADDRESS"]),
        Case(ECHOES[1], [*python, "aiogram", "ADDRESS"]),
        Case(ECHOES[2], ptb),
    ]
    found += [Case(f"{theirs} by the ORM: {name}", [*ptb, "DATABASE"], kind=kind) for name, kind in KINDS.items()]
    for what, courses in COURSES.items():
        for name, kind in KINDS.items():
            beside = ECHOES if what == "/lop" else (f"{theirs} by the ORM: {name}",)
            ask = lookup if what == "/lop" else Registering(courses)
            found.append(Case(f"ours: {what}, {name}", OURS, ask, kind, courses, beside))
    return found


def aiogram_python() -> str:
    """An environment of its own: aiogram needs an older pydantic than we use."""
    if not (AIOGRAM / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", AIOGRAM], check=True)
        uv = [sys.executable, "-m", "uv", "pip", "install", "-q", "--python", str(AIOGRAM / "bin" / "python")]
        subprocess.run([*uv, "aiogram==3.31.0", "uvloop"], check=True)
    return str(AIOGRAM / "bin" / "python")


async def table(chosen: list[Case], people: int, seconds: float) -> dict[str, Result]:
    """All rows in one run."""
    results = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, postgres.running() as server:
        for number, case in enumerate(chosen):
            url = ""
            if case.kind == "sqlite":
                url = f"sqlite:///{Path(folder) / str(number)}.db"
            elif case.kind:
                url = postgres.create(server, f"bench{number}")
            if case.courses:
                await fill(url, people, case.courses)
            command = [part.replace("DATABASE", url) for part in case.command]
            beside = server if case.kind == "postgresql" else ""
            env = {"DATABASE_URL": url} if url else {}
            row = await measure(case.name, command, case.ask, people, seconds, env, server=beside)
            row.show()
            results[case.name] = row
    return results


def main() -> None:
    """Print the table, then what is compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=64, help="who ask at once")
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--only", default="", help="rows whose name has this")
    options = parser.parse_args()
    leave_a_core()
    print(HEAD.replace(" " * 22, f"{options.people} people at once".ljust(22), 1))
    chosen = [case for case in cases() if options.only in case.name]
    results = uvloop.run(table(chosen, options.people, options.seconds))
    for case in chosen:
        for other in [results[name] for name in case.beside if name in results]:
            ours = results[case.name]
            times, by_cpu = ours.per_second / max(1.0, other.per_second), other.cpu_ms / max(0.01, ours.cpu_ms)
            print(f"{case.name}: {times:.2f} x {other.name} (by the bot's processor time {by_cpu:.2f})")


if __name__ == "__main__":
    main()
