"""Promises 1 to 3 and 10 while courses are moved, merged and cancelled among everything else, on both databases."""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update

from models.change_plan import CancelPlan, MergePlan, Plan, ShiftPlan
from models.changing import change
from models.course import Course, CourseState, Meeting
from models.course_change import ChangeForCommune, ChangeTold, CourseChange
from models.database import Database, Session
from models.folding import fold
from models.registration import LIVE, Registration
from tests.conftest import NOW
from tests.models.promises import ACTS, Act, Province

Step = list[tuple[str, int]] | int


@dataclass
class Runs(Province):
    """The province with a second run of each programme, which begins later and has fewer seats."""

    more: list[int] = field(default_factory=list)
    first: int = 0

    async def add_runs(self) -> None:
        self.first = len(self.courses)
        async with self.database.writing() as session:
            for number, course_id in enumerate(self.courses):
                run = await session.get_one(Course, course_id)
                starts_on = NOW.date() + timedelta(days=30 + number)
                code = f"{run.code}b"
                other = Course(
                    code=code, folded_code=fold(code), programme_id=run.programme_id, title=code, starts_on=starts_on,
                    ends_on=starts_on, closes_at=NOW + timedelta(days=25), seats=1 + number % 2,
                    commune_cap=run.commune_cap, changed_at=NOW,
                )  # fmt: skip
                session.add(other)
                await session.flush()
                at = datetime(starts_on.year, starts_on.month, starts_on.day, 8, tzinfo=NOW.tzinfo)
                session.add(Meeting(course_id=other.id, starts_at=at, ends_at=at + timedelta(hours=3), hours=4))
                self.more.append(other.id)

    async def begin(self) -> None:
        self.courses = [one for one in self.courses if one not in self.more]
        async with self.database.writing() as session:
            for table in (ChangeForCommune, ChangeTold, CourseChange):
                await session.execute(delete(table))
            for number, course_id in enumerate(self.more):
                values = {"seats": 1 + number % 2, "state": CourseState.published}
                await session.execute(update(Course).where(Course.id == course_id).values(**values))
        await super().begin()
        self.courses = [*self.courses, *self.more]

    async def at_once(self, acts: list[tuple[str, int]]) -> None:
        every = ACTS | CHANGES
        await asyncio.gather(*(self._one(every[name], random.Random(seed)) for name, seed in acts))

    async def must_be_sound(self) -> None:
        """Also that nobody lives in a course that is off."""
        await super().must_be_sound()
        async with self.database.reading() as session:
            in_vain = (
                select(func.count())
                .select_from(Registration)
                .join(Course, Course.id == Registration.course_id)
                .where(Course.state == CourseState.cancelled, Registration.state.in_(LIVE))
            )
            assert await session.scalar(in_vain) == 0


async def _change(at: Province, session: Session, chance: random.Random, course_id: int, plan: Plan) -> object:
    person = await at.somebody(session, chance.choice(at.coordinators))
    return await change(session, person, course_id, plan, None, at.now)


async def _merge(at: Province, session: Session, chance: random.Random) -> object:
    """Either way round, with more seats or not."""
    half = len(at.courses) // 2
    number = chance.randrange(half)
    pair = [at.courses[number], at.courses[half + number]]
    chance.shuffle(pair)
    seats = await session.scalar(select(Course.seats).where(Course.id == pair[1])) or 0
    return await _change(at, session, chance, pair[0], MergePlan(pair[1], seats + chance.choice([0, 0, 1, 2])))


async def _cancel(at: Province, session: Session, chance: random.Random) -> object:
    return await _change(at, session, chance, chance.choice(at.courses), CancelPlan("x"))


async def _shift(at: Province, session: Session, chance: random.Random) -> object:
    return await _change(at, session, chance, chance.choice(at.courses), ShiftPlan(chance.choice([-1, 1, 7])))


CHANGES: dict[str, Act] = {"merge": _merge, "cancel": _cancel, "shift": _shift}

OFTEN = 5 * ["register"] + 5 * ["approve"] + 2 * ["merge"] + ["shift", "nominate"]
ACT = st.tuples(st.sampled_from([*OFTEN, *sorted(ACTS | CHANGES)]), st.integers(0, 2**16))
AT_ONCE = st.lists(ACT, min_size=3, max_size=8)
HISTORY = st.lists(st.one_of(AT_ONCE, AT_ONCE, AT_ONCE, st.integers(1, 30)), min_size=12, max_size=30)


@pytest.fixture
def runs(url: str) -> Runs:
    return asyncio.run(_settled(url))


async def _settled(url: str) -> Runs:
    database = Database(url)
    try:
        runs = await Runs.settle(database)
        assert isinstance(runs, Runs)
        await runs.add_runs()
        return runs
    finally:
        await database.close()


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=HISTORY, seed=st.integers(0, 2**16))
def test_the_promises_hold_while_courses_are_merged_moved_and_cancelled(
    url: str, runs: Runs, history: list[Step], seed: int
) -> None:
    asyncio.run(_live_through(url, runs, history, seed))


async def _live_through(url: str, runs: Runs, history: list[Step], seed: int) -> None:
    """Some people are in before anything else happens, so that there is somebody to merge."""
    runs.database = Database(url)
    try:
        await runs.begin()
        for name in ("register", "register", "register", "approve"):
            await runs.at_once([(name, seed + place) for place in range(8)])
            seed += 8
        for step in history:
            if isinstance(step, int):
                runs.now += timedelta(hours=step)
                continue
            await runs.at_once(step)
            await runs.must_be_sound()
    finally:
        await runs.database.close()
