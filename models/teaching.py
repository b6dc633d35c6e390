"""Who teaches which meeting: what each trainer has been told of it, and what they answered.

`meetings.trainer_id` is the truth, whoever changes it: an import, a move, the coordinator's hand. A tick compares it
with what the trainers know, so that nobody is told twice and nothing is forgotten (docs/decisions/0025).
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Select, String, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from models.audit import record
from models.base import Base, word
from models.course import Course, CourseState, Meeting
from models.database import Session, one_at_a_time
from models.kinds import Role
from models.news.teaching import TeachingChanged, TeachingDeclined
from models.notice import tell
from models.official import Official, holders_of
from models.person import Person
from models.roll_refusals import TeachingOver

REASON = 300  # characters


class Answer(StrEnum):
    """What a trainer has said to a meeting."""

    none = "none"
    accepted = "accepted"
    declined = "declined"


class Teaching(Base):
    """What one trainer knows of one meeting. Without a foreign key to the meeting: of one that was taken away the
    trainer still has to be told."""

    __tablename__ = "teachings"
    __table_args__ = (Index("ix_teachings_official_id", "official_id"),)

    meeting_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    starts_at: Mapped[datetime]
    answer: Mapped[Answer] = mapped_column(word(Answer), default=Answer.none)
    reason: Mapped[str] = mapped_column(String(REASON), default="")
    since: Mapped[datetime]


async def untold(session: Session, now: datetime) -> bool:
    """Whether some trainer knows less, or more, than is true."""
    return bool(await session.scalar(_new(now).limit(1)) or await session.scalar(_gone(now).limit(1)))


async def tell_trainers(session: Session, now: datetime) -> None:
    """Bring what each trainer knows up to date, and tell each once a course what has become of it."""
    await one_at_a_time(session, "teachings")
    changed: dict[tuple[int, int], list[int]] = {}
    for meeting in await session.scalars(_new(now)):
        official_id = meeting.trainer_id or 0
        changed.setdefault((official_id, meeting.course_id), [0, 0])[0] += 1
        await session.merge(
            Teaching(
                meeting_id=meeting.id,
                official_id=official_id,
                course_id=meeting.course_id,
                starts_at=meeting.starts_at,
                answer=Answer.none,
                reason="",
                since=now,
            )
        )
    for known in await session.scalars(_gone(now)):
        changed.setdefault((known.official_id, known.course_id), [0, 0])[1] += 1
        await session.delete(known)
    await session.flush()
    for (official_id, course_id), (given, taken) in changed.items():
        await tell(
            session,
            TeachingChanged(course_id, given, taken),
            key=f"teach:{course_id}:{now.timestamp():.0f}",
            official_id=official_id,
            now=now,
        )


async def accept(session: Session, person: Person, course_id: int, now: datetime) -> None:
    """Take on all one's coming meetings of a course. Raises TeachingOver where there are none."""
    for meeting in await _own(session, person, course_id, now):
        await _answer(session, person, meeting, Answer.accepted, "", now)


async def decline(session: Session, person: Person, course_id: int, reason: str, now: datetime) -> int:
    """Give back one's coming meetings of a course: they have no trainer any more, and the coordinator hears at once.

    How many there were. Raises TeachingOver where there are none.
    """
    meetings = await _own(session, person, course_id, now)
    for meeting in meetings:
        await _answer(session, person, meeting, Answer.declined, reason, now)
        meeting.trainer_id, meeting.trainer = None, ""
    course = await session.get_one(Course, course_id)
    course.changed_at = now
    await record(
        session, "decline_teaching", "course", course_id, now,
        actor_id=person.official_id, user_id=person.user_id,
        before={"meetings": [meeting.id for meeting in meetings]}, after={"reason": reason[:REASON]},
    )  # fmt: skip
    await session.flush()
    told = [course.coordinator_id] if course.coordinator_id else await holders_of(session, Role.coordinator, now.date())
    for official_id in told:
        await tell(
            session,
            TeachingDeclined(course_id, person.id),
            key=f"declined:{course_id}:{person.id}:{now.timestamp():.0f}",
            official_id=official_id,
            now=now,
        )
    return len(meetings)


async def declined_of(session: Session, course_id: int, official_id: int) -> list[Teaching]:
    """What a trainer has given back of a course, in order of time."""
    found = await session.scalars(
        select(Teaching)
        .where(Teaching.course_id == course_id, Teaching.official_id == official_id, Teaching.answer == Answer.declined)
        .order_by(Teaching.starts_at)
    )
    return list(found)


async def _own(session: Session, person: Person, course_id: int, now: datetime) -> list[Meeting]:
    """One's coming meetings, with the course's row held."""
    await session.execute(select(Course.id).where(Course.id == course_id).with_for_update())
    found = await session.scalars(
        select(Meeting)
        .join(Course, Course.id == Meeting.course_id)
        .where(
            Meeting.course_id == course_id,
            Meeting.trainer_id == person.id,
            Meeting.starts_at > now,
            Course.state == CourseState.published,
        )
        .order_by(Meeting.starts_at)
    )
    meetings = list(found)
    if not meetings:
        raise TeachingOver
    return meetings


async def _answer(
    session: Session, person: Person, meeting: Meeting, answer: Answer, reason: str, now: datetime
) -> None:
    await session.merge(
        Teaching(
            meeting_id=meeting.id,
            official_id=person.id,
            course_id=meeting.course_id,
            starts_at=meeting.starts_at,
            answer=answer,
            reason=reason[:REASON],
            since=now,
        )
    )


def _new(now: datetime) -> Select[Meeting]:
    """Coming meetings of which their trainer has not been told, or which was given back and is theirs again."""
    knows = exists().where(
        Teaching.meeting_id == Meeting.id,
        Teaching.official_id == Meeting.trainer_id,
        Teaching.answer != Answer.declined,
    )
    return (
        select(Meeting)
        .join(Course, Course.id == Meeting.course_id)
        .join(Official, Official.id == Meeting.trainer_id)
        .where(Meeting.starts_at > now, Course.state == CourseState.published, ~knows)
        .order_by(Meeting.starts_at, Meeting.id)
    )


def _gone(now: datetime) -> Select[Teaching]:
    """What a trainer takes for theirs and is another's, nobody's or gone; of a cancelled course nothing is said."""
    still = exists().where(Meeting.id == Teaching.meeting_id, Meeting.trainer_id == Teaching.official_id)
    return (
        select(Teaching)
        .join(Course, Course.id == Teaching.course_id)
        .where(
            Teaching.starts_at > now,
            Teaching.answer != Answer.declined,
            Course.state == CourseState.published,
            ~still,
        )
        .order_by(Teaching.official_id, Teaching.starts_at)
    )
