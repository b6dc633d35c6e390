"""Reads one of Telegram's updates as what a person asked: a command, a press, a text, a contact, a file.

The library would make objects of all that an update holds, at every update; ours are the few fields that we look at.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from telegram import Message

from bot.callback_data import read_press
from bot.context import SharedContact, Upload
from models.content import Content, ContentKind, Medium

HIGHEST_ID = 2**53  # ids have at most 52 bits
COMMAND = re.compile(r"^\s*/\S+\s*")
MEDIA = ("photo", "video", "location")

Json = Mapping[str, Any]


class Kind(StrEnum):
    """What kind of thing came."""

    command = "command"
    press = "press"
    text = "text"
    contact = "contact"
    document = "document"
    media = "media"
    member = "member"
    other = "other"


@dataclass(frozen=True)
class Incoming:
    """One update as the switchboard needs it. `name` is the command or the action; `message_id` what was pressed.

    `late`: a press that waited for longer than Telegram keeps one; who pressed has long stopped waiting.
    """

    update_id: int
    user_id: int
    kind: Kind
    name: str = ""
    text: str = ""
    ids: tuple[int, ...] = ()
    message_id: int = 0
    callback_id: str = ""
    contact: SharedContact | None = None
    upload: Upload | None = None
    blocked: bool = False
    late: bool = False
    message: Json | None = field(default=None, repr=False)

    @cached_property
    def content(self) -> Content | None:
        """The message as it could be sent to others, without a command before it; None for what we do not pass on."""
        if self.message is None or self.kind in (Kind.contact, Kind.other):
            return None
        message = Message.de_json(dict(self.message), None)
        if self.kind is not Kind.command:
            return _content(message)
        if not self.text or message.text_html.startswith("<"):
            return None
        return Content(COMMAND.sub("", message.text_html))


def read(update: Json) -> Incoming | None:
    """The update in our words; None for anything outside a private chat, where we say nothing.

    Raises what Python raises for an update that is not as Telegram makes them: it is skipped.
    """
    update_id = _number(update["update_id"])
    if (member := update.get("my_chat_member")) is not None:
        gone = member["new_chat_member"]["status"] in ("kicked", "left")
        user_id = _sender(member["from"], member["chat"])
        return Incoming(update_id, user_id, Kind.member, blocked=gone) if user_id else None
    if (query := update.get("callback_query")) is not None:
        return _pressed(update_id, query)
    if (message := update.get("message")) is not None and "from" in message:
        user_id = _sender(message["from"], message["chat"])
        return _said(update_id, user_id, message) if user_id else None
    return None


def _sender(user: Json, chat: Json | None) -> int:
    """Who it is; 0 for a bot, and for what comes from a group."""
    if user.get("is_bot") or (chat is not None and chat["type"] != "private"):
        return 0
    user_id = _number(user["id"])
    if not 0 < user_id < HIGHEST_ID:
        raise ValueError("the sender's id is none")
    return user_id


def _pressed(update_id: int, query: Json) -> Incoming | None:
    under = query.get("message")
    user_id = _sender(query["from"], under["chat"] if under else None)
    if not user_id:
        return None
    action, ids = read_press(_words(query.get("data"))) or ("", ())
    message_id = _number(under["message_id"]) if under else 0
    callback_id = _words(query["id"])
    return Incoming(update_id, user_id, Kind.press, action, ids=ids, message_id=message_id, callback_id=callback_id)


def _said(update_id: int, user_id: int, message: Json) -> Incoming:
    _number(message["message_id"])
    if (card := message.get("contact")) is not None:
        is_own = card.get("user_id") == user_id and "forward_origin" not in message
        contact = SharedContact(_words(card["phone_number"]), is_own)
        return Incoming(update_id, user_id, Kind.contact, contact=contact)
    if (file := message.get("document")) is not None:
        upload = Upload(_words(file["file_id"]), _words(file.get("file_name")), _number(file.get("file_size") or 0))
        caption = _words(message.get("caption")).strip()
        return Incoming(update_id, user_id, Kind.document, text=caption, upload=upload, message=message)
    text = _words(message.get("text")).replace("\0", "").strip()  # PostgreSQL has no room for it
    if text.startswith("/") and len(text) > 1:
        command, *rest = text[1:].split(maxsplit=1)
        name = command.split("@")[0].lower()
        return Incoming(update_id, user_id, Kind.command, name, text="".join(rest), message=message)
    if text:
        return Incoming(update_id, user_id, Kind.text, text=text, message=message)
    kind = Kind.media if any(message.get(one) for one in MEDIA) else Kind.other
    return Incoming(update_id, user_id, kind, message=message)


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(f"not a whole number: {type(value).__name__}")
    return value


def _words(value: Any) -> str:
    if value is not None and type(value) is not str:
        raise TypeError(f"not a text: {type(value).__name__}")
    return value or ""


def _content(message: Message) -> Content | None:
    """With its formatting."""
    place = (message.location.latitude, message.location.longitude) if message.location else None
    media: tuple[Medium, ...] = ()
    if message.photo:
        media = (Medium(ContentKind.photo, message.photo[-1].file_id),)  # the largest
    elif message.video:
        media = (Medium(ContentKind.video, message.video.file_id),)
    elif message.document:
        media = (Medium(ContentKind.document, message.document.file_id),)
    html = (message.caption_html if media else message.text_html if message.text else "") or ""
    if not (html.strip() or media or place):
        return None
    return Content(html, media, place, message.media_group_id or "")
