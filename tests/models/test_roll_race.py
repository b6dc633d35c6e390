"""Many in one hall at the same moment, and a code against the trainer's thumb: each is marked once, the trainer has
the last word."""

import asyncio
import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.attendance import THERE, Mark
from models.audit import AuditEntry
from models.change_plan import RemovePlan
from models.change_refusals import CannotChange
from models.changing import change
from models.check_in import Outcome, check_in
from models.content import ContentKind
from models.course import Meeting
from models.database import Database, Session
from models.person import Person as Who
from models.person import who_is
from models.refusals import NoLongerThere
from models.registration import Registration
from models.roll import mark, mark_rest
from models.roll_sheet import add_sheet, count_sheets
from tests.hall import Hall
from tests.seats import official_id
from tests.world import World


async def test_a_hundred_who_use_the_code_at_once_are_each_marked_once_and_answered_once(world: World) -> None:
    hall = await Hall.open(world, 100)
    await hall.all_use_the_code()
    marks = await hall.marks()
    assert len(marks) == len({one.registration_id for one in marks}) == 100
    assert {(one.mark, one.marked_by_id) for one in marks} == {(Mark.present, None)}
    assert [person.sent_count("Đã điểm danh: có mặt") for person in hall.people] == [1] * 100


async def test_the_trainer_marks_a_hundred_with_a_tap_for_each_exception(world: World) -> None:
    hall = await Hall.open(world, 100)
    assert await hall.the_trainer_taps(absent=5) == 11
    marks = await hall.marks()
    assert len(marks) == 100
    assert sum(one.mark in THERE for one in marks) == 95
    assert len({one.marked_by_id for one in marks}) == 1


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_the_order_the_trainers_mark_stands_over_the_code(world: World, url: str, seed: int) -> None:
    """From two processes, as it were: codes, single marks and «all the rest» at the same moment, in any order."""
    hall = await Hall.open(world, 12)
    await world.presses(hall.trainer, "Mã điểm danh")
    payload, _ = await hall.code()
    trainer, now = Who(hall.trainer.id, official_id=await official_id(world, hall.trainer)), world.clock.now()
    other = Database(url)
    async with world.database.reading() as session:
        seats = (await session.scalars(select(Registration).order_by(Registration.id))).all()
        officials = {one.official_id: one.id for one in seats}
    outcomes: list[Outcome] = []

    async def scans(official: int) -> None:
        async with world.database.writing() as session:
            outcomes.append((await check_in(session, 50_000 + official, official, payload, now)).outcome)

    async def taps(registration: int, wanted: Mark) -> None:
        async with other.writing() as session:
            await mark(session, trainer, hall.meeting, registration, wanted, now)

    async def rest() -> None:
        async with other.writing() as session:
            await mark_rest(session, trainer, hall.meeting, Mark.present, now)

    chosen = [one.id for one in seats[:6]]
    acts = [*(scans(one) for one in officials), *(taps(one, Mark.absent) for one in chosen), rest(), rest()]
    random.Random(seed).shuffle(acts)
    await asyncio.gather(*acts)
    marks = {one.registration_id: one for one in await hall.marks()}
    assert len(marks) == 12
    assert {marks[one].mark for one in chosen} == {Mark.absent}
    assert {one.mark for one in marks.values() if one.registration_id not in chosen} == {Mark.present}
    assert set(outcomes) <= {Outcome.marked, Outcome.already}
    async with world.database.reading() as session:
        trail = await session.scalars(select(AuditEntry).where(AuditEntry.action == "correct_roll"))
        corrected = {one.subject_id for one in trail}
    assert corrected <= set(chosen)
    still = sum(one.marked_by_id is None for one in marks.values())
    assert outcomes.count(Outcome.marked) <= still + len(corrected)  # no mark of a code was changed without a trace
    await other.close()


@pytest.mark.parametrize("act", ["scans", "taps", "rest", "photographs"])
@pytest.mark.parametrize("first", [True, False], ids=["taken away first", "marked first"])
async def test_a_meeting_is_taken_away_or_marked_never_both(world: World, url: str, act: str, first: bool) -> None:
    """A coordinator calls the meeting off while the hall fills: whoever comes second is told so."""
    world.clock.at -= timedelta(minutes=10)  # the roll is open, the meeting has not begun
    hall = await Hall.open(world, 2)
    await world.presses(hall.trainer, "Mã điểm danh")
    payload, _ = await hall.code()
    minh = await world.coordinator("Hoàng Minh")
    trainer, now = Who(hall.trainer.id, official_id=await official_id(world, hall.trainer)), world.clock.now()
    other = Database(url)
    async with world.database.reading() as session:
        seat = (await session.scalars(select(Registration).order_by(Registration.id))).all()[0]
        coordinator = await who_is(session, minh.id, now)

    async def marks(session: Session) -> None:
        match act:
            case "scans":
                await check_in(session, 50_000, seat.official_id, payload, now)
            case "taps":
                await mark(session, trainer, hall.meeting, seat.id, Mark.present, now)
            case "rest":
                await mark_rest(session, trainer, hall.meeting, Mark.present, now)
            case "photographs":
                await add_sheet(session, trainer, hall.meeting, ContentKind.photo, "x", now)

    async def takes_away(session: Session) -> None:
        await change(session, coordinator, hall.course, RemovePlan(hall.meeting), None, now)

    async def second() -> None:
        async with other.writing() as session:
            await (marks if first else takes_away)(session)

    async with world.database.writing() as session:
        await (takes_away if first else marks)(session)
        task = asyncio.create_task(second())
        await asyncio.sleep(0.3)  # long enough to come to what is held
    outcome = (await asyncio.gather(task, return_exceptions=True))[0]
    expected = (NoLongerThere, type(None)) if first else CannotChange
    assert isinstance(outcome, expected)
    async with world.database.reading() as session:
        is_there = await session.get(Meeting, hall.meeting) is not None
        recorded = len(await hall.marks()) + await count_sheets(session, hall.meeting)
    assert is_there is bool(recorded) is not first
    await other.close()
