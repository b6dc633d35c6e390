"""What others notice of one person's 1,000 taps: `python -m benchmarks.flood`.

20 people look at the list twice a second, first alone, then while somebody else has sent all his taps in one moment.
Prints how long they waited in either time, and how often the one was answered.
"""

import argparse
import asyncio
import tempfile
import time

import uvloop

from benchmarks.province import FIRST, fill
from benchmarks.stub import Answer, Stub, nothing
from benchmarks.under_load import OURS, first_answer, leave_a_core, served, spread, started
from benchmarks.updates import message, press
from bot import buttons

PEOPLE, TAPS, COURSES = 20, 1_000, 30
EVERY = 0.5  # seconds between two questions of a person
CALM = 3.0  # seconds until what was asked last is answered


async def ask_calmly(stub: Stub, seconds: float) -> list[Answer]:
    """The answers to people who ask at their own pace, each in turn."""
    others, before = range(FIRST, FIRST + PEOPLE), len(stub.answers)
    began = time.perf_counter()
    for n in range(int(seconds / EVERY * PEOPLE)):
        await asyncio.sleep(max(0.0, began + n * EVERY / PEOPLE - time.perf_counter()))
        stub.send(others[n % PEOPLE], message(others[n % PEOPLE], "/lop"))
    await asyncio.sleep(CALM)
    return [answer for answer in stub.answers[before:] if answer.person in others]


async def compare(seconds: float, taps: int) -> None:
    """Print both times."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = f"sqlite:///{folder}/flood.db"
        await fill(url, PEOPLE + 1, COURSES)
        stub, one = Stub(nothing, range(0)), FIRST + PEOPLE
        async with served(stub) as address:
            with started(OURS, address, {"DATABASE_URL": url}) as bot:
                stub.send(FIRST, message(FIRST, "/trogiup"))
                await first_answer(stub, bot)
                await ask_calmly(stub, 1.0)
                alone = await ask_calmly(stub, seconds)
                for n in range(taps):
                    stub.send(one, press(one, buttons.CARD, n % COURSES + 1))
                beside = await ask_calmly(stub, seconds)
        asked = int(seconds / EVERY * PEOPLE)
        for name, answers in (("alone", alone), (f"beside {taps} taps", beside)):
            median, p99, longest = spread(answers)
            times = f"median {median:.1f} ms, p99 {p99:.1f} ms, longest {longest:.0f} ms"
            print(f"{name:18} {len(answers)} of {asked} answered, {times}")
        print(f"the one with the taps was answered {sum(answer.person == one for answer in stub.answers)} times")


def main() -> None:
    """Compare for so many seconds each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--taps", type=int, default=TAPS)
    options = parser.parse_args()
    leave_a_core()
    print(f"{PEOPLE} people look at the list twice a second, SQLite")
    uvloop.run(compare(options.seconds, options.taps))


if __name__ == "__main__":
    main()
