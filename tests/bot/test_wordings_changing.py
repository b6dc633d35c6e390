"""What is read about a changed course, by those who change it and those who go there, as approved files."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.texts import change_refusals, changing, changing_meetings, course_changed, rehearsal, unread_changes
from models.change_desk import Run
from models.change_plan import AddPlan, CancelPlan, MeetingPlan, MergePlan, RemovePlan, ShiftPlan, VenuePlan
from models.change_refusals import CannotChange, ChangeBar
from models.change_view import ChangeView, CommuneChangeView, OtherRun
from models.course import Course
from models.course_change import ChangeKind
from models.course_face import Face, MeetingFace
from models.merging import Landing
from models.notice import NoticeState
from models.official import Official
from models.registration import State
from models.rehearsal import Rehearsal
from models.rehearsal_hits import Hit
from models.reminders import Rule
from models.unread_changes import Silent
from models.ways import Way
from models.when_said import Period
from tests.bot.approved import must_be_approved
from tests.bot.paper_samples import NOW, ZONE

COURSE = Course(id=1, code="VTVL-02-K04", title="Văn thư & <lưu trữ>, khóa 4")


def meeting(number: int, at: datetime, room: str = "", trainer: str = "", trainer_id: int | None = None) -> MeetingFace:
    at = at.astimezone(UTC)
    return MeetingFace(number, at, at + timedelta(hours=3), room, trainer, trainer_id)


def face(*meetings: MeetingFace, venue: str = "Hội trường <A>") -> Face:
    days = [one.starts_at.astimezone(ZONE).date() for one in meetings] or [date(2026, 12, 7)]
    return Face(days[0], days[-1], venue, meetings)


def at(day: int, hour: int = 8) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=ZONE)


WAS = face(meeting(1, at(7), "201"), meeting(2, at(8), "201", "Vũ Hạnh", 9), meeting(3, at(9), "201"))
WEEK = timedelta(days=7)
LATER = face(*(replace(one, starts_at=one.starts_at + WEEK, ends_at=one.ends_at + WEEK) for one in WAS.meetings))
ONE = face(WAS.meetings[0], meeting(2, at(8, 14), "Phòng <305>", "Đỗ Dũng", 10), WAS.meetings[2])
SEEN = ChangeView(1, 1, COURSE.code, COURSE.title, ChangeKind.moved, "", WAS, LATER, False, 5)
INTO = OtherRun(2, "VTVL-02-K05", "Văn thư, khóa 5", face(meeting(7, at(14))), State.confirmed, None)


def test_course_changed() -> None:
    off = replace(SEEN, kind=ChangeKind.cancelled, face=WAS, reason="Không đủ người & <mưa>")
    merged = replace(SEEN, kind=ChangeKind.merged, face=WAS, into=INTO)
    many = face(*(meeting(n, at(n), trainer=f"Người {n}") for n in range(1, 13)))
    others = face(*(replace(one, trainer="Khác") for one in many.meetings))
    commune = CommuneChangeView(COURSE.code, COURSE.title, ChangeKind.moved, "", WAS, LATER, "", ("Lan", "Bình"))
    silent = [Silent(1, "Lan", "CB1", "", 1, "Phường Võ Cường", "", NoticeState.sent, True)]
    must_be_approved(
        "course_changed",
        {
            "moved together": course_changed.changed(SEEN, NOW),
            "with the way out": course_changed.changed(replace(SEEN, registration_id=7), NOW),
            "one meeting": course_changed.changed(replace(SEEN, face=ONE), NOW),
            "to its trainer before": course_changed.changed(replace(SEEN, face=ONE, teaches=True, official_id=9), NOW),
            "venue, and it clashes": course_changed.changed(
                replace(SEEN, face=replace(WAS, venue="Nhà văn hoá"), clash=("Hộ tịch", at(7))), NOW
            ),
            "a meeting more, one gone": course_changed.changed(
                replace(SEEN, face=face(*WAS.meetings[:2], meeting(4, at(10), "305", "Đỗ Dũng"))), NOW
            ),
            "a meeting gone, to its trainer": course_changed.changed(
                replace(SEEN, face=face(WAS.meetings[0], WAS.meetings[2]), teaches=True, official_id=9), NOW
            ),
            "many meetings": course_changed.changed(replace(SEEN, was=many, face=others), NOW - timedelta(days=9)),
            "without a timetable": course_changed.changed(
                replace(
                    SEEN, was=face(), face=replace(face(), starts_on=date(2026, 12, 14), ends_on=date(2026, 12, 15))
                ),
                NOW,
            ),
            "cancelled": course_changed.changed(off, NOW),
            "cancelled, another is open": course_changed.changed(
                replace(off, way=Way(3, "VTVL-02-K06", "Văn thư, khóa 6", date(2027, 1, 4), False)), NOW
            ),
            "cancelled, to a trainer": course_changed.changed(replace(off, teaches=True), NOW),
            "merged": course_changed.changed(merged, NOW),
            "merged, with the way out": course_changed.changed(
                replace(merged, into=replace(INTO, registration_id=8)), NOW
            ),
            "merged, in the queue": course_changed.changed(
                replace(merged, into=replace(INTO, state=State.queued, place=3)), NOW
            ),
            "merged, to a trainer": course_changed.changed(
                replace(merged, teaches=True, into=replace(INTO, state=None)), NOW
            ),
            "to leaders": course_changed.for_leaders(
                [
                    commune,
                    replace(
                        commune,
                        kind=ChangeKind.cancelled,
                        reason="Mưa lũ",
                        people=tuple(f"Người {n}" for n in range(15)),
                    ),
                    replace(commune, kind=ChangeKind.merged, into="Văn thư, khóa 5 (VTVL-02-K05)", face=INTO.face),
                ],
                NOW,
            ),
            "unread, to leaders": course_changed.unread(COURSE.code, COURSE.title, silent, 8),
            "out of the calendar": course_changed.removal(COURSE.code, 3, b""),
            "nothing to take out": course_changed.nothing_to_remove(),
        },
    )


def test_changing() -> None:
    runs = [Run(2, "VTVL-02-K05", "Văn thư, khóa 5", date(2026, 12, 14), date(2026, 12, 16), 60, 41)]
    one = WAS.meetings[1]
    many = [meeting(n, at(n)) for n in range(1, 13)]
    hanh = Official(id=9, full_name="Vũ Thị Hạnh", staff_code="CB-009")
    must_be_approved(
        "changing",
        {
            "menu": changing.menu(COURSE, WAS, 3, NOW, False),
            "menu, begun": changing.menu(COURSE, WAS, 1, NOW, True),
            "menu, no timetable": changing.menu(COURSE, face(venue=""), 0, NOW, False),
            "which meeting?": changing_meetings.meetings(COURSE, many, 0, NOW),
            "the meeting": changing_meetings.meeting(COURSE, one, NOW),
            "when?": changing_meetings.ask_time(COURSE, one, NOW),
            "one more, when?": changing_meetings.ask_more(COURSE, WAS, NOW),
            "one more, which half?": changing_meetings.ask_half(COURSE, Period(date(2026, 12, 11), date(2026, 12, 11))),
            "more, which half?": changing_meetings.ask_half(COURSE, Period(date(2026, 12, 11), date(2026, 12, 15))),
            "which room?": changing_meetings.ask_room(COURSE, one, NOW),
            "who?": changing_meetings.ask_trainer(COURSE, one, NOW),
            "which of them?": changing_meetings.which_trainer(one, "Hạnh", [hanh]),
            "nobody of the roster": changing_meetings.which_trainer(one, "GS. <X>", []),
            "by how much?": changing.ask_shift(COURSE, WAS, 3, NOW),
            "where?": changing.ask_venue(COURSE, WAS),
            "why?": changing.ask_reason(COURSE),
            "into which?": changing.ask_into(COURSE, runs),
            "into none": changing.ask_into(COURSE, []),
            "not understood": changing.not_understood(1, changing.HOURS_EXAMPLE),
        }
        | {
            bar.value: change_refusals.refused(CannotChange(bar, 1, at(7) if bar in WITH_HOUR else None), NOW)
            for bar in ChangeBar
        },
    )


WITH_HOUR = (
    ChangeBar.begun,
    ChangeBar.past,
    ChangeBar.too_far,
    ChangeBar.same_hour,
    ChangeBar.overlaps,
    ChangeBar.rolled,
    ChangeBar.only_one,
)
MOVED = Rehearsal(
    course_id=1,
    code=COURSE.code,
    title=COURSE.title,
    plan=ShiftPlan(7),
    before=WAS,
    after=LATER,
    counts={State.confirmed: 41, State.pending: 3, State.queued: 2},
    trainers=1,
    leaders=30,
    leaves_at=NOW,
    is_urgent=False,
    clashes=(
        Hit("Nguyễn Thị Lan", "Phường Võ Cường", "Hộ tịch", at(14)),
        Hit("Lê Thị Mai", "Phường Võ Cường", "Chuyển đổi số", at(15)),
        Hit("Trần <Bình>", "Xã Quế Võ", "Hộ tịch", at(14)),
    ),
    double_booked=(Hit("Vũ Hạnh", "", "Hộ tịch", at(15)),),
    days_off=((date(2026, 12, 13), ""), (date(2027, 1, 1), "Tết Dương lịch")),
    nightly=(at(14, 21),),
    closes_at=(at(2, 0), at(1, 0)),
    reminder=(Rule.week, at(7)),
    sample_id=1,
)


def test_rehearsal() -> None:
    sample = course_changed.changed(SEEN, NOW)
    quiet = replace(
        MOVED, clashes=(), double_booked=(), days_off=(), nightly=(), closes_at=(at(2, 0), at(2, 0)), reminder=None
    )
    merged = replace(
        quiet,
        plan=MergePlan(2),
        after=INTO.face,
        into="Văn thư, khóa 5 (VTVL-02-K05)",
        into_seats=60,
        into_taken=60,
        missing_seats=2,
        invited=1,
        landings=(
            (Landing.seated, Hit("Nguyễn Thị Lan", "Phường Võ Cường")),
            *((Landing.queued, Hit(f"Người {n}", "Xã Quế Võ")) for n in range(12)),
            (Landing.clashes, Hit("Lê Thị Mai", "Phường Võ Cường", "Hộ tịch")),
            (Landing.there, Hit("Vũ Đạt", "Phường Võ Cường")),
        ),
    )
    must_be_approved(
        "rehearsal",
        {
            "a move with everything in its way": rehearsal.rehearsal(MOVED, sample, NOW),
            "a quiet one, seen anew": rehearsal.rehearsal(quiet, sample, NOW, is_stale=True),
            "at night": rehearsal.rehearsal(replace(quiet, leaves_at=at(3, 7)), sample, NOW),
            "at night, urgent": rehearsal.rehearsal(replace(quiet, is_urgent=True), sample, NOW),
            "nobody is concerned": rehearsal.rehearsal(replace(quiet, counts={}, trainers=0, leaders=0), None, NOW),
            "after the deadline": rehearsal.rehearsal(replace(quiet, closes_at=(at(1, 0) - WEEK,) * 2), None, NOW),
            "venue": rehearsal.rehearsal(
                replace(quiet, plan=VenuePlan("B"), after=replace(WAS, venue="Nhà văn hoá")), None, NOW
            ),
            "cancelled": rehearsal.rehearsal(replace(quiet, plan=CancelPlan("Mưa <lũ>"), after=WAS), None, NOW),
            "merged": rehearsal.rehearsal(merged, sample, NOW),
            "saved": rehearsal.saved(quiet, NOW),
            "saved, one meeting": rehearsal.saved(replace(quiet, plan=MeetingPlan(2), after=ONE), NOW),
            "one more": rehearsal.rehearsal(
                replace(quiet, plan=AddPlan(()), hours=(18, 16), after=face(*WAS.meetings, meeting(4, at(10), "201"))),
                None,
                NOW,
            ),
            "saved, one fewer": rehearsal.saved(replace(quiet, plan=RemovePlan(3), after=face(*WAS.meetings[:2])), NOW),
            "saved, cancelled": rehearsal.saved(replace(quiet, plan=CancelPlan("x")), NOW),
            "saved, merged": rehearsal.saved(merged, NOW),
            "saved, nobody": rehearsal.saved(replace(quiet, counts={}, trainers=0), NOW),
        },
    )


def test_unread_changes() -> None:
    people = [
        Silent(
            1,
            "Nguyễn Thị <Lan>",
            "CB1",
            "Công chức Văn phòng",
            1,
            "Phường Võ Cường",
            "+84901234567",
            NoticeState.sent,
            True,
        ),
        Silent(2, "Trần Bình", "CB2", "", 1, "Phường Võ Cường", "", NoticeState.pending, None),
        Silent(3, "Vũ Hạnh", "CB3", "", None, "Sở Nội vụ", "+84901234568", NoticeState.pending, False),
    ]
    must_be_approved(
        "unread_changes",
        {
            "by unit": unread_changes.listing(COURSE, people, 0),
            "one unit phoned": unread_changes.listing(COURSE, people[2:], 0, unread_changes.phoned(2)),
            "nobody left": unread_changes.listing(COURSE, [], 0, unread_changes.phoned(1)),
            "many": unread_changes.listing(COURSE, people[:1] * 16, 0),
            "the file": unread_changes.file(COURSE, b""),
        },
    )
