"""One text of a call, formatted, trimmed and measured as Telegram does before it accepts it."""

import re
from typing import Any

from playground.addresses import web_address
from playground.entities import in_order, parse_html, utf16_length
from playground.errors import Json, bad_request
from playground.rendering import found_in

TEXT_LIMIT = 4096  # UTF-16 units, after the entities are parsed
CAPTION_LIMIT = 1024

_GIVEN_TYPES = {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline",
    "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention",
    "custom_emoji", "date_time",
}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\u200e\u200f\u202a-\u202e]")


def formatted(text: str, parse_mode: str, entities: list[Json] | None) -> tuple[str, list[Json]]:
    """The text as people will see it, with its entities in order."""
    if parse_mode and parse_mode.lower() != "html":
        if parse_mode.lower() in ("markdown", "markdownv2"):
            raise bad_request(f"unsupported parse_mode (Telegram has {parse_mode}; the playground reads HTML only)")
        raise bad_request("unsupported parse_mode")
    if parse_mode:
        text, own = parse_html(text)
    else:
        own = [_given(entity, text) for entity in entities or []]
    text, own = _trimmed(text, own)
    if found := found_in(text, own):
        given = {(entity["type"], entity["offset"]) for entity in own}
        own = own + [entity for entity in found if (entity["type"], entity["offset"]) not in given]
        own.sort(key=in_order)
    return text, own


def message_text(text: str, parse_mode: str, entities: list[Json] | None) -> tuple[str, list[Json]]:
    if not text:
        raise bad_request("message text is empty")
    text, own = formatted(text, parse_mode, entities)
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text, own


def caption_text(text: str, parse_mode: str, entities: list[Json] | None) -> tuple[str, list[Json]]:
    text, own = formatted(text, parse_mode, entities)
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, own


def _given(entity: Any, text: str) -> Json:
    """An entity that the bot gave by offsets, checked."""
    if not isinstance(entity, dict) or entity.get("type") not in _GIVEN_TYPES:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    offset, length = int(entity.get("offset", 0)), int(entity.get("length", 0))
    size = utf16_length(text)
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if offset > size:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > size:
        end = offset + length
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
        )
    if entity["type"] == "text_link":
        if "url" not in entity:
            raise bad_request("can't parse MessageEntity: Can't find field \"url\"")
        if not web_address(entity["url"]):
            raise bad_request(f"entity URL '{entity['url']}' is invalid: Wrong HTTP URL")
    return {key: value for key, value in entity.items() if value is not None}


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without control characters and without white space at both ends; entities move along."""
    if _CONTROL.search(text):
        text = _CONTROL.sub(" ", text)
    ended = text.rstrip()
    begun = ended.lstrip()
    if len(begun) == len(text) or not entities:
        return begun, entities
    shift, size = utf16_length(ended) - utf16_length(begun), utf16_length(begun)
    kept: list[Json] = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, size)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return begun, kept
