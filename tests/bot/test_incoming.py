"""Reading Telegram's updates as what a person asked."""

import pytest

from bot.incoming import Incoming, Kind, read

PERSON = {"id": 1001, "is_bot": False, "first_name": "Lan"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "Lan"}
GROUP = {"id": -500, "type": "supergroup", "title": "Tổ"}


def message(chat: dict[str, object] = PRIVATE, sender: dict[str, object] = PERSON, **what: object) -> Incoming | None:
    raw = {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": chat, "from": sender, **what}}
    return read(raw)


@pytest.mark.parametrize(
    ("text", "kind", "name", "rest"),
    [
        ("/start", Kind.command, "start", ""),
        ("/START@boi_duong_bot ma-123", Kind.command, "start", "ma-123"),
        ("/lop\ntin học", Kind.command, "lop", "tin học"),
        ("  chuyển đổi số ", Kind.text, "", "chuyển đổi số"),
        ("/", Kind.text, "", "/"),
        ("   ", Kind.other, "", ""),
    ],
)
def test_a_text_is_a_command_or_words(text: str, kind: Kind, name: str, rest: str) -> None:
    found = message(text=text)
    assert found is not None
    assert (found.kind, found.name, found.text) == (kind, name, rest)


def test_only_ones_own_contact_is_ones_own() -> None:
    own = message(contact={"phone_number": "84901", "first_name": "Lan", "user_id": 1001})
    other = message(contact={"phone_number": "84901", "first_name": "Hòa", "user_id": 1002})
    by_hand = message(contact={"phone_number": "84901", "first_name": "Lan"})
    forwarded = message(
        contact={"phone_number": "84901", "first_name": "Lan", "user_id": 1001},
        forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "x"},
    )
    found = [one.contact.is_own for one in (own, other, by_hand, forwarded) if one is not None and one.contact]
    assert found == [True, False, False, False]


def test_groups_bots_and_edits_are_nothing_to_us() -> None:
    assert message(chat=GROUP, text="/start") is None
    assert message(sender={**PERSON, "is_bot": True}, text="/start") is None
    edited = {"message_id": 1, "date": 1, "chat": PRIVATE, "from": PERSON, "text": "x"}
    assert read({"update_id": 5, "edited_message": edited}) is None
    press = {"id": "9", "from": PERSON, "chat_instance": "1", "data": "1:mine", "message": {**edited, "chat": GROUP}}
    assert read({"update_id": 5, "callback_query": press}) is None


@pytest.mark.parametrize(
    ("data", "name", "ids"),
    [("1:card:7", "card", (7,)), ("0:card:7", "", ()), ("1:card:x", "", ()), ("", "", ()), ("1:mine", "mine", ())],
)
def test_a_press_is_an_action_with_ids_and_anything_else_is_nobodys(data: str, name: str, ids: tuple[int, ...]) -> None:
    gone = {"chat": PRIVATE, "message_id": 3, "date": 0}  # too old for Telegram to show
    press = {"id": "9", "from": PERSON, "chat_instance": "1", "data": data, "message": gone}
    found = read({"update_id": 5, "callback_query": press})
    assert found == Incoming(5, 1001, Kind.press, name, ids=ids, message_id=3, callback_id="9")
