"""Methods that put a new message of the bot into a chat."""

from dataclasses import replace
from typing import Any

from playground.chat import Chat
from playground.errors import Json, bad_request
from playground.files import File, Kind, Upload
from playground.formatting import caption_text, message_text
from playground.keyboards import NONE, read_markup
from playground.messages import Shown
from playground.registry import Source, Uploads, attached, method
from playground.server import Server


@method("sendMessage")
def send_message(
    server: Server,
    chat_id: int | str = "",
    text: str = "",
    parse_mode: str = "",
    entities: list[Any] | None = None,
    protect_content: bool = False,
    reply_parameters: Json | None = None,
    reply_markup: Json | None = None,
) -> Json:
    text, found = message_text(text, parse_mode, entities)
    markup = read_markup(reply_markup, server.complain)
    chat = server.writable(chat_id)
    draft = Shown(text=text, entities=found, reply_to=answered(chat, reply_parameters), protected=protect_content)
    return server.post(chat, draft, markup, "sendMessage")


@method("sendDocument", document=Source)
@method("sendPhoto", photo=Source)
@method("sendVideo", video=Source)
def send_file(
    server: Server,
    chat_id: int | str = "",
    caption: str = "",
    parse_mode: str = "",
    caption_entities: list[Any] | None = None,
    protect_content: bool = False,
    reply_parameters: Json | None = None,
    reply_markup: Json | None = None,
    **source: Upload | str,
) -> Json:
    text, found = caption_text(caption, parse_mode, caption_entities)
    markup = read_markup(reply_markup, server.complain)
    chat = server.writable(chat_id)
    if not source:
        raise bad_request("there is no file in the request")
    ((kind, given),) = source.items()
    draft = Shown(
        text=text, entities=found, file=stored(server, given, kind),
        reply_to=answered(chat, reply_parameters), protected=protect_content,
    )  # fmt: skip
    return server.post(chat, draft, markup, f"send{kind.capitalize()}")


@method("sendMediaGroup")
def send_media_group(
    server: Server,
    uploads: Uploads,
    chat_id: int | str = "",
    media: list[Any] | None = None,
    protect_content: bool = False,
    reply_parameters: Json | None = None,
) -> list[Json]:
    if not media or not 2 <= len(media) <= 10:
        raise bad_request("media group must include 2-10 items")
    chat = server.writable(chat_id)
    drafts = [read_media(server, item, uploads) for item in media]
    if len({draft.file is not None and draft.file.kind == "document" for draft in drafts}) > 1:
        raise bad_request("document can't be mixed with other media types")
    album, reply_to = server.next_album(), answered(chat, reply_parameters)
    return [
        server.post(
            chat, replace(draft, album=album, reply_to=reply_to, protected=protect_content), NONE, "sendMediaGroup"
        )
        for draft in drafts
    ]


@method("sendLocation")
def send_location(
    server: Server,
    chat_id: int | str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    protect_content: bool = False,
    reply_parameters: Json | None = None,
    reply_markup: Json | None = None,
) -> Json:
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("can't parse location: the coordinates are missing or wrong")
    markup = read_markup(reply_markup, server.complain)
    chat = server.writable(chat_id)
    draft = Shown(
        details={"location": {"latitude": latitude, "longitude": longitude}},
        reply_to=answered(chat, reply_parameters), protected=protect_content,
    )  # fmt: skip
    return server.post(chat, draft, markup, "sendLocation")


@method("copyMessage")
def copy_message(
    server: Server,
    chat_id: int | str = "",
    from_chat_id: int | str = "",
    message_id: int = 0,
    caption: str | None = None,
    parse_mode: str = "",
    caption_entities: list[Any] | None = None,
    protect_content: bool = False,
    reply_parameters: Json | None = None,
    reply_markup: Json | None = None,
) -> Json:
    source = server.chat(from_chat_id).messages.get(message_id)
    if source is None:
        raise bad_request("message to copy not found")
    text, found = source.text, source.entities
    if caption is not None and source.file:
        text, found = caption_text(caption, parse_mode, caption_entities)
    markup = read_markup(reply_markup, server.complain)
    chat = server.writable(chat_id)
    draft = Shown(
        text=text, entities=found, file=source.file, details=source.details,
        reply_to=answered(chat, reply_parameters), protected=protect_content,
    )  # fmt: skip
    return {"message_id": server.post(chat, draft, markup, "copyMessage")["message_id"]}


@method("forwardMessage")
def forward_message(
    server: Server,
    chat_id: int | str = "",
    from_chat_id: int | str = "",
    message_id: int = 0,
    protect_content: bool = False,
) -> Json:
    origin = server.chat(from_chat_id)
    source = origin.messages.get(message_id)
    if source is None:
        raise bad_request("message to forward not found")
    if source.protected:
        raise bad_request("message can't be forwarded")
    chat = server.writable(chat_id)
    sender = server.sender if source.from_bot else origin.user()
    draft = Shown(
        text=source.text, entities=source.entities, file=source.file, details=source.details,
        origin={"type": "user", "sender_user": sender, "date": int(source.date)}, protected=protect_content,
    )  # fmt: skip
    return server.post(chat, draft, NONE, "forwardMessage")


def answered(chat: Chat, reply_parameters: Json | None) -> int | None:
    """The id of the message that is answered; None without one."""
    if not reply_parameters:
        return None
    if "message_id" not in reply_parameters:
        raise bad_request('can\'t find field "message_id"')
    message_id = int(reply_parameters["message_id"])
    if message_id in chat.messages:
        return message_id
    if reply_parameters.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def stored(server: Server, source: Upload | str, kind: str) -> File:
    """The file of a call: an upload is kept, a file_id is looked up."""
    wanted: Kind = "photo" if kind == "photo" else "video" if kind == "video" else "document"
    if isinstance(source, Upload):
        return server.files.keep(source, wanted)
    if not source:
        raise bad_request(f"there is no {wanted} in the request")
    file = server.files.by_id(source)
    if file.kind != wanted:
        raise bad_request(f"can't use file of type {file.kind.capitalize()} as {wanted.capitalize()}")
    return file


def read_media(server: Server, media: Json, uploads: Uploads) -> Shown:
    """One InputMedia as a draft."""
    kind = media.get("type")
    if kind not in ("photo", "video", "document"):
        raise bad_request(f"can't parse InputMedia: type {kind!r} is unsupported")
    text, found = caption_text(media.get("caption") or "", media.get("parse_mode") or "", media.get("caption_entities"))
    return Shown(text=text, entities=found, file=stored(server, attached(media.get("media", ""), uploads), kind))
