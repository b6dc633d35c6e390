"""What must not go now waits, or goes along with others: exactly once, after a crash and between two processes."""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.pace import Pace
from bot.postman import Postman
from models.account import Account
from models.database import Database
from models.delivery import LEASE, outbox, sweep, take_due
from models.holding import next_gathering
from models.news.base import News
from models.news.calendar import HolidaysWanted
from models.news.faults import FaultHappened
from models.news.registrations import DecidedByAnother
from models.notice import Lane, Notice, tell
from models.official import Official
from models.own_hours import OwnHours
from models.quiet import QuietHours
from models.registration import Registration, State
from playground.faults import Fault
from playground.person import Person
from tests.announcing import writes_to_all
from tests.conftest import NOW
from tests.world import World

NIGHT = QuietHours(time(20), time(7))
EVENING = NOW.replace(hour=21)
MORNING = NOW.replace(hour=7) + timedelta(days=1)
_numbers = itertools.count(1)


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    """The bot with quiet hours from eight in the evening."""
    world = await World.open(database, NOW, quiet=NIGHT)
    yield world
    await world.close()


@pytest.fixture
async def hoa(world: World) -> Person:
    """A leader, of whose people others have decided."""
    hoa = await world.leader("Hòa")
    await world.course("Chuyển đổi số")
    for number in range(12):
        await world.official(f"Lan {number}", linked=False)
    async with world.database.writing() as session:
        officials = await session.scalars(select(Official.id).where(Official.full_name.startswith("Lan")))
        session.add_all(
            Registration(course_id=1, official_id=one, state=State.declined, since=NOW, created_at=NOW)
            for one in officials
        )
    return hoa


async def owe(world: World, person: Person, *news: News, **more: datetime) -> None:
    async with world.database.writing() as session:
        official_id = (await session.scalars(select(Account.official_id).where(Account.user_id == person.id))).one()
        for one in news:
            key = f"test:{next(_numbers)}"
            await tell(session, one, key=key, official_id=official_id, now=world.clock.now(), **more)


async def know(world: World, person: Person, *numbers: int, **more: datetime) -> None:
    """Messages that are good to know; each names another of the people."""
    for number in numbers:  # one after the other, as the day brings them
        await owe(world, person, DecidedByAnother(number + 1), **more)


async def have_come(world: World, person: Person) -> list[str]:
    """The numbers of those that came alone, and the lines of each that came together."""
    await world.settle()
    texts = [entry.text for entry in world.telegram.ledger.of(person.id, "sent") if "Lan" in entry.text]
    return [text.split("Lan ")[1].split(",")[0] if "để đồng chí biết" not in text else _lines(text) for text in texts]


def _lines(text: str) -> str:
    return "+".join(line.split("Lan ")[1].split(",")[0] for line in text.splitlines() if "Lan" in line)


async def states(world: World) -> Counter[str]:
    async with world.database.reading() as session:
        rows = await session.scalars(select(Notice.state).where(Notice.kind == "DecidedByAnother"))
        return Counter(map(str, rows))


async def test_in_the_quiet_hours_what_calls_for_an_act_waits_and_what_is_urgent_does_not(
    world: World, hoa: Person
) -> None:
    world.clock.at = EVENING
    await owe(world, hoa, HolidaysWanted(2027), FaultHappened("urgent", "Test"))
    await world.settle()
    assert (hoa.sent_count("Chưa có ngày nghỉ"), hoa.sent_count("urgent")) == (0, 1)
    async with world.database.reading() as session:
        assert (await outbox(session, world.clock.now())).due == 0  # nobody takes it for late
    world.clock.at = MORNING - timedelta(seconds=1)
    await world.settle()
    assert hoa.sent_count("Chưa có ngày nghỉ") == 0
    world.clock.at = MORNING
    await world.settle()
    assert hoa.sent_count("Chưa có ngày nghỉ") == 1


@pytest.mark.parametrize(
    ("own", "at", "comes"),
    [
        (QuietHours(time(18), time(8)), NOW.replace(hour=18, minute=30), NOW.replace(hour=8) + timedelta(days=1)),
        (QuietHours(time(22), time(6)), NOW.replace(hour=21), NOW.replace(hour=21)),
        (QuietHours(time(22), time(6)), NOW.replace(hour=23), NOW.replace(hour=6) + timedelta(days=1)),
    ],
)
async def test_ones_own_quiet_hours_stand_in_place_of_those_of_all(
    world: World, hoa: Person, own: QuietHours, at: datetime, comes: datetime
) -> None:
    other = await world.leader("Khánh")
    async with world.database.writing() as session:
        official_id = (await session.scalars(select(Official.id).where(Official.full_name == "Hòa"))).one()
        session.add(OwnHours(official_id=official_id, starts=own.starts, ends=own.ends, changed_at=NOW))
    world.clock.at = at
    await owe(world, hoa, HolidaysWanted(2027))
    await owe(world, other, HolidaysWanted(2027))
    await world.settle()
    assert hoa.sent_count("Chưa có ngày nghỉ") == int(comes == at)
    assert other.sent_count("Chưa có ngày nghỉ") == int(at.time() < NIGHT.starts)
    world.clock.at = comes - timedelta(seconds=1)
    await world.settle()
    assert hoa.sent_count("Chưa có ngày nghỉ") == int(comes == at)
    world.clock.at = comes
    await world.settle()
    assert hoa.sent_count("Chưa có ngày nghỉ") == 1


async def test_of_what_is_good_to_know_five_come_in_a_day_and_the_rest_together_in_the_afternoon(
    world: World, hoa: Person
) -> None:
    for number in range(8):
        await know(world, hoa, number)
        await world.settle()
    assert await have_come(world, hoa) == ["0", "1", "2", "3", "4"]
    world.clock.at = NOW.replace(hour=16, minute=29)
    await know(world, hoa, 8)
    assert len(await have_come(world, hoa)) == 5
    world.clock.at = NOW.replace(hour=16, minute=30)
    assert (await have_come(world, hoa))[5:] == ["5+6+7+8"]
    assert await states(world) == {"sent": 9}
    await know(world, hoa, 9)
    await know(world, hoa, 10)
    assert len(await have_come(world, hoa)) == 6
    world.clock.at = MORNING.replace(minute=30)
    assert (await have_come(world, hoa))[6:] == ["9+10"]
    await know(world, hoa, 11)
    assert (await have_come(world, hoa))[7:] == ["11"]  # a new day, a new measure


async def test_what_calls_for_an_act_is_neither_counted_nor_held_by_the_cap(world: World, hoa: Person) -> None:
    for number in range(6):
        await know(world, hoa, number)
        await world.settle()
    for year in range(2027, 2035):
        await owe(world, hoa, HolidaysWanted(year))
    await world.settle()
    assert hoa.sent_count("Chưa có ngày nghỉ") == 8
    assert await have_come(world, hoa) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(("count", "comes"), [(3, ["0", "1", "2"]), (4, ["0+1+2+3"])])
async def test_more_than_a_few_that_waited_for_the_morning_come_as_one(
    world: World, hoa: Person, count: int, comes: list[str]
) -> None:
    world.clock.at = EVENING
    await know(world, hoa, *range(count))
    assert await have_come(world, hoa) == []
    world.clock.at = MORNING
    assert await have_come(world, hoa) == comes


async def test_each_line_leads_to_the_whole_message_and_only_for_its_reader(world: World, hoa: Person) -> None:
    await know(world, hoa, *range(4))
    await world.settle()
    assert hoa.last.labels[:4] == ["1", "2", "3", "4"]
    whole = hoa.last
    assert "Lan 2, lớp Chuyển đổi số (LOP-001)" in await world.presses(hoa, "3")
    mai = await world.official("Mai")
    data = next(button["callback_data"] for row in whole.buttons for button in row if button["text"] == "3")
    mai.forge_press(data, mai.last)
    await world.settle()
    assert "Lan" not in mai.last.text


async def test_what_is_no_longer_true_or_stale_is_not_in_the_list(world: World, hoa: Person) -> None:
    world.clock.at = EVENING
    await know(world, hoa, 0, 1)
    await know(world, hoa, 2, 3, stale_at=MORNING)
    await know(world, hoa, 4, 5)
    await world.settle()
    world.clock.at = MORNING
    assert await have_come(world, hoa) == ["0+1+4+5"]
    await sweep_up(world)
    assert await states(world) == {"sent": 4, "dropped": 2}


async def test_what_goes_stale_after_it_was_gathered_is_left_out_and_ends_as_dropped(world: World, hoa: Person) -> None:
    for number in range(5):
        await know(world, hoa, number)
        await world.settle()
    await know(world, hoa, 5, stale_at=NOW + timedelta(hours=3))
    await know(world, hoa, 6, 7)
    await world.settle()
    world.clock.at = NOW.replace(hour=16, minute=30)
    assert (await have_come(world, hoa))[5:] == ["6+7"]
    assert await states(world) == {"sent": 7, "dropped": 1}


@pytest.mark.parametrize(
    ("fault", "state", "seen"),
    [
        (Fault.too_many(3), "sent", 1),
        (Fault.timeout_after_delivery(), "uncertain", 1),
        (Fault.cut(), "uncertain", 0),
        (Fault.answer(400, "Bad Request: message is too long"), "failed", 0),
        (Fault.answer(403, "Forbidden: bot was blocked by the user"), "blocked", 0),
    ],
)
async def test_what_becomes_of_the_message_becomes_of_all_that_went_along(
    world: World, hoa: Person, fault: Fault, state: str, seen: int
) -> None:
    await know(world, hoa, *range(4))
    world.telegram.faults.next("sendMessage", fault, chat_id=hoa.id)
    await world.settle()
    world.clock.at += timedelta(minutes=3)
    await sweep_up(world)
    assert await have_come(world, hoa) == ["0+1+2+3"] * seen
    assert await states(world) == {state: 4}


async def test_a_process_that_dies_with_the_message_in_hand_leaves_all_of_it_uncertain(
    world: World, hoa: Person
) -> None:
    await know(world, hoa, *range(4))
    async with world.database.writing() as session:
        (taken,) = await take_due(session, NOW, lane=Lane.bulk, limit=5)
    assert taken.kind == "Gathered"
    assert await states(world) == {"held": 4}
    world.clock.at += LEASE + timedelta(seconds=1)
    await sweep_up(world)
    assert await have_come(world, hoa) == []
    assert await states(world) == {"uncertain": 4}


async def test_two_postmen_at_once_tell_each_thing_once_and_keep_the_cap(world: World, hoa: Person) -> None:
    leaders = [hoa, *[await world.leader(f"Khánh {number}") for number in range(3)]]
    postmen = [Postman(world.database, world.app.bot, world.clock, Pace(1000, chat_seconds=0), NIGHT) for _ in range(3)]
    for number in range(8):
        for leader in leaders:
            await know(world, leader, number)
        await asyncio.gather(*(one.round(Lane.bulk) for one in postmen * 2))
    for _ in range(30):
        await asyncio.gather(*(one.round(Lane.bulk) for one in postmen))
    for leader in leaders:
        told = await have_come(world, leader)
        alone = [one for one in told if "+" not in one]
        everything = [number for one in told for number in one.split("+")]
        assert len(alone) <= 5
        assert len(everything) == len(set(everything))
    world.clock.at = NOW.replace(hour=16, minute=30)
    for leader in leaders:
        told = await have_come(world, leader)
        assert sorted(number for one in told for number in one.split("+")) == [str(n) for n in range(8)]
    assert await states(world) == {"sent": 32}


async def test_a_message_holds_no_more_than_twenty_lines(world: World, hoa: Person) -> None:
    await owe(world, hoa, *(DecidedByAnother(1) for _ in range(35)))
    told = await have_come(world, hoa)
    assert [text.count("+") + 1 for text in told] == [20, 15]


async def test_an_announcement_waits_for_ones_own_quiet_hours_unless_there_is_a_reason(world: World) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    async with world.database.writing() as session:
        official_id = (await session.scalars(select(Official.id).where(Official.full_name == "Lan"))).one()
        session.add(OwnHours(official_id=official_id, starts=time(18), ends=time(8), changed_at=NOW))
    world.clock.at = NOW.replace(hour=18, minute=30)
    await writes_to_all(world, tuan, "Họp sáng")
    await world.presses(tuan, "Gửi")
    await writes_to_all(world, tuan, "Bão về")
    await world.presses(tuan, "Gửi khẩn")
    await world.says(tuan, "Phòng chống bão số 12")
    await world.presses(tuan, "Gửi")
    await world.ticks()
    assert (lan.sent_count("Họp sáng"), lan.sent_count("Bão về")) == (0, 1)
    world.clock.at = MORNING.replace(hour=8)
    await world.ticks()
    assert (lan.sent_count("Họp sáng"), lan.sent_count("Bão về")) == (1, 1)


async def sweep_up(world: World) -> None:
    async with world.database.writing() as session:
        await sweep(session, world.clock.now())


def test_what_was_too_much_is_told_in_the_morning_or_the_afternoon_whichever_comes_first() -> None:
    times = [time(7, 30), time(16, 30)]
    assert next_gathering(times, NOW) == NOW.replace(hour=16, minute=30)
    assert next_gathering(times, NOW.replace(hour=16, minute=30)) == MORNING.replace(minute=30)
    assert next_gathering(times, NOW.replace(hour=0, minute=30)) == NOW.replace(hour=7, minute=30)
    assert next_gathering(times, NOW.replace(month=12, day=31, hour=23)).isoformat()[:16] == "2027-01-01T07:30"
