"""Turns text and entities into what a client shows: links found by themselves, and safe HTML for a page."""

import re
from html import escape

from playground.entities import in_order, utf16_length
from playground.errors import Json

_FOUND = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)\]»])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?<![\w/])(?P<mention>@[A-Za-z]\w{3,31}\b)"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?<![\w/&])(?P<hashtag>\#\w*[^\W\d_]\w*)"
)
_TAGS = {
    "bold": ("<b>", "</b>"), "italic": ("<i>", "</i>"), "underline": ("<u>", "</u>"), "strikethrough": ("<s>", "</s>"),
    "code": ("<code>", "</code>"), "pre": ("<pre>", "</pre>"),
    "spoiler": ('<span class="tg-spoiler">', "</span>"), "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
    "bot_command": ('<a class="command">', "</a>"), "hashtag": ('<a class="hashtag">', "</a>"),
    "mention": ('<a class="mention">', "</a>"), "text_mention": ('<a class="mention">', "</a>"),
}  # fmt: skip


def found_in(text: str, taken: list[Json]) -> list[Json]:
    """The entities that Telegram finds by itself: commands, addresses, mentions; none inside code or another link."""
    if not any(mark in text for mark in "/@#"):
        return []
    closed = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in taken
        if entity["type"] in ("code", "pre", "text_link", "text_mention")
    ]
    found: list[Json] = []
    for match in _FOUND.finditer(text):
        start = utf16_length(text[: match.start()])
        end = start + utf16_length(match.group())
        if not any(start < close_end and close_start < end for close_start, close_end in closed):
            found.append({"type": match.lastgroup, "offset": start, "length": end - start})
    return found


def to_html(text: str, entities: list[Json]) -> str:
    """Safe HTML: everything typed is escaped, only the tags of the entities remain, properly nested."""
    if not entities:
        return escape(text)
    units = text.encode("utf-16-le")
    cuts = sorted({0, len(units) // 2, *(entity["offset"] for entity in entities), *map(_end, entities)})
    order = sorted(entities, key=in_order)
    html: list[str] = []
    open_now: list[Json] = []
    for here, there in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        staying = [entity for entity in open_now if _end(entity) > here]
        starting = [entity for entity in order if entity["offset"] == here and entity["length"] > 0]
        # Entities may overlap; tags may not: close down to the first one that ends, then open the rest again.
        keep = next((i for i, entity in enumerate(open_now) if _end(entity) <= here), len(open_now))
        html += [_tags(entity, text)[1] for entity in reversed(open_now[keep:])]
        html += [_tags(entity, text)[0] for entity in [*staying[keep:], *starting]]
        open_now = staying + starting
        html.append(escape(units[here * 2 : there * 2].decode("utf-16-le")))
    return "".join(html)


def cut(text: str, entity: Json) -> str:
    """The part of the text that the entity covers."""
    return text.encode("utf-16-le")[entity["offset"] * 2 : _end(entity) * 2].decode("utf-16-le")


def _end(entity: Json) -> int:
    return int(entity["offset"] + entity["length"])


def _tags(entity: Json, text: str) -> tuple[str, str]:
    match entity["type"]:
        case "text_link":
            return _link(entity["url"])
        case "url":
            return _link(cut(text, entity))
        case "email":
            return _link(f"mailto:{cut(text, entity)}")
        case "pre" if entity.get("language"):
            return f'<pre><code class="language-{escape(entity["language"])}">', "</code></pre>"
        case kind:
            return _TAGS.get(kind, ("", ""))


def _link(address: str) -> tuple[str, str]:
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">', "</a>"
