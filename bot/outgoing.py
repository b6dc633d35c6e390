"""Puts a message on the wire: the only file that calls Telegram's methods to speak."""

from collections.abc import Sequence
from typing import Any

from telegram import InputFile, InputMediaPhoto
from telegram.constants import ParseMode

from bot.buttons import SHARE_PHONE_LABEL
from bot.connection import Connection
from bot.message import Keyboard, Media, Message, Press, Rows

Json = dict[str, Any]


async def deliver(bot: Connection, chat_id: int, message: Message, *, plain: bool = False) -> Sequence[int]:
    """Bring a notice to a chat: say it, or change or take away what stands there. The ids of its messages."""
    if message.removes:
        for message_id in message.removes:
            await bot.call("deleteMessage", chat_id=chat_id, message_id=message_id)
        return message.removes
    if message.replaces:
        await edit(bot, chat_id, message.replaces, message)
        return (message.replaces,)
    return await send(bot, chat_id, message, plain=plain)


async def send(bot: Connection, chat_id: int, message: Message, *, plain: bool = False) -> Sequence[int]:
    """Send a new message, an album in several parts; its ids. `plain` drops markup that Telegram could not parse."""
    if len(message.media) > 1:
        parts = await bot.call("sendMediaGroup", chat_id=chat_id, media=_album(message, plain))
        return [part["message_id"] for part in parts]
    method, what = _said(message, plain)
    sent = await bot.call(method, chat_id=chat_id, reply_markup=_markup(message), **what)
    return (sent["message_id"],)


async def edit(bot: Connection, chat_id: int, message_id: int, message: Message) -> None:
    """Replace a message of ours. Unlike a new message it may be repeated when nobody knows whether it went through."""
    method, what = _instead(message)
    await bot.call(method, chat_id=chat_id, message_id=message_id, reply_markup=inline(message.buttons), **what)


def _said(message: Message, plain: bool) -> tuple[str, Json]:
    """The method for a new message, and its parameters."""
    if message.photo:
        return "sendPhoto", {"photo": InputFile(message.photo, "picture.png"), **_caption(message, plain)}
    if message.file is not None:
        file = message.file.file_id or InputFile(message.file.content, message.file.name)
        return "sendDocument", {"document": file, **_caption(message, plain)}
    if message.place is not None:
        latitude, longitude = message.place
        return "sendLocation", {"latitude": latitude, "longitude": longitude}
    for one in message.media:
        return f"send{one.kind.capitalize()}", {one.kind.value: one.file_id, **_caption(message, plain)}
    return "sendMessage", _text(message, plain)


def _instead(message: Message) -> tuple[str, Json]:
    """The method for a message in the place of an earlier one, and its parameters."""
    if message.buttons_only:
        return "editMessageReplyMarkup", {}
    if message.photo:
        words = str(message.text) or None
        picture = InputMediaPhoto(message.photo, words, parse_mode=ParseMode.HTML, filename="picture.png")
        return "editMessageMedia", {"media": picture}
    if message.media:
        return "editMessageCaption", _caption(message, plain=False)
    return "editMessageText", _text(message, plain=False)


def _text(message: Message, plain: bool) -> Json:
    text, mode = _words(message, plain)
    return {"text": text, "parse_mode": mode, "link_preview_options": {"is_disabled": not message.previews}}


def _caption(message: Message, plain: bool) -> Json:
    text, mode = _words(message, plain)
    return {"caption": text or None, "parse_mode": mode}


def _words(message: Message, plain: bool) -> tuple[str, str | None]:
    return (message.text.striptags(), None) if plain else (str(message.text), ParseMode.HTML)


def _album(message: Message, plain: bool) -> list[Json]:
    """The words stand below the first part; Telegram hangs no buttons on an album."""
    first, *others = message.media
    words = {name: value for name, value in _caption(message, plain).items() if value is not None}
    return [{**_part(first), **words}, *map(_part, others)]


def _part(one: Media) -> Json:
    return {"type": one.kind.value, "media": one.file_id}


def inline(rows: Rows) -> Json | None:
    """The rows as Telegram's inline keyboard."""
    return {"inline_keyboard": [[_button(press) for press in row] for row in rows]} if rows else None


def _button(press: Press) -> Json:
    button = {"text": press.label, **({"url": press.url} if press.url else {"callback_data": press.data})}
    return {**button, "style": press.style.value} if press.style else button


def _markup(message: Message) -> Json | None:
    if message.keyboard is Keyboard.share_phone:
        button = {"text": SHARE_PHONE_LABEL, "request_contact": True}
        return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}
    if message.keyboard is Keyboard.none:
        return {"remove_keyboard": True}
    return inline(message.buttons)
