"""Answers over a bad line: a card may be put right again and again, a new message is never said twice."""

import pytest

from models.account import Account
from playground.faults import Fault
from playground.person import Person
from tests.world import World

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # the database has no part in this

SENDS = {
    "no answer, delivered": (Fault.timeout_after_delivery(), 1),
    "502, delivered": (Fault.bad_gateway(delivered=True), 1),
    "cut": (Fault.cut(), 0),
    "refused": (Fault.not_connected(), 1),
    "429": (Fault.too_many(1), 1),
    "429 for an hour": (Fault.too_many(3600), 0),
    "markup": (Fault.answer(400, "Bad Request: can't parse entities: …"), 1),
}
EDITS = {
    "cut": Fault.cut(),
    "cut, delivered": Fault.cut(delivered=True),
    "no answer, delivered": Fault.timeout_after_delivery(),
    "502": Fault.bad_gateway(),
    "refused": Fault.not_connected(),
    "too old": Fault.answer(400, "Bad Request: message can't be edited"),
}


async def test_a_new_message_is_never_said_twice(world: World) -> None:
    people = {row: await world.official(f"N {row}") for row in SENDS}
    for row, (fault, _) in SENDS.items():
        world.telegram.faults.next("sendMessage", fault, chat_id=people[row].id)
        people[row].say("/trogiup")
    await world.settle()
    await world.app.polling.finish()
    seen = {row: person.sent_count("Hướng dẫn") for row, person in people.items()}
    assert seen == {row: expected for row, (_, expected) in SENDS.items()}


async def test_a_card_is_put_right_however_the_line_broke(world: World) -> None:
    await world.course("Chuyển đổi số")
    people = {row: await world.official(f"N {row}") for row in EDITS}
    for person in people.values():
        person.say("chuyen doi so")
    await world.settle()
    for row, fault in EDITS.items():
        world.telegram.faults.next("editMessageText", fault, chat_id=people[row].id)
        people[row].press("Đăng ký")
    await world.settle()
    await world.app.polling.finish()
    for row, person in people.items():
        assert "Xác nhận đăng ký" in person.last.text, row
        assert person.sent_count("Xác nhận đăng ký") == (row == "too old"), row
        assert person.spinning == 0, row


@pytest.fixture
async def lan(world: World) -> Person:
    """Somebody with a search result before her."""
    lan = await world.official("Lan")
    await world.course("Chuyển đổi số")
    lan.say("chuyen doi so")
    await world.settle()
    return lan


async def test_a_card_that_is_gone_is_said_anew(world: World, lan: Person) -> None:
    card = lan.last
    del world.telegram.chats[lan.id].messages[card.message_id]
    lan.press("Đăng ký", card)
    await world.settle()
    assert "Xác nhận đăng ký" in lan.last.text


async def test_the_same_card_again_is_no_news(world: World, lan: Person) -> None:
    card = lan.last
    lan.press("Đăng ký", card)
    await world.settle()
    before = len(world.telegram.ledger.of(lan.id, "sent"))
    lan.press("Đăng ký", card)
    await world.settle()
    assert len(world.telegram.ledger.of(lan.id, "sent")) == before


async def test_who_blocks_the_bot_before_the_answer_is_noted_as_out_of_reach(world: World, lan: Person) -> None:
    lan.say("/trogiup")
    world.telegram.chats[lan.id].blocked = True  # and Telegram has not told us yet
    await world.settle()
    async with world.database.reading() as session:
        assert not (await session.get_one(Account, lan.id)).reachable
