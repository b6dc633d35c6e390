"""Kept seats, conditions and the two screens of why, word for word as approved."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.message import Message
from bot.texts import conditions, queue_view, quotas, refusals, why
from bot.texts.words import html, lines
from models import refusals as noes
from models.course import Course, CourseState
from models.eligibility import Flag, Question, Standing
from models.kinds import ConditionKind, Gender
from models.programme import Condition
from models.queue_view import QueueView
from models.quota import QuotaWishState
from models.quota_wish import Neighbour, Neighbours, Wish
from models.registration import Level, State
from models.requests import RequestPage
from models.seating import Seating, Waiting
from models.staff import StaffLine
from models.ways import Way
from models.why import Answer, Why
from models.why_nobody import (
    AboutToBe,
    CapsReached,
    Kept,
    NobodyWaits,
    NoSeat,
    NotApproved,
    NotPublished,
    OfferOut,
    TooLate,
)
from tests.bot.approved import must_be_approved
from tests.bot.test_wordings import CLOSES, DAY, HOA, LINE, NOW, REQUEST

UNTIL = datetime(2026, 11, 29, tzinfo=NOW.tzinfo)
VO_CUONG, QUE_VO = 1, 2
COURSE = Course(
    id=1, code=LINE.code, title=LINE.title, starts_on=DAY, closes_at=CLOSES, seats=60, state=CourseState.published
)
LAN = StaffLine(1, "CB-1", "Nguyễn Thị Ngọc Lan", "Phường Võ Cường", VO_CUONG, True, True, None)
WISH = Wish(
    id=5,
    state=QuotaWishState.open,
    course_id=1,
    code=LINE.code,
    title=LINE.title,
    until=UNTIL,
    asking="Phường Võ Cường",
    asked="Phường Quế Võ",
    asked_by=HOA,
    answered_by=None,
)


def seating(held: dict[int | None, int], queue: tuple[Waiting, ...] = (), **more: Any) -> Seating:
    return Seating(1, 60, more.get("cap"), held, more.get("quotas", {}), more.get("until"), queue)


def test_kept_seats() -> None:
    kept = seating({VO_CUONG: 1}, quotas={VO_CUONG: 3, QUE_VO: 2}, until=UNTIL)
    granted = replace(WISH, state=QuotaWishState.granted, answered_by="Ngô Tiến Dũng")
    ours = Neighbours(COURSE, VO_CUONG, UNTIL, (Neighbour(2, "Phường Quế Võ", 2, False), Neighbour(3, "Xã X", 1, True)))
    must_be_approved(
        "quotas",
        {
            "on the card": Message(lines(*quotas.on_card(kept, VO_CUONG, NOW))),
            "on the card of others": Message(lines(*quotas.on_card(kept, 9, NOW))),
            "on the card, over-used": Message(lines(*quotas.on_card(replace(kept, held={1: 7}), VO_CUONG, NOW))),
            "whom to ask": quotas.neighbours(ours, NOW),
            "sent": quotas.sent(WISH, VO_CUONG),
            "wanted": quotas.wanted(WISH, 2, NOW),
            "granted": quotas.answered(granted, NOW),
            "refused": quotas.answered(replace(granted, state=QuotaWishState.refused), NOW),
            "lapsed with the keeping": quotas.answered(
                replace(WISH, state=QuotaWishState.lapsed), NOW + timedelta(days=9)
            ),
            "lapsed": quotas.answered(replace(WISH, state=QuotaWishState.lapsed), NOW),
            "settled: open": quotas.settled(WISH),
            "settled: granted": quotas.settled(granted),
            "settled: lapsed": quotas.settled(replace(WISH, state=QuotaWishState.lapsed)),
            "unused": quotas.unused(COURSE, 2, UNTIL, NOW),
            **{
                type(one).__name__: refusals.refused(one, NOW, [])
                for one in (noes.NoKeptSeat(1), noes.NobodyToAsk(1, "Xã X"), noes.SeatsKept(1, 4, UNTIL))
            },
        },
    )


def test_conditions() -> None:
    def one(kind: ConditionKind, value: int | None = None, gender: Gender | None = None, basis: str = "") -> Condition:
        return Condition(kind=kind, value=value, gender=gender, basis=basis, id=value or 0)

    most, least, party = ConditionKind.most_age, ConditionKind.least_age, ConditionKind.party_member
    found = {
        "party and ages on one basis": (
            one(least, 35, Gender.male, "QĐ 6468"),
            one(least, 33, Gender.female, "QĐ 6468"),
            one(party, basis="QĐ 6468"),
        ),
        "without a basis": (one(most, 45),),
        "two bases": (one(most, 45, None, "NĐ 171"), one(party, None, Gender.male, "QĐ 1")),
    }
    must_be_approved(
        "conditions", {name: Message(html("{}").format(conditions.conditions(x))) for name, x in found.items()}
    )


def test_why_somebody_cannot() -> None:
    def seen(*hindrances: noes.Refusal, flags: tuple[Flag, ...] = (), **more: Any) -> Why:
        walls = dict(zip((Question.seat, Question.age, Question.dates), hindrances, strict=False))
        answers = tuple(Answer(one, walls.get(one), one is not Question.party) for one in Question)
        standing = Standing(None, hindrances, flags)  # type: ignore[arg-type]
        return Why(**{"official": LAN, "course": COURSE, "standing": standing, "answers": answers, **NOTHING, **more})

    full, age = noes.CourseFull(1, 60), noes.AgeOutside(1, 32, 33, False, "QĐ 6468")
    clash = noes.DatesClash(1, "Hộ tịch & «chứng thực»", datetime(2026, 12, 8, 7, 30, tzinfo=NOW.tzinfo))
    way = Way(2, "VTVL-02-K05", "Văn thư, khóa 5", date(2027, 1, 4), prepares=False)
    taken = Answer(Question.registered, noes.AlreadyRegistered(7))
    must_be_approved(
        "why",
        {
            "which course": why.ask_course(LAN, [LINE]),
            "which course, none open": why.ask_course(LAN, []),
            "several": why.which_course(LAN, "văn <thư>", [LINE], exact=True),
            "near ones": why.which_course(LAN, "văn <thư>", [LINE], exact=False),
            "nothing": why.which_course(LAN, "xyz", [], exact=False),
            "free": why.answer(seen(flags=(Flag.outside_post, Flag.party_unknown)), NOW),
            "free, not linked": why.answer(seen(official=replace(LAN, linked=False)), NOW),
            "full": why.answer(seen(full), NOW),
            "three reasons, another run": why.answer(seen(full, age, clash, way=way), NOW),
            "age, nothing else": why.answer(seen(full, age, coordinator="Hoàng Nhật Minh"), NOW),
            "registered": why.answer(seen(answers=(taken,), request=REQUEST, waiting=(HOA,)), NOW),
            "left": why.answer(seen(official=replace(LAN, left_on=date(2026, 11, 1))), NOW),
        },
    )


NOTHING: dict[str, Any] = {"request": None, "waiting": (), "way": None, "coordinator": None}


def test_the_queue() -> None:
    queued = replace(REQUEST, state=State.queued, awaits=Level.leader, place=1)
    approved = replace(queued, id=8, awaits=None, official="Bùi Thị Thu Hương", place=2)
    queue = (Waiting(7, VO_CUONG, Level.leader), Waiting(8, VO_CUONG, None))

    def seen(reason: Any, seats: Seating, first: Any = None) -> QueueView:
        names = {VO_CUONG: "Phường Võ Cường", QUE_VO: "Phường Quế Võ"}
        page = RequestPage((queued, approved), 14, 1)
        return QueueView(COURSE, seats, reason, page, {7: [HOA]}, names, first)

    full = seating({VO_CUONG: 60}, queue)
    kept = seating({VO_CUONG: 56}, queue, quotas={QUE_VO: 4, VO_CUONG: 2}, until=UNTIL)
    empty = QueueView(COURSE, seating({}), NobodyWaits(), RequestPage((), 0, 0), {}, {}, None)
    sentences = {
        type(one).__name__ + ("" if not getattr(one, "cancelled", False) else " cancelled"): one
        for one in (
            NotPublished(False),
            NotPublished(True),
            TooLate(datetime(2026, 11, 25, 13, 30, tzinfo=NOW.tzinfo)),
            OfferOut(2, NOW + timedelta(hours=8)),
            CapsReached(4, 2),
            AboutToBe(),
        )
    }
    must_be_approved(
        "queue",
        {
            "empty": queue_view.queue(empty, NOW),
            "all held": queue_view.queue(seen(NoSeat(60), full), NOW),
            "not approved": queue_view.queue(seen(NotApproved(7), seating({}, queue), queued), NOW),
            "kept": queue_view.queue(seen(Kept(4, (QUE_VO,), UNTIL), kept), NOW),
            "a cap": queue_view.queue(seen(CapsReached(4, 56), seating({VO_CUONG: 56}, queue, cap=56)), NOW),
            **{
                name: Message(html("{}").format(queue_view.sentence(seen(one, full), NOW)))
                for name, one in sentences.items()
            },
        },
    )
