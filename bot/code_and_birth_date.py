"""Reads a staff code and a birth date as people type them: in either order, in any common form, or only one."""

import re
from dataclasses import dataclass
from datetime import date

from bot.workbook.bad_cell import BadCell
from bot.workbook.dates import read_birth_date
from bot.workbook.words import plain

MAX_LENGTH = 120
MAX_PREFIX = 4  # the letters of a code may stand apart from its digits: «CB 09190 003»

# Each is matched against plain(): lower case, no diacritics. The guards keep the digits of a code out.
_DAYS = (
    re.compile(r"(?<![\w./-])\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?(?:\d{4}|\d{2})(?![\w./-]*\d)"),
    re.compile(r"(?<![\w./-])(?:19|20)\d{2}-\d{1,2}-\d{1,2}(?![\w-])"),
    re.compile(r"(?<![\w./-])\d{1,2} thang \d{1,2},? nam \d{4}(?!\d)"),
    re.compile(r"(?<![\w./-])\d{1,2} \d{1,2} (?:19|20)\d{2}(?![\w-])"),
    re.compile(r"(?<![\w./-])[0-3]\d[01]\d(?:19|20)\d{2}(?![\w-])"),
)


@dataclass(frozen=True)
class Said:
    """What was read. `codes`: ways to read the code, best first. `is_no_day`: it looks like a date, but is none."""

    codes: tuple[str, ...] = ()
    born: date | None = None
    is_no_day: bool = False


def read_code_and_birth_date(text: str, today: date) -> Said:
    """The parts that the text holds; nothing at all when it is something else."""
    words = plain(text)
    if len(words) > MAX_LENGTH:
        return Said()
    found = next((match for form in _DAYS if (match := form.search(words))), None)
    if found is None:
        return Said(_codes(words, alone=False))
    codes = _codes(f"{words[: found.start()]} {words[found.end() :]}", alone=True)
    try:
        born = read_birth_date(_as_date(found[0]))
    except BadCell:
        return Said(codes, is_no_day=True)
    return Said(codes, born) if born < today else Said(codes, is_no_day=True)


def _as_date(said: str) -> str:
    parts = re.findall(r"\d+", said)
    if "thang" in said or len(parts[0]) == 4:
        return said
    return "/".join(parts) if len(parts) > 1 else f"{said[:2]}/{said[2:4]}/{said[4:]}"


def _codes(words: str, *, alone: bool) -> tuple[str, ...]:
    """From the first to the last word with a digit, with and without a short word before it."""
    tokens = [token for token in re.split(r"[\s,;:()«»\"']+", words) if re.search(r"\w", token)]
    numbered = [place for place, token in enumerate(tokens) if re.search(r"\d", token)]
    if not numbered:
        return (tokens[0],) if alone and len(tokens) == 1 else ()
    first, last = numbered[0], numbered[-1]
    code = "".join(tokens[first : last + 1])
    before = tokens[first - 1] if first else ""
    return (before + code, code) if before.isalpha() and len(before) <= MAX_PREFIX else (code,)
