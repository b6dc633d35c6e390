"""Reads when a meeting is, as people type it: a day or days, and a half of the day or the hours."""

import re
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from models.days_said import days_said
from models.folding import fold
from models.when_said import Period


class Half(StrEnum):
    """Which half of the day; the hours of each are office hours (policies)."""

    morning = "morning"
    afternoon = "afternoon"
    both = "both"


HALVES = tuple(Half)  # buttons carry the place of a half in it


@dataclass(frozen=True)
class SlotSaid:
    """`half` and `hours` are None where nothing is said of them."""

    days: Period
    half: Half | None = None
    hours: tuple[time, time] | None = None


_HOURS = re.compile(r"(\d{1,2}) ?(?:gio|h|:|g) ?([0-5]\d)? ?(?:-|–|den) ?(\d{1,2}) ?(?:gio|h|:|g) ?([0-5]\d(?![/\d]))?")
_HALF = re.compile(r"\b(sang|chieu|ca ngay)\b")


def slot_said(said: str, today: date) -> SlotSaid | None:
    """«7/12 chiều», «sáng thứ hai», «18h-20h30 7/12», «7/12 - 9/12 cả ngày»; None when no day is clear."""
    text = " ".join("".join(fold(letter) or letter for letter in said).split())
    hours = None
    if found := _HOURS.search(text):
        try:
            hours = (time(int(found[1]), int(found[2] or 0)), time(int(found[3]), int(found[4] or 0)))
        except ValueError:  # no such hour
            return None
        text = text[: found.start()] + " " + text[found.end() :]
    halves = set(_HALF.findall(text))
    text = _HALF.sub(" ", text)
    days = days_said(" ".join(text.replace(" va ", " ").split()).strip(" ,"), today)
    if days is None:
        return None
    if hours:
        return SlotSaid(days, hours=hours)
    if "ca ngay" in halves or len(halves) > 1:
        return SlotSaid(days, Half.both)
    half = {"sang": Half.morning, "chieu": Half.afternoon}.get(next(iter(halves), ""))
    return SlotSaid(days, half)
