"""Whatever an update holds, what Telegram sends and what it could not: nothing crashes, hangs, or is a fault."""

import json
import logging
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot import late_press
from bot.callback_data import VERSION
from handlers import ROUTES
from playground.errors import Json
from tests.bot.test_intake import waiting
from tests.world import World

PHASES = [Phase.explicit, Phase.generate]  # never shrink on a real database


NUMBERS = st.sampled_from([0, 1, 2, -1, 7, 2**31, 2**52, 2**63 - 1, 2**64])
WORDS = st.text(max_size=60) | st.sampled_from(
    [
        "",
        "/",
        "/start",
        "/start i-x",
        "/start cert_",
        "/lop@bot 1",
        "Huỷ",
        "﷽" * 50,
        "\ud83d",
        "\x00",
        "a\u0301",
        "<b>",
        "%",
    ]
).map(lambda text: text.encode("utf-8", "replace").decode())
ACTIONS = st.sampled_from([*sorted(ROUTES.presses), "", "nobody"])
DATA = st.builds(
    lambda version, action, ids: ":".join([version, action, *ids]),
    st.sampled_from([VERSION, "0", ""]),
    ACTIONS,
    st.lists(NUMBERS.map(str) | st.sampled_from(["x", "", "١", "9" * 18, "9" * 19]), max_size=5),
)
COMMANDS = st.builds(lambda name, rest: f"/{name} {rest}", st.sampled_from(sorted(ROUTES.commands)), WORDS)


def message(user: int, chat: st.SearchStrategy[Json], body: Json) -> Json:
    return {"message_id": 5, "date": 1764036000, "chat": chat, "from": person(user), **body}


def person(user: int) -> Json:
    return {"id": user, "is_bot": False, "first_name": "N"}


FILE = st.fixed_dictionaries(
    {"file_id": st.text(max_size=10), "file_unique_id": st.text(max_size=5)},
    optional={"file_name": WORDS, "file_size": NUMBERS, "mime_type": WORDS},
)
PHOTO = st.fixed_dictionaries(
    {"file_id": st.text(max_size=5), "file_unique_id": st.just("u"), "width": NUMBERS, "height": NUMBERS}
)
BODIES = st.one_of(
    st.fixed_dictionaries({"text": WORDS | COMMANDS}),
    st.fixed_dictionaries(
        {
            "text": st.just("𝕏 chữ"),
            "entities": st.lists(
                st.fixed_dictionaries(
                    {
                        "type": st.sampled_from(["bold", "url", "custom_emoji", "pre", "?"]),
                        "offset": NUMBERS,
                        "length": NUMBERS,
                    }
                ),
                max_size=3,
            ),
        }
    ),
    st.fixed_dictionaries(
        {
            "contact": st.fixed_dictionaries(
                {"phone_number": WORDS | st.just("+84900000001"), "first_name": WORDS}, optional={"user_id": NUMBERS}
            )
        }
    ),
    st.fixed_dictionaries({"document": FILE}, optional={"caption": WORDS}),
    st.fixed_dictionaries({"photo": st.lists(PHOTO, max_size=2)}, optional={"caption": WORDS, "media_group_id": WORDS}),
    st.fixed_dictionaries(
        {"location": st.fixed_dictionaries({"latitude": st.floats(-90, 90), "longitude": st.floats(-180, 180)})}
    ),
    st.sampled_from(
        [
            {},
            {"sticker": {}},
            {"voice": None},
            {"poll": 1},
            {"new_chat_members": []},
            {"dice": {"emoji": "🎲", "value": 3}},
        ]
    ),
)
CHATS = st.sampled_from(
    [
        {"id": 1001, "type": "private"},
        {"id": -5, "type": "group", "title": "x"},
        {"id": -100, "type": "channel"},
        {"id": 1},
        {},
    ]
)
SOMETHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


def updates(user: int) -> st.SearchStrategy[Json]:
    """What Telegram sends, with edges; and the same with a part put out of shape."""
    sent = st.builds(lambda chat, body: {"message": message(user, chat, body)}, CHATS, BODIES)
    pressed = st.builds(
        lambda data, chat: {
            "callback_query": {
                "id": "7",
                "from": person(user),
                "chat_instance": "x",
                "data": data,
                "message": message(user, chat, {"text": "x"}),
            }
        },
        DATA,
        CHATS,
    )
    member = st.builds(
        lambda status, chat: {
            "my_chat_member": {
                "chat": chat,
                "from": person(user),
                "date": 1764036000,
                "old_chat_member": {"status": "member", "user": person(user)},
                "new_chat_member": {"status": status, "user": person(user)},
            }
        },
        st.sampled_from(["kicked", "member", "left", "?"]),
        CHATS,
    )
    other = st.dictionaries(st.sampled_from(["edited_message", "channel_post", "inline_query", "poll", "?"]), SOMETHING)
    whole = st.one_of(sent, sent, pressed, pressed, member, other)
    return st.one_of(whole, st.builds(_bent, whole, st.integers(0, 9), SOMETHING))


def _bent(update: Json, place: int, instead: object) -> Json:
    """One of the values anywhere inside becomes something else."""
    bent = json.loads(json.dumps(update))
    places: list[Callable[[], None]] = []

    def walk(part: object) -> None:
        if isinstance(part, dict):
            for key in part:
                places.append(lambda part=part, key=key: part.__setitem__(key, instead))
                walk(part[key])

    walk(bent)
    if places:
        places[place % len(places)]()
    return dict(bent)


@settings(max_examples=200, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_no_update_crashes_or_hangs_anything_for_a_linked_person_or_a_stranger(
    world: World, caplog: pytest.LogCaptureFixture, data: st.DataObject
) -> None:
    if not world.people:
        await world.admin("Tuấn")
        await world.course("Chuyển đổi số")
    caplog.clear()
    world.app.intake._frame.strangers._heard.clear()  # that bound has tests of its own
    update = data.draw(updates(data.draw(st.sampled_from([1001, 999]))))
    number = data.draw(st.integers(1, 2**62))
    with caplog.at_level(logging.ERROR):
        assert await world.app.intake.submit({"update_id": number, **update})
    assert [line for line in caplog.messages if "could not be read" not in line] == []
    assert world.app.intake._last == {}
    assert waiting(world) == []


def test_every_button_is_tried() -> None:
    assert set(late_press.SHOWN_BY) <= set(ROUTES.presses)
