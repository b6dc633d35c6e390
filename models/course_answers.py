"""Reads what somebody types about a course: days, a deadline, a number, a line of text. Raises WrongAnswer."""

import re
from datetime import date, datetime, timedelta

from models.days_said import days_said
from models.moment_said import moment_said
from models.opening_refusals import Wrong, WrongAnswer
from models.when_said import Period

LONGEST = timedelta(days=366)
MOST_SEATS = 10_000  # as the workbook
LINE, CODE, NUMBER = 300, 60, 120  # characters of a title or a venue, of a course code, of a letter's number
_WHOLE = re.compile(r"([-−]?\d{1,60})(?:\s+\D{0,30})?")
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_CODE = re.compile(r"[^\W_](?:[\w./-]*[^\W_])?")


def read_first_day(said: str, today: date) -> Period:
    """One day, or both ends at once («7/12 - 11/12»). A course begins after today: there must be time to register."""
    found = days_said(said, today)
    if found is None:
        raise WrongAnswer(Wrong.no_day)
    return checked_days(found.first, found.last, today)


def read_last_day(said: str, first: date) -> date:
    """Seen from the first day: «thứ sáu» is the next one after it, «3 ngày» is how long it lasts."""
    found = days_said(said, first)
    if found is None:
        raise WrongAnswer(Wrong.no_day)
    return found.last


def checked_days(first: date, last: date, today: date) -> Period:
    """From a day after today, for a year at most."""
    if first <= today:
        raise WrongAnswer(Wrong.day_passed, first=first)
    if last < first:
        raise WrongAnswer(Wrong.ends_before, first=first)
    if last - first > LONGEST:
        raise WrongAnswer(Wrong.lasts_too_long)
    return Period(first, last)


def read_deadline(said: str, starts_on: date, now: datetime) -> datetime:
    """A day, whose end it is, or an hour of a day; local. Not later than the day on which the course begins."""
    found = days_said(said, now.date())
    if found is not None and found.first == found.last:
        at: datetime | None = end_of(found.last, now)
    else:
        at = moment_said(said, now)
    if at is None:
        raise WrongAnswer(Wrong.no_moment)
    return checked_deadline(at, starts_on, now)


def checked_deadline(at: datetime, starts_on: date, now: datetime) -> datetime:
    if at <= now:
        raise WrongAnswer(Wrong.deadline_passed)
    if at > end_of(starts_on, now):
        raise WrongAnswer(Wrong.deadline_late, first=starts_on)
    return at


def end_of(day: date, now: datetime) -> datetime:
    """The midnight that ends a local day, in the zone of `now`."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), now.tzinfo)


def read_number(said: str, least: int, most: int = MOST_SEATS) -> int:
    """«60», «60 chỗ», «1.000»."""
    found = _WHOLE.fullmatch(_THOUSANDS.sub("", said.strip()))
    if found is None:
        raise WrongAnswer(Wrong.no_number)
    number = int(found[1].replace("−", "-"))
    if not least <= number <= most:
        raise WrongAnswer(Wrong.number_outside, least=least, most=most)
    return number


def read_line(said: str, most: int = LINE) -> str:
    """One line of text, its spaces drawn together."""
    text = " ".join(said.split())
    if not text:
        raise WrongAnswer(Wrong.no_text)
    if len(text) > most:
        raise WrongAnswer(Wrong.too_long, most=most)
    return text


def read_code(said: str) -> str:
    """A course code: letters, digits and . / - between them."""
    code = read_line(said, CODE).upper().replace(" ", "-")
    if not _CODE.fullmatch(code):
        raise WrongAnswer(Wrong.code_form)
    return code
