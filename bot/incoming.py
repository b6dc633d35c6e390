"""Reads one of Telegram's updates as what a person asked: a command, a press, a text, a contact, a file."""

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram import Chat, Message, Update

from bot.callback_data import read_press
from bot.context import SharedContact, Upload
from models.content import Content, ContentKind, Medium

HIGHEST_ID = 2**53  # ids have at most 52 bits
COMMAND = re.compile(r"^\s*/\S+\s*")


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
    content: Content | None = None
    blocked: bool = False
    late: bool = False


def read(update: Update) -> Incoming | None:
    """The update in our words; None for anything outside a private chat, where we say nothing.

    Raises what Python raises for an update that is not as Telegram makes them: it is skipped.
    """
    user, chat = update.effective_user, update.effective_chat
    if user is None or user.is_bot or (chat is not None and chat.type != Chat.PRIVATE):
        return None
    if type(user.id) is not int or not 0 < user.id < HIGHEST_ID:
        raise ValueError("the sender's id is none")
    if update.my_chat_member is not None:
        gone = update.my_chat_member.new_chat_member.status in ("kicked", "left")
        return Incoming(update.update_id, user.id, Kind.member, blocked=gone)
    if (query := update.callback_query) is not None:
        pressed = read_press(query.data or "")
        action, ids = pressed or ("", ())
        message_id = query.message.message_id if query.message else 0
        return Incoming(
            update.update_id, user.id, Kind.press, action, ids=ids, message_id=message_id, callback_id=query.id
        )
    message = update.message
    if message is None:
        return None
    if message.contact is not None:
        is_own = message.contact.user_id == user.id and message.forward_origin is None
        contact = SharedContact(message.contact.phone_number, is_own)
        return Incoming(update.update_id, user.id, Kind.contact, contact=contact)
    if message.document is not None:
        upload = Upload(message.document.file_id, message.document.file_name or "", message.document.file_size or 0)
        caption, content = (message.caption or "").strip(), content_of(message)
        return Incoming(update.update_id, user.id, Kind.document, text=caption, upload=upload, content=content)
    text = (message.text or "").replace("\0", "").strip()  # PostgreSQL has no room for it
    if text.startswith("/") and len(text) > 1:
        command, *rest = text[1:].split(maxsplit=1)
        name = command.split("@")[0].lower()
        content = (
            Content(COMMAND.sub("", message.text_html)) if rest and not message.text_html.startswith("<") else None
        )
        return Incoming(update.update_id, user.id, Kind.command, name, text="".join(rest), content=content)
    content = content_of(message)
    if text:
        return Incoming(update.update_id, user.id, Kind.text, text=text, content=content)
    return Incoming(update.update_id, user.id, Kind.media if content else Kind.other, content=content)


def content_of(message: Message) -> Content | None:
    """The message as it could be sent to others, its formatting kept; None for what we do not pass on."""
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
