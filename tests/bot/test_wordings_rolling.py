"""Roll call, teaching, questions and absences, word for word as approved."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.texts import (
    absences,
    assigning,
    class_questions,
    roll_codes,
    roll_refusals,
    roll_sheets,
    rolling,
    summary,
    teaching,
    the_class,
)
from models.absences import Absence
from models.assigning import FreeTrainer, Slot
from models.attendance import Mark, Share
from models.check_in import CheckIn, Outcome
from models.class_question import Asked, ClassView
from models.content import ContentKind
from models.course import Course
from models.registration import State
from models.roll import Roll, RollLine
from models.roll_code import Shown
from models.roll_meeting import RollMeeting, Window
from models.roll_refusals import (
    NoMeetings,
    QuestionsClosed,
    RollClosed,
    RollNotOpen,
    TeachingOver,
    TooManySheets,
)
from models.roll_sheet import RollSheet
from models.roster import RosterLine
from models.taught import TaughtMeeting
from models.teaching import Answer, Teaching
from models.teaching_hours import TaughtCourse, TrainerHours
from tests.bot.approved import must_be_approved
from tests.bot.test_wordings_week import FIGURES, WEEK

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 12, 7, 7, 30, tzinfo=ZONE)
END = START.replace(hour=11)
NOW = START + timedelta(minutes=5)
HALF = timedelta(hours=6)
TITLE, CODE = "Văn thư & <lưu trữ>, khóa 4", "VTVL-02-K04"
MEETING = RollMeeting(1, 1, CODE, TITLE, START, END, "Phòng 201", "Mở đầu", 3, 1)
WINDOW = Window(START - timedelta(minutes=15), START + timedelta(minutes=15), END, END + timedelta(days=3))
LINES = (
    RollLine(1, "Nguyễn Đức Ánh", "Phường Quế Võ", None, False),
    RollLine(2, "Bùi Văn Đạt", "Phường Quế Võ", Mark.absent, False),
    RollLine(3, "Nguyễn Thị Ngọc Lan", "Phường Võ Cường", Mark.present, True),
    RollLine(4, "Dương Hoài Nam", "Phường Võ Cường", Mark.late, True),
    RollLine(5, "Trần Thị Yến", "Xã Tam Đa", Mark.excused, False),
)
ROLL = Roll(MEETING, WINDOW, LINES)
FRESH = Roll(MEETING, WINDOW, tuple(replace(one, mark=None, by_code=False) for one in LINES))
COURSE = Course(id=1, code=CODE, title=TITLE)
TAUGHT = TaughtMeeting(1, 1, CODE, TITLE, START, END, 4, "Hội trường", "Phòng 201", "Mở đầu", Answer.none)
LATER = replace(TAUGHT, id=2, starts_at=START + HALF, ends_at=END + HALF, topic="", room="")
BEFORE = START - timedelta(days=3)


def of(outcome: Outcome, **more: object) -> CheckIn:
    return CheckIn(outcome, TITLE, START, **more)  # type: ignore[arg-type]


def person(name: str, unit: str, *posts: str) -> RosterLine:
    return RosterLine(1, name, "CB-1", None, None, "+84900000001", None, posts, 1, unit, State.confirmed)


CLASS = ClassView(
    COURSE,
    (
        person("Nguyễn Đức Ánh", "Phường Quế Võ"),
        person("Nguyễn Thị Ngọc Lan", "Phường Võ Cường", "chuyên viên văn hóa"),
    ),
    (
        Asked("Nguyễn Thị Ngọc Lan", "chuyên viên văn hóa", "Phường Võ Cường", "Lưu <hồ sơ> điện tử thế nào?"),
        Asked("Nguyễn Đức Ánh", "", "Phường Quế Võ", "Mẫu dấu mới?"),
    ),
)


def test_the_roll() -> None:
    must_be_approved(
        "rolling",
        {
            "nothing today": rolling.none_today(START),
            "nothing at all": rolling.none_today(None),
            "choose": rolling.choose(
                [MEETING, replace(MEETING, id=2, starts_at=START + HALF, ends_at=END + HALF)], NOW
            ),
            "of a course": rolling.of_course([MEETING], 0, NOW),
            "untouched": rolling.roll(FRESH, NOW),
            "under way": rolling.roll(ROLL, NOW, Mark.late, is_staff=True),
            "who is left": rolling.roll(ROLL, NOW, view=rolling.UNMARKED, toast=rolling.marked("Lan", Mark.absent)),
            "found": rolling.roll(ROLL, NOW, view=rolling.SEARCHED, said="lan"),
            "all marked": rolling.roll(replace(ROLL, lines=LINES[1:]), NOW, toast=rolling.rest_marked(3, Mark.present)),
            "nobody in it": rolling.roll(replace(ROLL, lines=()), NOW),
            "nobody found": rolling.nobody_found(ROLL, "khong <co>"),
        },
    )


def test_the_code() -> None:
    shown = Shown(1, 1, 1, "042917", "d-1-x", START + timedelta(minutes=25))
    late = {"mark": Mark.late, "at": NOW}
    must_be_approved(
        "roll_codes",
        {
            "picture": roll_codes.picture(MEETING, shown, b"png", NOW),
            "over": roll_codes.picture(MEETING, replace(shown, digits=""), b"png", NOW),
            "closed before": roll_codes.nothing_to_close(),
            "not linked": roll_codes.not_linked(),
            "there": roll_codes.checked_in(of(Outcome.marked, mark=Mark.present, at=NOW), NOW),
            "late": roll_codes.checked_in(of(Outcome.marked, **late), NOW),
            "twice": roll_codes.checked_in(of(Outcome.already, **late), NOW),
            "the trainer's mark": roll_codes.checked_in(of(Outcome.already, **late, by_trainer=True), NOW),
            "early": roll_codes.checked_in(of(Outcome.early, until=WINDOW.opens), NOW),
            "days early": roll_codes.checked_in(of(Outcome.early, until=WINDOW.opens), NOW - timedelta(days=2)),
            "over, typed": roll_codes.checked_in(of(Outcome.late, until=END), NOW),
            "foreign": roll_codes.checked_in(of(Outcome.foreign), NOW),
            "no meeting": roll_codes.checked_in(CheckIn(Outcome.no_meeting), NOW),
            "changed": roll_codes.checked_in(of(Outcome.expired), NOW),
            "wrong": roll_codes.checked_in(CheckIn(Outcome.wrong), NOW),
            "too many": roll_codes.checked_in(CheckIn(Outcome.waits, until=NOW), NOW),
        },
    )


def test_the_signed_sheet_and_the_noes() -> None:
    sheet = RollSheet(id=1, meeting_id=1, kind=ContentKind.photo, file_id="x", added_by_id=1, added_at=NOW)
    must_be_approved(
        "roll_sheets",
        {
            "none": roll_sheets.listing(MEETING, [], NOW),
            "one": roll_sheets.listing(MEETING, [sheet], NOW, roll_sheets.kept(1)),
            "full": roll_sheets.listing(MEETING, [sheet] * 6, NOW, roll_sheets.removed()),
            "ask": roll_sheets.ask(MEETING),
            "not a picture": roll_sheets.not_a_picture(1),
            "picture": roll_sheets.picture(sheet, NOW),
            "no timetable": roll_refusals.refused(NoMeetings(1), NOW),
            "not open": roll_refusals.refused(RollNotOpen(1, WINDOW.opens), NOW),
            "not open for days": roll_refusals.refused(RollNotOpen(1, WINDOW.opens), BEFORE),
            "closed": roll_refusals.refused(RollClosed(1, WINDOW.closes), NOW),
            "too many": roll_refusals.refused(TooManySheets(1, 6), NOW),
            "questions closed": roll_refusals.refused(QuestionsClosed(1), NOW),
            "teaching over": roll_refusals.refused(TeachingOver(), NOW),
        },
    )


def test_teaching() -> None:
    gone = Teaching(meeting_id=1, official_id=1, course_id=1, starts_at=START, reason="trùng <lịch>", since=NOW)
    accepted = [replace(one, answer=Answer.accepted) for one in (TAUGHT, LATER)]
    other = replace(TAUGHT, id=3, course_id=2, code="HT-1", title="Hộ tịch")
    must_be_approved(
        "teaching",
        {
            "nothing": teaching.timetable([], BEFORE),
            "mine": teaching.timetable([TAUGHT, LATER, other], BEFORE),
            "mine, taken on": teaching.with_toast(teaching.timetable(accepted, BEFORE), teaching.accepted(COURSE)),
            "given": teaching.changed(COURSE, [TAUGHT, LATER], 2, 0, BEFORE),
            "less": teaching.changed(COURSE, accepted[:1], 0, 1, BEFORE),
            "many": teaching.changed(COURSE, [TAUGHT] * 14, 14, 0, BEFORE),
            "none left": teaching.changed(COURSE, [], 0, 2, BEFORE),
            "why not?": teaching.ask_reason(COURSE, 2),
            "given back": teaching.given_back(COURSE, 2),
            "to the coordinator": teaching.declined(COURSE, "Vũ Thị Hồng Hạnh", [gone, gone], NOW),
            "hours": teaching.hours([TaughtCourse(CODE, TITLE, 3, 12.5)], 2026),
            "no hours": teaching.hours([], 2026),
            "class": the_class.the_class(CLASS, 0),
            "empty class": the_class.the_class(ClassView(COURSE, (), ()), 0),
            "questions": the_class.questions(CLASS),
            "no questions": the_class.questions(ClassView(COURSE, (), ())),
            "ask": class_questions.ask(COURSE, 1, ""),
            "ask again": class_questions.ask(COURSE, 1, "Mẫu <dấu> mới?"),
            "asked": class_questions.kept(COURSE, "Mẫu <dấu> mới?"),
            "too long": class_questions.too_long(1, 1500),
            "taken back": class_questions.taken_back(COURSE),
        },
    )


def test_assigning_and_absences() -> None:
    slots = [
        Slot(1, START, END, "Mở đầu", 5, "Vũ Thị Hồng Hạnh", Answer.accepted),
        Slot(2, START + HALF, END + HALF, "", None, "Khách <mời>", Answer.none),
        Slot(3, START + timedelta(days=1), END + timedelta(days=1), "Thực hành", None, "", Answer.none),
    ]
    free = [FreeTrainer(5, "Vũ Thị Hồng Hạnh", "", ""), FreeTrainer(6, "Trần Văn Thầy", "", "HT-1")]
    away = [
        Absence(1, CODE, TITLE, START, "Bùi Văn Đạt", False),
        Absence(1, CODE, TITLE, START, "Trần Thị Yến", True),
        Absence(1, CODE, TITLE, START + HALF, "Bùi Văn Đạt", False),
        Absence(2, "HT-1", "Hộ tịch", START, "Lê Thị Mai", True),
    ]
    rolled = replace(FIGURES, share=Share(2, 46, 50), has_trainer=True, untaught=2)
    week = replace(WEEK, courses=(rolled,))
    must_be_approved(
        "assigning",
        {
            "timetable": assigning.slots(COURSE, slots, 0, BEFORE, assigning.assigned(2)),
            "choice": assigning.choice(COURSE, slots[0], free, 1, BEFORE),
            "nobody yet": assigning.choice(COURSE, slots[2], free, 0, BEFORE),
            "no trainer at all": assigning.choice(COURSE, slots[2], [], 0, BEFORE),
            "hours": assigning.hours(1, [TrainerHours(5, "Vũ Thị Hồng Hạnh", 3, 12.5)], 2026),
            "absent": absences.absences(away, NOW),
            "in the summary": summary.work_list(week),
        },
    )
    assert "và 20 lượt vắng nữa" in absences.absences(away * 20, NOW).text
    assert summary.poster(week).bars[0].figures.endswith(" · dự 92%")
