"""What can be said in a chat: a text with buttons, maybe a file, as plain values that know nothing of a connection."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from markupsafe import Markup


class Style(StrEnum):
    """How a button looks where the client can show it (Bot API 9.4)."""

    plain = ""
    success = "success"
    danger = "danger"


class Press(NamedTuple):
    """One inline button: data that comes back to us, or an address that opens."""

    label: str
    data: str = ""
    url: str = ""
    style: Style = Style.plain


@dataclass(frozen=True)
class File:
    """A document to send: made in memory, or kept by Telegram under `file_id` since somebody sent it to us."""

    name: str
    content: bytes = b""
    file_id: str = ""


class MediaKind(StrEnum):
    """What Telegram calls a file that it already has."""

    photo = "photo"
    video = "video"
    document = "document"


@dataclass(frozen=True)
class Media:
    """A file that Telegram already has, sent again by its id; several make an album."""

    kind: MediaKind
    file_id: str


class Keyboard(StrEnum):
    """What stands in place of the letters below the chat."""

    share_phone = "share_phone"
    none = "none"


Rows = Sequence[Sequence[Press]]


@dataclass(frozen=True)
class Message:
    """One message. After a press it replaces the message that was pressed, unless `fresh`.

    `photo` is a picture made in memory, with the text below it; `in_place`: it too replaces what was pressed.
    `toast` is shown for a moment over the chat instead of, or beside, the text. `menu` becomes the chat's list of
    commands. `then` follows as a message of its own. `buttons_only`: of the message that was pressed only the buttons
    change. `place` is a latitude and a longitude.

    `replaces` and `removes` are ids of earlier messages of ours in the same chat: a notice with them says nothing new,
    it changes or takes away what stands there.
    """

    text: Markup = field(default_factory=Markup)
    buttons: Rows = ()
    keyboard: Keyboard | None = None
    file: File | None = None
    media: Sequence[Media] = ()
    place: tuple[float, float] | None = None
    previews: bool = False
    buttons_only: bool = False
    replaces: int = 0
    removes: Sequence[int] = ()
    photo: bytes = b""
    in_place: bool = False
    toast: str = ""
    fresh: bool = False
    menu: Sequence[tuple[str, str]] = ()
    then: "Message | None" = None

    @property
    def is_silent(self) -> bool:
        """Whether it only flashes over the chat."""
        return not (self.text or self.file or self.photo or self.media or self.place or self.buttons_only)
