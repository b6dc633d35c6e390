"""Promises 1 to 3 and 10 under random hands at random moments, several at once, on both databases."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.database import Database
from tests.models.promises import ACTS, Province

Step = list[tuple[str, int]] | int

# Weighted, or few would ever come as far as an offer or a substitute.
OFTEN = 3 * ["register"] + 4 * ["approve"] + 2 * ["answer_as_colleague", "confirm_substitute"]
ACT = st.tuples(st.sampled_from([*OFTEN, *sorted(ACTS)]), st.integers(0, 2**16))
HOURS = st.integers(1, 30)
AT_ONCE = st.lists(ACT, min_size=3, max_size=8)
HISTORY = st.lists(st.one_of(AT_ONCE, AT_ONCE, AT_ONCE, HOURS), min_size=16, max_size=40)


@pytest.fixture
def province(url: str) -> Province:
    """Settled once; hypothesis calls the test over and over, each time with an event loop of its own."""
    return asyncio.run(_settled(url))


async def _settled(url: str) -> Province:
    database = Database(url)
    try:
        return await Province.settle(database)
    finally:
        await database.close()


# To find a shorter history for a failure, let it shrink: that takes minutes on real databases.
@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=HISTORY)
def test_whatever_happens_in_whatever_order_the_promises_hold(
    url: str, province: Province, history: list[Step]
) -> None:
    asyncio.run(_live_through(url, province, history))


async def _live_through(url: str, province: Province, history: list[Step]) -> None:
    province.database = Database(url)
    try:
        await province.begin()
        for step in history:
            if isinstance(step, int):
                province.now += timedelta(hours=step)
                continue
            await province.at_once(step)
            await province.must_be_sound()
    finally:
        await province.database.close()
