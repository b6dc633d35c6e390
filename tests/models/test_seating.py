"""Who can be given a seat: the commune's cap, seats kept for others, and who stands before whom."""

from datetime import timedelta

from models.refusals import CommuneCapReached, CourseFull, QueueAhead, SeatsKept
from models.registration import Level
from models.seating import Seating, Waiting
from tests.conftest import NOW

LATER = NOW + timedelta(days=1)
A, B, C = 1, 2, 3


def seating(seats: int = 10, cap: int | None = None, **more: object) -> Seating:
    free = {"held": {}, "quotas": {}, "quotas_until": None, "queue": ()}
    return Seating(1, seats, cap, **(free | more))  # type: ignore[arg-type]


def name(refusal: object) -> str:
    return type(refusal).__name__


def test_full_is_full_for_everybody_and_the_cap_only_for_its_commune() -> None:
    full = seating(held={A: 6, B: 4})
    assert [name(full.shortage(one)) for one in (A, B, C, None)] == [CourseFull.__name__] * 4
    capped = seating(cap=2, held={A: 2, B: 1, None: 5})
    assert [name(capped.shortage(one)) for one in (A, B, None)] == [CommuneCapReached.__name__, "NoneType", "NoneType"]


def test_kept_seats_are_only_for_their_commune_until_it_has_used_them() -> None:
    kept = seating(held={C: 5}, quotas={A: 3, B: 2}, quotas_until=LATER)
    assert [name(kept.shortage(one)) for one in (A, B, C)] == ["NoneType", "NoneType", SeatsKept.__name__]
    used = seating(held={C: 5, A: 3}, quotas={A: 3, B: 2}, quotas_until=LATER)
    assert [name(used.shortage(one)) for one in (A, B, C)] == [SeatsKept.__name__, "NoneType", SeatsKept.__name__]
    more_than_the_quota = seating(held={C: 4, A: 4}, quotas={A: 3, B: 2}, quotas_until=LATER)
    assert name(more_than_the_quota.shortage(A)) == SeatsKept.__name__  # two are left, both are B's
    refusal = kept.shortage(C)
    assert isinstance(refusal, SeatsKept)
    assert (refusal.kept, refusal.until) == (5, LATER)


def test_a_quota_gives_no_seat_beyond_the_last() -> None:
    oversubscribed = seating(seats=3, held={C: 3}, quotas={A: 2}, quotas_until=LATER)
    assert name(oversubscribed.shortage(A)) == CourseFull.__name__


def test_newcomers_go_behind_those_who_wait_for_the_same_seats() -> None:
    queue = (Waiting(1, A, None), Waiting(2, B, Level.leader))
    waiting = seating(held={C: 5}, queue=queue)
    refusal = waiting.hindrance(C)
    assert isinstance(refusal, QueueAhead)
    assert refusal.ahead == 2
    capped = seating(cap=1, held={A: 1, B: 1}, queue=queue)  # nobody in the queue could take a seat
    assert capped.hindrance(C) is None


def test_the_next_is_the_first_approved_one_for_whom_there_is_a_seat() -> None:
    queue = (Waiting(1, A, Level.leader), Waiting(2, B, None), Waiting(3, C, None), Waiting(4, C, None))
    offering = seating(seats=4, cap=1, held={B: 1}, queue=queue)
    first = offering.next
    assert first == queue[2]  # 1 is not approved, and 2's commune has its one seat
    after = offering.after_offer(first)
    assert (after.taken, after.next) == (2, None)
    assert seating(seats=1, held={B: 1}, queue=queue).next is None
