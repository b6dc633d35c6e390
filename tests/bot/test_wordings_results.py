"""What is read about results and surveys, as approved files; see `approved.py`."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from bot.texts import (
    effects,
    own_results,
    result_closing,
    result_entering,
    result_refusals,
    results,
    results_due,
    surveys,
)
from bot.texts import survey_report as reports
from models.attendance import Mark
from models.course_test import CourseTest
from models.effect import Effect, EffectLine, Hindrance, Seen, Used
from models.effect_report import EffectReport
from models.hours import Hours
from models.own_results import OwnResult
from models.registration import State
from models.result_closing import Closed
from models.result_conditions import Judged, Requirement, Verdict
from models.result_entry import Entered
from models.result_lines import BadLine, LineFault
from models.result_refusals import (
    CourseNotOver,
    NothingToClose,
    ReasonWanted,
    ResultClosed,
    ResultsMoved,
    ResultsNotReady,
    SameTest,
    TooManyTests,
)
from models.result_sheet import ResultLine, ResultSheet
from models.survey import Asked, Question
from models.survey_report import SurveyReport
from models.workbook_problems import Problem, ProblemCode, UnsafeCode
from tests.bot.approved import must_be_approved
from tests.bot.paper_samples import NOW, ZONE
from tests.bot.test_wordings import REQUEST
from tests.bot.test_wordings_running import COURSE

TEST = CourseTest(id=7, course_id=1, name="Bài thu hoạch <số 1>", folded="bai thu hoach so 1", scale=10)
ESSAY = CourseTest(id=8, course_id=1, name="Tiểu luận", folded="tieu luan", scale=100)


def at(day: int, hour: int = 8) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=ZONE)


def line(
    ident: int, name: str, verdict: Verdict = Verdict.fulfilled, state: State = State.confirmed, **more: object
) -> ResultLine:
    judged = Judged(verdict, 4, 4, 0, 1, 1)
    values: dict[str, object] = {"missed": (), "scores": {7: 8.5}, **more}
    return ResultLine(ident, ident, f"CB-{ident}", name, "Phường Võ Cường", state, judged, **values)  # type: ignore[arg-type]


ABSENT = ((at(7), Mark.absent), (at(8, 14), Mark.excused), (at(9), None))
LINES = (
    line(1, "Lê Thị <Ánh>"),
    line(2, "Trần Đức Bình", Verdict.lacking, missed=ABSENT, scores={7: 4.25}),
    line(3, "Phạm Nam", Verdict.lacking, missed=ABSENT[:1], scores={}, by_hand=True, reason="Học bù ngày 10/12"),
)
SHEET = ResultSheet(COURSE, Requirement(), 4, 0, (), (TEST,), (), LINES, at(10, 17))
UNREADY = replace(
    SHEET,
    to_come=1,
    untaken=(at(9), at(9, 14)),
    tests=(TEST, ESSAY),
    unmarked=(ESSAY,),
    lines=tuple(replace(one, judged=replace(one.judged, verdict=Verdict.unknown)) for one in LINES[:2]),
)
DONE = replace(SHEET, lines=(replace(LINES[0], state=State.completed), replace(LINES[1], state=State.not_completed)))
AFTER = at(11)


def test_results() -> None:
    must_be_approved(
        "results",
        {
            "all": results.sheet(SHEET, 0, AFTER),
            "not ready": results.sheet(UNREADY, 0, AFTER),
            "before the end": results.sheet(SHEET, 0, at(9)),
            "closed": results.sheet(DONE, 0, AFTER, result_closing.closed(Closed(1, 1))),
            "many pages": results.sheet(replace(SHEET, lines=LINES * 8), 1, AFTER),
            "another policy": results.sheet(replace(SHEET, asks=Requirement(80, 1, 60), lines=()), 0, AFTER),
            "one": results.person(LINES[1], SHEET, AFTER),
            "one, by hand": results.person(LINES[2], SHEET, AFTER),
            "one, closed": results.person(DONE.lines[0], DONE, AFTER),
            "by hand?": result_closing.ask_word(LINES[1], True),
            "by list?": result_closing.ask_list(UNREADY),
            "close?": result_closing.rehearsal(SHEET, AFTER),
            "close? marks forgotten": result_closing.rehearsal(
                replace(SHEET, lines=(LINES[0], replace(LINES[1], scores={}))), AFTER
            ),
            "back?": result_closing.ask_why_back(DONE.lines[0], "0012/2026/CC-SNV"),
            "back? no certificate": result_closing.ask_why_back(DONE.lines[1], ""),
            "back": results.sheet(SHEET, 0, AFTER, result_closing.turned_back("Trần Đức Bình")),
            "overdue": results_due.due(COURSE, 31),
            **{
                type(no).__name__: result_refusals.refused(no, NOW)
                for no in (
                    CourseNotOver(1, at(10, 17)),
                    ResultsNotReady(1, 12),
                    ResultsMoved(1),
                    NothingToClose(1),
                    ResultClosed(1),
                    ReasonWanted(),
                    SameTest("Bài 1"),
                    TooManyTests(8),
                )
            },
        },
    )


def test_entering_results() -> None:
    problems = [
        Problem("Kết quả", 5, "Mã cán bộ", ProblemCode.not_in_course, "CB-9"),
        Problem("Kết quả", 6, "Họ và tên", ProblemCode.other_name, "Lan", "Lê Thị <Ánh>"),
        Problem("Kết quả", 7, "Bài 1", ProblemCode.score_outside, "11", "10"),
        Problem("Kết quả", 8, "Kết quả", ProblemCode.unknown_result, "Giỏi"),
        Problem("Kết quả", 9, "Mã cán bộ", ProblemCode.result_closed, "CB-1"),
    ]
    said = result_entering.entered(TEST, Entered(2, 1), [("Lê Thị <Ánh>", 8.5), ("Trần Đức Bình", 10)])
    bad = [BadLine(f"dòng <{fault}>", fault) for fault in LineFault]
    must_be_approved(
        "entering_results",
        {
            "tests": result_entering.listing(UNREADY, {7: 2}, result_entering.added(ESSAY)),
            "no tests": result_entering.listing(replace(SHEET, tests=()), {}),
            "new test": result_entering.ask_test(COURSE),
            "not a test": result_entering.not_a_test(1, 60, 1000),
            "remove?": result_entering.ask_remove(TEST, 12),
            "removed": result_entering.listing(SHEET, {}, result_entering.removed(ESSAY)),
            "scores": result_entering.ask_scores(TEST, SHEET),
            "score": result_entering.ask_score(TEST, LINES[0]),
            "bad lines": result_entering.bad_lines(bad, TEST),
            "entered": result_entering.listing(SHEET, {7: 3}, said),
            "file": result_entering.ask_file(COURSE, b"x"),
            "a file, please": result_entering.want_file(1),
            "file refused": result_entering.unsafe_file(UnsafeCode.macros, 1),
            "file with mistakes": result_entering.mistaken_file("Kết quả <1>.xlsx", problems, b"x", 1),
            "file taken": results.sheet(SHEET, 0, AFTER, result_entering.file_entered("a.xlsx", Entered(2, 1, 3))),
            "file, nothing new": results.sheet(SHEET, 0, AFTER, result_entering.file_entered("a.xlsx", Entered())),
        },
    )


def test_own_results() -> None:
    mark = ("Bài thu hoạch <số 1>", 8.5, 10.0)
    passed = OwnResult(1, True, 4, 4, "", (mark,))
    given = replace(passed, certificate_id=3, number="0012/2026/CC-SNV")
    failed = OwnResult(1, False, 4, 3, "", (("Bài thu hoạch", 4.25, 10.0),))
    must_be_approved(
        "own_results",
        {
            "completed": own_results.known(REQUEST, passed, Hours(24, 0), 40),
            "completed, not bound": own_results.known(REQUEST, passed, Hours(24, 0), None),
            "completed, counts for nothing": own_results.known(REQUEST, passed, None, None),
            "completed, with certificate": own_results.known(REQUEST, given, Hours(40, 0), 40),
            "not completed": own_results.known(REQUEST, failed, Hours(), 40),
            "not completed, no mark": own_results.known(
                REQUEST, replace(failed, there=4, marks=(("Bài thu hoạch", None, 10.0),)), Hours(), 40
            ),
            "not completed, by hand": own_results.known(
                REQUEST, replace(failed, reason="Chỉ dự buổi <đầu>", meetings=0, marks=()), Hours(), 40
            ),
            "taken back": own_results.turned_back(REQUEST, "Điểm danh <nhầm>"),
        },
    )


def test_surveys() -> None:
    asked = Asked(1, "VTVL-02-K04", "Văn thư & <lưu trữ>", at(24), date(2026, 12, 24), {})
    answered = replace(asked, answers={Question.content: 5, Question.trainer: 4, Question.organisation: 3})
    report = SurveyReport(
        COURSE,
        31,
        12,
        5,
        {Question.content: 4.25, Question.trainer: 5.0, Question.organisation: 3.5},
        ("Thêm <ví dụ> của xã", "Phòng học nóng"),
        EffectReport(30, 5),
    )
    after = EffectReport(
        30,
        5,
        Counter({Used.often: 2, Used.sometimes: 1, Used.never: 9}),
        Counter({Hindrance.other_work: 8, Hindrance.nothing: 2}),
        Counter({Seen.clearly: 3, Seen.partly: 2, Seen.not_yet: 2}),
        Counter({(True, True): 2, (True, False): 1, (False, True): 3, (False, False): 1}),
    )
    must_be_approved(
        "surveys",
        {
            "first": surveys.ask(asked),
            "third": surveys.ask(replace(asked, answers={Question.content: 5, Question.trainer: 4})),
            "thanks": surveys.ask(answered),
            "thanks, with a sentence": surveys.ask(replace(answered, sentence="Thêm <ví dụ>")),
            "change": surveys.ask(answered, Question.trainer),
            "a sentence?": surveys.ask_sentence(asked),
            "over": surveys.over(),
            "outcome": reports.report(report),
            "outcome, too few": reports.report(replace(report, answers=4, averages={}, sentences=())),
            "outcome, three months later": reports.report(replace(report, after=after)),
            "outcome, to the trainer": reports.outcome(replace(report, after=None)),
        },
    )


def test_effects() -> None:
    asked = Effect(1, "VTVL-02-K04", "Văn thư & <lưu trữ>", date(2026, 12, 10), None, None)
    both = replace(asked, used=Used.sometimes, hindrance=Hindrance.no_time)
    one = EffectLine(1, "Lê Thị <Ánh>", "VTVL-02-K04", "Văn thư & <lưu trữ>", date(2026, 12, 10), None)
    two = replace(one, registration_id=2, full_name="Trần Đức Bình", seen=Seen.partly)
    month = date(2027, 3, 1)
    must_be_approved(
        "effects",
        {
            "used?": effects.ask(asked),
            "hindered?": effects.ask(replace(asked, used=Used.often)),
            "thanks": effects.ask(both),
            "leader": effects.of_leader((one, two), month),
            "leader, all": effects.of_leader((two,), month),
            "leader, many": effects.of_leader((one, two) * 7, month, 1),
            "leader, nobody": effects.nobody(),
        },
    )
