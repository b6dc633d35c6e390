"""Meetings as a calendar file (iCalendar, RFC 5545) that a phone takes in."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from models.my_timetable import TimetableLine

HOME = "boi-duong.snv.bacninh"  # the right-hand side of our UIDs: never looked up, only never changed
PRODUCT = "-//So Noi vu Bac Ninh//Tro ly boi duong//VI"
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # SEQUENCE counts seconds from here: it has room for 31 bits
ZONE = "Asia/Ho_Chi_Minh"


def calendar_file(meetings: Sequence[TimetableLine], now: datetime, *, is_off: bool = False) -> bytes:
    """One event a meeting. The UID stays and SEQUENCE rises with each change of the course, so that taking the file in
    again moves what is there instead of adding to it (lessons.md 70); `is_off`: it takes them out of the calendar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "PUBLISH")
    for meeting in meetings:
        calendar.add_component(_event(meeting, now, is_off))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(meeting: TimetableLine, now: datetime, is_off: bool) -> Event:
    zone = ZoneInfo(ZONE)
    event = Event()
    event.add("uid", f"meeting-{meeting.id}@{HOME}")
    event.add("dtstamp", now)
    event.add("last-modified", meeting.changed_at)
    event.add("sequence", int((meeting.changed_at - BEGINNING).total_seconds()))
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    event.add("dtend", meeting.ends_at.astimezone(zone))
    event.add("summary", vText(meeting.title))
    event.add("location", vText(", ".join(part for part in (meeting.room, meeting.venue) if part)))
    event.add("description", vText("\n".join(part for part in (meeting.code, meeting.topic) if part)))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED" if meeting.settled else "TENTATIVE")
    return event
