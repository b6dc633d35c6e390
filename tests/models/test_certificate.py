"""Numbers of certificates: one after the other, each once, under any interleaving; and what a number looks like."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import func, select

from models.certificate import Certificate, issue
from models.certificate_check import number_said
from models.paper_refusals import NotCompleted
from models.policy import Policy, PolicyValue
from models.registration import Registration, State
from tests.seats import seat
from tests.world import World


async def give(world: World, registration: Registration) -> str:
    async with world.database.writing() as session:
        held = await session.get_one(Registration, registration.id)
        return (await issue(session, held, world.clock.now())).number


async def test_twelve_at_once_and_each_twice_get_twelve_numbers_in_a_row(world: World) -> None:
    courses = [await world.course(f"Lớp {n}") for n in range(3)]
    held = [
        await seat(world, await world.official(f"Cán bộ {n}"), courses[n % 3], State.completed) for n in range(1, 13)
    ]
    numbers = await asyncio.gather(*(give(world, one) for one in held * 2))
    assert sorted(set(numbers)) == [f"{n:04}/2026/CC-SNV" for n in range(1, 13)]
    assert numbers[:12] == numbers[12:]
    async with world.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Certificate)) == 12


@pytest.mark.parametrize("state", [state for state in State if state is not State.completed])
async def test_no_other_state_gets_one(world: World, state: State) -> None:
    one = await seat(world, await world.official("Nguyễn Thị Lan"), await world.course("Văn thư"), state)
    with pytest.raises(NotCompleted):
        await give(world, one)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0012/2026/CC-SNV", "0012/2026/CC-SNV"),
        ("12/2026/cc-snv", "0012/2026/CC-SNV"),
        ("Số: 12 / 2026 / CC-SNV", "0012/2026/CC-SNV"),
        ("12/2026/GCN-SNV", "0012/2026/GCN-SNV"),
        ("12345/2026/CC-SNV", "12345/2026/CC-SNV"),
        ("2537/SNV-CCVC", None),
        ("12/2026/CC-SNVX", None),
        ("20/12/2026/CC-SNV", None),
        ("1234567890/2026/CC-SNV", None),
        ("tin học tháng 12/2026", None),
        ("", None),
        ("9" * 200 + "/2026/CC-SNV", None),
    ],
)
async def test_a_number_is_known_by_the_schemes_that_ever_held(world: World, text: str, number: str | None) -> None:
    async with world.database.reading() as session:
        said = await number_said(session, text)
    assert (said.number if said else None) == number


async def test_a_scheme_of_one_s_own_needs_no_code(world: World) -> None:
    async with world.database.writing() as session:
        session.add(
            PolicyValue(
                name=Policy.certificate_number, valid_from=date(2026, 6, 1), value="BN.{year}.{number:05}", basis=""
            )
        )
    one = await seat(world, await world.official("Nguyễn Thị Lan"), await world.course("Văn thư"), State.completed)
    assert await give(world, one) == "BN.2026.00001"
    async with world.database.reading() as session:
        said = await number_said(session, "bn.2026.1")
    assert said is not None
    assert said.number == "BN.2026.00001"
