"""An announcement on its way: the clock lets it go bit by bit, and people pause, resume, cancel or send again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from models.announcement import OPEN, UNSENT, Announcement, AnnouncementState, Phase, locked, note, tell_author
from models.announcement_refusals import NothingToChange
from models.database import Session
from models.news.announcements import AnnouncementFinished, TrialFailed
from models.notice import NoticeState
from models.person import Person
from models.policy import Policy, policy
from models.quiet import QuietHours, may_be_sent
from models.recipients import (
    AT_ONCE,
    call_back,
    drop_rest,
    is_under_way,
    leave_out_unreachable,
    let_go,
    loose,
    take_up_uncertain,
    tally,
)
from models.release import begin

LATE = timedelta(days=1)  # a notice that was in hand at the cancelling has come back long before


async def due(session: Session, now: datetime) -> Sequence[int]:
    """Announcements that the clock has something to do for."""
    found = await session.scalars(
        select(Announcement.id)
        .where(
            (Announcement.state == AnnouncementState.sending)
            | ((Announcement.state == AnnouncementState.scheduled) & (Announcement.send_at <= now))
            | ((Announcement.state == AnnouncementState.cancelled) & (Announcement.finished_at > now - LATE))
        )
        .order_by(Announcement.id)
    )
    return found.all()


async def advance(session: Session, announcement_id: int, quiet: QuietHours | None, now: datetime) -> None:
    """Bring one announcement on as far as this moment allows. Safe at any time, twice, and on two machines."""
    announcement = await session.get(
        Announcement, announcement_id, with_for_update={"skip_locked": True}, populate_existing=True
    )
    if announcement is None:  # another hand is at it
        return None
    if announcement.state is AnnouncementState.cancelled:
        return await drop_rest(session, announcement.id, now)
    is_quiet = not announcement.urgent_reason and not may_be_sent(quiet, now)
    is_due = announcement.send_at is not None and announcement.send_at <= now
    if announcement.state is AnnouncementState.scheduled and is_due and not is_quiet:
        await begin(session, announcement, now)
    if announcement.state is not AnnouncementState.sending:
        return None
    if is_quiet:
        return await call_back(session, announcement.id)
    if announcement.phase is Phase.all:
        await _feed(session, announcement, now)
    else:
        await _try(session, announcement, now)
    await _finish(session, announcement, now)
    return None


async def _feed(session: Session, announcement: Announcement, now: datetime) -> None:
    await leave_out_unreachable(session, announcement.id, now)
    gone = await loose(session, announcement.id)
    if gone < AT_ONCE // 2:
        await let_go(session, announcement.id, AT_ONCE - gone, now)


async def _try(session: Session, announcement: Announcement, now: datetime) -> None:
    """The first few go ahead of the rest; when too many of them fail, everything stands still until a person looks."""
    if announcement.phase is Phase.none:
        announcement.phase = Phase.trial
        await let_go(session, announcement.id, await policy(session, Policy.trial_people, now.date()), now)
        return
    await leave_out_unreachable(session, announcement.id, now)
    found = await tally(session, announcement.id)
    if found.of(NoticeState.pending, NoticeState.sending):
        return
    if found.of(NoticeState.held) and not found.tried:  # all of them had to be put back
        await let_go(session, announcement.id, await policy(session, Policy.trial_people, now.date()), now)
        return
    allowed = await policy(session, Policy.trial_errors_percent, now.date())
    wrong = found.of(NoticeState.failed, NoticeState.uncertain)
    announcement.phase = Phase.all
    if wrong * 100 > allowed * found.tried:
        announcement.state, announcement.failed_trial = AnnouncementState.paused, True
        await note(session, announcement, "trial_failed", None, now, tried=found.tried, wrong=wrong)
        key = f"trial:{announcement.id}"
        await tell_author(session, announcement, TrialFailed(announcement.id), key, now)
    else:
        await _feed(session, announcement, now)


async def _finish(session: Session, announcement: Announcement, now: datetime) -> None:
    if announcement.state is not AnnouncementState.sending:
        return
    if await is_under_way(session, announcement.id):
        return
    found = await tally(session, announcement.id)
    announcement.state, announcement.finished_at = AnnouncementState.finished, now
    states = {str(state): number for state, number in found.by_state.items()}
    await note(session, announcement, "finished", None, now, recipients=states)
    key = f"finished:{announcement.id}:{found.tried}:{found.of(NoticeState.uncertain)}"
    await tell_author(session, announcement, AnnouncementFinished(announcement.id), key, now)


async def pause(session: Session, person: Person, announcement_id: int, now: datetime) -> Announcement:
    """Nothing leaves any more but what is in hand. Raises AnnouncementMovedOn."""
    announcement = await locked(session, person, announcement_id)
    announcement.must_be(AnnouncementState.sending)
    announcement.state = AnnouncementState.paused
    await call_back(session, announcement.id)
    await note(session, announcement, "paused", person, now)
    return announcement


async def resume(session: Session, person: Person, announcement_id: int, now: datetime) -> Announcement:
    """It goes on where it stood; after a failed trial a person has looked, so with everybody."""
    announcement = await locked(session, person, announcement_id)
    announcement.must_be(AnnouncementState.paused)
    announcement.state, announcement.failed_trial = AnnouncementState.sending, False
    if announcement.phase is Phase.trial:  # the trial itself was interrupted
        announcement.phase = Phase.none
    await note(session, announcement, "resumed", person, now)
    return announcement


async def cancel(session: Session, person: Person, announcement_id: int, now: datetime) -> Announcement:
    """Nobody else gets it; who has it keeps it until it is recalled."""
    announcement = await locked(session, person, announcement_id)
    announcement.must_be(*UNSENT, *OPEN)
    if announcement.began_at is not None:
        await drop_rest(session, announcement.id, now)
    announcement.state, announcement.finished_at = AnnouncementState.cancelled, now
    await note(session, announcement, "cancelled", person, now)
    return announcement


async def send_again(session: Session, person: Person, announcement_id: int, now: datetime) -> tuple[Announcement, int]:
    """Those of whom nobody knows whether they have it get it again, by a person's decision; how many they are."""
    announcement = await locked(session, person, announcement_id)
    announcement.must_be(*OPEN, AnnouncementState.finished)
    if announcement.recalled_at is not None:
        raise NothingToChange(announcement.id)
    again = await take_up_uncertain(session, announcement.id)
    if not again:
        raise NothingToChange(announcement.id)
    if announcement.state is AnnouncementState.finished:
        announcement.state, announcement.finished_at = AnnouncementState.sending, None
    announcement.phase = Phase.all
    await note(session, announcement, "sent_again", person, now, people=again)
    return announcement, again
