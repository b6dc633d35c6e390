"""Reads what somebody types to move a meeting or a whole course: a day, an hour or two, so many days later."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time

from models.days_said import days_said
from models.folding import fold
from models.slot_said import Half

_HOUR = re.compile(r"\b(\d{1,2})\s*(?:gio|[:hg])(?:([0-5]\d)(?![\dhg:/])|\s([0-5]\d)(?![\dhg:/.-]))?")
_JOINT = re.compile(r"^(?:tu|luc|vao)\b|\b(?:luc|vao|tu)$|\b(?:den|toi)\b$|[-–—,.]+$|^[-–—,.]+")
_BY = re.compile(
    r"(?:(?P<way>hoan|lui|doi|cham|muon|som|truoc|len)(?: (?:lai|hon|lich|lop|ca lop))* )?"
    r"(?P<count>\d{1,3}|mot|hai|ba|bon) (?P<unit>ngay|tuan)(?: (?P<after>sau|nua|som|truoc|som hon|muon hon))?"
)
_WEEKDAY = re.compile(r"(thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7])[ ,]+(?=(?:ngay )?\d)")
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4}
_TO = re.compile(r"^(?:(?:hoan|lui|doi|chuyen|len|sang|den|toi|vao|ngay) +)+")
_HALF = re.compile(r"\b(?:buoi )?(sang|chieu)\b")
_MORNING, _EVENING = "sa\u0301ng", "to\u0302\u0301i"  # without their marks they are also «over to» and «to»
_NEAR_DAY = re.compile(r" (?:ngay )?(?:mai|nay|kia|mot)\b| *$")  # what follows a morning that was typed without it
_EVENING_BEGINS = 7
_EARLIER = ("som", "truoc", "len", "som hon")


@dataclass(frozen=True)
class HoursSaid:
    """What was said of a meeting: its day, its local hours, or without hours a half of the day; None: not said."""

    on: date | None
    starts: time | None = None
    ends: time | None = None
    half: Half | None = None


def hours_said(text: str, today: date) -> HoursSaid | None:
    """«14h-17h thứ Sáu», «11/12», «chiều mai», «2h chiều 11/12»; None when it says anything else."""
    plain, half = _without_half(text)
    hours = list(_HOUR.finditer(plain))
    if len(hours) > 2 or any(int(found[1]) > 23 for found in hours):
        return None
    clock = [time(_of_day(int(found[1]), half), int(found[2] or found[3] or 0)) for found in hours]
    if len(clock) == 2 and clock[0] >= clock[1]:
        return None
    rest = plain[: hours[0].start()] + " " + plain[hours[-1].end() :] if hours else plain
    rest = _TO.sub("", _bare(rest))
    if not clock and _says(text, _EVENING):  # there are no usual hours of an evening
        return None
    if rest:
        on = _day(rest, today)
        if on is None:
            return None
    elif not clock and half is None:
        return None
    starts, ends = (*clock, None, None)[:2]
    return HoursSaid(on if rest else None, starts, ends, None if clock else half)


def _without_half(text: str) -> tuple[str, Half | None]:
    """The text, plain and without the half of the day that it names, and that half."""
    plain = _plain(text)
    has_marks = plain != " ".join(text.lower().split())
    for found in _HALF.finditer(plain):
        if found[1] == "sang" and not _says(text, _MORNING) and (has_marks or not _NEAR_DAY.match(plain, found.end())):
            continue
        rest = " ".join((plain[: found.start()] + " " + plain[found.end() :]).split())
        return rest, Half.morning if found[1] == "sang" else Half.afternoon
    return plain, None


def _says(text: str, word: str) -> bool:
    """Whether this very word was typed, with its marks."""
    return word in unicodedata.normalize("NFD", text).lower().split()


def _of_day(hour: int, half: Half | None) -> int:
    """Two in the afternoon is 14."""
    return hour + 12 if half is Half.afternoon and 0 < hour < _EVENING_BEGINS else hour


def days_by(text: str, first: date, today: date) -> int | None:
    """By how many days a course that begins on `first` is to move: «2 tuần», «sớm 3 ngày», or its new first day."""
    if by := _BY.fullmatch(fold(text)):
        count = _COUNTS.get(by["count"]) or int(by["count"])
        days = count * (7 if by["unit"] == "tuan" else 1)
        return -days if by["way"] in _EARLIER or by["after"] in _EARLIER else days
    on = _day(_TO.sub("", _plain(text)), today) or _day(text, today)
    return (on - first).days if on is not None else None


def _day(text: str, today: date) -> date | None:
    """One day; a weekday may stand before its date, where it is that of the date."""
    plain, weekday = _plain(text), None
    if named := _WEEKDAY.match(plain):
        weekday, plain = days_said(named[1], today), plain[named.end() :]
    days = days_said(plain, today)
    if days is None or days.first != days.last:
        return None
    if weekday is not None and weekday.first.weekday() != days.first.weekday():
        return None
    return days.first


def _plain(text: str) -> str:
    """Without marks and capitals; what stands between the words stays."""
    letters = unicodedata.normalize("NFC", text)
    return " ".join("".join(fold(letter) or letter for letter in letters).split())


def _bare(text: str) -> str:
    """Without the words that only join a day to an hour."""
    while (shorter := _JOINT.sub("", text.strip()).strip()) != text:
        text = shorter
    return text
