"""The days that somebody says and nothing else: from when to when, as one types it to a colleague."""

import re
from datetime import date, timedelta

from models.folding import fold
from models.when_said import Period, when_said

_NEAR = {"nay": "hom nay", "bay gio": "hom nay", "mai": "ngay mai", "kia": "ngay kia", "mot": "ngay mot"}
_LENGTH = re.compile(r"(?:trong )?(?:vong )?(\d{1,2}) (ngay|tuan)(?: (?:ke )?tu (.+))?")
_FILLING = re.compile(r"^(?:(?:bat dau|ke|ca|trong|tu) )+|(?: (?:tro di|nhe|a))+$")
_A_WEEK = timedelta(weeks=1)
_TO = re.compile(r" (?:cho )?(?:den|toi) (?:het )?| ?[–—] ?| - ")


def days_said(text: str, today: date) -> Period | None:
    """«01/12 - 05/12/2026», «từ mai đến thứ sáu», «3 ngày từ thứ hai», «tuần này»; None when it says anything else.

    An end that would come before the beginning is looked for after it: «from Monday to Friday» ends in that week.
    Days that have just begun count from today.
    """
    found = _read(text, today)
    if found is not None and today in found and today - found.first < _A_WEEK:
        return Period(today, found.last)
    return found


def _read(text: str, today: date) -> Period | None:
    said = _FILLING.sub("", " ".join("".join(fold(letter) or letter for letter in text).split()))
    if length := _LENGTH.fullmatch(said):
        begins = _read(length[3], today) if length[3] else Period(today, today)
        days = int(length[1]) * (7 if length[2] == "tuan" else 1)
        return Period(begins.first, begins.first + timedelta(days=days - 1)) if begins and days else None
    if whole := _only(said, today):
        return whole
    ends = _TO.split(said)
    if len(ends) != 2 or not all(ends):
        return None
    first = _only(_FILLING.sub("", ends[0]), today)
    last = _only(ends[1], today) if first else None
    if first and last and last.last < first.first:
        last = _only(ends[1], first.first)
    return Period(first.first, last.last) if first and last and first.first <= last.last else None


def _only(said: str, today: date) -> Period | None:
    period, rest = when_said(_NEAR.get(said, said), today)
    if period is not None and rest and when_said(rest.strip(" ,"), period.first) == (period, ""):  # «Tuesday, 15/12»
        return period
    return period if not rest else None
