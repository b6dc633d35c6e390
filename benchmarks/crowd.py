"""2,547 officials (as many as were trained in 2010–2015) register for 65 courses at the same moment.

Run by `python -m benchmarks.crowd`: the real bot on a core of its own, on SQLite and on PostgreSQL; the crowd, and
PostgreSQL, have the other. Whoever finds the course full joins its queue. Prints how long it took until everybody was
answered, and whether the promises hold: no seat too many, everybody answered exactly once for each tap.
"""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import uvloop
from sqlalchemy import func, select

from benchmarks.stub import Stub, nothing
from benchmarks.under_load import OURS, first_answer, leave_a_core, served, spread, started
from benchmarks.updates import lookup, press
from bot import buttons
from models.account import Account
from models.catalogue import load_catalogue
from models.checks import broken_promises
from models.commune import Commune
from models.course import Course, Meeting
from models.database import Database
from models.folding import fold
from models.kinds import Role
from models.migrate import migrate
from models.official import Official, RoleGrant
from models.programme import Programme
from models.registration import Registration
from tests import postgres

NOW = datetime.now(UTC)
OFFICIALS, COURSES, SEATS, CAP = 2_547, 65, 40, 2
FIRST_ID = 500_000
AIM = 4.0  # seconds until 99 of 100 are answered
PATIENCE = 300.0


class Crowd(Stub):
    """Counts every answer, wanted or not."""

    def __init__(self) -> None:
        super().__init__(nothing, range(0))
        self.answered_to = Counter[int]()

    def answered(self, person: int) -> None:
        self.answered_to[person] += 1
        super().answered(person)


async def main() -> None:
    leave_a_core()
    print(f"{OFFICIALS} officials, {COURSES} courses of {SEATS} seats, at most {CAP} a commune")
    for name in ("SQLite", "PostgreSQL"):
        async with database(name) as url:
            await run(name, url)


@asynccontextmanager
async def database(name: str) -> AsyncIterator[str]:
    """The address of a fresh one; PostgreSQL with fsync off, as in the tests."""
    with tempfile.TemporaryDirectory() as folder:
        if name == "SQLite":
            yield f"sqlite:///{folder}/crowd.db"
        else:
            with postgres.running() as where:
                yield postgres.create(where, "crowd")


async def run(name: str, url: str) -> None:
    """Both waves, then what is in the database."""
    await asyncio.to_thread(migrate, url)
    opened = Database(url)
    await fill(opened)
    chance = random.Random(2026)
    people = range(FIRST_ID, FIRST_ID + OFFICIALS)
    # Some courses are wanted by many, some by few.
    chosen = chance.choices(range(1, COURSES + 1), weights=[1 / rank for rank in range(1, COURSES + 1)], k=OFFICIALS)
    wishes = dict(zip(people, chosen, strict=True))
    crowd = Crowd()
    async with served(crowd) as address:
        with started(OURS, address, {"DATABASE_URL": url}) as bot:
            crowd.send(FIRST_ID, lookup(FIRST_ID, 0))
            await first_answer(crowd, bot)
            spent = bot.spent()
            first = await wave(
                crowd, {person: press(person, buttons.CONFIRM_REGISTER, wishes[person]) for person in people}
            )
            spent = bot.spent() - spent
            seated = await registered(opened)
            full = [person for person in people if person not in seated]
            queued = await wave(crowd, {person: press(person, buttons.JOIN_QUEUE, wishes[person]) for person in full})
    async with opened.reading() as session:
        broken = await broken_promises(session)
        counted = select(Registration.state, func.count()).group_by(Registration.state)
        states = {str(state): count for state, count in await session.execute(counted)}
    await opened.close()
    is_once = all(crowd.answered_to[person] == 1 + (person not in seated) + (person == FIRST_ID) for person in people)
    median, p99, last = first
    print(
        f"{name}: {OFFICIALS} answered in {last:.1f} s (median {median:.1f}, p99 {p99:.1f}, aim {AIM}), "
        f"{spent:.1f} s of processor time; {len(full)} found it full and joined the queue in {queued[-1]:.1f} s; "
        f"{states}; broken promises: {len(broken)}; everybody answered once a tap: {is_once}",
        flush=True,
    )


async def wave(crowd: Crowd, taps: Mapping[int, dict[str, Any]]) -> tuple[float, ...]:
    """Everybody presses at the same moment; seconds until they were answered: the median, 99 of 100, the last."""
    before = len(crowd.answers)
    for person, tap in taps.items():
        crowd.send(person, tap)
    async with asyncio.timeout(PATIENCE):
        while len(crowd.answers) < before + len(taps):
            await asyncio.sleep(0.05)
    await asyncio.sleep(2)  # for what nobody should be told
    return tuple(value / 1000 for value in spread(crowd.answers[before:]))


async def registered(opened: Database) -> set[int]:
    """The Telegram ids of those who have a seat."""
    async with opened.reading() as session:
        found = await session.scalars(
            select(Account.user_id).join(Registration, Registration.official_id == Account.official_id)
        )
        return set(found)


async def fill(opened: Database) -> None:
    """The province: its communes with two leaders each, the officials, the courses."""
    async with opened.writing() as session:
        await load_catalogue(session)
    async with opened.writing() as session:
        homes = (await session.scalars(select(Commune.id).order_by(Commune.id))).all()
        staff = [_official(f"B-{number}", homes[number % len(homes)]) for number in range(OFFICIALS)]
        leaders = [_official(f"L-{number}", homes[number // 2]) for number in range(2 * len(homes))]
        programme = Programme(code="B", name="Chuyển đổi số", hours=16, changed_at=NOW)
        session.add_all([*staff, *leaders, programme])
        await session.flush()
        session.add_all(
            RoleGrant(official_id=one.id, role=Role.leader, commune_id=one.commune_id, starts_on=date(2026, 1, 1))
            for one in leaders
        )
        session.add_all(
            Account(user_id=FIRST_ID + number, official_id=one.id, linked_at=NOW, reachable=True)
            for number, one in enumerate(staff)
        )
        courses = [_course(number, programme.id) for number in range(COURSES)]
        session.add_all(courses)
        await session.flush()
        session.add_all(_meeting(course) for course in courses)


def _official(code: str, home: int) -> Official:
    return Official(
        staff_code=code, full_name=code, folded_name=fold(code), commune_id=home, unit_name="", changed_at=NOW
    )


def _course(number: int, programme_id: int) -> Course:
    day = NOW.date() + timedelta(days=20 + number)
    return Course(
        code=f"B-{number}",
        folded_code=f"b-{number}",
        programme_id=programme_id,
        title=f"Chuyển đổi số, khóa {number}",
        starts_on=day,
        ends_on=day,
        closes_at=NOW + timedelta(days=14),
        seats=SEATS,
        commune_cap=CAP,
        changed_at=NOW,
    )


def _meeting(course: Course) -> Meeting:
    at = datetime.combine(course.starts_on, NOW.time(), NOW.tzinfo)
    return Meeting(course_id=course.id, starts_at=at, ends_at=at + timedelta(hours=3), hours=4)


if __name__ == "__main__":
    uvloop.run(main())
