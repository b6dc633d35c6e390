"""What can be wrong with a workbook; the sentences are in bot/texts/workbook.py."""

from dataclasses import dataclass
from enum import StrEnum

MAX_BYTES = 10 * 1024 * 1024  # of a file that is taken, packed


class ProblemCode(StrEnum):
    """One kind of mistake. The last group is found in the database, the others in the file alone."""

    missing_column = "missing_column"
    duplicate_column = "duplicate_column"
    duplicate_sheet = "duplicate_sheet"
    too_many_rows = "too_many_rows"

    missing_value = "missing_value"
    formula = "formula"
    error_value = "error_value"
    too_long = "too_long"
    bad_date = "bad_date"
    bad_time = "bad_time"
    bad_number = "bad_number"
    not_whole = "not_whole"
    bad_phone = "bad_phone"
    unknown_gender = "unknown_gender"
    unknown_role = "unknown_role"
    unknown_legal_group = "unknown_legal_group"
    unknown_route = "unknown_route"
    unknown_yes_no = "unknown_yes_no"
    unknown_holiday_kind = "unknown_holiday_kind"
    unknown_condition = "unknown_condition"
    unknown_party = "unknown_party"
    unknown_result = "unknown_result"
    bad_quota = "bad_quota"

    duplicate_key = "duplicate_key"
    phone_taken = "phone_taken"
    impossible_age = "impossible_age"
    hours_out_of_range = "hours_out_of_range"
    seats_out_of_range = "seats_out_of_range"
    minimum_out_of_range = "minimum_out_of_range"
    cap_out_of_range = "cap_out_of_range"
    minimum_above_seats = "minimum_above_seats"
    cap_above_seats = "cap_above_seats"
    ends_before_start = "ends_before_start"
    deadline_after_start = "deadline_after_start"
    ends_at_before_start = "ends_at_before_start"
    meeting_outside_course = "meeting_outside_course"
    requires_itself = "requires_itself"
    quota_out_of_range = "quota_out_of_range"
    quotas_above_seats = "quotas_above_seats"
    quota_above_cap = "quota_above_cap"
    quotas_after_deadline = "quotas_after_deadline"
    age_limit_out_of_range = "age_limit_out_of_range"
    percent_out_of_range = "percent_out_of_range"
    value_not_used = "value_not_used"
    until_before_from = "until_before_from"
    meetings_overlap = "meetings_overlap"
    same_start = "same_start"
    rolled_left_out = "rolled_left_out"

    unknown_commune = "unknown_commune"
    ambiguous_commune = "ambiguous_commune"
    unknown_programme = "unknown_programme"
    unknown_course = "unknown_course"
    unknown_staff_code = "unknown_staff_code"
    unknown_trainer = "unknown_trainer"
    seats_below_taken = "seats_below_taken"
    cap_below_held = "cap_below_held"
    requires_in_circle = "requires_in_circle"
    quota_twice = "quota_twice"
    quota_not_invited = "quota_not_invited"
    until_without_quotas = "until_without_quotas"
    moved_with_people = "moved_with_people"
    timetable_left = "timetable_left"
    courses_left_out = "courses_left_out"
    course_cancelled = "course_cancelled"
    not_in_course = "not_in_course"
    other_name = "other_name"
    score_outside = "score_outside"
    result_closed = "result_closed"


_WARNINGS = frozenset(
    {
        ProblemCode.phone_taken,
        ProblemCode.unknown_trainer,
        ProblemCode.moved_with_people,
        ProblemCode.timetable_left,
        ProblemCode.courses_left_out,
        ProblemCode.course_cancelled,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in one cell. `row` is the row in Excel, 0 for the whole sheet; `column` the English field name, ""
    for the whole row; `value` what the cell holds; `detail` what the sentence needs besides (a row, a limit, names)."""

    sheet: str
    row: int
    column: str
    code: ProblemCode
    value: str = ""
    detail: str = ""

    @property
    def is_warning(self) -> bool:
        """Said to the coordinator, but it does not stop the import."""
        return self.code in _WARNINGS


class UnsafeCode(StrEnum):
    """Why a file as a whole is refused."""

    empty = "empty"
    too_big = "too_big"
    not_a_workbook = "not_a_workbook"
    csv = "csv"
    old_xls = "old_xls"
    binary_xlsb = "binary_xlsb"
    open_document = "open_document"
    encrypted = "encrypted"
    broken = "broken"
    too_many_parts = "too_many_parts"
    unpacks_too_big = "unpacks_too_big"
    entities = "entities"
    macros = "macros"
    external_links = "external_links"
    embedded = "embedded"
    too_heavy = "too_heavy"
    no_sheets = "no_sheets"
