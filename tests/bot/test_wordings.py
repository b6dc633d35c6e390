"""Every refusal and every main message, word for word as approved."""

from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.texts import approvals, course_card, courses, offers, refusals, registrations, withdrawing
from models import refusals as noes
from models.course import Course, CourseState
from models.course_card import CourseCard, MeetingLine
from models.course_lines import CourseLine
from models.eligibility import Flag, Standing
from models.eligibility_facts import Facts
from models.filter_choices import Choices
from models.hours import Hours
from models.inbox import Deciding
from models.kinds import LegalGroup, Route
from models.lookup import Filter, Listing
from models.programme import Programme
from models.registration import Level, Reason, State
from models.requests import Request, RequestPage
from models.seating import Seating
from models.staffing import Absence, Elsewhere, Staffing
from models.ways import Way
from tests.bot.approved import must_be_approved

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)
CLOSES = datetime(2026, 12, 3, 0, 0, tzinfo=ZONE)
DAY = date(2026, 12, 7)

LINE = CourseLine(
    id=1,
    code="VTVL-02-K04",
    title="Văn thư & <lưu trữ>, khóa 4",
    starts_on=DAY,
    ends_on=DAY + timedelta(days=1),
    closes_at=CLOSES,
    hours=16,
    place="Trường Cao đẳng Thống kê",
    mode="Trực tiếp",
    seats=60,
    taken=12,
    queued=0,
    state=CourseState.published,
    fits=True,
    invited=True,
    mine=None,
)
REQUEST = Request(
    id=7,
    state=State.pending,
    awaits=Level.leader,
    since=NOW,
    created_at=NOW,
    outside_post=False,
    repeated=False,
    reason=None,
    reason_text="",
    official_id=1,
    official="Nguyễn Thị Ngọc Lan",
    staff_code="CB-1",
    commune_id=1,
    commune="Phường Võ Cường",
    course_id=1,
    code=LINE.code,
    title=LINE.title,
    hours=16,
    venue="Trường Cao đẳng Thống kê",
    starts_on=LINE.starts_on,
    ends_on=LINE.ends_on,
    closes_at=CLOSES,
    decided_by_id=None,
    decided_by=None,
    decided_for=None,
    nominated_by=None,
    covered_by=None,
    objection="",
    offered_until=None,
    place=None,
)
APPROVED = replace(REQUEST, state=State.confirmed, awaits=None, decided_by="Đặng Xuân Hòa")
DECLINED = replace(APPROVED, state=State.declined, reason=Reason.work)
IN_WORDS = replace(DECLINED, reason=Reason.other, reason_text="Bận <họp> & tiếp dân 🙂")
PASSED_ON = replace(REQUEST, awaits=Level.department, decided_by="Đặng Xuân Hòa")
WITHDRAWN = replace(REQUEST, state=State.withdrawn, awaits=None, reason=Reason.illness)
QUEUED = replace(REQUEST, state=State.queued, place=3)
QUEUED_APPROVED = replace(QUEUED, awaits=None, decided_by="Đặng Xuân Hòa")
UNTIL = datetime(2026, 11, 26, 16, 0, tzinfo=ZONE)
OFFERED = replace(QUEUED_APPROVED, state=State.offered, place=None, offered_until=UNTIL)
BY_DEPUTY = replace(APPROVED, decided_by="Phạm Trọng Huy", decided_for="Đặng Xuân Hòa")
HOA, HUY = "Đặng Xuân Hòa", "Phạm Trọng Huy"


def seen(*hindrances: noes.Refusal, flags: tuple[Flag, ...] = (), **more: Any) -> CourseCard:
    """The card of one course."""
    course = Course(
        id=1,
        code=LINE.code,
        title=LINE.title,
        starts_on=LINE.starts_on,
        ends_on=LINE.ends_on,
        closes_at=CLOSES,
        seats=60,
        commune_cap=2,
        document_number="2537/SNV-CCVC",
        state=CourseState.published,
    )
    programme = Programme(name="Văn thư & <lưu trữ>", hours=16, counts=True, route=Route.leader)
    seating = Seating(1, 60, 2, {1: 1, 2: 11}, {}, None, ())
    facts = Facts(**{one.name: None for one in fields(Facts)} | {"course": course, "commune_id": 1, "seating": seating})
    mornings = [datetime(2026, 12, 7 + day, hour, 30, tzinfo=ZONE) for day in (0, 1) for hour in (7, 13)]
    return CourseCard(
        course=course,
        programme=programme,
        kind="Theo vị trí việc làm",
        mode="Trực tiếp",
        institution="Trường Cao đẳng Thống kê",
        address="Trường Cao đẳng Thống kê, phường Võ Cường",
        posts=("Chuyên viên văn phòng", "Văn phòng – thống kê"),
        groups=(LegalGroup.cong_chuc,),
        meetings=tuple(
            MeetingLine(at, at + timedelta(hours=4), 4, "Phòng 201", "Mai Đình Khôi", "Mở đầu") for at in mornings
        ),
        taken=12,
        queued=0,
        standing=Standing(facts, hindrances, flags),
        **{"request": None, **more},
    )


def refusals_of_the_rules() -> list[noes.Refusal]:
    return [
        noes.NotLinked(),
        noes.OfficialLeft(),
        noes.NoRight(),
        noes.NoLongerThere(),
        noes.CourseClosed(1, CLOSES),
        noes.CourseNotOpen(1, cancelled=True),
        noes.CourseNotOpen(1, cancelled=False),
        noes.CommuneNotInvited(1),
        noes.CourseFull(1, 60),
        noes.CommuneCapReached(1, 2),
        noes.SeatsKept(1, 4, CLOSES),
        noes.QueueAhead(1, 3),
        noes.AgeOutside(1, 36, 35, True, "QĐ 6468"),
        noes.AgeOutside(1, 20, 22, False, ""),
        noes.PartyMembersOnly(1, "QĐ 6468"),
        noes.OfferOver(7),
        noes.WithdrawTooLate(7, 1, UNTIL),
        noes.CourseBegun(1),
        noes.PrerequisiteMissing(1, ("Tin học <cơ bản>", "Văn thư")),
        noes.DatesClash(1, "Hộ tịch & «chứng thực»", datetime(2026, 12, 8, 7, 30, tzinfo=ZONE)),
    ]


def test_refusals() -> None:
    must_be_approved(
        "refusals",
        {
            " ".join((type(one).__name__, *(name for name in ("cancelled", "is_most") if getattr(one, name, False)))): (
                refusals.refused(one, NOW, [])
            )
            for one in refusals_of_the_rules()
        },
    )


def test_the_card() -> None:
    way = Way(2, "VTVL-02-K05", "Văn thư, khóa 5", date(2027, 1, 4), prepares=False)
    must_be_approved(
        "card",
        {
            "free": course_card.card(seen(), NOW),
            "with flags": course_card.card(seen(flags=(Flag.outside_post, Flag.repeated)), NOW),
            "full, queue": course_card.card(seen(noes.CourseFull(1, 60)), NOW),
            "full, another run": course_card.card(seen(noes.CourseFull(1, 60), way=way), NOW),
            "prerequisite, first course": course_card.card(
                seen(noes.PrerequisiteMissing(1, ("Tin học",)), way=replace(way, prepares=True)), NOW
            ),
            "closed, nothing else": course_card.card(
                seen(noes.CourseClosed(1, CLOSES), coordinator="Hoàng Nhật Minh"), NOW
            ),
            "registered": course_card.card(seen(request=REQUEST, waiting=(HOA, HUY)), NOW),
            "declined before": course_card.card(seen(request=IN_WORDS), NOW),
            "stranger": course_card.card(replace(seen(), standing=None), NOW),
        },
    )


def test_lists() -> None:
    other = LINE._replace(id=2, code="HT-1", title="Hộ tịch", fits=False, taken=60, queued=4, mine=State.pending)
    closed = LINE._replace(id=3, code="HT-2", title="Hộ tịch 2", closes_at=NOW)
    cancelled = LINE._replace(id=4, code="HT-3", title="Hộ tịch 3", state=CourseState.cancelled)
    elsewhere = LINE._replace(id=5, code="HT-4", title="Hộ tịch 4", invited=False)
    narrowed = Filter(month=date(2027, 1, 1))
    choices = Choices((date(2026, 12, 1), date(2027, 1, 1)), ((1, "Trường Chính trị"),), (), ())
    must_be_approved(
        "lists",
        {
            "open": courses.listing(Listing((LINE, other), 12, 1, 0), Filter(), NOW, []),
            "last page, narrowed": courses.listing(Listing((other,), 6, 1, 1), narrowed, NOW, ["tháng 1/2027"]),
            "empty": courses.listing(Listing((), 0, 0, 0), Filter(), NOW, []),
            "empty, narrowed": courses.listing(Listing((), 0, 0, 0), narrowed, NOW, ["tháng 1/2027"]),
            "filters": courses.filters(narrowed),
            "months": courses.filter_values(0, choices, narrowed),
            "no modes": courses.filter_values(2, choices, Filter()),
            "found": courses.found("ho tich <x>", [LINE, closed, cancelled, elsewhere], 3, NOW),
            "which one": courses.which_one("tin", ["tin học", "tín dụng"], [LINE], NOW),
            "nothing found": courses.nothing_found("xyz", [LINE], NOW),
        },
    )


def test_registering() -> None:
    must_be_approved(
        "registering",
        {
            "summary": registrations.summary(seen(flags=(Flag.outside_post,)), NOW),
            "sent": registrations.registered(REQUEST, [HOA, HUY], NOW),
            "sent to the department": registrations.registered(
                replace(REQUEST, awaits=Level.department), ["Hoàng Nhật Minh"], NOW
            ),
            "no approval needed": registrations.registered(replace(APPROVED, decided_by=None), [], NOW),
            "already": registrations.already(REQUEST, [HOA], NOW),
            "over": registrations.over(WITHDRAWN, NOW),
            "who decides?": registrations.who_decides(
                Deciding((HOA, HUY), ("Hoàng <Minh>",)), [REQUEST], {REQUEST.id: [HOA, HUY]}, NOW
            ),
            "who decides, nobody here": registrations.who_decides(Deciding((), ()), [], {}, NOW),
            "none": registrations.mine(RequestPage((), 0, 0), {}, NOW),
            "mine": registrations.mine(
                RequestPage((REQUEST, APPROVED, QUEUED, OFFERED, IN_WORDS, WITHDRAWN), 9, 0), {7: [HOA]}, NOW
            ),
            "queued": registrations.registered(QUEUED, [HOA], NOW),
            "queued, approved": registrations.decided(QUEUED_APPROVED),
            "approved by a deputy": registrations.decided(BY_DEPUTY),
            "withdraw?": withdrawing.ask(REQUEST),
            "leave the queue?": withdrawing.ask(QUEUED),
            "withdrawn": withdrawing.done(WITHDRAWN),
            "approved": registrations.decided(APPROVED),
            "declined": registrations.decided(DECLINED),
            "declined in words": registrations.decided(IN_WORDS),
            "passed on": registrations.decided(PASSED_ON),
        },
    )


def test_approving() -> None:
    away = (
        Absence("Bùi Thị Thu Hương", (Elsewhere("Hộ tịch", True),), (DAY,), same_office=True),
        Absence("Lê Văn An", (Elsewhere("Tin học", False),), (DAY, DAY + timedelta(days=1))),
        Absence("Trần Thị Yến", (Elsewhere("Hộ tịch", True), Elsewhere("Tin học", False)), (DAY,), same_office=True),
    )
    picture = Staffing((DAY, DAY + timedelta(days=1)), away, Hours(16, 24), 40, 2)
    flagged = replace(REQUEST, outside_post=True, repeated=True)
    flags = (Flag.outside_post, Flag.repeated)
    must_be_approved(
        "approving",
        {
            "wanted": approvals.wanted(flagged, ["Chuyên viên tư pháp", "Chuyên viên văn phòng"], flags, picture, NOW),
            "wanted, nobody away": approvals.wanted(REQUEST, [], (), Staffing((DAY,), ()), NOW),
            "wanted, many away": approvals.wanted(REQUEST, [], (), Staffing((DAY,), away * 4), NOW),
            "empty inbox": approvals.inbox(RequestPage((), 0, 0)),
            "inbox": approvals.inbox(RequestPage((REQUEST, flagged), 9, 0)),
            "why not?": approvals.ask_reason(REQUEST),
            "wanted, queued": approvals.wanted(
                replace(QUEUED, covered_by="Lê Văn An"), [], (), Staffing((DAY,), ()), NOW
            ),
            "yes": approvals.approved(APPROVED),
            "yes, flagged": approvals.approved(replace(flagged, state=State.confirmed, awaits=None)),
            "yes, flagged, with its reason": approvals.approved(
                replace(flagged, state=State.confirmed, awaits=None, reason=Reason.new_task)
            ),
            "yes, queued": approvals.approved(QUEUED_APPROVED),
            "yes, passed on": approvals.approved(PASSED_ON),
            "no": approvals.declined(IN_WORDS),
            "settled: yes": approvals.settled(APPROVED),
            "settled: no": approvals.settled(DECLINED),
            "settled: passed on": approvals.settled(PASSED_ON),
            "settled: withdrawn": approvals.settled(WITHDRAWN),
            "settled: queued": approvals.settled(QUEUED_APPROVED),
            "by a deputy": approvals.decided_by_another(BY_DEPUTY),
            "by another": approvals.decided_by_another(APPROVED),
            "by another, passed on": approvals.decided_by_another(PASSED_ON),
            "withdrawn": approvals.withdrawn(WITHDRAWN),
            "waits for others": approvals.waits_for_others(REQUEST, [HOA]),
            "own": approvals.own(replace(REQUEST, awaits=Level.department), ["Hoàng Nhật Minh"]),
            "nobody reachable": approvals.no_leader_reachable(REQUEST),
        },
    )


def test_offers() -> None:
    confirmed = replace(APPROVED, state=State.confirmed)
    must_be_approved(
        "offers",
        {
            "offered": offers.offered(OFFERED, UNTIL, NOW),
            "taken": offers.accepted(confirmed),
            "let go": offers.let_go(replace(WITHDRAWN, reason=Reason.let_go)),
            "to whoever approved": offers.taken(confirmed),
            "expired": offers.expired(replace(OFFERED, state=State.expired)),
            "queue closed": offers.queue_closed(replace(QUEUED, state=State.expired)),
            "over": offers.over(replace(OFFERED, state=State.expired), "hết hạn"),
        },
    )
