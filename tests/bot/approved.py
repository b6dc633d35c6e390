"""Approved wordings: what people read, kept as files. `RECORD=1 pytest tests/bot/test_wordings.py` writes them anew."""

import os
from pathlib import Path

from bot.message import Message

FOLDER = Path(__file__).parent / "wordings"


def as_read(message: Message) -> str:
    """The message as a text file shows it: markup, then each row of buttons, then what flashes over the chat."""
    rows = ["".join(f"[{press.label}]" for press in row) for row in message.buttons]
    toast = [f"({message.toast})"] if message.toast else []
    return "\n".join([str(message.text), *rows, *toast])


def must_be_approved(name: str, messages: dict[str, Message]) -> None:
    """Compare with `wordings/name.txt`, one part a situation."""
    text = "\n".join(f"=== {situation}\n{as_read(message)}\n" for situation, message in messages.items())
    path = FOLDER / f"{name}.txt"
    if os.environ.get("RECORD"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path.name} differs: read it, then RECORD=1"
