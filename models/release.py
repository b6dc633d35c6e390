"""Letting an announcement go: one person sends it, a second one agrees where it is for many, and the hour has come."""

from datetime import datetime

from sqlalchemy import select

from models.account import Account
from models.announcement import (
    UNSENT,
    Announcement,
    AnnouncementState,
    Phase,
    draft_of,
    locked,
    note,
    tell_author,
)
from models.announcement_refusals import AnnouncementIncomplete, AnnouncementMovedOn, MomentPassed, OwnAnnouncement
from models.audience import count
from models.database import Session
from models.kinds import Role
from models.news.announcements import ReleaseAnswered, ReleaseWanted
from models.notice import tell
from models.official import holders_of
from models.person import Person
from models.policy import Policy, policy
from models.quiet import QuietHours, next_moment
from models.recipients import make_rows


async def send(
    session: Session,
    person: Person,
    announcement_id: int,
    seen: tuple[int, int],
    quiet: QuietHours | None,
    now: datetime,
) -> Announcement:
    """The author's «send». `seen`: the revision and the exact number of people of the preview that was pressed.

    Raises AnnouncementMovedOn when either is no longer so, AnnouncementIncomplete when nobody is addressed.
    """
    draft = await draft_of(session, person, announcement_id)
    total = (await count(session, draft.addressed, now)).total
    if total == 0:
        raise AnnouncementIncomplete(draft.id)
    if (draft.rev, total) != seen:
        raise AnnouncementMovedOn(draft.id)
    if draft.send_at is not None and draft.send_at <= now:
        raise MomentPassed
    draft.recipients = total
    if total > await policy(session, Policy.alone_up_to, now.date()):
        others = await second_persons(session, draft, now)
        if others:
            draft.state = AnnouncementState.waiting
            await note(session, draft, "asked_for_release", person, now, people=total)
            for official_id in others:
                news = ReleaseWanted(draft.id, draft.rev)
                key = f"release:{draft.id}:{draft.rev}"
                await tell(session, news, key=key, official_id=official_id, now=now)
            return draft
        await note(session, draft, "released_alone", person, now, people=total)
    await _go(session, draft, person, quiet, now)
    return draft


async def second_persons(session: Session, announcement: Announcement, now: datetime) -> list[int]:
    """Admins other than the author whom the bot can reach. Where there is none, one person must do."""
    admins = [one for one in await holders_of(session, Role.admin, now.date()) if one != announcement.author_id]
    reachable = await session.scalars(
        select(Account.official_id).where(
            Account.official_id.in_(admins),
            Account.reachable.is_(True),
            Account.user_id != announcement.author_user_id,
        )
    )
    return [one for one in reachable if one is not None]


async def release(
    session: Session, person: Person, announcement_id: int, rev: int, quiet: QuietHours | None, now: datetime
) -> Announcement:
    """The second person agrees. Raises OwnAnnouncement for the author, AnnouncementMovedOn when it is decided."""
    announcement = await _waiting(session, person, announcement_id, rev)
    announcement.released_by_id = person.official_id
    await _go(session, announcement, person, quiet, now)
    await _tell_author(session, announcement, True, now)
    return announcement


async def send_back(session: Session, person: Person, announcement_id: int, rev: int, now: datetime) -> Announcement:
    """The second person does not agree: it is a draft again."""
    announcement = await _waiting(session, person, announcement_id, rev)
    announcement.state = AnnouncementState.draft
    announcement.rev += 1
    await note(session, announcement, "sent_back", person, now)
    await _tell_author(session, announcement, False, now)
    return announcement


async def take_back(session: Session, person: Person, announcement_id: int, now: datetime) -> Announcement:
    """Not sent after all: what waits for a person or for its hour is a draft again."""
    announcement = await locked(session, person, announcement_id)
    announcement.must_be(*UNSENT)
    if announcement.state is not AnnouncementState.draft:
        announcement.state = AnnouncementState.draft
        announcement.rev += 1
        await note(session, announcement, "taken_back", person, now)
    return announcement


async def begin(session: Session, announcement: Announcement, now: datetime) -> None:
    """The hour has come: the audience as it is now becomes rows, and the first few may leave."""
    announcement.recipients = await make_rows(session, announcement, now)
    trial = await policy(session, Policy.trial_people, now.date())
    announcement.phase = Phase.none if announcement.recipients > 2 * trial else Phase.all
    announcement.state = AnnouncementState.sending
    announcement.began_at = now
    await note(session, announcement, "began", None, now, people=announcement.recipients)


def goes_at(announcement: Announcement, quiet: QuietHours | None, now: datetime) -> datetime:
    """The local moment at which it would leave: now, its hour, or the end of quiet hours for what is not urgent."""
    at = announcement.send_at if announcement.send_at is not None and announcement.send_at > now else now
    return at if announcement.urgent_reason else next_moment(quiet, at.astimezone(now.tzinfo))


async def _go(
    session: Session, announcement: Announcement, person: Person, quiet: QuietHours | None, now: datetime
) -> None:
    at = goes_at(announcement, quiet, now)
    await note(session, announcement, "released", person, now, at=at.isoformat(), urgent=announcement.urgent_reason)
    if at > now:
        announcement.state, announcement.send_at = AnnouncementState.scheduled, at
    else:
        await begin(session, announcement, now)


async def _waiting(session: Session, person: Person, announcement_id: int, rev: int) -> Announcement:
    announcement = await locked(session, person, announcement_id)
    announcement.must_be(AnnouncementState.waiting)
    if announcement.rev != rev:
        raise AnnouncementMovedOn(announcement.id)
    if person.user_id == announcement.author_user_id or (
        person.official_id is not None and person.official_id == announcement.author_id
    ):
        raise OwnAnnouncement(announcement.id)
    return announcement


async def _tell_author(session: Session, announcement: Announcement, released: bool, now: datetime) -> None:
    news = ReleaseAnswered(announcement.id, announcement.rev, released)
    await tell_author(session, announcement, news, f"release-answer:{announcement.id}:{announcement.rev}", now)
