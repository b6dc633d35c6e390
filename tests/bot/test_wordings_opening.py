"""Opening, editing, laying out and publishing a course, word for word as approved."""

from dataclasses import replace
from datetime import date, datetime

from bot.message import Message
from bot.opening_refused import explain_opening
from bot.texts import course_edit, draft_timetable, open_course, publishing
from models.course import Course, CourseState, Meeting
from models.course_edit import Effect
from models.course_fields import FIELDS, OF_PUBLISHED, CourseField
from models.course_plan import Plan, Question
from models.course_proposals import Place
from models.course_sheet import CourseSheet
from models.course_words import Named
from models.opening import Proposals
from models.opening_refusals import (
    AlreadyPublished,
    CapBelowHeld,
    CourseMovedOn,
    NotADraft,
    NotReady,
    OpeningRefusal,
    SeatsBelowHeld,
    SeatsBelowKept,
    Wrong,
    WrongAnswer,
)
from models.person import Person
from models.programme_search import ProgrammeLine, ProgrammePage
from models.publishing import Rehearsal
from models.readiness import Finding, Lack
from models.running import RunLine
from models.timetable import About, Timetable
from tests.bot.approved import must_be_approved
from tests.bot.test_wordings import LINE
from tests.conftest import NOW, ZONE

COURSE = Course(
    id=1,
    code="VTVL-02-K05",
    title="Văn thư & <lưu trữ>, khóa 5",
    starts_on=date(2026, 12, 14),
    ends_on=date(2026, 12, 16),
    closes_at=datetime(2026, 12, 8, tzinfo=ZONE),
    seats=60,
    minimum=0,
    commune_cap=None,
    venue="Hội trường A & <B>",
    for_all_communes=True,
    document_number="",
    state=CourseState.draft,
    changed_at=NOW,
)
SHEET = CourseSheet(
    course=COURSE,
    programme="Văn thư, lưu trữ",
    hours=24,
    institution="",
    mode="",
    coordinator="Hoàng Nhật Minh",
    communes=(),
    meetings=0,
    laid_out=0,
    fields=FIELDS,
)
PUBLISHED = replace(
    SHEET,
    course=Course(**{one.key: getattr(COURSE, one.key) for one in Course.__table__.columns} | {"state": "published"}),
    institution="Trường Chính trị Nguyễn Văn Cừ",
    mode="Tập trung",
    communes=tuple(f"Xã {number}" for number in range(1, 16)),
    meetings=6,
    laid_out=24,
    fields=OF_PUBLISHED,
)
PROGRAMMES = (ProgrammeLine(1, "VTVL-02", "Văn thư & <lưu trữ>", 24), ProgrammeLine(2, "CDS", "Chuyển đổi số", 7.5))
PLAN = Plan(1, None, {})
DAYS = PLAN.with_days(date(2026, 12, 14), date(2026, 12, 16))
SEATS = DAYS.with_answer(Question.seats, 60)
PLACED = SEATS.with_answer(Question.place, ["Hội trường A & <B>", None])
PLACE = Place(7, "Hội trường A", 1, "Trường Chính trị Nguyễn Văn Cừ")
MINH = Person(1, official_id=1)


def test_opening() -> None:
    name = "Văn thư & <lưu trữ>"
    first = PLAN.with_answer(Question.first, "2026-12-14")
    earlier = RunLine(3, COURSE.code, COURSE.title, date(2025, 12, 1), date(2025, 12, 3), 60, 55, 55)
    must_be_approved(
        "opening",
        {
            "programmes": open_course.which_programme(ProgrammePage(PROGRAMMES, 0, 3)),
            "no programme at all": open_course.which_programme(ProgrammePage((), 0, 1)),
            "found": open_course.programmes_found("van thu", PROGRAMMES[:1]),
            "not found": open_course.programmes_found("<nấu ăn>", ()),
            "first day": open_course.ask(PLAN, name, Proposals()),
            "last day": open_course.ask(first, name, Proposals(last=date(2026, 12, 16))),
            "seats": open_course.ask(DAYS, name, Proposals(seats=(35, 40, 60))),
            "place": open_course.ask(SEATS, name, Proposals(places=(PLACE,))),
            "communes": open_course.ask(PLACED, name, Proposals(districts=("Gia Bình", "TX Quế Võ", "Yên Phong"))),
            "once more": open_course.ask(Plan(1, 3, {}), name, Proposals(), "VTVL-02-K04"),
            "earlier courses": open_course.earlier([earlier], 0, True),
            "no earlier course": open_course.earlier([], 0, False),
            "by file, a coordinator": open_course.by_file(False),
            "by file, an admin": open_course.by_file(True),
        },
    )


def test_editing() -> None:
    def would(field: CourseField, before: object, after: object, *more: int) -> Message:
        return course_edit.rehearsal(COURSE, Effect(field, before, after, *more), {1: "Hoàng Nhật Minh"}, NOW)

    must_be_approved(
        "editing",
        {
            "a new draft": course_edit.sheet(SHEET, NOW, open_course.opened(COURSE.code)),
            "published": course_edit.sheet(PUBLISHED, NOW, course_edit.changed(CourseField.seats)),
            **{
                f"asked for {field}": course_edit.ask(
                    SHEET, field, [Named(1, "Một"), Named(2, "Hai")] if field in _CHOSEN else [], NOW
                )
                for field in CourseField
            },
            "more seats, some wait": would(CourseField.seats, 60, 80, 12, 15),
            "more seats, too late for an offer": would(CourseField.seats, 60, 80, 0, 15),
            "more seats, nobody waits": would(CourseField.seats, 60, 80),
            "a cap": would(CourseField.cap, None, 2),
            "another deadline": would(CourseField.deadline, "2026-12-07T17:00:00+00:00", "2026-12-05T10:00:00+00:00"),
            "another coordinator": would(CourseField.coordinator, None, 1),
            "another title": would(CourseField.called, "Văn thư", "Văn thư & <lưu trữ>"),
            "done, some offered": Message(course_edit.done(Effect(CourseField.seats, 60, 80, 12, 15))),
            "as before": Message(course_edit.unchanged(CourseField.seats)),
        },
    )


_CHOSEN = (CourseField.institution, CourseField.mode, CourseField.coordinator, CourseField.communes)


def test_laying_out() -> None:
    meetings = tuple(
        Meeting(
            id=number,
            starts_at=datetime(2026, 12, 14 + number // 2, 7 + 6 * (number % 2), 30, tzinfo=ZONE),
            ends_at=datetime(2026, 12, 14 + number // 2, 11 + 6 * (number % 2), 30, tzinfo=ZONE),
            hours=4,
            room="P. 201 <B>" if number else "",
            trainer="Vũ Thị Hạnh" if number else "",
            topic="",
        )
        for number in range(3)
    )
    full = Timetable(COURSE, 24, meetings)
    must_be_approved(
        "laying_out",
        {
            "nothing yet": draft_timetable.timetable(Timetable(COURSE, 24, ()), 0, NOW),
            "too few days": draft_timetable.timetable(full, 0, NOW, draft_timetable.laid_out(full, 3)),
            "enough": Message(draft_timetable.laid_out(Timetable(COURSE, 12, meetings), 3)),
            "one meeting": draft_timetable.meeting(full, meetings[1], NOW, draft_timetable.moved()),
            "when": draft_timetable.ask_when(COURSE),
            "where to": draft_timetable.ask_when(COURSE, 5),
            "which half": draft_timetable.ask_half(COURSE, date(2026, 12, 14), date(2026, 12, 14)),
            "trainer of all": draft_timetable.ask_about(COURSE, 0, About.trainer, [Named(3, "Vũ Thị Hạnh")]),
            "room of one": draft_timetable.ask_about(COURSE, 5, About.room, []),
            "topic of one": draft_timetable.ask_about(COURSE, 5, About.topic, []),
        },
    )


def test_publishing() -> None:
    line = LINE._replace(id=1, code=COURSE.code, title=COURSE.title, mine=None)
    ready = Rehearsal(COURSE, line, (), 120, 96, (), 30)
    day = (date(2026, 12, 14),)
    doubts = (
        Finding(Lack.no_coordinator),
        Finding(Lack.no_place),
        Finding(Lack.no_meetings),
        Finding(Lack.other_hours, had=23.3, wanted=24),
        Finding(Lack.trainer_busy, days=day, name="Vũ Thị Hạnh", other="LOP-<1>"),
        Finding(Lack.holiday, days=day, name="Nghỉ bù"),
    )
    stops = (
        Finding(Lack.begun, days=day),
        Finding(Lack.deadline_over),
        Finding(Lack.meetings_outside, days=(*day, date(2026, 12, 15))),
        Finding(Lack.nobody_invited),
    )
    communes = tuple(f"Xã {number}" for number in range(1, 13))
    must_be_approved(
        "publishing",
        {
            "ready": publishing.rehearsal(ready, NOW),
            "doubts": publishing.rehearsal(replace(ready, findings=doubts, leaderless=communes), NOW),
            "not ready": publishing.rehearsal(replace(ready, findings=stops), NOW),
            "published": publishing.published(COURSE, 30, NOW),
            "delete?": publishing.ask_delete(COURSE),
            "deleted": publishing.deleted(COURSE.code),
            "to whom it fits": publishing.opened([line, line._replace(id=2, code="CDS-K1")], 3, NOW),
            "to the new coordinator": publishing.given(COURSE),
        },
    )


def test_refusals_of_opening() -> None:
    day = date(2026, 12, 14)
    noes: dict[str, OpeningRefusal] = {
        f"wrong: {wrong}": WrongAnswer(wrong, "<x>", 1, 10_000, day, date(2026, 12, 16)) for wrong in Wrong
    } | {
        "seats below held": SeatsBelowHeld(1, 45),
        "seats below kept": SeatsBelowKept(1, 50),
        "cap below held": CapBelowHeld(1, (("Phường Quế Võ", 3), ("Phường Võ Cường", 4))),
        "moved on": CourseMovedOn(1),
        "no draft": NotADraft(1),
        "published already": AlreadyPublished(1),
        "not ready": NotReady(1),
    }
    asked = replace(MINH, step="edit_course", data={"course_id": 1})
    must_be_approved("opening_refusals", {name: explain_opening(one, asked) for name, one in noes.items()})
