"""The columns of each sheet: how a cell is read, whether it must be there, what it points at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bot.texts import workbook as words
from bot.workbook.cells import (
    MAX_CELL,
    one_of,
    read_allotments,
    read_codes,
    read_items,
    read_number,
    read_phone,
    read_whole,
    some_of,
    text_up_to,
    written,
)
from bot.workbook.dates import read_birth_date, read_day, read_moment, read_time
from models.folding import fold
from models.kinds import LegalGroup, Role
from models.workbook_problems import ProblemCode
from models.workbook_rows import ReferenceKind, Sheet

_EVERYBODY = frozenset(fold(word) for word in words.EVERYBODY)

# Letters that the database keeps.
_CODE, _COURSE_CODE, _NAME, _WORD, _LINE = 40, 60, 120, 80, 300
_UNIT = 160


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet. `read` is never given an empty cell; an empty cell of a column that may be empty is
    `empty`. What a `sensitive` one holds is repeated in no sentence."""

    field: str
    read: Callable[[object], Any]
    required: bool = False
    empty: Any = None
    points_at: ReferenceKind | None = None
    longest: int = MAX_CELL
    header_required: bool = False
    sensitive: bool = False

    @property
    def must_have_header(self) -> bool:
        return self.required or self.header_required


def _unless_everybody(read: Callable[[object], tuple[Any, ...]]) -> Callable[[object], tuple[Any, ...]]:
    return lambda value: () if fold(str(value)) in _EVERYBODY else read(value)


def _roles(value: object) -> tuple[Role, ...]:
    # Everybody on the roster is an official: the word adds nothing.
    return tuple(role for role in _SOME_ROLES(value) if role is not Role.official)


_SOME_ROLES = some_of(words.ROLES, ProblemCode.unknown_role)
_SOME_GROUPS: Callable[[object], tuple[LegalGroup, ...]] = some_of(words.GROUPS, ProblemCode.unknown_legal_group)


def _limit(value: object) -> int | None:
    """A number of years; «Có» beside «Đảng viên» says nothing more."""
    return None if fold(written(value)) in _YES else read_whole(value)


_YES = frozenset(map(fold, words.YES_NO[True])) - {"1"}


def _text(field: str, limit: int, *, required: bool = False, points_at: ReferenceKind | None = None) -> Column:
    return Column(field, text_up_to(limit), required, empty="", points_at=points_at)


COLUMNS: Final[dict[Sheet, tuple[Column, ...]]] = {
    Sheet.officials: (
        _text("code", _CODE, required=True),
        _text("full_name", _NAME, required=True),
        Column("birth_date", read_birth_date),
        Column("gender", one_of(words.GENDERS, ProblemCode.unknown_gender)),
        Column("phone", read_phone),
        Column("posts", read_items, empty=()),
        # May be empty for people of the department: see checks.py.
        Column("unit", text_up_to(_UNIT), empty="", points_at=ReferenceKind.commune, header_required=True),
        Column("legal_group", one_of(words.GROUPS, ProblemCode.unknown_legal_group)),
        Column("roles", _roles, empty=()),
        Column("party_member", one_of(words.YES_NO, ProblemCode.unknown_party), sensitive=True),
        _text("note", MAX_CELL),
    ),
    Sheet.programmes: (
        _text("code", _CODE, required=True),
        _text("title", _LINE, required=True),
        _text("kind", _WORD),
        Column("hours", read_number, required=True),
        Column("posts", _unless_everybody(read_items), empty=()),
        Column("legal_groups", _unless_everybody(_SOME_GROUPS), empty=()),
        Column("requires", read_codes, empty=(), points_at=ReferenceKind.programme),
        Column("counts", one_of(words.YES_NO, ProblemCode.unknown_yes_no)),
        Column("route", one_of(words.ROUTES, ProblemCode.unknown_route)),
        _text("description", MAX_CELL),
    ),
    Sheet.conditions: (
        _text("programme", _CODE, required=True, points_at=ReferenceKind.programme),
        Column("kind", one_of(words.CONDITIONS, ProblemCode.unknown_condition), required=True),
        Column("value", _limit),
        Column("gender", one_of(words.GENDERS, ProblemCode.unknown_gender)),
        Column("valid_from", read_day, required=True),
        Column("valid_to", read_day),
        _text("basis", _LINE),
    ),
    Sheet.courses: (
        _text("code", _COURSE_CODE, required=True),
        _text("programme", _CODE, required=True, points_at=ReferenceKind.programme),
        _text("title", _LINE),
        _text("institution", _UNIT),
        _text("venue", _LINE),
        _text("mode", _WORD),
        Column("starts_on", read_day, required=True),
        Column("ends_on", read_day, required=True),
        Column("deadline_on", read_moment),
        Column("seats", read_whole, required=True),
        Column("minimum", read_whole),
        Column("commune_cap", read_whole),
        # All 99 communes by name make some 1,800 letters.
        Column("communes", _unless_everybody(read_codes), empty=(), points_at=ReferenceKind.commune, longest=5_000),
        Column("quotas", read_allotments, empty=(), points_at=ReferenceKind.commune, longest=5_000),
        Column("quotas_until", read_day),
        _text("coordinator", _CODE, points_at=ReferenceKind.official),
        _text("document", _NAME),
    ),
    Sheet.meetings: (
        _text("course", _COURSE_CODE, required=True, points_at=ReferenceKind.course),
        Column("on", read_day, required=True),
        Column("starts_at", read_time, required=True),
        Column("ends_at", read_time, required=True),
        Column("hours", read_number),
        _text("room", _NAME),
        _text("trainer", _UNIT, points_at=ReferenceKind.trainer),
        _text("topic", _LINE),
    ),
    Sheet.holidays: (
        Column("on", read_day, required=True),
        _text("name", _NAME, required=True),
        Column("kind", one_of(words.HOLIDAY_KINDS, ProblemCode.unknown_holiday_kind)),
    ),
}
