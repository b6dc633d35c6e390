"""Every message about a substitute, word for word as approved."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.message import Message
from bot.texts import substitute_outcomes as outcomes
from bot.texts import substitutes as texts
from models.colleagues import Colleague, ColleaguePage
from models.eligibility import Flag
from models.refusals import (
    AgeOutside,
    AlreadyRegistered,
    CommuneNotInvited,
    DatesClash,
    PartyMembersOnly,
    PrerequisiteMissing,
)
from models.registration import Level, State
from models.requests import Request
from models.substitution import SubstitutionState
from models.substitution_refusals import ColleagueCannot, ColleagueUnreachable, NoSeatToHandOver, NotConfirmer
from models.substitution_view import SubstitutionLine, SubstitutionView
from tests.bot.approved import must_be_approved

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)
BEGINS = datetime(2026, 12, 7, 7, 30, tzinfo=ZONE)
LAN, MAI, HOA, STRANGER = 1, 2, 3, 9

GIVEN = Request(
    id=7,
    state=State.confirmed,
    awaits=None,
    since=NOW,
    created_at=NOW,
    outside_post=False,
    repeated=False,
    reason=None,
    reason_text="",
    official_id=LAN,
    official="Nguyễn Thị Ngọc Lan",
    staff_code="CB-1",
    commune_id=1,
    commune="Phường Võ Cường",
    course_id=1,
    code="VTVL-02-K04",
    title="Văn thư & <lưu trữ>, khóa 4",
    hours=16,
    venue="Trường Cao đẳng Thống kê",
    starts_on=date(2026, 12, 7),
    ends_on=date(2026, 12, 8),
    closes_at=datetime(2026, 12, 3, tzinfo=ZONE),
    decided_by_id=HOA,
    decided_by="Đặng Xuân Hòa",
    decided_for=None,
    nominated_by=None,
    covered_by=None,
    objection="",
    offered_until=None,
    place=None,
)
SEEN = SubstitutionView(
    id=5,
    state=SubstitutionState.asked,
    colleague_id=MAI,
    colleague="Trần Thị <Mai>",
    proposed_by_id=LAN,
    proposed_by=GIVEN.official,
    confirmed_by=None,
    confirmed_for=None,
    given=GIVEN,
    taken=None,
)
BY_LEADER = replace(SEEN, proposed_by_id=HOA, proposed_by="Đặng Xuân Hòa", confirmed_by="Đặng Xuân Hòa")
ACCEPTED = replace(SEEN, state=SubstitutionState.accepted)
TAKEN = replace(GIVEN, id=8, official_id=MAI, official=SEEN.colleague)
DONE = replace(
    SEEN,
    state=SubstitutionState.done,
    confirmed_by="Phạm Trọng Huy",
    confirmed_for="Đặng Xuân Hòa",
    given=replace(GIVEN, state=State.substituted),
    taken=TAKEN,
)
HALF = replace(DONE, taken=replace(TAKEN, state=State.pending, awaits=Level.department), confirmed_for=None)
PEOPLE = (
    Colleague(MAI, "Trần Thị <Mai>", "Chuyên viên văn phòng", (), reachable=True),
    Colleague(4, "Lê Văn An", "", (Flag.outside_post,), reachable=True),
    Colleague(6, "Vũ Thị Sáu", "Văn phòng – thống kê", (), reachable=False),
)


def test_choosing_and_asking() -> None:
    few, many = ColleaguePage(PEOPLE, 3, 0), ColleaguePage(PEOPLE, 19, 1)
    empty = ColleaguePage((), 0, 0)
    must_be_approved(
        "substitutes",
        {
            "own seat": texts.choose(GIVEN, few, "", own=True),
            "a leader, second of three pages": texts.choose(GIVEN, many, "", own=False),
            "by name": texts.choose(GIVEN, ColleaguePage(PEOPLE[:1], 12, 0), "mai", own=True),
            "nobody of that name": texts.choose(GIVEN, empty, "<xyz>", own=True),
            "nobody": texts.choose(GIVEN, empty, "", own=True),
            "nobody, a leader": texts.choose(GIVEN, empty, "", own=False),
            "which seat?": texts.which([GIVEN, replace(GIVEN, id=9, title="Hộ tịch", code="HT-1")]),
            "no seat": texts.which([]),
            "in place of who cannot answer": texts.ask_in_place(7, 6, "Vũ Thị Sáu"),
            "the question": texts.wanted(SEEN, BEGINS, (), None),
            "the question, flagged, queues already": texts.wanted(
                SEEN, BEGINS, (Flag.outside_post,), replace(TAKEN, state=State.queued)
            ),
            "the question of a leader": texts.wanted(BY_LEADER, BEGINS, (), None),
            "to confirm": texts.accepted(ACCEPTED, ["Chuyên viên văn phòng"], (Flag.repeated,), BEGINS),
            "inbox": texts.beside_inbox(
                Message(),
                is_empty=True,
                waiting=[SubstitutionLine(5, GIVEN.official, SEEN.colleague, GIVEN.title, GIVEN.code)],
            ),
        },
    )


def test_how_it_stands_and_ends() -> None:
    begun = datetime(2026, 12, 7, 8, 0, tzinfo=ZONE)

    def ended(state: SubstitutionState, reader: int, **more: object) -> Message:
        return outcomes.ended(replace(SEEN, state=state, **more), reader, BEGINS, NOW)  # type: ignore[arg-type]

    must_be_approved(
        "substitute_outcomes",
        {
            "asked, who leaves": outcomes.stands(SEEN, LAN, [], BEGINS, NOW),
            "asked, who is asked": outcomes.stands(SEEN, MAI, [], BEGINS, NOW),
            "accepted, who leaves": outcomes.stands(ACCEPTED, LAN, ["Đặng Xuân Hòa", "Phạm Huy"], BEGINS, NOW),
            "accepted, who comes": outcomes.stands(ACCEPTED, MAI, [], BEGINS, NOW),
            "accepted, another": outcomes.stands(ACCEPTED, STRANGER, [], BEGINS, NOW),
            "done, who leaves": outcomes.takes_over(DONE, LAN),
            "done, who comes": outcomes.takes_over(DONE, MAI),
            "done, the others": outcomes.takes_over(DONE, STRANGER),
            "awaits the department, who comes": outcomes.takes_over(HALF, MAI),
            "awaits the department, the others": outcomes.takes_over(HALF, STRANGER),
            "refused, who leaves": ended(SubstitutionState.refused, LAN),
            "refused, the leader who proposed": ended(
                SubstitutionState.refused, HOA, proposed_by_id=HOA, proposed_by="Đặng Xuân Hòa"
            ),
            "declined, who comes": ended(SubstitutionState.declined, MAI, confirmed_by="Đặng Xuân Hòa"),
            "called off": ended(SubstitutionState.withdrawn, MAI),
            "the seat was given back": ended(
                SubstitutionState.withdrawn, MAI, given=replace(GIVEN, state=State.withdrawn)
            ),
            "begun": outcomes.ended(replace(SEEN, state=SubstitutionState.withdrawn), LAN, BEGINS, begun),
        },
    )


def test_every_no() -> None:
    clash = DatesClash(1, "Hộ tịch & «chứng thực»", BEGINS)
    because = {
        "has left": None,
        "has a seat": AlreadyRegistered(3),
        "not invited": CommuneNotInvited(1),
        "prerequisite": PrerequisiteMissing(1, ("Tin học <cơ bản>",)),
        "age": AgeOutside(1, 41, 35, is_most=True, basis="QĐ 6468"),
        "party": PartyMembersOnly(1, "QĐ 6468"),
        "clash": clash,
    }
    must_be_approved(
        "substitute_refusals",
        {
            **{
                f"colleague: {why}": outcomes.refused(ColleagueCannot(7, SEEN.colleague, one))
                for why, one in because.items()
            },
            "unreachable": outcomes.refused(ColleagueUnreachable(7, 6, "Vũ Thị Sáu", by_leader=False)),
            "no seat yet": outcomes.refused(NoSeatToHandOver(7)),
            "own": outcomes.refused(NotConfirmer(5, is_own=True), ["Đặng Xuân Hòa"]),
            "not yours": outcomes.refused(NotConfirmer(5, is_own=False)),
        },
    )
