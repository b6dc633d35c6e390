"""The typed rows of the coordinators' workbook, as read from the file and before the database is asked."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from models.kinds import ConditionKind, Gender, HolidayKind, LegalGroup, Role, Route
from models.workbook_problems import Problem


class Sheet(StrEnum):
    """The sheets that a workbook may hold; their Vietnamese names are in bot/texts/workbook.py."""

    officials = "officials"
    programmes = "programmes"
    conditions = "conditions"
    courses = "courses"
    meetings = "meetings"
    holidays = "holidays"


class ReferenceKind(StrEnum):
    """What a cell may point at."""

    commune = "commune"
    programme = "programme"
    course = "course"
    official = "official"
    trainer = "trainer"


@dataclass(frozen=True, slots=True)
class Reference:
    """One cell (or one item of a list in a cell) that points at something; every one of the file is listed, also
    those of rows with other mistakes, so that unknown names are reported in the same pass."""

    sheet: Sheet
    row: int
    column: str
    kind: ReferenceKind
    value: str


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """One line of the roster. `unit` may be blank for roles of the department; `phone` is E.164.

    `party_member` is sensitive: it is compared, and never shown.
    """

    sheet: Sheet
    row: int
    code: str
    full_name: str
    birth_date: date | None
    gender: Gender | None
    phone: str | None
    posts: tuple[str, ...]
    unit: str
    legal_group: LegalGroup | None
    roles: tuple[Role, ...]
    party_member: bool | None
    note: str


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """What is taught. Empty `posts` or `legal_groups`: for all. `None`: the file does not say."""

    sheet: Sheet
    row: int
    code: str
    title: str
    kind: str
    hours: Decimal
    posts: tuple[str, ...]
    legal_groups: tuple[LegalGroup, ...]
    requires: tuple[str, ...]
    counts: bool | None
    route: Route | None
    description: str


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A rule of age or party of one programme; its key is programme, kind, gender and first day."""

    sheet: Sheet
    row: int
    programme: str
    kind: ConditionKind
    value: int | None
    gender: Gender | None
    valid_from: date
    valid_to: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class Allotment:
    """Seats to be kept for one commune, by any of its names or its code."""

    unit: str
    seats: int


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One run of a programme. Empty `communes`: all are invited. Times are local; `quotas_until` is the last day."""

    sheet: Sheet
    row: int
    code: str
    programme: str
    title: str
    institution: str
    venue: str
    mode: str
    starts_on: date
    ends_on: date
    deadline_on: date | None
    deadline_time: time | None
    seats: int
    minimum: int | None
    commune_cap: int | None
    communes: tuple[str, ...]
    quotas: tuple[Allotment, ...]
    quotas_until: date | None
    coordinator: str
    document: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting of a course; its key is course, day and start. Times are local. `trainer` is a code or a name."""

    sheet: Sheet
    row: int
    course: str
    on: date
    starts_at: time
    ends_at: time
    hours: Decimal | None
    room: str
    trainer: str
    topic: str


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One day off, or one day worked in exchange."""

    sheet: Sheet
    row: int
    on: date
    name: str
    kind: HolidayKind


@dataclass(frozen=True, slots=True)
class Workbook:
    """All that a file says. The row tuples hold only rows without mistakes of their own; `problems` holds all mistakes.

    `columns` tells which columns each present sheet has: a column that is not there must not erase what is known.
    `declared` holds the keys that the file itself brings, also those of rows with mistakes (one mistake is not
    reported again as an unknown code in every row that points at it).
    """

    officials: tuple[OfficialRow, ...] = ()
    programmes: tuple[ProgrammeRow, ...] = ()
    conditions: tuple[ConditionRow, ...] = ()
    courses: tuple[CourseRow, ...] = ()
    meetings: tuple[MeetingRow, ...] = ()
    holidays: tuple[HolidayRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    references: tuple[Reference, ...] = ()
    columns: Mapping[Sheet, frozenset[str]] = field(default_factory=dict)
    declared: frozenset[tuple[ReferenceKind, str]] = frozenset()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop an import; warnings are left out."""
        return tuple(problem for problem in self.problems if not problem.is_warning)

    def declares(self, kind: ReferenceKind, code: str) -> bool:
        """Whether the file itself has a line with this code."""
        return (kind, code_key(code)) in self.declared


def code_key(code: str) -> str:
    """A code as it is compared: case, spaces and Unicode form do not count."""
    return "".join(unicodedata.normalize("NFC", code).casefold().split())
