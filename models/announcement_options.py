"""The options of a draft: its button, its receipt, its hour, its urgency. Each change makes older previews stale."""

import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select

from models.announcement import Announcement, draft_of, note
from models.course import Course, CourseState
from models.database import Session
from models.folding import fold
from models.person import Person

MAX_LABEL = 60
MAX_REASON = 200
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")


async def hang_link(
    session: Session, person: Person, announcement_id: int, label: str, url: str
) -> Announcement | None:
    """A button that opens an address; None for a label or an address that Telegram would refuse."""
    draft = await draft_of(session, person, announcement_id)
    if not (label and len(label) <= MAX_LABEL and len(url) <= 1000 and _HOST.fullmatch(_host(url))):
        return None
    return _hang(draft, {"label": label, "url": url})


async def hang_course(
    session: Session, person: Person, announcement_id: int, code: str, label: Callable[[str], str]
) -> Announcement | None:
    """A button that opens a course's card; None when the code is nobody's."""
    draft = await draft_of(session, person, announcement_id)
    course = await session.scalar(
        select(Course).where(Course.folded_code == fold(code), Course.state != CourseState.draft)
    )
    return _hang(draft, {"label": label(course.code), "course_id": course.id}) if course is not None else None


async def drop_button(session: Session, person: Person, announcement_id: int) -> Announcement:
    return _hang(await draft_of(session, person, announcement_id), None)


async def want_receipt(session: Session, person: Person, announcement_id: int, wanted: bool) -> Announcement:
    """Ask every reader to confirm; an album carries no buttons."""
    draft = await draft_of(session, person, announcement_id)
    draft.wants_receipt = wanted and draft.said.takes_buttons
    draft.rev += 1
    return draft


async def send_at(session: Session, person: Person, announcement_id: int, at: datetime | None) -> Announcement:
    """At an hour, or (None) as soon as it is sent."""
    draft = await draft_of(session, person, announcement_id)
    draft.send_at = at
    draft.rev += 1
    return draft


async def make_urgent(
    session: Session, person: Person, announcement_id: int, reason: str, now: datetime
) -> Announcement:
    """With a reason it passes the quiet hours, and the trail keeps the reason; without one it no longer does."""
    draft = await draft_of(session, person, announcement_id)
    draft.urgent_reason = " ".join(reason.split())[:MAX_REASON]
    draft.rev += 1
    await note(
        session, draft, "urgent" if draft.urgent_reason else "not_urgent", person, now, reason=draft.urgent_reason
    )
    return draft


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # «https://[::1»
        return ""


def _hang(draft: Announcement, button: dict[str, str | int] | None) -> Announcement:
    draft.button = button if draft.said.takes_buttons else None
    draft.rev += 1
    return draft
