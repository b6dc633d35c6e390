"""Methods that change or remove what stands in a chat, and answer a pressed button."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from playground.chat import Chat
from playground.entities import utf16_length
from playground.errors import Json, bad_request
from playground.formatting import caption_text, message_text
from playground.keyboards import read_markup
from playground.messages import Row, Shown
from playground.methods_send import read_media
from playground.registry import Uploads, method
from playground.server import QUERY_LIFETIME, Server

DELETABLE_FOR = 48 * 3600.0
ANSWER_LIMIT = 200


@method("editMessageText")
def edit_message_text(
    server: Server,
    chat_id: int | str = "",
    message_id: int = 0,
    text: str = "",
    parse_mode: str = "",
    entities: list[Any] | None = None,
    reply_markup: Json | None = None,
) -> Json:
    text, found = message_text(text, parse_mode, entities)

    def edit(message: Shown, buttons: list[Row]) -> Shown:
        if message.file or message.details:
            raise bad_request("there is no text in the message to edit")
        return replace(message, text=text, entities=found, buttons=buttons)

    return _edit(server, chat_id, message_id, reply_markup, edit, "editMessageText")


@method("editMessageCaption")
def edit_message_caption(
    server: Server,
    chat_id: int | str = "",
    message_id: int = 0,
    caption: str = "",
    parse_mode: str = "",
    caption_entities: list[Any] | None = None,
    reply_markup: Json | None = None,
) -> Json:
    text, found = caption_text(caption, parse_mode, caption_entities)

    def edit(message: Shown, buttons: list[Row]) -> Shown:
        if not message.file:
            raise bad_request("there is no caption in the message to edit")
        return replace(message, text=text, entities=found, buttons=buttons)

    return _edit(server, chat_id, message_id, reply_markup, edit, "editMessageCaption")


@method("editMessageReplyMarkup")
def edit_message_reply_markup(
    server: Server, chat_id: int | str = "", message_id: int = 0, reply_markup: Json | None = None
) -> Json:
    def edit(message: Shown, buttons: list[Row]) -> Shown:
        return replace(message, buttons=buttons)

    return _edit(server, chat_id, message_id, reply_markup, edit, "editMessageReplyMarkup")


@method("editMessageMedia")
def edit_message_media(
    server: Server,
    uploads: Uploads,
    chat_id: int | str = "",
    message_id: int = 0,
    media: Json | None = None,
    reply_markup: Json | None = None,
) -> Json:
    def edit(message: Shown, buttons: list[Row]) -> Shown:
        new = read_media(server, media or {}, uploads)
        return replace(message, text=new.text, entities=new.entities, file=new.file, buttons=buttons)

    return _edit(server, chat_id, message_id, reply_markup, edit, "editMessageMedia")


def _edit(
    server: Server,
    chat_id: int | str,
    message_id: int,
    reply_markup: Json | None,
    edit: Callable[[Shown, list[Row]], Shown],
    name: str,
) -> Json:
    """Put the edited message in its place. Without a reply_markup the inline keyboard goes, as in Telegram.

    "It is only possible to edit messages without reply_markup or with inline keyboards" (Bot API).
    """
    markup = read_markup(reply_markup, server.complain, inline_only=True)
    chat = server.writable(chat_id)
    message = _found(chat, message_id, "edit")
    if not message.from_bot or message.origin or message.fixed:
        raise bad_request("message can't be edited")
    return server.change(chat, edit(message, markup.inline or []), name)


def _found(chat: Chat, message_id: int, what_for: str) -> Shown:
    if not message_id:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request(f"message to {what_for} not found")
    return message


@method("deleteMessage")
def delete_message(server: Server, chat_id: int | str = "", message_id: int = 0) -> bool:
    chat = server.chat(chat_id)
    message = _found(chat, message_id, "delete")
    if server.clock() - message.date > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    server.remove(chat, message_id, "deleteMessage")
    return True


@method("deleteMessages")
def delete_messages(server: Server, chat_id: int | str = "", message_ids: list[Any] | None = None) -> bool:
    """Messages that are gone or too old are skipped, as the Bot API says."""
    chat = server.chat(chat_id)
    if not message_ids or len(message_ids) > 100:
        raise bad_request("from 1 to 100 message identifiers are expected")
    now = server.clock()
    for message_id in map(int, message_ids):
        if message_id in chat.messages and now - chat.messages[message_id].date <= DELETABLE_FOR:
            server.remove(chat, message_id, "deleteMessages")
    return True


@method("answerCallbackQuery")
def answer_callback_query(
    server: Server,
    callback_query_id: str = "",
    text: str = "",
    show_alert: bool = False,
    url: str = "",
    cache_time: int = 0,
) -> bool:
    if utf16_length(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not url.startswith(f"https://t.me/{server.profile.bot['username']}?start="):
        raise bad_request("URL_INVALID")
    query = server.queries.pop(callback_query_id, None)
    if query is None or server.clock() - query.pressed_at > QUERY_LIFETIME:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if text:
        query.chat.alerts.append(text)
    server.record(query.chat, "answered", "answerCallbackQuery", None, text)
    server.notify(query.chat, "alert" if text else "answered", text=text, modal=show_alert)
    return True
