"""Methods about a chat as a whole: what it is, its pinned message, reactions, typing, files."""

from typing import Any

from playground.errors import Json, bad_request
from playground.files import DOWNLOAD_LIMIT
from playground.registry import method
from playground.server import Server

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


@method("getChat")
def get_chat(server: Server, chat_id: int | str = "") -> Json:
    chat = server.chat(chat_id)
    if not chat.started:
        raise bad_request("chat not found")
    whole = {
        **chat.brief(), "accent_color_id": 0, "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
        ),
    }  # fmt: skip
    if chat.pinned in chat.messages:
        whole["pinned_message"] = chat.to_api(chat.messages[chat.pinned], server.sender)
    return whole


@method("sendChatAction")
def send_chat_action(server: Server, chat_id: int | str = "", action: str = "") -> bool:
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = server.writable(chat_id)
    chat.actions.append(action)
    server.notify(chat, "action", action=action)
    return True


@method("setMessageReaction")
def set_message_reaction(
    server: Server, chat_id: int | str = "", message_id: int = 0, reaction: list[Any] | None = None
) -> bool:
    chat = server.writable(chat_id)
    if message_id not in chat.messages:
        raise bad_request("message to react not found")
    if len(reaction or []) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    chat.reactions[message_id] = reaction or []
    server.notify(chat, "reaction", message_id=message_id)
    return True


@method("pinChatMessage")
def pin_chat_message(server: Server, chat_id: int | str = "", message_id: int = 0) -> bool:
    chat = server.writable(chat_id)
    if message_id not in chat.messages:
        raise bad_request("message to pin not found")
    chat.pinned = message_id
    server.notify(chat, "pinned", message_id=message_id)
    return True


@method("unpinChatMessage")
def unpin_chat_message(server: Server, chat_id: int | str = "", message_id: int = 0) -> bool:
    chat = server.writable(chat_id)
    if chat.pinned is None or message_id not in (0, chat.pinned):
        raise bad_request("message to unpin not found")
    chat.pinned = None
    server.notify(chat, "pinned", message_id=None)
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(server: Server, chat_id: int | str = "") -> bool:
    chat = server.writable(chat_id)
    chat.pinned = None
    server.notify(chat, "pinned", message_id=None)
    return True


@method("getFile")
def get_file(server: Server, file_id: str = "") -> Json:
    if not file_id:
        raise bad_request("file_id not specified")
    try:
        file = server.files.by_id(file_id)
    except Exception:
        raise bad_request("invalid file_id") from None
    if len(file.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": len(file.data), "file_path": file.path,
    }  # fmt: skip
