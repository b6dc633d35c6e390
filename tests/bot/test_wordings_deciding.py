"""What is read around a decision, word for word: delegating, waiting too long, several at once, broken promises."""

from dataclasses import replace
from datetime import date

from bot.message import Message
from bot.texts import approval_clock, approving_several, command_line, delegating, deputising, faults, reach
from bot.texts.words import html
from models.approve_several import Outcome
from models.checks import Broken
from models.delegated import Delegation
from models.delegation_refusals import CannotDelegate, DelegationBar
from models.deputies import Colleague, ColleaguePage
from models.reach import Unreached
from models.refusals import AlreadyDecided, NotYours, OwnRequest
from models.registration import Level, State
from models.requests import RequestPage
from tests.bot.approved import must_be_approved
from tests.bot.test_wordings import APPROVED, DAY, HOA, HUY, NOW, PASSED_ON, QUEUED_APPROVED, REQUEST, UNTIL

TODAY = NOW.date()
ONE = Delegation(4, 1, HOA, 2, HUY, 1, TODAY, date(2026, 11, 30))
COMING = replace(ONE, id=5, starts_on=DAY, ends_on=DAY)
COLLEAGUES = (
    Colleague(2, HUY, "Phó Chủ tịch UBND", True, True, True),
    Colleague(3, "Nguyễn <Văn> An", "", False, False, False),
    Colleague(4, "Lê Thị Bình", "Chuyên viên tư pháp", False, True, False),
)
BARS = {bar.value: CannotDelegate(bar, HUY, TODAY, DAY, 60) for bar in DelegationBar}


def test_delegating() -> None:
    must_be_approved(
        "delegating",
        {
            "nothing delegated": delegating.overview([], TODAY),
            "two": delegating.overview([ONE, COMING], TODAY),
            "to whom": delegating.to_whom(ColleaguePage(COLLEAGUES, 9, 0), ""),
            "nobody of that name": delegating.to_whom(ColleaguePage((), 0, 0), "<x>"),
            "no colleagues": delegating.to_whom(ColleaguePage((), 0, 0), ""),
            "which days": delegating.for_which_days(HUY, 2),
            "days not understood": delegating.days_not_understood(),
            "summary": delegating.summary(HUY, 2, TODAY, DAY, 3, "", 0),
            "summary of a change, deputy too": delegating.summary(HUY, 2, DAY, DAY, 0, "Lê Thị Bình", 4),
            "delegated": delegating.delegated(ONE, TODAY),
            "delegated for later": delegating.delegated(COMING, TODAY),
            "end?": delegating.end(ONE),
            "ended": delegating.ended(ONE, 2),
            "to the deputy, for later": deputising.given_to_you(COMING),
            "to the deputy, it begins": deputising.began(ONE, 12),
            "to the deputy, nothing waits": deputising.began(ONE, 0),
            "to the deputy, taken back": deputising.taken_back(ONE),
            "to the leader, over": deputising.over(ONE, 1),
            **{f"cannot: {name}": delegating.cannot(refusal) for name, refusal in BARS.items()},
        },
    )


def test_waiting_too_long() -> None:
    request = Message(html("(the request as before)"))
    expired = replace(REQUEST, state=State.expired, awaits=None)
    must_be_approved(
        "approval_clock",
        {
            "reminder": approval_clock.reminder(request, TODAY, UNTIL),
            "to the second leader": approval_clock.second(request, [HOA], UNTIL),
            "to the coordinator": approval_clock.coordinator(request, UNTIL),
            "to the admins": approval_clock.nobody(replace(REQUEST, awaits=Level.department), [HUY], UNTIL),
            "expired": approval_clock.expired(expired, "leader", "Hoàng Nhật Minh"),
            "expired at the department": approval_clock.expired(expired, "department", None),
            "expired, to those who were asked": approval_clock.expired_for_deciders(expired, "leader"),
        },
    )


def test_several_at_once() -> None:
    flagged = replace(REQUEST, id=8, official="Trần Thị Mai", outside_post=True, repeated=True)
    must_be_approved(
        "approving_several",
        {
            "list": approving_several.tick_list(RequestPage((REQUEST, flagged), 8, 0), [7]),
            "nothing ticked": approving_several.tick_list(RequestPage((flagged,), 1, 0), []),
            "results": approving_several.done(
                [
                    Outcome(APPROVED, None),
                    Outcome(replace(APPROVED, id=8, outside_post=True), None),
                    Outcome(PASSED_ON, None),
                    Outcome(QUEUED_APPROVED, None),
                    Outcome(APPROVED, AlreadyDecided(7)),
                    Outcome(PASSED_ON, AlreadyDecided(7)),
                    Outcome(REQUEST, OwnRequest(7)),
                    Outcome(REQUEST, NotYours(7)),
                ]
            ),
            "an old list": approving_several.none_ticked(),
        },
    )


def test_what_is_not_as_it_should_be() -> None:
    sentences = [command_line.broken(Broken(promise, "VTVL-02-K04", 61, 60)) for promise in command_line.PROMISES]
    unreached = [
        Unreached(1, "VTVL-02-K04", 1, ("Phường Võ Cường", "Xã Lục Ngạn")),
        Unreached(2, "HT-1", 1, ("Phường Võ Cường", "Xã Lục Ngạn")),
        Unreached(3, "HT-2", None, tuple(f"Xã Số {number}" for number in range(1, 100))),
    ]
    must_be_approved(
        "findings",
        {
            "one": faults.promises_broken(sentences[:1]),
            "all": faults.promises_broken(sentences),
            "leaders missing": reach.leaders_missing(unreached),
        },
    )
