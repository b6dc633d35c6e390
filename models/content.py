"""What an announcement says: words with their formatting, a picture, a paper, a film, several of them, or a place."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from html import unescape
from typing import Any, Self

from models.announcement_refusals import AlbumIncomplete, ContentTooLong, FieldBroken, UnknownField
from models.fields import Field, fields_in, longest, unknown_fields

TEXT_LIMIT = 4096  # UTF-16 units without the formatting, as Telegram counts
CAPTION_LIMIT = 1024
ALBUM_LIMIT = 10
_TAG = re.compile(r"<[^>]*>")


class ContentKind(StrEnum):
    """What stands in the message; the first four carry words too."""

    text = "text"
    photo = "photo"
    video = "video"
    document = "document"
    location = "location"


@dataclass(frozen=True)
class Medium:
    """A file that Telegram already has: it is sent again by its id and never uploaded twice."""

    kind: ContentKind
    file_id: str


@dataclass(frozen=True)
class Content:
    """One message as an admin wrote it. `html` is Telegram's HTML with everything typed escaped; `album` its group."""

    html: str = ""
    media: tuple[Medium, ...] = ()
    place: tuple[float, float] | None = None
    album: str = ""

    @property
    def kind(self) -> ContentKind:
        if self.place is not None:
            return ContentKind.location
        return self.media[0].kind if self.media else ContentKind.text

    @property
    def plain(self) -> str:
        """The words without their formatting."""
        return unescape(_TAG.sub("", self.html))

    @property
    def fields(self) -> tuple[Field, ...]:
        """The named fields that are filled in for each reader."""
        return fields_in(self.html)

    @property
    def takes_buttons(self) -> bool:
        """Telegram hangs no buttons on an album."""
        return len(self.media) < 2

    @property
    def takes_words(self) -> bool:
        return self.place is None

    def must_be_sendable(self) -> None:
        """Raises UnknownField, FieldBroken, ContentTooLong, AlbumIncomplete: a bad text is refused when it is saved."""
        if unknown := unknown_fields(self.plain):
            raise UnknownField(unknown)
        if len(fields_in(self.plain)) != len(self.fields):
            raise FieldBroken
        limit = CAPTION_LIMIT if self.media else TEXT_LIMIT
        if (size := _units(longest(self.plain))) > limit:
            raise ContentTooLong(size, limit)
        papers = sum(one.kind is ContentKind.document for one in self.media)
        if len(self.media) > ALBUM_LIMIT or 0 < papers < len(self.media):
            raise AlbumIncomplete

    def with_more(self, other: "Content") -> "Content":
        """The next part of the same album; the words stand at one of its parts."""
        return replace(self, html=self.html or other.html, media=(*self.media, *other.media))

    def to_json(self) -> dict[str, Any]:
        return {
            "html": self.html,
            "media": [[one.kind, one.file_id] for one in self.media],
            "place": list(self.place) if self.place else None,
            "album": self.album,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            html=data["html"],
            media=tuple(Medium(ContentKind(kind), file_id) for kind, file_id in data["media"]),
            place=(data["place"][0], data["place"][1]) if data["place"] else None,
            album=data["album"],
        )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
