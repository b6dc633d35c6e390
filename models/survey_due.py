"""Who is due a survey of closing day: asked once, reminded once, and who teaches or runs the course hears the outcome.

Asked anew each time of the rows as they are: a course that is moved or cancelled needs nothing to be undone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, exists, func, literal, or_, select

from models.account import Account
from models.course import Course, CourseState, Meeting
from models.database import Session
from models.news.base import News
from models.news.surveys import SurveyAsked, SurveyClosed
from models.notice import Lane, Notice, tell
from models.official import Official, is_present
from models.policy import Policy, policy
from models.quiet import QuietHours, may_be_sent
from models.registration import Registration
from models.results_due import RECENT, runs_it
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
    """Everybody who is due one now; four queries. Nobody in the quiet hours: it is found again after them."""
    if not may_be_sent(quiet, now):
        return []
    when = await survey_time(session, now)
    is_open = last_meeting() > now - when.closes
    asked = await session.execute(_learners(now, FIRST).where(is_open, last_meeting() <= now - when.after))
    reminded = await session.execute(
        _learners(now, AGAIN).where(
            is_open,
            last_meeting() <= now - when.again,
            ~has_answered(),
            _was_told(FIRST).where(Notice.created_at <= now - when.again).correlate(Official, Course),
        )
    )
    found = []
    for kind, rows in ((FIRST, asked), (AGAIN, reminded)):
        for registration_id, official_id, course_id, over_at in rows:
            news = SurveyAsked(registration_id)
            found.append(Due(official_id, news, f"{kind}:{course_id}", over_at + when.closes))
    outcomes = await session.execute(await _outcomes(session, now, over=now - when.closes))
    return found + [Due(one, SurveyClosed(course_id), f"{OUTCOME}:{course_id}") for one, course_id in outcomes]


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


def _learners(now: datetime, kind: str) -> Select[*tuple[Any, ...]]:
    """Those who took part, can be written to, want it, and have not been told with this key."""
    return (
        select(Registration.id, Official.id, Course.id, last_meeting())
        .join(Course, Course.id == Registration.course_id)
        .join(Official, Official.id == Registration.official_id)
        .join(Account, Account.official_id == Official.id)
        .where(
            Course.state == CourseState.published,
            took_part(),
            is_present(now.date()),
            wants(Topic.survey),
            ~_was_told(kind).correlate(Official, Course),
        )
        .order_by(Registration.id)
    )


async def _outcomes(session: Session, now: datetime, over: datetime) -> Select[int, int]:
    """Who teaches or runs a course whose survey is closed and has answers enough."""
    least = await policy(session, Policy.survey_least_answers, now.date())
    answers = (
        select(func.count())
        .select_from(Registration)
        .where(Registration.course_id == Course.id, took_part(), has_answered())
        .correlate(Course)
        .scalar_subquery()
    )
    closed = select(Course.id).where(
        Course.state == CourseState.published,
        Course.ends_on > now.date() - RECENT,
        last_meeting() <= over,
        answers >= least,
    )
    teaches = exists().where(Meeting.course_id == Course.id, Meeting.trainer_id == Official.id)
    return (
        select(Official.id, Course.id)
        .join(Account, Account.official_id == Official.id)
        .join(Course, or_(runs_it(now), teaches))
        .where(
            is_present(now.date()),
            wants(Topic.survey),
            Course.id.in_(closed.correlate(None)),
            ~_was_told(OUTCOME).correlate(Official, Course),
        )
        .order_by(Course.id, Official.id)
    )


def _was_told(kind: str) -> Any:
    key: ColumnElement[str] = literal(f"{kind}:") + cast(Course.id, String)
    return exists().where(Notice.official_id == Official.id, Notice.key == key)
