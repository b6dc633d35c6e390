"""Reads a moment to come as people type it: an hour, and maybe a day."""

import re
import unicodedata
from datetime import datetime, timedelta

from models.folding import fold
from models.when_said import when_said

_HOUR = re.compile(r"\b(\d{1,2})\s*(?:gio|[:hg])(?:\s?([0-5]\d)(?![\d/.-]))?")
_FURTHEST = timedelta(days=366)
_TOMORROW = re.compile(r"\bmai\b")


def moment_said(said: str, now: datetime) -> datetime | None:
    """The local moment, within a year; None when it is not clear or over.

    Without a day it is the next time that the hour strikes.
    """
    letters = unicodedata.normalize("NFD", said.lower())
    plain = " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
    found = _HOUR.search(plain)
    if found is None or int(found[1]) > 23:
        return None
    rest = (plain[: found.start()] + " " + plain[found.end() :]).strip(" ,.")
    at = now.replace(hour=int(found[1]), minute=int(found[2] or 0), second=0, microsecond=0)
    if not rest:
        return at if at > now else at + timedelta(days=1)
    period, left = when_said(rest, now.date())
    if period is None and _TOMORROW.search(fold(rest)):
        at += timedelta(days=1)
    elif period is None or period.first != period.last or left.strip(" ,."):
        return None
    else:
        at = at.replace(year=period.first.year, month=period.first.month, day=period.first.day)
    return at if now < at <= now + _FURTHEST else None
