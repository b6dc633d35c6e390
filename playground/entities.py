"""Reads Telegram's HTML into plain text and entities, with the errors that Telegram itself gives.

Follows parse_html of tdlib (td/telegram/MessageEntity.cpp). Offsets of entities count UTF-16 units, those in errors
count bytes.
"""

import re
from typing import NamedTuple

from playground.addresses import web_address
from playground.errors import ApiError, Json, bad_request

TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote", "a": "text_link",
    "tg-emoji": "custom_emoji",
}  # fmt: skip

_RANKS = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 10, "code": 20, "text_link": 49, "text_mention": 49, "bold": 90,
    "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "custom_emoji": 99,
}  # fmt: skip
_PLAIN = re.compile(r"[^<&]+")
_CHARACTER = re.compile(r"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|([A-Za-z]+));?")
_NAMED = {"lt": ord("<"), "gt": ord(">"), "amp": ord("&"), "quot": ord('"')}
_SPACE = " \t\n\r\0\v"
_TAG_NAME = re.compile(r"[^ \t\n\r\0\v>]*")
_SPACES = re.compile(r"[ \t\n\r\v]*")
_ATTRIBUTE = re.compile(r"[^ \t\n\r\0\v=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)$")


class _Open(NamedTuple):
    tag: str
    argument: str
    offset: int
    text_at: int


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def parse_html(html: str) -> tuple[str, list[Json]]:
    """The text and its entities. Raises ApiError `can't parse entities: ...` as Telegram does."""
    if "<" not in html and "&" not in html:
        return html, []
    return _Reader(html).read()


class _Reader:
    def __init__(self, html: str) -> None:
        self.html = html
        self.at = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        html = self.html
        while self.at < len(html):
            if plain := _PLAIN.match(html, self.at):
                self.write(plain.group())
                self.at = plain.end()
            elif html[self.at] == "&":
                self.write(self.character())
            elif html.startswith("/", self.at + 1):
                self.end_tag()
            else:
                self.start_tag()
        if self.open:
            raise self.wrong(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)  # it was only a message to a surrounding <pre>
        self.entities.sort(key=in_order)
        return "".join(self.text), self.entities

    def write(self, text: str) -> None:
        self.text.append(text)
        self.offset += utf16_length(text)

    def wrong(self, why: str, position: int | None = None) -> ApiError:
        if position is not None:
            why = why.replace("@", f"at byte offset {len(self.html[:position].encode())}")
        return bad_request(f"can't parse entities: {why}")

    def character(self) -> str:
        match = _CHARACTER.match(self.html, self.at)
        if match:
            decimal, hexadecimal, name = match.groups()
            code = _NAMED.get(name, 0) if name else int(decimal) if decimal else int(hexadecimal, 16)
            if 0xD800 <= code < 0xE000:
                why = "check for unmatched surrogate code units"
                raise self.wrong(f"Text contains invalid Unicode characters after decoding HTML entities, {why}")
            if 0 < code < 0x10FFFF:
                self.at = match.end()
                return chr(code)
        self.at += 1
        return "&"

    def peek(self) -> str:
        """The character here; NUL at the end, as in the C++."""
        return self.html[self.at] if self.at < len(self.html) else "\0"

    def match(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.html, self.at)
        assert match  # noqa: S101 - all these patterns match the empty string
        self.at = match.end()
        return match.group()

    def start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self.match(_TAG_NAME).lower()
        if self.peek() == "\0":
            raise self.wrong("Unclosed start tag @", begin)
        if tag not in TYPES:
            raise self.wrong(f'Unsupported start tag "{tag}" @', begin)
        argument = ""
        while True:
            self.match(_SPACES)
            if self.peek() == ">":
                break
            argument = self.attribute(tag, begin) or argument
        if tag == "span" and argument != "spoiler":
            raise self.wrong('Tag "span" must have class "tg-spoiler" @', begin)
        self.at += 1
        self.open.append(_Open(tag, argument, self.offset, len(self.text)))

    def attribute(self, tag: str, begin: int) -> str:
        """What the attribute adds to the meaning of the tag: an address, a language, a class, an emoji."""
        name = self.match(_ATTRIBUTE)
        if not name:
            raise self.wrong(f'Empty attribute name in the tag "{tag}" @', begin)
        self.match(_SPACES)
        if self.peek() != "=":
            if self.peek() == "\0":
                raise self.wrong(f'Unclosed start tag "{tag}" @', begin)
            return "expandable" if tag == "blockquote" and name == "expandable" else ""
        self.at += 1
        self.match(_SPACES)
        if self.peek() == "\0":
            raise self.wrong(f'Unclosed start tag "{tag}" @', begin)
        value = self.quoted() if self.peek() in "'\"" else self.token()
        if self.peek() == "\0":
            raise self.wrong("Unclosed start tag @", begin)
        match tag, name:
            case ("a", "href") | ("tg-emoji", "emoji-id"):
                return value
            case "code", "class":
                return value.removeprefix("language-") if value.startswith("language-") else ""
            case "span", "class":
                return value.removeprefix("tg-") if value.startswith("tg-") else ""
            case "blockquote", "expandable":
                return "expandable"
        return ""

    def token(self) -> str:
        begin = self.at
        value = self.match(_TOKEN)
        if self.peek() not in _SPACE and self.peek() != ">":
            raise self.wrong("Unexpected end of name token @", begin)
        return value.lower()

    def quoted(self) -> str:
        quote = self.peek()
        self.at += 1
        value = []
        while self.peek() not in (quote, "\0"):
            if self.peek() == "&":
                value.append(self.character())
            else:
                value.append(self.peek())
                self.at += 1
        if self.peek() == quote:
            self.at += 1
        return "".join(value)

    def end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self.wrong("Unexpected end tag @", begin)
        self.at += 2
        found = self.match(_TAG_NAME).lower()
        self.match(_SPACES)
        if self.peek() != ">":
            raise self.wrong("Unclosed end tag @", begin)
        self.at += 1
        start = self.open.pop()
        if found and found != start.tag:
            raise self.wrong(f'Unmatched end tag @, expected "</{start.tag}>", found "</{found}>"', begin)
        if self.offset > start.offset:
            self.close(start)

    def close(self, start: _Open) -> None:
        entity: Json = {"type": TYPES[start.tag], "offset": start.offset, "length": self.offset - start.offset}
        match start.tag:
            case "a":
                address = start.argument or "".join(self.text[start.text_at :])
                if user := _USER_LINK.match(address):
                    entity["type"] = "text_mention"
                    entity["user"] = {"id": int(user.group(1)), "is_bot": False, "first_name": ""}
                elif link := web_address(address):
                    entity["url"] = link
                else:
                    return
            case "tg-emoji":
                if not start.argument.isdigit() or int(start.argument) >= 1 << 63:
                    raise self.wrong("Invalid custom emoji identifier specified")
                entity["custom_emoji_id"] = start.argument
            case "blockquote" if start.argument:
                entity["type"] = "expandable_blockquote"
            case "code" if start.argument:
                if self.around("pre", entity):
                    self.entities[-1]["language"] = start.argument
                    return
                entity["language"] = start.argument
            case "pre" if self.around("code", entity) and "language" in self.entities[-1]:
                entity["language"] = self.entities.pop()["language"]
        self.entities.append(entity)

    def around(self, kind: str, entity: Json) -> bool:
        """Whether the entity that was closed last is of this kind and covers the same text."""
        last = self.entities[-1] if self.entities else {}
        return last.get("type") == kind and (last["offset"], last["length"]) == (entity["offset"], entity["length"])


def in_order(entity: Json) -> tuple[int, int, int]:
    """The key by which Telegram sorts entities: by place, the longer first, then by kind."""
    return entity["offset"], -entity["length"], _RANKS.get(entity["type"], 50)
