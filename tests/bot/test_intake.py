"""What comes in: one person's in order, different people's side by side, and nothing bad stops the rest."""

import asyncio
from collections import defaultdict

import pytest
from sqlalchemy import func, select

from bot.app import App, assemble
from bot.buttons import CANCEL
from bot.context import Context
from bot.intake import AT_ONCE
from bot.late_press import SHOWN_BY
from bot.message import Message
from bot.pace import Pace
from bot.routes import ANYBODY, Routes, Work
from bot.texts.words import html
from handlers import ROUTES
from models.registration import Registration
from playground.errors import Json
from playground.person import Person
from tests.bot.outage import away
from tests.until import until
from tests.world import World

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # where the database has no part


async def app_with(world: World, routes: Routes) -> App:
    """The world's bot with some routes more."""
    pace = Pace(1000, chat_seconds=0)
    world.app = await assemble(Routes().include(ROUTES, routes), world.database, world.app.bot, world.clock, pace, ())
    return world.app


async def at_confirm(world: World, lan: Person) -> None:
    """Lan has the summary of a course before her."""
    await world.course("Chuyển đổi số")
    lan.say("chuyen doi so")
    await world.settle()
    lan.press("Đăng ký")
    await world.settle()


def waiting(world: World) -> list[Json]:
    """The updates that Telegram holds for us."""
    return [pending.update for pending in world.telegram.updates.pending.values()]


async def registrations(world: World) -> int:
    async with world.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(Registration)) or 0


@on_sqlite
async def test_an_update_that_cannot_be_read_stops_nobody(world: World, caplog: pytest.LogCaptureFixture) -> None:
    lan = await world.official("Lan")
    who = {"id": lan.id, "is_bot": False, "first_name": "Lan"}
    for junk in ({"message_id": "?", "chat": {"id": lan.id, "type": "private"}}, {"message_id": 1, "chat": 5}, {}):
        world.telegram.updates.add("message", {"from": who, **junk}, lan.id)
    lan.say("/trogiup")
    await world.settle()
    assert "Hướng dẫn" in lan.last.text
    assert waiting(world) == []
    assert "could not be read" in caplog.text


async def test_a_handler_that_breaks_is_confessed_to_the_person_and_once_to_the_admins(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    routes = Routes()

    @routes.command("hong", needs=ANYBODY, work=Work.writes)
    async def break_down(context: Context) -> Message:
        raise ZeroDivisionError

    lan, tuan = await world.official("Lan"), await world.admin("Tuấn")
    await app_with(world, routes)
    for _ in range(3):
        lan.say("/hong")
    lan.say("/trogiup")
    await world.settle()
    assert lan.sent_count("Hệ thống gặp lỗi") == 3
    assert "Hướng dẫn" in lan.last.text
    assert tuan.sent_count("ZeroDivisionError") == 1
    assert waiting(world) == []
    assert "ZeroDivisionError" in caplog.text


@on_sqlite
async def test_an_answer_that_telegram_refuses_stops_nobody(world: World, caplog: pytest.LogCaptureFixture) -> None:
    routes = Routes()

    @routes.command("dai", needs=ANYBODY)
    async def say_too_much(context: Context) -> Message:
        return Message(html("x" * 5000))

    lan = await world.official("Lan")
    await app_with(world, routes)
    lan.say("/dai").say("/trogiup")
    await world.settle()
    assert "Hướng dẫn" in lan.last.text
    assert "a reply was not delivered" in caplog.text


@on_sqlite
async def test_everybodys_updates_keep_their_order_and_only_so_many_are_handled_at_once(world: World) -> None:
    routes, heard, now_at_it, most = Routes(), defaultdict[int, list[str]](list), set[int](), 0

    @routes.command("nghe", needs=ANYBODY)
    async def listen(context: Context) -> None:
        nonlocal most
        assert context.user_id not in now_at_it, "two updates of one person at once"
        now_at_it.add(context.user_id)
        most = max(most, len(now_at_it))
        await asyncio.sleep(0.001 * (hash(context.text) % 7))
        heard[context.user_id].append(context.text)
        now_at_it.remove(context.user_id)

    app = await app_with(world, routes)
    people = [world.telegram.person(3000 + n, f"N{n}") for n in range(AT_ONCE + 26)]
    for turn in range(4):
        for person in people:
            person.say(f"/nghe {turn}")
    assert all(await asyncio.gather(*(app.intake.submit(raw) for raw in waiting(world))))
    assert [heard[person.id] for person in people] == [["0", "1", "2", "3"]] * len(people)
    assert 1 < most <= AT_ONCE


@on_sqlite
async def test_a_person_with_many_updates_takes_no_places_from_others(world: World) -> None:
    routes, done = Routes(), list[int]()

    @routes.command("cham", needs=ANYBODY)
    async def slow(context: Context) -> None:
        await asyncio.sleep(0.005)
        done.append(context.user_id)

    app = await app_with(world, routes)
    busy = [world.telegram.person(100 + n, f"Busy {n}") for n in range(16)]
    other = world.telegram.person(2, "Other")
    for person in busy:
        for _ in range(20):
            person.say("/cham")
    other.say("/cham")
    await asyncio.gather(*(app.intake.submit(raw) for raw in waiting(world)))
    assert len(done) == 16 * 20 + 1 > AT_ONCE
    assert done.index(other.id) < 32


async def test_a_repeat_changes_nothing_and_says_nothing(world: World) -> None:
    lan = await world.official("Lan")
    await at_confirm(world, lan)
    lan.press("Xác nhận")
    repeat = waiting(world)[0]
    await world.settle()
    before = len(world.telegram.ledger.of(lan.id, "sent")), len(world.telegram.ledger.of(lan.id, "edited"))
    assert await world.app.intake.submit(repeat)
    assert (len(world.telegram.ledger.of(lan.id, "sent")), len(world.telegram.ledger.of(lan.id, "edited"))) == before
    assert await registrations(world) == 1


async def test_a_repeat_whose_answer_may_be_lost_gets_one_sentence(world: World) -> None:
    lan = await world.official("Lan")
    await at_confirm(world, lan)
    lan.press("Xác nhận")
    for _ in range(3):  # as after a crash between the commit and the confirmation
        await world.app.intake.submit(waiting(world)[0])
    assert await registrations(world) == 1
    assert lan.sent_count("đã được ghi nhận") == 1


async def test_a_database_that_is_away_for_a_moment_loses_nothing(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    lan = await world.official("Lan")
    await at_confirm(world, lan)
    lan.press("Xác nhận")
    async with away(world.database) as back:
        handled = world.app.intake.submit(waiting(world)[0])
        await until(lambda: "the database is away" in caplog.text)
        await back()
        assert await handled
    assert await registrations(world) == 1
    assert "chờ duyệt" in lan.last.text
    assert lan.sent_count("Hệ thống gặp lỗi") == 0


async def test_after_an_update_that_must_come_again_the_persons_next_one_waits(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.TRIES", 1)
    lan = await world.official("Lan")
    await at_confirm(world, lan)
    lan.press("Xác nhận")
    lan.say("/dangky")
    async with away(world.database):
        assert await asyncio.gather(*(world.app.intake.submit(raw) for raw in waiting(world))) == [False, False]
    await world.settle()
    assert "chờ duyệt" in lan.last.text  # first the seat, then the list of them


@on_sqlite
async def test_a_group_gets_no_answer(world: World) -> None:
    lan = await world.official("Lan")
    group = world.telegram.group(-500, "Tổ công tác")
    calls = world.telegram.calls
    group.say(lan, "/dangky")
    group.say(lan, "chuyển đổi số")
    await world.settle()
    assert [shown.text for shown in group.seen] == ["/dangky", "chuyển đổi số"]
    assert waiting(world) == []
    assert world.telegram.ledger.of(group.id) == []
    assert world.telegram.calls - calls == 2  # polls only


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_press_that_waited_too_long_is_shown_how_things_are_and_not_obeyed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await world.official("Lan")
    await at_confirm(world, lan)
    monkeypatch.setattr("bot.intake.PRESS_SECONDS", -1)
    lan.press("Xác nhận")
    await world.settle()
    assert await registrations(world) == 0
    lan.press("Đăng ký")  # the card as it is now; this button only reads, so it is obeyed
    await world.settle()
    lan.forge_press(CANCEL.on().data, lan.last)  # nothing stands for this one
    await world.settle()
    assert world.telegram.ledger.of(lan.id, text="Màn hình này đã cũ")
    monkeypatch.undo()
    lan.say("chuyen doi so")
    await world.settle()
    lan.press("Đăng ký")
    await world.settle()
    lan.press("Xác nhận")
    await world.settle()
    assert await registrations(world) == 1


def test_what_is_shown_instead_of_a_late_press_is_for_the_same_people_and_decides_nothing() -> None:
    for late, shown in SHOWN_BY.items():
        assert shown not in SHOWN_BY
        assert ROUTES.presses[shown].needs in (ROUTES.presses[late].needs, ANYBODY)
