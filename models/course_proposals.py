"""What can be guessed about a new course, so that nobody has to be asked: from the programme and its earlier runs."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from sqlalchemy import select

from models.course import Course
from models.course_answers import CODE, end_of
from models.database import Session
from models.folding import fold
from models.institution import Institution
from models.policy import Policy, policies
from models.programme import Programme
from models.term import Term, TermList
from models.workbook_rows import code_key
from models.working_time import HORIZON, WorkingTime

USUAL_SEATS = (40, 60, 100)
PLACES = 4
_FIRST_RUN = "-K01"
_NUMBER_AT_END = re.compile(r"\d{1,6}$")
_RUN = re.compile(r"\b(?:khoa|lop|dot|k) ?(\d{1,3})\b")
_DAY = timedelta(days=1)
_ONLINE, _IN_PERSON = "truc tuyen", ("truc tiep", "tap trung")  # as the terms of the workbook fold
_SAYS_ONLINE = re.compile(r"\b(?:truc tuyen|online|zoom|teams|webex|https?)\b")
_IS_ONLINE = re.compile(r"(?:hoc |lop )?(?:truc tuyen|online|zoom|teams|webex|https?)\b")


@dataclass(frozen=True)
class Place:
    """Where some earlier course was held."""

    course_id: int
    venue: str
    institution_id: int | None
    institution: str

    @property
    def name(self) -> str:
        return ", ".join(part for part in (self.venue, self.institution) if part)


async def latest_run(session: Session, programme_id: int) -> Course | None:
    """The newest course of a programme: what it had is the best guess for the next."""
    query = select(Course).where(Course.programme_id == programme_id)
    return await session.scalar(query.order_by(Course.starts_on.desc(), Course.id.desc()).limit(1))


async def free_code(session: Session, programme: Programme, like: Course | None) -> str:
    """The next number of the series that the earlier run's code stands in, and that no course has yet."""
    taken = {code_key(code) for code in await session.scalars(select(Course.code))}
    return next_code(like.code if like else "", programme.code, taken)


def next_code(last: str, programme_code: str, taken: Collection[str]) -> str:
    """«VTVL-02-K04» → «VTVL-02-K05»; a first run has «-K01» behind the programme's code."""
    code = last if _NUMBER_AT_END.search(last) else programme_code[: CODE - 8] + _FIRST_RUN
    if code is last or code_key(code) in taken:
        code = _counted_on(code)
        while code_key(code) in taken:
            code = _counted_on(code)
    return code


def _counted_on(text: str) -> str:
    """The number at its end, one higher and as wide."""
    return _NUMBER_AT_END.sub(lambda found: str(int(found[0]) + 1).zfill(len(found[0])), text)


def title_once_more(title: str, first: date, earlier: date) -> str:
    """The same course again: the number of its run counts on, its year becomes that of the new one."""
    if earlier.year != first.year and str(earlier.year) in title:
        return title.replace(str(earlier.year), str(first.year))
    run = _run_in(title)
    return title[: run.start(1)] + _counted_on(run[1]) + title[run.end(1) :] if run else title


def title_of_a_run(programme: str, latest: str) -> str:
    """The programme's name; with the next number where its latest run had one («…, run 4 (evenings)» → «…, run 5»)."""
    run = _run_in(latest)
    return latest[: run.start(1)] + _counted_on(run[1]) if run else programme


def numbered_as(title: str, code: str, earlier_title: str, earlier_code: str) -> str:
    """The number of the run in a title follows that of the code, where it did so in the earlier course."""
    run, was = _run_in(title), _run_in(earlier_title)
    new, old = _NUMBER_AT_END.search(code), _NUMBER_AT_END.search(earlier_code)
    if not (run and was and new and old and int(was[1]) == int(old[0])):
        return title
    return title[: run.start(1)] + str(int(new[0])).zfill(len(run[1])) + title[run.end(1) :]


def _run_in(title: str) -> re.Match[str] | None:
    """The last number in a title that says which run it is; others («target group 4») say something else."""
    plain = "".join(folded if len(folded := fold(letter)) == 1 else letter for letter in title)
    return next(iter(reversed(list(_RUN.finditer(plain)))), None)


def usual_last_day(calendar: WorkingTime, first: date, hours: float, half_day: int) -> date:
    """The working day on which the programme's hours (tiết) are reached, with two half-days a day."""
    left = max(1, ceil(hours / (2 * half_day)))
    day = first
    for _ in range(HORIZON):
        left -= calendar.is_working_day(day) or day == first
        if not left:
            break
        day += _DAY
    return day


async def usual_deadline(session: Session, calendar: WorkingTime, first: date, now: datetime) -> datetime:
    """The end of a working day so many days before the course (a policy), but never a day that is over."""
    days = (await policies(session, now.date(), Policy.deadline_days))[Policy.deadline_days]
    today = now.date()
    day = max(today, first - timedelta(days=days))
    while day > today and not calendar.is_working_day(day):
        day -= _DAY
    return end_of(day, now)


def seat_choices(like: Course | None) -> tuple[int, ...]:
    """As many as last time, and round numbers."""
    return tuple(dict.fromkeys([*([like.seats] if like else []), *USUAL_SEATS]))[:4]


async def place_choices(session: Session, programme_id: int) -> tuple[Place, ...]:
    """Where courses were held lately, those of the programme first; each place once."""
    rows = await session.execute(
        select(Course.id, Course.venue, Course.institution_id, Institution.name)
        .outerjoin(Institution, Institution.id == Course.institution_id)
        .where((Course.venue != "") | Course.institution_id.is_not(None))
        .order_by((Course.programme_id == programme_id).desc(), Course.starts_on.desc(), Course.id.desc())
        .limit(60)
    )
    found: dict[tuple[str, int | None], Place] = {}
    for course_id, venue, institution_id, name in rows:
        found.setdefault((venue, institution_id), Place(course_id, venue, institution_id, name or ""))
    return tuple(found.values())[:PLACES]


async def mode_there(session: Session, venue: str, like: Course | None) -> int | None:
    """How one studies at this place: as in the earlier run, unless the place says another form of study.

    A hall for an online run is not online; a room may be called «online room» and be one where people sit.
    """
    usual = like.mode_id if like else None
    if not venue or (like and venue == like.venue):
        return usual
    rows = await session.execute(select(Term.folded, Term.id).where(Term.list == TermList.mode))
    terms, said = dict(rows.all()), fold(venue)
    online = terms.get(_ONLINE)
    if _IS_ONLINE.match(said):
        return online or usual
    if usual is None or usual != online or _SAYS_ONLINE.search(said):
        return usual
    return next((terms[name] for name in _IN_PERSON if name in terms), None)
