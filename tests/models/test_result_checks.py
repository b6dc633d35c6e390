"""The check of what is promised of results: silent on good data, and each promise, broken on purpose, is found."""

import pytest
from sqlalchemy import update

from bot.texts import command_line
from models.certificate import Certificate, issue
from models.checks import Broken, broken_promises
from models.course import Meeting
from models.database import Session
from models.person import who_is
from models.registration import Registration, State
from models.result import Result
from models.result_closing import close_results, turn_back
from models.result_entry import enter_file, say_by_hand
from models.result_refusals import ResultClosed
from tests.classroom import roll_call, the_last_meeting_ends
from tests.conftest import NOW
from tests.seats import seat
from tests.world import World


async def closed(world: World) -> None:
    """1 Lan has completed the course and has a certificate, 2 Mai has not, 3 Nam has by Minh's word."""
    minh = await world.coordinator("Minh")
    course = await world.course("Văn thư")
    people = {await world.official(name): signs for name, signs in (("Lan", "++"), ("Mai", "+-"), ("Nam", "+-"))}
    for person in people:
        await seat(world, person, course, decided_by_id=1)
    await the_last_meeting_ends(world, course)
    await roll_call(world, course, people)
    now = world.clock.now()
    async with world.database.writing() as session:
        person = await who_is(session, minh.id, now)
        await say_by_hand(session, person, 3, True, "Học bù", now)
        await close_results(session, person, course, (2, 1), now)
        await issue(session, await session.get_one(Registration, 1), now, by=person)


def on(registration_id: int, **values: object) -> object:
    return update(Registration).where(Registration.id == registration_id).values(**values)


def of(registration_id: int, **values: object) -> object:
    return update(Result).where(Result.registration_id == registration_id).values(**values)


async def found(session: Session) -> list[Broken]:
    return [one for one in await broken_promises(session) if one.promise not in ("trail", "approval")]


@pytest.mark.parametrize(
    ("changes", "promises"),
    [
        ([], []),
        ([on(2, state=State.completed)], ["results"]),
        ([of(1, turned_back_at=None, passed=False, fulfilled=False)], ["results"]),
        ([on(2, state=State.confirmed)], ["results_open"]),
        ([of(3, reason="")], ["conditions"]),
        ([of(2, passed=True), on(2, state=State.completed)], ["conditions"]),
        ([of(1, tests=1)], ["conditions"]),
        ([of(1, there=0)], ["conditions"]),
        ([of(1, meetings=0, there=0)], ["conditions"]),
        ([of(1, decided_at=NOW)], ["results_early"]),
        ([on(1, state=State.not_completed), of(1, passed=False, fulfilled=False)], ["certificates"]),
    ],
)
async def test_each_promise_broken_on_purpose_is_found_and_said(
    world: World, changes: list[object], promises: list[str]
) -> None:
    await closed(world)
    async with world.database.writing() as session:
        for change in changes:
            await session.execute(change)  # type: ignore[call-overload]
        broken = await found(session)
    assert [one.promise for one in broken] == promises
    for one in broken:
        assert (one.where, one.actual) == ("LOP-001", 1)
        assert "Đề nghị" in command_line.broken(one)


async def test_a_closed_result_takes_no_marks_and_no_words(world: World) -> None:
    await closed(world)
    now = world.clock.now()
    async with world.database.reading() as session:
        person = await who_is(session, 1001, now)
        with pytest.raises(ResultClosed):
            await say_by_hand(session, person, 1, False, "Nhầm", now)
        with pytest.raises(ResultClosed):
            await enter_file(session, person, 1, {}, {2: True}, "Nhầm", now)


async def test_taking_a_result_back_leaves_nothing_broken(world: World) -> None:
    await closed(world)
    now = world.clock.now()
    async with world.database.writing() as session:
        person = await who_is(session, 1001, now)
        await turn_back(session, person, 1, "Nhầm", now)
        await turn_back(session, person, 1, "Nhầm", now)
        assert await found(session) == []
        certificate = await session.get_one(Certificate, 1)
        assert certificate.withdrawal_reason == "Nhầm"
        assert (await session.get_one(Registration, 1)).state is State.confirmed
        assert (await session.get_one(Meeting, 1)).course_id == 1
