"""Floods: one person's thousand taps, strangers without end, junk; told by counts, so that no clock decides."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import select

from bot.context import Context
from bot.intake import MOST_WAITING, Intake
from bot.message import Message
from bot.routes import ANYBODY, Routes, Work
from bot.strangers import EACH, Hushed, Strangers
from bot.texts.words import html
from models.account import Account
from models.handled_update import HandledUpdate
from playground.person import Person
from tests.bot.test_intake import app_with, waiting
from tests.statements import statements
from tests.world import World

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # where the database has no part
FLOOD = 1000


@pytest.fixture
def a_long_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine, a flood is over before its sender is listened to again."""
    monkeypatch.setattr("bot.intake.REST_SECONDS", 3600.0)


def counting(done: list[int]) -> Routes:
    routes = Routes()

    @routes.command("dem", needs=ANYBODY, work=Work.writes)
    async def count(context: Context) -> Message:
        done.append(context.user_id)
        return Message(html("xong {}").format(context.text))

    return routes


@on_sqlite
async def test_a_thousand_taps_of_one_keep_nobody_waiting_and_are_answered_with_one_sentence(
    world: World, a_long_rest: None
) -> None:
    done: list[int] = []
    busy, other = await world.official("Busy"), await world.official("Other")
    app = await app_with(world, counting(done))
    for turn in range(FLOOD):
        busy.say(f"/dem {turn}")
    other.say("/dem")
    assert all(await asyncio.gather(*(app.intake.submit(raw) for raw in waiting(world))))
    assert Counter(done) == {busy.id: MOST_WAITING, other.id: 1}
    assert [f"xong {turn}" for turn in range(MOST_WAITING)] == [
        shown.text for shown in busy.seen if shown.text.startswith("xong")
    ]  # what came first is done, in order
    assert busy.sent_count("thao tác quá nhanh") == 1
    intake = app.intake
    assert (len(intake._last), len(intake._waiting), len(intake._resting)) == (0, 0, 1)


@on_sqlite
async def test_others_are_answered_before_the_flood_is_over(world: World, a_long_rest: None) -> None:
    """By webhook everything comes at once: of the thousand only so many are ever in the memory."""
    done: list[int] = []
    busy, other = await world.official("Busy"), await world.official("Other")
    app = await app_with(world, counting(done))
    for _ in range(FLOOD):
        busy.say("/dem")
    other.say("/dem")
    tasks = [app.intake.submit(raw) for raw in waiting(world)]
    assert sum(app.intake._waiting.values()) == MOST_WAITING + 1
    assert all(await asyncio.gather(*tasks))
    assert done.index(other.id) < MOST_WAITING


@on_sqlite
async def test_after_a_rest_one_is_listened_to_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    busy = await world.official("Busy")
    app = await app_with(world, counting(done))
    monkeypatch.setattr("bot.intake.REST_SECONDS", 0.0)
    for _ in range(MOST_WAITING + 5):
        busy.say("/dem")
    await asyncio.gather(*(app.intake.submit(raw) for raw in waiting(world)))
    busy.say("/dem")
    assert await app.intake.submit(waiting(world)[-1])
    assert len(done) == MOST_WAITING + 1
    assert app.intake._resting == {}


@on_sqlite
async def test_an_album_of_ten_and_some_words_are_no_flood(world: World) -> None:
    lan = await world.official("Lan")
    lan.send_album(10)
    for _ in range(5):
        lan.say("/trogiup")
    await world.settle()
    assert lan.sent_count("thao tác quá nhanh") == 0
    assert lan.sent_count("Hướng dẫn") == 5


def still(intake: Intake) -> None:
    """The minute does not end."""
    intake._frame.strangers._clock = lambda: 0.0


@on_sqlite
async def test_a_stranger_is_answered_so_often_a_minute_then_once_and_then_not_asked_of_the_database(
    world: World,
) -> None:
    still(world.app.intake)
    stranger = world.telegram.person(999, "Stranger")
    for _ in range(EACH):
        await world.says(stranger, "/trogiup")
    assert stranger.sent_count("Hướng dẫn") == EACH
    assert "gửi quá nhiều tin" in await world.says(stranger, "/trogiup")
    calls = len(world.telegram.ledger)
    with statements(world.database) as asked:
        for raw in ("/start", "lớp nào", "/trogiup"):
            stranger.say(raw)
            assert await world.app.intake.submit(waiting(world)[-1])
    assert asked == []
    assert len(world.telegram.ledger) == calls
    world.app.intake._frame.strangers._clock = lambda: 61.0
    assert "Hướng dẫn" in await world.says(stranger, "/trogiup")


@on_sqlite
async def test_many_strangers_are_silenced_together_but_never_one_of_the_roster(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.strangers.TOGETHER", 30)
    still(world.app.intake)
    lan = await world.official("Lan")
    strangers = [world.telegram.person(3000 + n, f"N{n}") for n in range(50)]
    for person in strangers:
        person.say("/start")
    await world.settle()
    assert sum(bool(person.sent_count("dữ liệu cá nhân")) for person in strangers) == 30
    assert "Hướng dẫn" in await world.says(lan, "/trogiup")
    async with world.database.reading() as session:
        accounts = set(await session.scalars(select(Account.user_id).where(Account.official_id.is_(None))))
        marks = len((await session.scalars(select(HandledUpdate.update_id))).all())
    assert len(accounts) == 30  # what was hushed left no row
    assert marks <= 30 + 1
    assert len(world.app.intake._frame.strangers._heard) == 30


@on_sqlite
async def test_who_links_is_no_stranger_any_more(world: World) -> None:
    still(world.app.intake)
    lan = await world.official("Lan", linked=False)
    lan.say("/start").share_contact()
    await world.settle()
    for _ in range(EACH + 10):
        await world.says(lan, "/trogiup")
    assert lan.sent_count("gửi quá nhiều tin") == 0


@on_sqlite
@pytest.mark.parametrize("kind", ["text", "photo", "video", "place", "document", "press", "command"])
async def test_a_strangers_junk_writes_nothing(world: World, kind: str) -> None:
    stranger: Person = world.telegram.person(999, "Stranger")
    await world.says(stranger, "/start")
    junk = {
        "text": lambda: stranger.say("mua hàng giá rẻ"),
        "photo": stranger.send_photo,
        "video": stranger.send_video,
        "place": lambda: stranger.send_location(21.0, 106.0),
        "document": lambda: stranger.send_document("virus.xlsx", b"PK"),
        "press": lambda: stranger.forge_press("1:nothing:1", stranger.last),
        "command": lambda: stranger.say("/khongco"),
    }
    junk[kind]()
    with statements(world.database) as asked:
        assert await world.app.intake.submit(waiting(world)[-1])
    assert [statement for statement in asked if not statement.lstrip().startswith("SELECT")] == []


def test_the_bounds_forget_with_the_minute() -> None:
    at = 0.0
    strangers = Strangers(lambda: at)
    for _ in range(EACH):
        strangers.heard(1)
    with pytest.raises(Hushed) as first:
        strangers.heard(1)
    with pytest.raises(Hushed) as later:
        strangers.must_be_few(1)
    assert (first.value.is_first, later.value.is_first) == (True, False)
    strangers.must_be_few(2)
    at = 60.0
    strangers.must_be_few(1)
    assert len(strangers._heard) == 0
