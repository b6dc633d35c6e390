"""2,547 officials (as many as were trained in 2010–2015) register for 65 courses at the same moment.

Run by `python -m benchmarks.crowd`: the real bot before the playground in one process, on SQLite and on PostgreSQL.
Whoever finds the course full joins its queue. Prints how long it took until everybody was answered, and whether the
promises hold: no seat too many, everybody answered exactly once for each tap.
"""

import asyncio
import random
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from statistics import quantiles
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

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
from playground.person import Person
from tests import postgres
from tests.world import World

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
OFFICIALS, COURSES, SEATS, CAP = 2_547, 65, 40, 2
FIRST_ID = 500_000


async def main() -> None:
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
    await asyncio.to_thread(migrate, url)
    opened = Database(url)
    async with opened.writing() as session:
        await load_catalogue(session)
    world = await World.open(opened, NOW)
    people = await fill(world)
    chance = random.Random(2026)
    # Some courses are wanted by many, some by few.
    wishes = chance.choices(range(1, COURSES + 1), weights=[1 / rank for rank in range(1, COURSES + 1)], k=OFFICIALS)
    taps = {person: buttons.CONFIRM_REGISTER.on(course) for person, course in zip(people, wishes, strict=True)}
    first = await press(world, {person: tap.data for person, tap in taps.items()})
    full = [person for person in people if "Vào danh sách chờ" in person.labels()]
    queued = await press(world, {person: buttons.JOIN_QUEUE.on(wishes[people.index(person)]).data for person in full})
    async with opened.reading() as session:
        broken = await broken_promises(session)
        counted = select(Registration.state, func.count()).group_by(Registration.state)
        states = {str(state): count for state, count in await session.execute(counted)}
    answered = all(len(world.telegram.ledger.of(person.id, "sent")) == 1 + (person in set(full)) for person in people)
    print(
        f"{name}: {len(people)} answered in {first[-1]:.1f} s (median {quantiles(first, n=2)[0]:.1f}, "
        f"p99 {quantiles(first, n=100)[98]:.1f}); {len(full)} found it full and "
        f"joined the queue in {queued[-1]:.1f} s; {states}; "
        f"broken promises: {len(broken)}; everybody answered once a tap: {answered}"
    )
    await world.close()
    await opened.close()


async def fill(world: World) -> list[Person]:
    """The province: its communes with two leaders each, the officials, the courses."""
    people = [world.telegram.person(FIRST_ID + number, f"Cán bộ {number}").start() for number in range(OFFICIALS)]
    world.telegram.updates.pending.clear()
    async with world.database.writing() as session:
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
            Account(user_id=person.id, official_id=one.id, linked_at=NOW, reachable=True)
            for person, one in zip(people, staff, strict=True)
        )
        courses = [_course(number, programme.id) for number in range(COURSES)]
        session.add_all(courses)
        await session.flush()
        session.add_all(_meeting(course) for course in courses)
    return people


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


async def press(world: World, taps: dict[Person, str]) -> list[float]:
    """Everybody presses at the same moment; seconds until each was answered, in order."""
    for person, data in taps.items():
        person.forge_press(data, 1)
    updates = [pending.update for pending in world.telegram.updates.pending.values()]
    world.telegram.updates.pending.clear()
    began = time.perf_counter()

    async def one(raw: dict[str, object]) -> float:
        await world.app.intake.submit(raw)
        return time.perf_counter() - began

    return sorted(await asyncio.gather(*(one(raw) for raw in updates)))


if __name__ == "__main__":
    asyncio.run(main())
