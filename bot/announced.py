"""An announcement as its readers see it: the same for the preview, the test, the real thing and its correction."""

from typing import Any

from markupsafe import Markup

from bot import buttons
from bot.message import Media, MediaKind, Message, Press
from bot.texts.announcement_fields import MISSING
from models.announcement import Announcement
from models.content import Content
from models.fields import Reader, fill


def announced(announcement: Announcement, content: Content, reader: Reader | None) -> Message:
    """The message with its buttons. `content` is already escaped HTML; `reader` is needed where it has named fields."""
    html = fill(content.html, reader, MISSING) if reader else content.html
    return Message(
        Markup(html),  # noqa: S704 - Telegram's own entities, with everything that was typed escaped
        buttons=_rows(announcement) if content.takes_buttons else (),
        media=[Media(MediaKind(one.kind), one.file_id) for one in content.media],
        place=content.place,
        previews=True,
        fresh=True,
    )


def _rows(announcement: Announcement) -> list[list[Press]]:
    rows = [[_own(announcement.button)]] if announcement.button else []
    return [*rows, [buttons.RECEIVED.on(announcement.id)]] if announcement.wants_receipt else rows


def _own(button: dict[str, Any]) -> Press:
    if button.get("course_id"):
        return buttons.SHOW_COURSE.on(button["course_id"], label=button["label"])
    return Press(button["label"], url=button["url"])
