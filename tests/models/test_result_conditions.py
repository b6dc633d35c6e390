"""Whether somebody completed a course: the table of cases, and marks as they are typed."""

import pytest

from models.attendance import Mark
from models.registration import State
from models.result_conditions import Judged, Requirement, Verdict, judge
from models.result_lines import BadLine, LineFault, read_lines, read_score
from models.result_sheet import ResultLine
from tests.classroom import MARKS

FULL, LACKS, UNKNOWN = Verdict.fulfilled, Verdict.lacking, Verdict.unknown


@pytest.mark.parametrize(
    ("signs", "scores", "asks", "verdict"),
    [
        ("++++", [], {}, FULL),
        ("+m+m", [], {}, FULL),  # late is there
        ("+++-", [], {}, LACKS),
        ("+++p", [], {}, LACKS),  # full attendance, as the law has it
        ("+++p", [], {"excused_meetings": 1}, FULL),
        ("++pp", [], {"excused_meetings": 1}, LACKS),
        ("+++-", [], {"excused_meetings": 1}, LACKS),  # absent is not excused
        ("+++ ", [], {}, LACKS),  # not on a list that was taken
        ("++++-", [], {"attendance_percent": 80}, FULL),
        ("+++--", [], {"attendance_percent": 80}, LACKS),
        ("+++p-", [], {"attendance_percent": 80, "excused_meetings": 1}, FULL),
        ("++", [(5.0, 10.0)], {}, FULL),  # half of the scale is enough
        ("++", [(4.99, 10.0)], {}, LACKS),
        ("++", [(50.0, 100.0), (2.0, 4.0)], {}, FULL),
        ("++", [(50.0, 100.0), (1.9, 4.0)], {}, LACKS),  # each test by itself
        ("++", [(9.0, 10.0), (None, 10.0)], {}, LACKS),  # has not sat it
        ("++", [(4.0, 10.0)], {"score_percent": 40}, FULL),
        ("+-", [(9.0, 10.0)], {}, LACKS),
        ("", [(9.0, 10.0)], {}, FULL),  # a course without a timetable
        ("", [], {}, UNKNOWN),
    ],
)
def test_the_conditions(
    signs: str, scores: list[tuple[float | None, float]], asks: dict[str, int], verdict: Verdict
) -> None:
    marks = [MARKS.get(sign) for sign in signs]
    assert judge(marks, scores, Requirement(**asks), is_known=True).verdict is verdict
    assert judge(marks, scores, Requirement(**asks), is_known=False).verdict is UNKNOWN


def test_the_counts_behind_it() -> None:
    marks = [Mark.present, Mark.late, Mark.excused, Mark.absent, None]
    found = judge(marks, [(7, 10), (None, 10)], Requirement(), is_known=True)
    assert found == Judged(LACKS, meetings=5, there=2, excused=1, tests=2, tests_passed=1)


def line(registration_id: int, name: str, code: str, state: State = State.confirmed) -> ResultLine:
    judged = Judged(Verdict.fulfilled, 1, 1, 0, 0, 0)
    return ResultLine(registration_id, registration_id, code, name, "", state, judged, (), {})


PEOPLE = [
    line(11, "Lê Thị Ánh", "CB-003"),
    line(12, "Nguyễn Văn Nam", "CB-001"),
    line(13, "Nguyễn Văn Nam", "0002"),
    line(14, "Trần Đóng", "CB-004", State.completed),
]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1 8,5", {11: 8.5}),
        ("1. 8.5", {11: 8.5}),
        ("le thi anh 7", {11: 7}),
        ("Lê Thị Ánh: 7,25", {11: 7.25}),
        ("1. Lê Thị Ánh – 10", {11: 10}),
        ("cb-001 = 0", {12: 0}),
        ("0002 6\n\nCB-003;5", {13: 6, 11: 5}),
    ],
)
def test_marks_as_people_type_them(typed: str, kept: dict[int, float]) -> None:
    assert read_lines(typed, PEOPLE, 10) == (kept, [])


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("Lê Thị Ánh", LineFault.no_score),
        ("8,5", LineFault.no_score),
        ("Lê Thị Ánh tám", LineFault.no_score),
        ("Nguyễn Văn Nam 8", LineFault.several),
        ("Nguyễn Thị Lan 8", LineFault.unknown),
        ("7 8", LineFault.unknown),
        ("1 10,5", LineFault.outside),
        ("4 8", LineFault.closed),
    ],
)
def test_what_cannot_be_taken_is_said_line_by_line(typed: str, fault: LineFault) -> None:
    scores, bad = read_lines(f"CB-001 5\n{typed}", PEOPLE, 10)
    assert bad == [BadLine(typed, fault)]
    assert scores == {12: 5}


def test_one_mark_alone() -> None:
    assert [read_score(said) for said in ("8,5", " 10 ", "8.25", "", "-1", "8,555", "x", "1e3")] == [
        8.5, 10, 8.25, None, None, None, None, None,
    ]  # fmt: skip
