"""Days and times of day as people type them into a spreadsheet."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.workbook.bad_cell import BadCell
from bot.workbook.words import plain
from models.workbook_problems import ProblemCode

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
# Excel counts days from here (its invented 29/02/1900 included). A number below 20,000 is rather a year or a slip.
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's times are local, without zone
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 73_050
# A birth year of two digits above this is of the last century: nobody on a roster was born later.
_BIRTH_PIVOT = 15
_MINUTES_A_DAY = 24 * 60

# All are matched against plain(): lower case, no diacritics.
_DAYS = (
    re.compile(r"(?<!\d)(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)", re.ASCII),
    re.compile(r"(?<!\d)(?P<d>\d{1,2}) ?([-/.]) ?(?P<m>\d{1,2}) ?\2 ?(?P<y>\d{4}|\d{2})(?!\d)", re.ASCII),
    re.compile(r"(?<!\d)(?P<d>\d{1,2}) thang (?P<m>\d{1,2}),? nam (?P<y>\d{4})(?!\d)", re.ASCII),
)
_AROUND_A_DAY = re.compile(
    r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|t[2-7]|cn|ngay|luc|truoc)\b|[,;]|\bt(?=\d)"
)
_TIME = re.compile(
    r"(?P<hour>\d{1,2}) ?(?:[:.h]|g(?:io)?) ?(?P<minute>\d{2})?(?::\d{2}(?:\.\d+)?)? ?(?:'|ph?|phut)? ?"
    r"(?P<half>am|sa|sang|pm|ch|chieu|toi)?",
    re.ASCII,
)
_AFTERNOON = {"pm", "ch", "chieu", "toi"}


def read_day(value: object) -> date:
    """A day: a real date, a serial number, dd/mm/yyyy and its kin, ISO, «ngày 05 tháng 01 năm 2027»."""
    return read_moment(value)[0]


def read_birth_date(value: object) -> date:
    """As read_day, but two digits of a year mean the past."""
    return _read(value, lambda year: 2000 + year if year <= _BIRTH_PIVOT else 1900 + year)[0]


def read_moment(value: object) -> tuple[date, time | None]:
    """A day, and the time of day if the cell says one («17h00 ngày 01/12/2026»); midnight counts as none."""
    return _read(value, lambda year: 2000 + year)


def read_time(value: object) -> time:
    """A time of day: a real one, a fraction of a day, «8h», «8h00», «08:00», «8 giờ 30», «2h chiều»."""
    match value:
        case datetime():
            return _rounded(value)
        case time():
            return _rounded(datetime.combine(_EXCEL_EPOCH, value))
        case timedelta() if timedelta(0) <= value < timedelta(days=1):
            return _rounded(_EXCEL_EPOCH + value)
        case int() | float() if not isinstance(value, bool) and 0 <= value < 1:
            return _rounded(_EXCEL_EPOCH + timedelta(days=value))
        case str():
            return _typed_time(plain(value))
    raise BadCell(ProblemCode.bad_time)


def _read(value: object, century: Callable[[int], int]) -> tuple[date, time | None]:
    match value:
        case datetime():
            moment = value
        case date():
            moment = datetime.combine(value, time())
        case int() | float() if not isinstance(value, bool) and _FIRST_SERIAL <= value <= _LAST_SERIAL:
            moment = _EXCEL_EPOCH + timedelta(days=value)
        case str():
            return _typed_day(plain(value), century)
        case _:
            raise BadCell(ProblemCode.bad_date)
    clock = _rounded(moment)
    return _plausible(moment.date()), clock if clock != time() else None


def _typed_day(text: str, century: Callable[[int], int]) -> tuple[date, time | None]:
    found = next((match for form in _DAYS if (match := form.search(text))), None)
    if found is None:
        raise BadCell(ProblemCode.bad_date)
    year = int(found["y"])
    try:
        day = date(year if len(found["y"]) > 2 else century(year), int(found["m"]), int(found["d"]))
    except ValueError:
        raise BadCell(ProblemCode.bad_date) from None
    rest = _AROUND_A_DAY.sub(" ", f"{text[: found.start()]} {text[found.end() :]}").strip()
    try:
        clock = _typed_time(rest) if rest else time()
    except BadCell:
        raise BadCell(ProblemCode.bad_date) from None
    return _plausible(day), clock if clock != time() else None


def _typed_time(text: str) -> time:
    found = _TIME.fullmatch(text)
    if found is None:
        raise BadCell(ProblemCode.bad_time)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"] in _AFTERNOON and hour < 12:
        hour += 12
    try:
        return time(hour, minute)
    except ValueError:
        raise BadCell(ProblemCode.bad_time) from None


def _plausible(day: date) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadCell(ProblemCode.bad_date)
    return day


def _rounded(moment: datetime) -> time:
    # A third of a day is 7:59:59.99 to a computer.
    minutes = round((moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6) / 60)
    return time(*divmod(minutes % _MINUTES_A_DAY, 60))
