"""A bot in a process of its own before the stub: how it is started, what it costs, and how many it answers a second.

The bot has the first core, the load and the database the others, so that the bot is what is measured. Answers a second
mean something only where nothing else runs; the processor time for an answer is sound on a busy machine too.
"""

import asyncio
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.echo_bots import TOKEN
from benchmarks.province import FIRST
from benchmarks.stub import Answer, Ask, Stub, Wire

ROOT = Path(__file__).parent.parent
COMPILED = ROOT / ".bench" / "compiled"
OURS = [sys.executable, "main.py", "run"]
CORES = os.cpu_count() or 1
WARM_UP = 2.0
HEAD = f"{'':46} {'answers/s':>9} {'median ms':>9} {'p99 ms':>8} {'CPU ms':>7} {'MB':>5}"


def leave_a_core() -> None:
    """Move this process, and what it starts from now on, off the bot's core; say on what machine this is."""
    print(f"{CORES} cores, load before {os.getloadavg()[0]:.2f}")
    if hasattr(os, "sched_setaffinity") and CORES > 1:
        os.sched_setaffinity(0, range(1, CORES))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # who is asked to stop leaves no bot running


@dataclass
class Bot:
    """A running process."""

    process: subprocess.Popen[bytes]

    def must_live(self) -> None:
        if self.process.poll() is not None:
            raise RuntimeError(f"the bot ended with {self.process.returncode}")

    def spent(self) -> float:
        return spent(self.process.pid)

    def resident(self) -> float:
        """Memory in MB."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass
class Result:
    """One row of a table. Processor time is the bot's, and the database server's where there is one, for an answer."""

    name: str
    per_second: float
    median_ms: float
    p99_ms: float
    cpu_ms: float
    memory_mb: float
    database_ms: float = 0.0

    def show(self) -> None:
        beside = f" + {self.database_ms:.2f} in the database" if self.database_ms else ""
        figures = f"{self.per_second:9.0f} {self.median_ms:9.1f} {self.p99_ms:8.1f} {self.cpu_ms:7.2f}"
        print(f"{self.name:46} {figures} {self.memory_mb:5.0f}{beside}", flush=True)


@asynccontextmanager
async def served(stub: Stub) -> AsyncIterator[str]:
    """The address at which the stub answers."""
    server = await asyncio.get_running_loop().create_server(lambda: Wire(stub), "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


@contextmanager
def started(command: Sequence[str], address: str, env: dict[str, str], core: int = 0) -> Iterator[Bot]:
    """The bot on a core; ADDRESS in its command is where the stub is. It is killed in the end.

    As where it is installed, what Python has compiled once is kept.
    """
    pin = ["taskset", "-c", str(core)] if CORES > 1 else []
    ours = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": address, "LISTEN": "none", "LOG_LEVEL": "ERROR"}
    full = [*pin, *(part.replace("ADDRESS", address) for part in command)]
    python = {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(COMPILED), "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(full, cwd=ROOT, env=os.environ | python | ours | env)
    try:
        yield Bot(process)
    finally:
        process.kill()
        process.wait()


async def first_answer(stub: Stub, bot: Bot) -> None:
    while not stub.answers:
        await asyncio.sleep(0.02)
        bot.must_live()


async def measure(
    name: str,
    command: Sequence[str],
    ask: Ask,
    people: int,
    seconds: float,
    env: dict[str, str],
    *,
    delay: float = 0,
    server: str = "",
) -> Result:
    """Let the people ask for so long, each again once answered, and see how many were answered after the warm-up.

    `server`: the folder of the PostgreSQL whose processor time counts too.
    """
    stub = Stub(ask, range(FIRST, FIRST + people), delay)
    async with served(stub) as address:
        with started(command, address, env) as bot:
            stub.start()
            await first_answer(stub, bot)
            await asyncio.sleep(WARM_UP)
            began, before, beside = time.perf_counter(), bot.spent(), spent_by_server(server)
            await asyncio.sleep(seconds)
            ended, after, memory = time.perf_counter(), bot.spent(), bot.resident()
            beside = spent_by_server(server) - beside
    taken = [answer for answer in stub.answers if began <= answer.at <= ended]
    median, p99, _ = spread(taken)
    many = max(1, len(taken))
    rate = len(taken) / (ended - began)
    return Result(name, rate, median, p99, (after - before) / many * 1000, memory, beside / many * 1000)


def spread(answers: Sequence[Answer]) -> tuple[float, float, float]:
    """Median, p99 and the longest, in milliseconds."""
    taken = sorted(answer.took * 1000 for answer in answers) or [0.0]
    return statistics.median(taken), taken[int(len(taken) * 0.99)], taken[-1]


def spent(pid: int) -> float:
    """Seconds of processor time of a process so far."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def spent_by_server(folder: str) -> float:
    """The same of all processes of a PostgreSQL; 0 where there is none."""
    if not folder:
        return 0.0
    first = int((Path(folder) / "data" / "postmaster.pid").read_text().split()[0])
    total = spent(first)
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if int(_stat(int(path.name))[1]) == first:
                total += spent(int(path.name))
        except OSError:
            continue  # it has just ended
    return total


def _stat(pid: int) -> list[Any]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
