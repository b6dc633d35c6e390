"""The week as a work list: figures of each course, what waits, what changed, and what needs a hand."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from models.attendance import Share
from models.unread import UnreadCourse

WEEK = timedelta(weeks=1)
SOON = timedelta(days=14)


@dataclass(frozen=True)
class CourseFigures:
    """One course: seats by state, the seats held a week ago, and the requests that wait for a decision.

    `untaught`: coming meetings without a trainer, where others have one; `share`: once a roll was called.
    """

    id: int
    code: str
    title: str
    starts_on: date
    ends_on: date
    closes_at: datetime
    seats: int
    minimum: int
    confirmed: int
    pending: int
    offered: int
    queued: int
    before: int
    waiting: int
    has_trainer: bool
    untaught: int = 0
    share: Share | None = None

    @property
    def taken(self) -> int:
        """Seats that are held, as everywhere: approved, waiting for approval, offered."""
        return self.confirmed + self.pending + self.offered


@dataclass(frozen=True)
class WaitingRequest:
    """A request that nobody has decided. `is_late`: the approval clock has come to the coordinator, or the deadline is
    over."""

    id: int
    official: str
    course_id: int
    code: str
    since: datetime
    is_late: bool


@dataclass(frozen=True)
class OpenCases:
    """Requests about the own data that nobody has answered: how many, and when the nearest legal time ends."""

    count: int
    due_at: datetime


@dataclass(frozen=True)
class Changes:
    """What happened within the last week, in registrations and courses."""

    registered: int = 0
    approved: int = 0
    declined: int = 0
    withdrawn: int = 0
    cancelled_courses: tuple[str, ...] = ()
    little_used: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        counts = (self.registered, self.approved, self.declined, self.withdrawn)
        return any((*counts, self.cancelled_courses, self.little_used))


class Need(StrEnum):
    """Why a course or a request needs a hand, the most urgent first."""

    late_request = "late_request"
    data_cases = "data_cases"
    unread_changes = "unread_changes"
    below_minimum = "below_minimum"
    full_with_queue = "full_with_queue"
    no_trainer = "no_trainer"
    no_results = "no_results"


@dataclass(frozen=True)
class Hand:
    """One thing to do: about a course, a request, people who have not confirmed a change, or requests about data."""

    need: Need
    course: CourseFigures | None = None
    request: WaitingRequest | None = None
    unread: UnreadCourse | None = None
    cases: OpenCases | None = None


@dataclass(frozen=True)
class Summary:
    """All of it, as of one moment. `official_id` is whose courses they are; None for the whole department's.

    `unclosed`: courses that are in no figure any more, but whose results nobody has closed: what needs a hand does not
    leave the list by growing old.
    """

    official_id: int | None
    at: datetime
    courses: tuple[CourseFigures, ...]
    waiting: tuple[WaitingRequest, ...]
    changes: Changes
    unread: tuple[UnreadCourse, ...] = ()
    cases: OpenCases | None = None
    unclosed: tuple[CourseFigures, ...] = ()

    @property
    def hands(self) -> tuple[Hand, ...]:
        """What needs a hand."""
        found = [Hand(Need.late_request, request=one) for one in self.waiting if one.is_late]
        found += [Hand(Need.data_cases, cases=self.cases)] if self.cases else []
        found += [Hand(Need.unread_changes, unread=one) for one in self.unread]
        for need, asks in NEEDS.items():
            found += [Hand(need, course=one) for one in self.courses if asks(one, self.at)]
        return (*found, *(Hand(Need.no_results, course=one) for one in self.unclosed))

    @property
    def share(self) -> Share | None:
        """The attendance of all courses together."""
        found = [one.share for one in self.courses if one.share]
        if not found:
            return None
        return Share(sum(one.held for one in found), sum(one.there for one in found), sum(one.marked for one in found))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that one would want to look at."""
        return not (self.courses or self.changes or self.unread or self.cases or self.unclosed)

    @property
    def is_quiet(self) -> bool:
        """Whether one line says it all."""
        return not (self.hands or self.changes)

    def total(self, figure: str) -> int:
        """The sum of one figure over all courses."""
        return sum(getattr(one, figure) for one in self.courses)


def _below_minimum(one: CourseFigures, now: datetime) -> bool:
    return one.taken < one.minimum and one.closes_at - WEEK <= now < _begins(one, now)


def _full_with_queue(one: CourseFigures, now: datetime) -> bool:
    return one.queued > 0 and one.taken >= one.seats and now < _begins(one, now)


def _no_trainer(one: CourseFigures, now: datetime) -> bool:
    """Nobody at all before it begins, or also later a meeting that has been given back."""
    return one.untaught > 0 or (not one.has_trainer and _begins(one, now) - SOON <= now < _begins(one, now))


def _no_results(one: CourseFigures, now: datetime) -> bool:
    return one.confirmed > 0 and one.ends_on < now.date()


NEEDS = {
    Need.below_minimum: _below_minimum,
    Need.full_with_queue: _full_with_queue,
    Need.no_trainer: _no_trainer,
    Need.no_results: _no_results,
}


def _begins(one: CourseFigures, now: datetime) -> datetime:
    return datetime(one.starts_on.year, one.starts_on.month, one.starts_on.day, tzinfo=now.tzinfo)
