"""Results and surveys under several connections at once: decided once, told once, one row a person."""

import asyncio
from collections import Counter

from sqlalchemy import func, select

from models.database import Database
from models.notice import Notice
from models.person import Person, who_is
from models.refusals import Refusal
from models.registration import Registration, State
from models.result import Result
from models.result_closing import close_results, turn_back
from models.result_entry import say_by_hand
from models.survey import Question, SurveyAnswer, answer
from models.survey_due import due_surveys, send_surveys
from tests.classroom import roll_call, the_last_meeting_ends
from tests.seats import seat
from tests.world import World


async def over(world: World, people: int) -> int:
    """A course that is over, at which everybody was there; 1001 runs courses."""
    await world.coordinator("Minh")
    course = await world.course("Văn thư")
    cast = [await world.official(f"Cán bộ {number}") for number in range(people)]
    for person in cast:
        await seat(world, person, course)
    await the_last_meeting_ends(world, course, hours=1)
    await roll_call(world, course, dict.fromkeys(cast, "++"))
    return course


async def minh(database: Database, world: World) -> Person:
    async with database.reading() as session:
        return await who_is(session, 1001, world.clock.now())


async def outcomes(*tries: object) -> Counter[str]:
    """How each ended: «done», or the name of the no."""

    async def one(attempt: object) -> str:
        try:
            await attempt  # type: ignore[misc]
        except Refusal as no:
            return type(no).__name__
        return "done"

    return Counter(await asyncio.gather(*map(one, tries)))


async def test_several_close_at_once_and_one_does(world: World) -> None:
    course, database = await over(world, 5), world.database
    person, now = await minh(database, world), world.clock.now()

    async def close() -> None:
        async with database.writing() as session:
            await close_results(session, person, course, (5, 0), now)

    assert await outcomes(*(close() for _ in range(4))) == {"done": 1, "NothingToClose": 3}
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Result)) == 5
        told = await session.scalar(select(func.count()).select_from(Notice).where(Notice.kind == "ResultKnown"))
        states = set(await session.scalars(select(Registration.state)))
    assert (told, states) == (5, {State.completed})


async def test_a_word_by_hand_and_the_closing_never_cross(world: World) -> None:
    course, database = await over(world, 3), world.database
    person, now = await minh(database, world), world.clock.now()

    async def close() -> None:
        async with database.writing() as session:
            await close_results(session, person, course, (3, 0), now)

    async def object_to(registration_id: int) -> None:
        async with database.writing() as session:
            await say_by_hand(session, person, registration_id, False, "Vi phạm", now)

    ends = await outcomes(close(), *(object_to(one) for one in (1, 2, 3)))
    async with database.reading() as session:
        passed = list(await session.scalars(select(Result.passed)))
    if passed:  # closed as it was rehearsed, and every word came too late
        assert passed == [True] * 3
        assert ends == {"done": 1, "ResultClosed": 3}
    else:
        assert ends["ResultsMoved"] == 1


async def test_taken_back_twice_at_once_is_told_once(world: World) -> None:
    course, database = await over(world, 1), world.database
    person, now = await minh(database, world), world.clock.now()
    async with database.writing() as session:
        await close_results(session, person, course, (1, 0), now)

    async def back() -> None:
        async with database.writing() as session:
            await turn_back(session, person, 1, "Nhầm", now)

    assert await outcomes(*(back() for _ in range(3))) == {"done": 3}
    async with database.reading() as session:
        told = await session.scalar(select(func.count()).select_from(Notice).where(Notice.kind == "ResultTurnedBack"))
    assert told == 1


async def test_taps_at_once_make_one_row_and_two_machines_ask_once(world: World) -> None:
    await over(world, 2)
    database, now = world.database, world.clock.now()
    async with database.reading() as session:
        lan = await who_is(session, 1002, now)
        due = await due_surveys(session, now, None)

    async def ask() -> None:
        async with database.writing() as session:
            await send_surveys(session, due, now)

    async def tap(question: Question, value: int) -> None:
        async with database.writing() as session:
            await answer(session, lan, 1, question, value, now)

    taps = [tap(question, value) for question in Question for value in (3, 4)]
    assert await outcomes(ask(), ask(), *taps) == {"done": 8}
    async with database.reading() as session:
        assert await due_surveys(session, now, None) == []
        told = await session.scalar(select(func.count()).select_from(Notice).where(Notice.kind == "SurveyAsked"))
        (row,) = (await session.scalars(select(SurveyAnswer))).all()
    assert told == 2
    assert {row.content, row.trainer, row.organisation} <= {3, 4}
