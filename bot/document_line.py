"""Reads number, day and subject of an official letter from one line, as people type or paste them."""

import re
from dataclasses import dataclass
from datetime import date

from bot.workbook.bad_cell import BadCell
from bot.workbook.dates import read_day
from bot.workbook.words import clean, plain

# The number is read as written, the rest from plain(): lower case, no diacritics, of the same length.
_NUMBER = re.compile(r"(?<![\d/.-])(\d{1,6}) ?/ ?((?:\d{4} ?/ ?)?[^\W\d][\w.&]*(?:[-–][\w.&]+)*)")
_DAYS = (
    re.compile(r"(?<![\d/.-])\d{1,2} ?([-/.]) ?\d{1,2} ?\1 ?(?:\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?<!\d)\d{1,2} thang \d{1,2},? nam \d{4}(?!\d)"),
    re.compile(r"(?<!\d)(?:19|20)\d{2}-\d{1,2}-\d{1,2}(?!\d)"),
)
_ABOUT = re.compile(r"(?<!\w)(?:v ?/ ?v|ve viec|trich yeu)(?!\w)[ :.]*")
LONGEST_NUMBER = 60
_EDGES = " ,;:.-–—\"'«»“”()"


@dataclass(frozen=True)
class Said:
    """What was read; `is_no_day`: there is a date that no calendar has."""

    number: str = ""
    on: date | None = None
    subject: str = ""
    is_no_day: bool = False


def read_document_line(text: str) -> Said:
    """The parts that the line holds. Without «v/v» or «về việc» the subject is what follows number and day."""
    text = clean(text)
    words = plain(text)
    if len(words) != len(text):  # signs that have no plain form
        text = words
    found = _NUMBER.search(text)
    number = f"{found[1]}/{found[2].replace(' ', '')}"[:LONGEST_NUMBER] if found else ""
    rest = words if found is None else words[: found.start()] + " " * len(found[0]) + words[found.end() :]
    day = next((match for form in _DAYS if (match := form.search(rest))), None)
    on, is_no_day = _day(day[0]) if day else (None, False)
    about = _ABOUT.search(words)
    if about is not None:
        begins = about.end()
    elif found is not None or day is not None:
        begins = max(match.end() for match in (found, day) if match is not None)
    else:
        begins = len(text)
    return Said(number, on, text[begins:].strip(_EDGES), is_no_day)


def read_subject(text: str) -> str:
    """A subject that was asked for by itself, without its «v/v»."""
    text = clean(text)
    about = _ABOUT.match(plain(text))
    return (text[about.end() :] if about else text).strip(_EDGES)


def _day(said: str) -> tuple[date | None, bool]:
    try:
        return read_day(said), False
    except BadCell:
        return None, True
