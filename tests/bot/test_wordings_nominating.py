"""What is read when officials are sent to a course, object, and are covered for, word for word as approved."""

from dataclasses import replace
from datetime import date

from bot.texts import approvals, covers, nomination_results, nominations, objections, registrations
from models.candidates import Candidate, Candidates
from models.commune_courses import CommuneCourse, CommuneCourses
from models.course import Course
from models.cover import Colleague
from models.eligibility import Flag, Standing
from models.nomination import Nomination
from models.refusals import (
    AgeOutside,
    CommuneNotInvited,
    CourseClosed,
    CourseNotOpen,
    DatesClash,
    NotInCommune,
    OwnNomination,
    PartyMembersOnly,
    PrerequisiteMissing,
    Refusal,
)
from models.registration import Level, State
from models.requests import RequestPage
from models.seating import Seating, Waiting
from models.staffing import Staffing
from tests.bot.approved import must_be_approved
from tests.bot.test_wordings import APPROVED, CLOSES, DAY, DECLINED, LINE, NOW, REQUEST
from tests.models.test_eligibility import facts

COURSES = CommuneCourses(
    (
        CommuneCourse(1, LINE.code, LINE.title, DAY, DAY, CLOSES, 60, 12, 2, 1, 0),
        CommuneCourse(2, "CDS-01", "Chuyển đổi số", DAY, DAY, CLOSES, 40, 40, None, 3, 1200),
    ),
    7,
    0,
)
COURSE = Course(id=1, code=LINE.code, title=LINE.title, starts_on=LINE.starts_on, ends_on=LINE.ends_on, seats=60)
SENT = replace(APPROVED, nominated_by="Đặng Xuân Hòa")
OBJECTED = replace(SENT, objection="Đang nghỉ thai sản <từ 12/2026>")
TAKEN_BACK = replace(OBJECTED, state=State.withdrawn)
CLASH = DatesClash(1, "Quản lý nhà nước", NOW)


def candidate(
    n: int,
    name: str,
    *hindrances: Refusal,
    flags: tuple[Flag, ...] = (),
    live: State | None = None,
    awaits: Level | None = None,
    owed: float = 24,
    last_sent: date | None = None,
) -> Candidate:
    standing = Standing(facts(), hindrances, flags)
    return Candidate(n, name, "Chuyên viên văn phòng", standing, live, awaits, owed, last_sent)


PEOPLE = (
    candidate(1, "Nguyễn Thị Ngọc Lan"),
    candidate(2, "Trần & Bình", last_sent=date(2025, 3, 3), owed=0, flags=(Flag.outside_post, Flag.repeated)),
    candidate(3, "Lê Văn Ân", live=State.pending, awaits=Level.leader),
    candidate(4, "Phạm Mai", CLASH),
    candidate(5, "Đỗ Nam", live=State.confirmed),
    candidate(6, "Ngô Oanh"),
    candidate(7, "Vũ Phúc"),
)


def seating(held: int, elsewhere: int, *queue: Waiting) -> Seating:
    return Seating(1, 60, 2, {7: held, 8: elsewhere}, {}, None, queue)


FOUND = Candidates(COURSE, 16, seating(1, 11), 7, "Phường Võ Cường", PEOPLE)


def test_choosing() -> None:
    must_be_approved(
        "nominating",
        {
            "courses": nominations.courses(COURSES, 7, "Phường Võ Cường", NOW),
            "no course": nominations.courses(CommuneCourses((), 0, 0), 7, "Phường Võ Cường", NOW),
            "which commune": nominations.which_commune([(7, "Phường Võ Cường"), (8, "Xã Yên Phong")], 0),
            "people": nominations.people(FOUND, (), "", 0),
            "two ticked": nominations.people(FOUND, (1, 2), "", 0),
            "second page": nominations.people(FOUND, (1,), "", 1),
            "narrowed": nominations.people(FOUND, (1,), "binh", 0),
            "nobody of that name": nominations.people(FOUND, (), "<b>", 0),
            "nobody at all": nominations.people(replace(FOUND, people=()), (), "", 0),
            "nobody ticked": nominations.people(FOUND, (), "", 0, nominations.NOBODY_TICKED),
            "commune has its share": nominations.people(replace(FOUND, seating=seating(2, 11)), (), "", 1),
            "full": nominations.people(replace(FOUND, seating=seating(0, 60)), (), "", 1),
            "others wait": nominations.people(replace(FOUND, seating=seating(0, 5, Waiting(1, 9, None))), (), "", 1),
        },
    )


def test_results() -> None:
    refused = (
        PrerequisiteMissing(1, ("Bồi dưỡng Tin học",)),
        CLASH,
        AgeOutside(1, 52, 50, True, "QĐ"),
        PartyMembersOnly(1, "QĐ"),
        CommuneNotInvited(1),
        CourseClosed(1, CLOSES),
        CourseNotOpen(1, cancelled=True),
        NotInCommune(),
        OwnNomination(),
    )
    results = [
        Nomination(1, "Nguyễn Thị Ngọc Lan", None, 1, State.confirmed, is_new=True),
        Nomination(2, "Trần & Bình", None, 2, State.pending, Level.department, is_new=True),
        Nomination(3, "Lê Văn Ân", None, 3, State.queued, place=4, is_new=True),
        Nomination(4, "Phạm Mai", None, 4, State.queued, Level.department, 5, is_new=True),
        Nomination(5, "Đỗ Nam", None, 5, State.confirmed),
        *(Nomination(n, f"Người thứ {n}", refusal) for n, refusal in enumerate(refused, 6)),
    ]
    flagged = Nomination(1, "Trần & Bình", None, 1, State.confirmed, flags=(Flag.outside_post,), is_new=True)
    must_be_approved(
        "nomination_results",
        {
            "all kinds": nomination_results.sent(LINE.title, LINE.code, results),
            "one flagged": nomination_results.sent(LINE.title, LINE.code, [flagged]),
            "nobody": nomination_results.sent(LINE.title, LINE.code, results[5:7]),
            "many": nomination_results.sent(LINE.title, LINE.code, [flagged] * 60),
            "reason kept": nomination_results.reason_kept(2),
            "nothing to give a reason for": nomination_results.reason_kept(0),
        },
    )


def test_being_sent_and_objecting() -> None:
    department = replace(SENT, state=State.pending, awaits=Level.department)
    queued = replace(SENT, state=State.queued, place=3)
    picture = Staffing(days=(), away=())
    must_be_approved(
        "objecting",
        {
            "sent": objections.nominated(SENT),
            "sent by a deputy": objections.nominated(
                replace(SENT, nominated_by="Lê Nam", decided_by="Lê Nam", decided_for="Đặng Xuân Hòa")
            ),
            "sent, the department decides": objections.nominated(department),
            "sent to the queue": objections.nominated(queued),
            "sent to the queue, the department decides": objections.nominated(replace(queued, awaits=Level.department)),
            "the department's request": approvals.wanted(department, (), (), picture, NOW),
            "in my list": registrations.mine(RequestPage((SENT,), 1, 0), {}, NOW),
            "to who nominated": objections.nomination_decided(replace(SENT, decided_by="Hoàng Minh")),
            "to who nominated, declined": objections.nomination_decided(DECLINED),
            "to who agreed": objections.department_decided(replace(SENT, decided_by="Hoàng <Minh>")),
            "to who agreed, declined": objections.department_decided(DECLINED),
            "to who agreed, in the queue": objections.department_decided(replace(queued, decided_by="Hoàng Minh")),
            "to who agreed, offered": objections.department_decided(replace(SENT, state=State.offered)),
            "why": objections.ask(SENT),
            "noted": objections.noted(OBJECTED),
            "to the leaders": objections.raised(OBJECTED),
            "from the inbox": objections.opened(OBJECTED),
            "in the inbox": objections.beside_inbox(approvals.inbox(RequestPage((), 0, 0)), True, [OBJECTED, SENT]),
            "taken back": objections.answered(TAKEN_BACK),
            "kept": objections.answered(OBJECTED),
            "to the nominee, taken back": objections.answer(TAKEN_BACK),
            "to the nominee, kept": objections.answer(OBJECTED),
            "settled": objections.settled(OBJECTED),
        },
    )


def test_covering() -> None:
    found = [Colleague(1, "Nguyễn Thị Yến", True), *(Colleague(n, f"Cán bộ {n}", False) for n in range(2, 12))]
    covered = replace(APPROVED, covered_by="Nguyễn Thị Yến")
    must_be_approved(
        "covering",
        {
            "choose": covers.choose(APPROVED, found, "", 0, True),
            "choose another, as a leader": covers.choose(covered, found, "", 1, False),
            "narrowed": covers.choose(APPROVED, found[:1], "yen", 0, True),
            "nobody of that name": covers.choose(APPROVED, [], "<x>", 0, True),
            "nobody there": covers.choose(APPROVED, [], "", 0, True),
            "named": covers.named(covered, True),
            "nobody any more": covers.named(APPROVED, False),
            "to the colleague": covers.asked(covered),
            "to the colleague, not decided yet": covers.asked(replace(REQUEST, covered_by="Nguyễn Thị Yến")),
            "released": covers.released(APPROVED),
            "released, it was declined": covers.released(DECLINED),
        },
    )
