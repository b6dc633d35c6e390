"""What the distance to Telegram leaves of the answers a second: `python -m benchmarks.latency`.

Each answer of the Bot API takes 50 ms, as over a real network, and 256 people ask at once. The real bot beside the
library's echo on our transport, which has no database, under the same delay.
"""

import argparse
import sys
import tempfile

import uvloop

from benchmarks.province import fill
from benchmarks.under_load import HEAD, OURS, leave_a_core, measure
from benchmarks.updates import lookup

ECHO = [sys.executable, "-m", "benchmarks.echo_bots", "ptb-ours", "ADDRESS"]
COURSES = 30
AIM = 0.8


async def compare(people: int, seconds: float, delay: float) -> None:
    """Print both rows and their ratio."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = f"sqlite:///{folder}/latency.db"
        await fill(url, people, COURSES)
        env = {"DATABASE_URL": url}
        bare = await measure("echo: the library on our transport", ECHO, lookup, people, seconds, {}, delay=delay)
        bare.show()
        ours = await measure("ours: /lop, SQLite", OURS, lookup, people, seconds, env, delay=delay)
        ours.show()
    print(f"{ours.per_second / max(1.0, bare.per_second):.2f} x the same without a database (aim {AIM})")


def main() -> None:
    """Compare for a number of people."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=256, help="who ask at once")
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--delay", type=float, default=0.05, help="seconds that each call takes")
    options = parser.parse_args()
    leave_a_core()
    print(f"{options.people} people at once, each call takes {options.delay * 1000:.0f} ms\n{HEAD}")
    uvloop.run(compare(options.people, options.seconds, options.delay))


if __name__ == "__main__":
    main()
