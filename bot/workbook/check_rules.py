"""What can be wrong in a line with seats kept for communes, or with conditions of age and party."""

from collections.abc import Iterator
from datetime import date

from bot.workbook.cells import written
from bot.workbook.lines import ReadLine
from models.kinds import ConditionKind
from models.workbook_problems import Problem, ProblemCode
from models.workbook_rows import Allotment

_YOUNGEST, _OLDEST = 15, 100
_WHOLE = 100  # percent


def quotas(line: ReadLine, seats: int | None) -> Iterator[Problem]:
    """Kept seats against the seats and the cap of the same line, their last day against its deadline.

    `seats` is None where the number itself is wrong. What the line leaves to the database is checked there.
    """
    kept: tuple[Allotment, ...] = line.get("quotas") or ()
    total, cap = sum(one.seats for one in kept), line.get("commune_cap")
    for one in kept:
        shown = f"{one.unit}: {one.seats}"
        if one.seats < 1:
            yield line.found("quotas", ProblemCode.quota_out_of_range, value=shown)
        elif cap is not None and one.seats > cap >= 1:
            yield line.found("quotas", ProblemCode.quota_above_cap, cap, value=shown)
    if seats is not None and total > seats:
        yield line.found("quotas", ProblemCode.quotas_above_seats, seats, value=total)
    until, deadline, starts = line.get("quotas_until"), line.get("deadline_on"), line.get("starts_on")
    last = deadline[0] if deadline else starts
    if until is not None and last is not None and until > last:
        yield line.found("quotas_until", ProblemCode.quotas_after_deadline, last)


def condition(line: ReadLine, _: date) -> Iterator[Problem]:
    """A number where the kind asks for one, and days in order."""
    kind, value = line.get("kind"), line.get("value")
    if kind is ConditionKind.party_member and value is not None:
        yield line.found("value", ProblemCode.value_not_used)
    if kind in (ConditionKind.least_age, ConditionKind.most_age) and "value" not in line.unread:
        if value is None:
            yield line.found("value", ProblemCode.missing_value)
        elif not _YOUNGEST <= value <= _OLDEST:
            yield line.found("value", ProblemCode.age_limit_out_of_range)
    if kind is ConditionKind.least_attendance and "value" not in line.unread:
        if value is None:
            yield line.found("value", ProblemCode.missing_value)
        elif not 1 <= value <= _WHOLE:
            yield line.found("value", ProblemCode.percent_out_of_range)
        if line.get("gender"):
            yield line.found("gender", ProblemCode.value_not_used)
    first, last = line.get("valid_from"), line.get("valid_to")
    if first is not None and last is not None and last < first:
        yield line.found("valid_to", ProblemCode.until_before_from, written(first))
