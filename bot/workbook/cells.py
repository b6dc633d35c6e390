"""Reads one cell: what openpyxl gives → the value that a row holds, or BadCell."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeVar

from bot.workbook.bad_cell import BadCell
from bot.workbook.words import clean, plain
from models.folding import fold
from models.phones import normalise_phone
from models.workbook_problems import ProblemCode
from models.workbook_rows import Allotment

MAX_CELL = 2_000
_LONGEST_ITEM = 160

_Word = TypeVar("_Word")
_BETWEEN_ITEMS = re.compile(r"[;\n]")
_BETWEEN_CODES = re.compile(r"[;,\n]")
_ALLOTMENT = re.compile(r"(?P<unit>.*\S)\s*[:=：]\s*(?P<seats>[^:=：]+)")
# «40 tiết», «1.500 người»: one number, then perhaps the word for what is counted.
_NUMBER = re.compile(r"(?P<number>[+-]?\d[\d., ]*?)\s*[^\W\d_]*", re.ASCII)
_DOTTED_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMA_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")


def written(value: object) -> str:
    """The cell as a person sees it."""
    match value:
        case datetime() if value.time() != time():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value.hour}h{value.minute:02}"
        case float() if value.is_integer():
            return str(int(value))
        case Decimal():
            return f"{value:f}".removesuffix(".0").replace(".", ",")
        case None:
            return ""
    return str(value)


def read_text(value: object, limit: int = MAX_CELL) -> str:
    """Clean text on one line. Numbers are text too: a code may look like one."""
    text = clean(written(value))
    if len(text) > limit:
        raise BadCell(ProblemCode.too_long, str(limit))
    return text


def text_up_to(limit: int) -> Callable[[object], str]:
    """A reader of text of at most `limit` letters."""
    return lambda value: read_text(value, limit)


def read_items(value: object) -> tuple[str, ...]:
    """A list divided by semicolons or line breaks; repeated items count once."""
    return _items(value, _BETWEEN_ITEMS)


def read_codes(value: object) -> tuple[str, ...]:
    """As read_items; commas divide too."""
    return _items(value, _BETWEEN_CODES)


def read_number(value: object) -> Decimal:
    """A decimal number: real, or typed as «2,5», «1.500», «40 tiết»."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(str(round(value, 4)))
        if not number.is_finite():
            raise BadCell(ProblemCode.bad_number)
        return number
    found = _NUMBER.fullmatch(plain(value)) if isinstance(value, str) else None
    if found is None:
        raise BadCell(ProblemCode.bad_number)
    text = found["number"].replace(" ", "")
    # «1,500» may be one and a half or fifteen hundred: ask rather than guess.
    if _COMMA_THOUSANDS.fullmatch(text) or text.count(",") > 1:
        raise BadCell(ProblemCode.bad_number)
    if _DOTTED_THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    try:
        return Decimal(text.replace(",", "."))
    except ArithmeticError:
        raise BadCell(ProblemCode.bad_number) from None


def read_whole(value: object) -> int:
    """A whole number."""
    number = read_number(value)
    if number != number.to_integral_value():
        raise BadCell(ProblemCode.not_whole)
    return int(number)


def read_allotments(value: object) -> tuple[Allotment, ...]:
    """Seats of communes: «Võ Cường: 3; Quế Võ: 2»."""
    return tuple(map(_allotment, read_codes(value)))


def names_in(value: object) -> tuple[str, ...]:
    """What a value that points at something names: itself, its items, or the units of its items."""
    items = value if isinstance(value, tuple) else (value,)
    return tuple(name for item in items if (name := item.unit if isinstance(item, Allotment) else written(item)))


def _allotment(item: str) -> Allotment:
    found = _ALLOTMENT.fullmatch(item)
    if found is None:
        raise BadCell(ProblemCode.bad_quota, item)
    try:
        return Allotment(found["unit"], read_whole(found["seats"]))
    except BadCell:
        raise BadCell(ProblemCode.bad_quota, item) from None


def read_phone(value: object) -> str:
    """A phone in E.164."""
    phone = normalise_phone(value)
    if phone is None:
        raise BadCell(ProblemCode.bad_phone)
    return phone


def one_of(words: Mapping[_Word, tuple[str, ...]], otherwise: ProblemCode) -> Callable[[object], _Word]:
    """A reader of a word of a closed list; `words` has every way of writing each."""
    known = {fold(way): word for word, ways in words.items() for way in ways}

    def read(value: object) -> _Word:
        try:
            return known[fold(written(value))]
        except KeyError:
            raise BadCell(otherwise) from None

    return read


def some_of(words: Mapping[_Word, tuple[str, ...]], otherwise: ProblemCode) -> Callable[[object], tuple[_Word, ...]]:
    """A reader of several words of a closed list, divided by semicolons or commas."""
    read = one_of(words, otherwise)
    return lambda value: tuple(dict.fromkeys(read(item) for item in read_codes(value)))


def _items(value: object, between: re.Pattern[str]) -> tuple[str, ...]:
    items = (clean(item) for item in between.split(written(value).replace("_x000D_", "\n")))
    found = tuple(dict.fromkeys(item for item in items if item))
    if any(len(item) > _LONGEST_ITEM for item in found):
        raise BadCell(ProblemCode.too_long, str(_LONGEST_ITEM))
    return found
