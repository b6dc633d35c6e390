"""What the people of a benchmark send: messages and presses as Telegram brings them, without their ids."""

import random
import time
from typing import Any

from bot import buttons
from bot.callback_data import Button

SEARCHES = (
    "chuyen doi so",
    "tai chinh ngan sach",
    "ky nang giao tiep",
    "dia chinh xay dung",
    "ngach chuyen vien",
    "so 7",
)


def message(person: int, text: str) -> dict[str, Any]:
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
    return {
        "message": {
            "message_id": 1,
            "date": int(time.time()),
            "chat": {"id": person, "type": "private", "first_name": "P"},
            "from": _who(person),
            "text": text,
            "entities": entities,
        }
    }


def press(person: int, button: Button, *ids: int) -> dict[str, Any]:
    chat = {"id": person, "type": "private", "first_name": "P"}
    shown = {"message_id": 2, "date": int(time.time()), "chat": chat, "text": "x"}
    data = button.on(*ids).data
    return {"callback_query": {"id": "1", "from": _who(person), "message": shown, "chat_instance": "1", "data": data}}


def lookup(person: int, turn: int) -> dict[str, Any]:
    return message(person, "/lop")


class Registering:
    """Each registers for one course after the other until there is none left, and begins with another than the rest.

    What happens when everybody wants the same course is another question: `benchmarks.crowd`.
    """

    def __init__(self, courses: int) -> None:
        self.courses = courses

    def __call__(self, person: int, turn: int) -> dict[str, Any] | None:
        course = (person * 37 + turn) % self.courses + 1
        return press(person, buttons.CONFIRM_REGISTER, course) if turn < self.courses else None


class LikeLife:
    """Some look at the list, some search without diacritics, some open a course or take it, some see what they have."""

    def __init__(self, courses: int, seed: int = 7) -> None:
        self.courses, self.chance = courses, random.Random(seed)

    def __call__(self, person: int, turn: int) -> dict[str, Any]:
        what, course = self.chance.random(), self.chance.randint(1, self.courses)
        if what < 0.35:
            return message(person, "/lop")
        if what < 0.55:
            return message(person, self.chance.choice(SEARCHES))
        if what < 0.75:
            return press(person, buttons.CARD, course)
        if what < 0.9:
            return press(person, buttons.CONFIRM_REGISTER, course)
        return message(person, "/dangky")


def _who(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "P"}
