"""Who is due a survey of closing day: asked once, reminded once, and whoever teaches or runs the course hears the
outcome when it is closed. Asked anew each time of the rows as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, String, cast, exists, literal, select

from models.account import Account
from models.course import Course, CourseState
from models.database import Session
from models.news.base import News
from models.news.surveys import SurveyAsked
from models.notice import Lane, Notice, tell
from models.official import Official, is_present
from models.quiet import QuietHours, may_be_sent
from models.registration import Registration
from models.survey import has_answered, last_meeting, survey_time, took_part
from models.topics import Topic, wants

FIRST, AGAIN, OUTCOME = "survey", "survey-again", "survey-outcome"


@dataclass(frozen=True)
class Due:
    """One message that is due."""

    official_id: int
    news: News
    key: str
    stale_at: datetime | None = None


async def due_surveys(session: Session, now: datetime, quiet: QuietHours | None) -> list[Due]:
    """Everybody who is due one now; three queries. Nobody in the quiet hours: it is found again after them."""
    if not may_be_sent(quiet, now):
        return []
    when = await survey_time(session, now)
    is_open = last_meeting() > now - when.closes
    first = await session.execute(_learners(now, FIRST).where(is_open, last_meeting() <= now - when.after))
    again = await session.execute(
        _learners(now, AGAIN).where(
            is_open, last_meeting() <= now - when.again, ~has_answered(), _told(FIRST, before=now - when.again / 2)
        )
    )
    found = [_asking(row, FIRST, row.over_at + when.closes) for row in first]
    found += [_asking(row, AGAIN, row.over_at + when.closes) for row in again]
    return found


async def send_surveys(session: Session, due: Sequence[Due], now: datetime) -> None:
    """Owe them."""
    for one in due:
        await tell(
            session,
            one.news,
            key=one.key,
            official_id=one.official_id,
            now=now,
            lane=Lane.bulk,
            stale_at=one.stale_at,
        )


def _asking(row: object, kind: str, closes_at: datetime) -> Due:
    registration_id, official_id, course_id, _ = row  # type: ignore[misc]
    return Due(official_id, SurveyAsked(registration_id), f"{kind}:{course_id}", closes_at)


def _learners(now: datetime, kind: str) -> Select[*tuple[object, ...]]:
    """Those who took part, can be written to, want it, and have not been told with this key."""
    return (
        select(
            Registration.id,
            Official.id.label("official_id"),
            Course.id.label("course_id"),
            last_meeting().label("over_at"),
        )
        .join(Course, Course.id == Registration.course_id)
        .join(Official, Official.id == Registration.official_id)
        .join(Account, Account.official_id == Official.id)
        .where(
            Course.state == CourseState.published,
            took_part(),
            is_present(now.date()),
            wants(Topic.survey),
            ~_told(kind),
        )
        .order_by(Registration.id)
    )


def _told(kind: str, before: datetime | None = None) -> ColumnElement[bool]:
    key = literal(f"{kind}:") + cast(Course.id, String)
    told = exists().where(Notice.official_id == Official.id, Notice.key == key)
    return (told.where(Notice.created_at <= before) if before else told).correlate(Official, Course)
