"""Two runs become one: who goes over how, within seats and caps, with approvals kept, and nobody twice."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.approval import approve
from models.audit import AuditEntry
from models.change_plan import CancelPlan, MergePlan, ShiftPlan
from models.change_refusals import CannotChange, ChangeBar
from models.changing import change
from models.checks import broken_promises
from models.course import Course, CourseCommune, CourseState, Meeting
from models.merging import Landing, Merged
from models.notice import Notice
from models.official import Official
from models.person import who_is
from models.queue import serve_queue
from models.refusals import NoLongerThere, NoRight
from models.registration import LIVE, Level, Reason, Registration, State
from models.rehearsal import rehearsed
from models.substitution import Substitution, SubstitutionState
from tests.conftest import NOW
from tests.seats import seat
from tests.world import World


@dataclass
class Stage:
    """Two runs of one programme, «from» on 09/12 and «into» on 16/12, and who runs them."""

    world: World
    source: int
    into: int
    minh: int

    async def add(
        self, name: str, state: State, commune: str = "Võ Cường", *, into: bool = False, **more: object
    ) -> int:
        """Somebody in one of the two runs; who is approved has the leader's decision. The official's id."""
        person = await self.world.official(name, commune)
        if state in (State.confirmed, State.offered) or (state is State.queued and "awaits" not in more):
            more = {"decided_by_id": await self._leader(), "decided_at": NOW - timedelta(days=1)} | more
        if state is State.pending:
            more = {"awaits": Level.leader} | more
        if state is State.queued:
            more = {"queued_at": NOW} | more
        one = await seat(self.world, person, self.into if into else self.source, state, **more)
        async with self.world.database.writing() as session:
            session.add(
                AuditEntry(at=NOW, action="approve", subject="registration", subject_id=one.id,
                           actor_id=one.decided_by_id, after={"state": state})
            )  # fmt: skip
        return one.official_id

    async def _leader(self) -> int:
        async with self.world.database.reading() as session:
            return (await session.scalars(select(Official.id).where(Official.full_name == "Hòa"))).one()

    async def merge(self, seats: int = 0) -> Merged:
        async with self.world.database.writing() as session:
            minh = await who_is(session, self.minh, NOW)
            return await change(session, minh, self.source, MergePlan(self.into, seats), None, NOW)

    async def there(self) -> dict[str, tuple[State, Level | None]]:
        """Who lives in the other run, by name, in the order of their rows."""
        async with self.world.database.reading() as session:
            rows = await session.execute(
                select(Official.full_name, Registration.state, Registration.awaits)
                .join(Registration, Registration.official_id == Official.id)
                .where(Registration.course_id == self.into, Registration.state.in_(LIVE))
                .order_by(Registration.id)
            )
            return {name: (state, awaits) for name, state, awaits in rows}

    async def sound(self) -> None:
        async with self.world.database.reading() as session:
            assert await broken_promises(session) == []
            left = Registration.course_id == self.source, Registration.state.in_(LIVE)
            assert (await session.scalars(select(Registration.id).where(*left))).all() == []


@pytest.fixture
async def stage(world: World) -> Stage:
    await world.leader("Hòa")
    minh = await world.coordinator("Minh")
    programme = await world.programme("Chuyển đổi số")
    source = await world.course("Khoá 1", programme=programme)
    into = await world.course("Khoá 2", programme=programme, starts_in=21, closes_in=14)
    return Stage(world, source, into, minh.id)


async def values(stage: Stage, course_id: int, **more: object) -> None:
    async with stage.world.database.writing() as session:
        await session.execute(update(Course).where(Course.id == course_id).values(**more))


async def test_seat_holders_go_first_then_who_waits_for_approval_then_the_queue_by_its_time(stage: Stage) -> None:
    await stage.add("Chờ sau", State.queued, queued_at=NOW - timedelta(hours=1))
    await stage.add("Chờ trước", State.queued, queued_at=NOW - timedelta(hours=2))
    await stage.add("Đợi duyệt", State.pending)
    await stage.add("Đã duyệt", State.confirmed)
    await values(stage, stage.into, seats=2)
    found = await stage.merge()
    assert [one.landing for one in found.passages] == [Landing.seated, Landing.seated, Landing.queued, Landing.queued]
    assert await stage.there() == {
        "Đã duyệt": (State.confirmed, None),
        "Đợi duyệt": (State.pending, Level.leader),
        "Chờ trước": (State.queued, None),
        "Chờ sau": (State.queued, None),
    }
    await stage.sound()


async def test_the_approval_goes_along_with_who_gave_it_and_when_and_the_old_row_is_history(stage: Stage) -> None:
    lan = await stage.add("Lan", State.confirmed, outside_post=True, reason=Reason.in_need)
    async with stage.world.database.writing() as session:
        await session.execute(update(Registration).values(reason_text="cần gấp"))
    await stage.merge()
    async with stage.world.database.reading() as session:
        rows = await session.scalars(
            select(Registration).where(Registration.official_id == lan).order_by(Registration.id)
        )
        old, new = rows.all()
        source = await session.get_one(Course, stage.source)
        trail = await session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("merge%")))
        assert set(trail) == {"merge", "merged"}
    assert (old.state, old.reason, source.state) == (State.cancelled, Reason.merged, CourseState.cancelled)
    assert new.in_place_of_id == old.id
    assert (new.decided_by_id, new.decided_at) == (old.decided_by_id, old.decided_at)
    assert new.decided_by_id is not None
    assert (new.outside_post, new.reason, new.reason_text) == (True, Reason.in_need, "cần gấp")


async def test_who_finds_no_seat_waits_with_the_approval_in_front_of_who_asked_later(stage: Stage) -> None:
    await stage.add("Người cũ", State.confirmed, into=True)
    await stage.add("Chờ ở lớp nhận", State.queued, into=True, queued_at=NOW + timedelta(minutes=1))
    await stage.add("Lan", State.confirmed)
    await values(stage, stage.into, seats=1)
    found = await stage.merge()
    assert [one.landing for one in found.passages] == [Landing.queued]
    assert (await stage.there())["Lan"] == (State.queued, None)
    await values(stage, stage.into, seats=2)
    async with stage.world.database.writing() as session:
        assert await serve_queue(session, stage.into, NOW) == 1
    assert (await stage.there())["Lan"] == (State.offered, None)
    assert (await stage.there())["Chờ ở lớp nhận"] == (State.queued, None)
    await stage.sound()


async def test_more_seats_in_the_same_step_and_never_fewer(stage: Stage) -> None:
    for name in ("Lan", "Mai", "Bình"):
        await stage.add(name, State.confirmed)
    await values(stage, stage.into, seats=2)
    with pytest.raises(CannotChange) as refused:
        await stage.merge(1)
    assert refused.value.bar is ChangeBar.fewer_seats
    await stage.merge(3)
    assert {state for state, _ in (await stage.there()).values()} == {State.confirmed}
    async with stage.world.database.reading() as session:
        trail = await session.scalars(select(AuditEntry).where(AuditEntry.action == "raise_seats"))
        entry = trail.one()
    assert (entry.before, entry.after) == ({"seats": 2}, {"seats": 3})


async def test_no_commune_gets_more_than_its_cap(stage: Stage) -> None:
    await stage.add("Đã có", State.confirmed, into=True)
    await stage.add("Lan", State.confirmed)
    await stage.add("Bình", State.confirmed, "Quế Võ")
    await values(stage, stage.into, commune_cap=1)
    await stage.merge()
    there = await stage.there()
    assert (there["Lan"], there["Bình"]) == ((State.queued, None), (State.confirmed, None))
    await stage.sound()


async def test_who_is_there_already_stays_as_there(stage: Stage) -> None:
    person = await stage.world.official("Lan")
    for course, state in ((stage.source, State.queued), (stage.into, State.pending)):
        await seat(stage.world, person, course, state, awaits=Level.leader, queued_at=NOW)
    found = await stage.merge()
    assert [one.landing for one in found.passages] == [Landing.there]
    assert await stage.there() == {"Lan": (State.pending, Level.leader)}
    await stage.sound()


async def test_who_has_another_course_then_waits_and_the_old_run_itself_is_no_clash(stage: Stage) -> None:
    await stage.add("Mai", State.confirmed)
    lan = await stage.world.official("Lan")
    other = await stage.world.course("Văn thư", starts_in=21)
    decided = {"decided_by_id": 1, "decided_at": NOW}
    await seat(stage.world, lan, stage.source, State.confirmed, **decided)
    await seat(stage.world, lan, other, State.confirmed, **decided)
    async with stage.world.database.writing() as session:  # the two runs at the same time
        for one in await session.scalars(select(Meeting).where(Meeting.course_id == stage.source)):
            one.starts_at, one.ends_at = one.starts_at + timedelta(7), one.ends_at + timedelta(7)
    found = await stage.merge()
    assert {(one.landing, one.other) for one in found.passages} == {(Landing.seated, ""), (Landing.clashes, "Văn thư")}
    there = await stage.there()
    assert there["Mai"] == (State.confirmed, None)
    assert there["Lan"][0] in (
        State.queued,
        State.offered,
    )  # offered again at once: taken only once the other is given up


async def test_communes_that_were_not_invited_come_invited(stage: Stage) -> None:
    await stage.add("Lan", State.confirmed)
    await values(stage, stage.into, for_all_communes=False)
    found = await stage.merge()
    async with stage.world.database.reading() as session:
        invited = (await session.scalars(select(CourseCommune.commune_id))).all()
    assert invited == list(found.invited)
    assert len(invited) == 1


async def test_open_offers_and_wishes_for_a_substitute_end_and_requests_are_put_anew(stage: Stage) -> None:
    offered = await stage.add("Lan", State.offered, queued_at=NOW, offered_until=NOW + timedelta(hours=4))
    await stage.add("Mai", State.pending)
    await stage.add("Bình", State.confirmed)
    async with stage.world.database.writing() as session:
        binh = (await session.scalars(select(Registration).where(Registration.state == State.confirmed))).one()
        session.add(
            Substitution(registration_id=binh.id, colleague_id=offered, proposed_by_id=binh.official_id,
                         state=SubstitutionState.asked, since=NOW, created_at=NOW)
        )  # fmt: skip
    await stage.merge()
    async with stage.world.database.writing() as session:
        assert (await session.scalars(select(Substitution.state))).all() == [SubstitutionState.withdrawn]
        asked = select(Registration).where(Registration.course_id == stage.into, Registration.awaits.is_not(None))
        waiting = (await session.scalars(asked)).one()
        keys = (await session.scalars(select(Notice.key).where(Notice.kind == "ApprovalWanted"))).all()
        assert f"approve:{waiting.id}:leader" in keys
        hoa = await who_is(session, 1001, NOW)
        await approve(session, hoa, waiting.id, NOW)
    assert (await stage.there())["Lan"][0] is State.offered  # the offer of the other run, not the old one
    await stage.sound()


@pytest.mark.parametrize("case", ["itself", "other programme", "begun", "cancelled", "unknown", "no right"])
async def test_what_cannot_be_merged(stage: Stage, case: str) -> None:
    other = await stage.world.course("Văn thư")
    into = {"itself": stage.source, "other programme": other, "unknown": 999}.get(case, stage.into)
    if case == "begun":
        async with stage.world.database.writing() as session:
            for one in await session.scalars(select(Meeting).where(Meeting.course_id == into).limit(1)):
                one.starts_at = NOW - timedelta(hours=1)
    if case == "cancelled":
        await values(stage, into, state=CourseState.cancelled)
    stage.into = into
    if case == "no right":
        stage.minh = 1001
    expected = {"unknown": NoLongerThere, "no right": NoRight}.get(case, CannotChange)
    with pytest.raises(expected):
        await stage.merge()
    async with stage.world.database.reading() as session:
        assert (await session.get_one(Course, stage.source)).state is CourseState.published


async def test_a_rehearsal_says_all_of_it_and_changes_nothing(stage: Stage) -> None:
    await stage.add("Lan", State.confirmed)
    await stage.add("Mai", State.pending)
    await values(stage, stage.into, seats=1)
    async with stage.world.database.writing() as session:
        minh = await who_is(session, stage.minh, NOW)
        async with rehearsed(session, minh, stage.source, MergePlan(stage.into), None, NOW) as seen:
            pass
        async with rehearsed(session, minh, stage.source, MergePlan(stage.into), None, NOW) as again:
            pass
    assert seen.mark == again.mark
    assert seen.counts == {State.confirmed: 1, State.pending: 1}
    assert (seen.into_taken, seen.into_seats, seen.missing_seats) == (1, 1, 1)
    assert [(landing, hit.name) for landing, hit in seen.landings] == [(Landing.seated, "Lan"), (Landing.queued, "Mai")]
    assert await stage.there() == {}
    async with stage.world.database.reading() as session:
        assert (await session.get_one(Course, stage.source)).state is CourseState.published
        assert (await session.scalars(select(Notice.id).where(Notice.kind == "CourseChanged"))).all() == []


async def test_a_cancelled_course_ends_everything_that_is_open_on_it(stage: Stage) -> None:
    await stage.add("Lan", State.confirmed, nominated_by_id=1, objection="bận")
    await stage.add("Mai", State.offered, queued_at=NOW, offered_until=NOW + timedelta(hours=4))
    await stage.add("Bình", State.queued, awaits=Level.leader)
    async with stage.world.database.writing() as session:
        minh = await who_is(session, stage.minh, NOW)
        await change(session, minh, stage.source, CancelPlan("Mưa lũ"), None, NOW)
    async with stage.world.database.reading() as session:
        rows = (await session.scalars(select(Registration))).all()
        trail = await session.scalars(
            select(AuditEntry.action).where(AuditEntry.after["reason"].as_string() == "Mưa lũ")
        )
        assert "cancel" in trail.all()
    assert {(one.state, one.awaits, one.offered_until, one.reason_text) for one in rows} == {
        (State.cancelled, None, None, "Mưa lũ")
    }
    await stage.sound()
    async with stage.world.database.writing() as session:
        with pytest.raises(CannotChange):
            await change(session, minh, stage.source, ShiftPlan(7), None, NOW)
