"""A period said in a query («next week», «12/2026», «from 6/12 to 9/12»), taken out of it.

The grammar is Vietnamese without marks: a table of phrases, each with the function that turns it into dates.
The first phrase of the table that is found and makes a real date wins; the rest of the query is what is searched.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from models.folding import fold


@dataclass(frozen=True, order=True)
class Period:
    """Days from first to last, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def touches(self, first: date, last: date) -> bool:
        return self.first <= last and first <= self.last


def when_said(query: str, today: date) -> tuple[Period | None, str]:
    """The period and the query without it; (None, query) when none is said.

    A day or month without its year is the nearest that is not yet past.
    """
    text = " ".join(unicodedata.normalize("NFC", query).split())
    plain = "".join(map(_plain, text))
    for phrase, period_of in _PHRASES:
        for said in phrase.finditer(plain):
            try:
                period = period_of({name: value for name, value in said.groupdict().items() if value}, today)
            except (ValueError, OverflowError):  # no such day: «31/2», or a year beyond the calendar
                continue
            return period, " ".join((text[: said.start()] + " " + text[said.end() :]).split())
    return None, query


def _plain(letter: str) -> str:
    """One letter for one letter, so that what is found can be cut out of the text as it was typed."""
    folded = fold(letter)
    if len(folded) == 1:
        return folded
    return "-" if letter in "–—" else letter


Said = dict[str, str]
Reading = Callable[[Said, date], Period]


def _day(said: Said, today: date, end: str = "") -> date:
    """The day of one end of a range; what it leaves out is what the other end says."""
    day = int(said.get("d" + end) or said["d"])
    month = int(said.get("m" + end) or said.get("m2") or said.get("m") or 0)
    year = _year(said.get("y" + end) or said.get("y2") or said.get("y"), today)
    if month:
        found = date(year or today.year, month, day)
        return found if year or found >= today else date(today.year + 1, month, day)
    months = [_month_after(today, ahead) for ahead in range(3)]
    days = [date(m.year, m.month, day) for m in months if day <= calendar.monthrange(m.year, m.month)[1]]
    return next(found for found in days if found >= today)


def _year(text: str | None, today: date) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text) if len(text) == 4 else 2000 + int(text)
    return today.year + _STEP[text.split()[-1]]


def _one_day(said: Said, today: date) -> Period:
    day = _day(said, today)
    return Period(day, day)


def _day_range(said: Said, today: date) -> Period:
    last = _day(said, today, "2")
    first = _day(said, today)
    for year in (last.year, last.year - 1):  # a range that has begun, or that runs over New Year
        if first > last and "y" not in said:
            first = first.replace(year=year)
    if first > last:
        raise ValueError
    return Period(first, last)


def _day_of_step(said: Said, today: date) -> Period:
    day = _month_after(today, _STEP[said["step"]]).replace(day=int(said["d"]))
    return Period(day, day)


def _month_after(day: date, ahead: int) -> date:
    month = day.month - 1 + ahead
    return date(day.year + month // 12, month % 12 + 1, 1)


def _months(first: date, count: int = 1) -> Period:
    return Period(first, _month_after(first, count) - timedelta(days=1))


def _named_months(said: Said, today: date, count: int = 1) -> Period:
    """Months by number: from `m` (to `m2`), or `count` of them; without a year the first that are not yet past."""
    year = _year(said.get("y"), today)
    first = int(said["m"])
    if "m2" in said:
        count = (int(said["m2"]) - first) % 12 + 1
    period = _months(date(year or today.year, first, 1), count)
    if not year and period.last < today:
        period = _months(date(today.year + 1, first, 1), count)
    return _part(period, said.get("part"))


def _quarter(said: Said, today: date) -> Period:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(said["q"]) or int(said["q"])
    return _named_months({**said, "m": str(number * 3 - 2)}, today, 3)


def _half_year(said: Said, today: date) -> Period:
    return _named_months({**said, "m": "1" if said["part"] == "dau" else "7", "part": ""}, today, 6)


def _this_quarter(said: Said, today: date) -> Period:
    return _months(_month_after(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), 3 * _STEP[said["step"]]), 3)


def _this_month(said: Said, today: date) -> Period:
    """A part of a month without a step is this month's, or the next one's once it is over."""
    period = _part(_months(_month_after(today, _STEP[said.get("step", "nay")])), said.get("part"))
    if "step" not in said and period.last < today:
        period = _part(_months(_month_after(today, 1)), said.get("part"))
    return period


def _this_year(said: Said, today: date) -> Period:
    year = _year(said.get("y"), today)
    part = said.get("part")
    months = {"dau": (1, 3), "giua": (5, 4), "cuoi": (10, 3)}.get(part or "", (1, 12))
    period = _months(date(year or today.year, months[0], 1), months[1])
    return period if year or period.last >= today else _months(date(today.year + 1, months[0], 1), months[1])


def _part(period: Period, part: str | None) -> Period:
    """The first ten days, the next ten, or what remains: how a month is divided in plans."""
    if part == "dau":
        return Period(period.first, period.first + timedelta(days=9))
    if part == "giua":
        return Period(period.first + timedelta(days=10), period.first + timedelta(days=19))
    return Period(period.first + timedelta(days=20), period.last) if part == "cuoi" else period


def _week(said: Said, today: date) -> Period:
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_STEP[said.get("step", "nay")])
    first, last = {"dau": (0, 1), "giua": (2, 3), "cuoi": (5, 6)}.get(said.get("part", ""), (0, 6))
    return Period(monday + timedelta(days=first), monday + timedelta(days=last))


def _weekday(said: Said, today: date) -> Period:
    weekday = _WEEKDAY[said.get("w") or said.get("w_") or "cn"]
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    if "step" in said:
        day = _week({"step": said["step"]}, today).first + timedelta(days=weekday)
    return Period(day, day)


def _near_day(said: Said, today: date) -> Period:
    day = today + timedelta(days={"qua": -1, "mai": 1, "kia": 2, "mot": 2}.get(said.get("near", ""), 0))
    return Period(day, day)


def _from_now(said: Said, today: date) -> Period:
    """In so many days; in so many weeks or months, which names that whole week or month."""
    count = int(said["n"])
    if said["unit"] == "ngay":
        return Period(today + timedelta(days=count), today + timedelta(days=count))
    if said["unit"] == "tuan":
        return _week({}, today + timedelta(weeks=count))
    return _months(_month_after(today, count))


def _within(said: Said, today: date) -> Period:
    days = int(said["n"]) * {"ngay": 1, "tuan": 7, "thang": 30}[said["unit"]]
    return Period(today, today + timedelta(days=days))


_STEP = {"truoc": -1, "qua": -1, "nay": 0, "sau": 1, "toi": 1, "sau nua": 2}
_WEEKDAY = {name: number for number, name in enumerate(["hai", "ba", "tu", "nam", "sau", "bay", "cn"])}
_WEEKDAY |= {str(number): number - 2 for number in range(2, 8)}
_PARTS = {
    "D": r"(?:ngay )?(?P<d>\d{1,2})",
    "D2": r"(?:ngay )?(?P<d2>\d{1,2})",
    "M": r"(?: ?/ ?| thang )(?P<m>\d{1,2})",
    "M2": r"(?: ?/ ?| thang )(?P<m2>\d{1,2})",
    "Y": r"(?: ?/ ?|,? nam )(?P<y>20\d\d|\d\d(?!\d)|(?<=nam )(?:nay|sau|toi))",
    "Y2": r"(?: ?/ ?|,? nam )(?P<y2>20\d\d|\d\d(?!\d))",
    # «t2» to «t7» are weekdays unless a year follows.
    "MONTH": r"(?:thang |t(?=[189]|\d/20))(?P<m>1[0-2]|0?[1-9])",
    "TO": r"(?: ?- ?| den (?:het )?)",
    "PART": r"(?P<part>dau|giua|cuoi)",
    "STEP": r"(?P<step>sau nua|nay|sau|toi|truoc|qua)",
    "W": r"(?:thu |t)(?P<w>[2-7])|thu (?P<w_>hai|ba|tu|nam|sau|bay)|chu nhat|cn",
}
# A number after one of these is no date: decrees and letters, and the groups and ranks of officials.
_NUMBERED = "nghi dinh|quyet dinh|thong tu|cong van|nghi quyet|ke hoach|chi thi|luat|so|nd|qd|tt|cv|nq|kh|ct"
_NUMBERED += "|doi tuong|chuyen vien|hang"
_NOT_NUMBERED = "".join(rf"(?<!\b{word} )" for word in _NUMBERED.split("|"))


def _phrase(pattern: str, period_of: Reading) -> tuple[re.Pattern[str], Reading]:
    for name, part in _PARTS.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{part})")
    opening = r"(?<![\w/.-])(?:(?:trong|vao|tu|sang|chieu|toi) )*"
    return re.compile(opening + rf"(?:(?=\D)|{_NOT_NUMBERED})" + pattern + r"(?![\w/]|[.-]\w)"), period_of


_PHRASES = [
    _phrase(r"<D>(?:<M><Y>?)?<TO><D2><M2><Y2>?", _day_range),
    _phrase(r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)", _one_day),
    _phrase(r"(?:ngay )?(?P<d>\d{1,2})(?P<sep>[.-])(?P<m>\d{1,2})(?P=sep)(?P<y>20\d\d)", _one_day),
    _phrase(r"<D> thang <STEP>", _day_of_step),
    _phrase(r"<D><M><Y>?", _one_day),
    _phrase(r"<MONTH><TO>(?:thang |t)?(?P<m2>1[0-2]|0?[1-9])<Y>?", _named_months),
    _phrase(r"(?:<PART> )?<MONTH><Y>?", _named_months),
    _phrase(r"(?P<m>1[0-2]|0?[1-9]) ?[/-] ?(?P<y>20\d\d)", _named_months),
    _phrase(r"quy (?P<q>[1-4]|i{1,3}|iv)<Y>?", _quarter),
    _phrase(r"quy <STEP>", _this_quarter),
    _phrase(r"6 thang <PART> nam(?: (?P<y>20\d\d|nay|sau|toi))?", _half_year),
    _phrase(r"<W>(?: (?:cua )?tuan <STEP>)?", _weekday),
    _phrase(r"(?:trong )?(?P<n>\d{1,2}) (?P<unit>ngay|tuan|thang) toi", _within),
    _phrase(r"(?P<n>\d{1,2}) (?P<unit>ngay|tuan|thang) nua", _from_now),
    _phrase(r"(?:<PART> )?tuan <STEP>", _week),
    _phrase(r"<PART> tuan", _week),
    _phrase(r"(?:<PART> )?thang <STEP>", _this_month),
    _phrase(r"<PART> thang", _this_month),
    _phrase(r"(?:<PART> )?(?<!luc )(?<!viet )nam (?P<y>20\d\d|nay|sau|toi)", _this_year),
    _phrase(r"<PART> nam", _this_year),
    _phrase(r"(?:hom|ngay|sang|chieu|toi) (?P<near>nay|qua|mai|kia|mot)", _near_day),
    _phrase(r"^(?P<near>mai)$", _near_day),
    _phrase(r"ngay (?P<d>\d{1,2})<TO><D2>", _day_range),
    _phrase(r"ngay (?P<d>\d{1,2})", _one_day),
]
