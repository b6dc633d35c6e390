"""What is sent by itself, word for word as approved: reminders, the summary, advice, the week to come, and why."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.texts import advice, automatic, reminders, summary, week_ahead
from models.advice import Advice, OtherRun
from models.course import Course
from models.course_days import CourseDay
from models.kinds import Role
from models.person import Person
from models.policy import Policy
from models.quiet import QuietHours
from models.summary import Changes, CourseFigures, OpenCases, Summary, WaitingRequest
from models.topics import IS_SENT_UNASKED, Topic
from models.week_ahead import Away, OwnMeeting
from tests.bot.approved import must_be_approved
from tests.bot.test_wordings import CLOSES, DAY, LINE, NOW, seen

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NIGHT = QuietHours(time(20), time(7))
EVERYBODY = Person(1, 1, roles=frozenset(Role))
VALUES = {
    Policy.remind_first_days: 7,
    Policy.remind_first_hours: 2,
    Policy.remind_day_at: 1600,
    Policy.closing_every_days: 7,
    Policy.week_ahead_at: 1800,
    Policy.advise_first_days: 7,
    Policy.advise_last_days: 3,
    Policy.know_a_day: 5,
    Policy.know_at_once: 3,
    Policy.effect_after_days: 90,
    Policy.roll_leaders_at: 1730,
}
STARTS = (datetime(2026, 12, 7, 7, 30, tzinfo=ZONE), datetime(2026, 12, 7, 13, 30, tzinfo=ZONE))
FIRST = CourseDay(1, DAY, STARTS, is_first=True)
SECOND = CourseDay(1, DAY + timedelta(days=1), tuple(at + timedelta(days=1) for at in STARTS), is_first=False)
FIGURES = CourseFigures(
    id=1,
    code="VTVL-02-K04",
    title="Văn thư & <lưu trữ>, khóa 4",
    starts_on=DAY,
    ends_on=DAY + timedelta(days=1),
    closes_at=CLOSES,
    seats=60,
    minimum=30,
    confirmed=10,
    pending=2,
    offered=0,
    queued=0,
    before=7,
    waiting=2,
    has_trainer=False,
)
FULL = replace(FIGURES, id=2, code="HT-1", title="Hộ tịch", confirmed=60, pending=0, queued=3, has_trainer=True)
WAITING = WaitingRequest(7, "Nguyễn Thị Ngọc Lan", 1, "VTVL-02-K04", NOW - timedelta(days=4), is_late=True)
CHANGES = Changes(12, 8, 2, 1, ("CDS-1",))
WEEK = Summary(3, NOW, (FIGURES, FULL), (WAITING, replace(WAITING, id=8, is_late=False)), CHANGES)


def test_reminders() -> None:
    must_be_approved(
        "reminders",
        {
            "a week before": reminders.course_day(seen(), FIRST, False, datetime(2026, 11, 30, 8, tzinfo=ZONE)),
            "the day before": reminders.course_day(seen(), FIRST, False, datetime(2026, 12, 6, 16, tzinfo=ZONE)),
            "the same day": reminders.course_day(seen(), FIRST, False, datetime(2026, 12, 7, 5, 30, tzinfo=ZONE)),
            "another day": reminders.course_day(seen(), SECOND, False, datetime(2026, 12, 7, 16, tzinfo=ZONE)),
            "to the trainer": reminders.course_day(seen(), FIRST, True, datetime(2026, 12, 6, 16, tzinfo=ZONE)),
            "online": reminders.course_day(
                replace(seen(), mode="Trực tuyến"), FIRST, False, datetime(2026, 12, 6, 16, tzinfo=ZONE)
            ),
            "no timetable": reminders.course_day(
                replace(seen(), meetings=()),
                CourseDay(1, DAY, (datetime(2026, 12, 7, tzinfo=ZONE),), is_first=True, has_hours=False),
                False,
                datetime(2026, 12, 6, 16, tzinfo=ZONE),
            ),
            "closes soon": reminders.closing([LINE, LINE._replace(id=2, code="HT-1", title="Hộ tịch")], NOW),
        },
    )


def test_the_summary() -> None:
    must_be_approved(
        "summary",
        {
            "picture": summary.picture(WEEK, b"png"),
            "workbook": summary.workbook(WEEK, b"xlsx"),
            "work list": summary.work_list(WEEK),
            "of the department": summary.work_list(
                replace(WEEK, official_id=None, courses=(replace(FIGURES, closes_at=NOW), FULL))
            ),
            "about data": summary.work_list(replace(WEEK, cases=OpenCases(2, NOW + timedelta(days=1)))),
            "about data, late": summary.work_list(replace(WEEK, cases=OpenCases(1, NOW - timedelta(hours=3)))),
            "much to do": summary.work_list(replace(WEEK, waiting=(WAITING,) * 9, courses=(FIGURES,) * 9)),
            "nothing to do": summary.work_list(replace(WEEK, waiting=(), courses=(replace(FULL, queued=0),))),
            "quiet week": summary.work_list(
                replace(WEEK, waiting=(), courses=(replace(FULL, queued=0),), changes=Changes())
            ),
            "no course": summary.nothing(NOW),
        },
    )


def test_advice() -> None:
    course = Course(id=1, code="VTVL-02-K04", title="Văn thư & <lưu trữ>, khóa 4", minimum=30, seats=60)
    begins = datetime(2026, 12, 2, 7, 30, tzinfo=ZONE)
    other = OtherRun(2, "VTVL-02-K05", date(2027, 1, 4), 45)
    found = Advice(course, begins, True, 32, 4, 20, other)
    must_be_approved(
        "advice",
        {
            "run": advice.advised(found, NOW),
            "decide": advice.advised(replace(found, confirmed=28), NOW),
            "merge": advice.advised(replace(found, confirmed=12), NOW),
            "move": advice.advised(replace(found, confirmed=12, other=None), begins - timedelta(days=1)),
        },
    )


def test_the_week_to_come() -> None:
    own = [
        OwnMeeting(1, "VTVL-02-K04", "Văn thư & <lưu trữ>, khóa 4", at, at + timedelta(hours=4), "Trường Cao đẳng")
        for at in STARTS
    ]
    away = [
        Away("Bùi Thị Thu Hương", "HT-1", "Hộ tịch", (DAY, DAY + timedelta(days=1))),
        Away("Nguyễn Thị Ngọc Lan", "VTVL-02-K04", "Văn thư & <lưu trữ>, khóa 4", (DAY,)),
    ]
    must_be_approved(
        "week_ahead",
        {
            "own": week_ahead.week(DAY, own, [], 0, 0, STARTS[0].replace(hour=0)),
            "of the unit": week_ahead.week(DAY, [], away, 3, 2, NOW),
            "both": week_ahead.week(DAY, own, away, 0, 0, NOW),
            "only an objection": week_ahead.week(DAY, [], [], 0, 1, NOW),
            "many": week_ahead.week(DAY, [], away * 9, 0, 0, NOW),
        },
    )


def test_why() -> None:
    must_be_approved(
        "automatic",
        {topic.name: automatic.why(topic, IS_SENT_UNASKED, VALUES) for topic in Topic}
        | {
            "all, to an official": automatic.topics(Person(1, 1), IS_SENT_UNASKED, NIGHT, False),
            "all, to who holds every office": automatic.topics(EVERYBODY, IS_SENT_UNASKED, NIGHT, False),
            "all, with own hours": automatic.topics(
                EVERYBODY, IS_SENT_UNASKED, QuietHours(time(18, 30), time(7)), True
            ),
            "all, without quiet hours": automatic.topics(EVERYBODY, IS_SENT_UNASKED, None, False),
        },
    )
