"""Reads what somebody types to move a meeting or a whole course: a day, an hour or two, so many days later."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time

from models.days_said import days_said
from models.folding import fold

_HOUR = re.compile(r"\b(\d{1,2})\s*(?:gio|[:hg])(?:\s?([0-5]\d)(?![\dhg:/.-]))?")
_JOINT = re.compile(r"^(?:tu|luc|vao)\b|\b(?:luc|vao|tu)$|\b(?:den|toi)\b$|[-–—,.]+$|^[-–—,.]+")
_BY = re.compile(
    r"(?:(?P<way>hoan|lui|doi|cham|muon|som|truoc|len)(?: (?:lai|hon|lich|lop|ca lop))* )?"
    r"(?P<count>\d{1,3}|mot|hai|ba|bon) (?P<unit>ngay|tuan)(?: (?P<after>sau|nua|som|truoc|som hon|muon hon))?"
)
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4}
_TO = re.compile(r"^(?:(?:hoan|lui|doi|chuyen|len|sang|den|toi|vao|ngay) +)+")
_EARLIER = ("som", "truoc", "len", "som hon")


@dataclass(frozen=True)
class HoursSaid:
    """What was said of a meeting: its day, its local hours; None: not said."""

    on: date | None
    starts: time | None
    ends: time | None


def hours_said(text: str, today: date) -> HoursSaid | None:
    """«14h-17h thứ Sáu», «11/12», «7h30 ngày 11/12»; None when it says anything else."""
    letters = unicodedata.normalize("NFC", text)
    plain = " ".join("".join(fold(letter) or letter for letter in letters).split())
    hours = list(_HOUR.finditer(plain))
    if len(hours) > 2 or any(int(found[1]) > 23 for found in hours):
        return None
    clock = [time(int(found[1]), int(found[2] or 0)) for found in hours]
    if len(clock) == 2 and clock[0] >= clock[1]:
        return None
    rest = plain[: hours[0].start()] + " " + plain[hours[-1].end() :] if hours else plain
    rest = _bare(rest)
    if rest:
        days = days_said(rest, today)
        if days is None or days.first != days.last:
            return None
    elif not clock:
        return None
    on = days.first if rest and days else None
    return HoursSaid(on, clock[0] if clock else None, clock[1] if len(clock) > 1 else None)


def days_by(text: str, first: date, today: date) -> int | None:
    """By how many days a course that begins on `first` is to move: «2 tuần», «sớm 3 ngày», or its new first day."""
    plain = fold(text)
    if by := _BY.fullmatch(plain):
        count = _COUNTS.get(by["count"]) or int(by["count"])
        days = count * (7 if by["unit"] == "tuan" else 1)
        return -days if by["way"] in _EARLIER or by["after"] in _EARLIER else days
    said = days_said(_TO.sub("", plain), today) or days_said(text, today)
    return (said.first - first).days if said is not None and said.first == said.last else None


def _bare(text: str) -> str:
    """Without the words that only join a day to an hour."""
    while (shorter := _JOINT.sub("", text.strip()).strip()) != text:
        text = shorter
    return text
