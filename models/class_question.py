"""Questions of the class: what a learner wants to hear of, left before the course begins, and the class as its trainer
sees it: names, posts and units, without phones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from models.attendance import ON_ROLL
from models.base import Base
from models.course import Course, CourseState, Meeting
from models.database import Session
from models.kinds import Role
from models.person import Person
from models.refusals import NoLongerThere, NoRight
from models.registration import Registration, State
from models.roll_refusals import QuestionsClosed
from models.roster import Order, RosterLine, roster, sort_roster
from models.taught import teaches

LONGEST = 400  # characters of a question


class ClassQuestion(Base):
    """The one question of one registration; a newer one takes its place."""

    __tablename__ = "class_questions"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), primary_key=True)
    text: Mapped[str] = mapped_column(String(LONGEST))
    at: Mapped[datetime]


@dataclass(frozen=True)
class Asked:
    """A question with who asks it."""

    name: str
    post: str
    unit: str
    text: str


@dataclass(frozen=True)
class ClassView:
    """A course as its trainer meets it: the people by given name, and what they ask, by post."""

    course: Course
    people: tuple[RosterLine, ...]
    questions: tuple[Asked, ...]

    @property
    def units(self) -> int:
        return len({line.unit for line in self.people})

    @property
    def posts(self) -> list[tuple[str, int]]:
        """How many hold each post, the most frequent first; "" for those without one."""
        counts: dict[str, int] = {}
        for line in self.people:
            post = line.posts[0] if line.posts else ""
            counts[post] = counts.get(post, 0) + 1
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


async def own_question(session: Session, person: Person, registration_id: int, now: datetime) -> tuple[Course, str]:
    """The course, and what one has asked so far. Raises QuestionsClosed, NoLongerThere for somebody else's."""
    registration = await session.get(Registration, registration_id)
    if registration is None or registration.official_id != person.id:
        raise NoLongerThere
    course = await session.get_one(Course, registration.course_id)
    if not await may_ask(session, registration, course, now):
        raise QuestionsClosed(registration_id)
    asked = await session.get(ClassQuestion, registration_id)
    return course, asked.text if asked else ""


async def may_ask(session: Session, registration: Registration, course: Course, now: datetime) -> bool:
    """Approved, and the course has not begun."""
    begins = await session.scalar(select(func.min(Meeting.starts_at)).where(Meeting.course_id == course.id))
    begins = begins or datetime.combine(course.starts_on, time(), now.tzinfo)
    return registration.state is State.confirmed and course.state is CourseState.published and now < begins


async def ask(session: Session, person: Person, registration_id: int, text: str, now: datetime) -> Course:
    """Leave the question, in place of an earlier one; an empty text takes it back."""
    course, _ = await own_question(session, person, registration_id, now)
    kept = " ".join(text.split())[:LONGEST]
    if kept:
        await session.merge(ClassQuestion(registration_id=registration_id, text=kept, at=now))
    elif (asked := await session.get(ClassQuestion, registration_id)) is not None:
        await session.delete(asked)
    await session.flush()
    return course


async def class_view(session: Session, person: Person, course_id: int) -> ClassView:
    """The class, for those who teach in it and for those who run courses. Raises NoRight, NoLongerThere."""
    if not person.has(Role.coordinator, Role.admin) and not await teaches(session, person.id, course_id):
        raise NoRight
    return await class_of(session, course_id)


async def class_of(session: Session, course_id: int) -> ClassView:
    course = await session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    people = sort_roster(await roster(session, course_id), Order.by_name)
    rows = await session.execute(
        select(Registration.official_id, ClassQuestion.text)
        .join(Registration, Registration.id == ClassQuestion.registration_id)
        .where(Registration.course_id == course_id, Registration.state.in_(ON_ROLL))
    )
    return ClassView(course, tuple(people), _grouped(people, {row.official_id: row.text for row in rows}))


def _grouped(people: Sequence[RosterLine], texts: dict[int, str]) -> tuple[Asked, ...]:
    asked = [
        Asked(line.full_name, line.posts[0] if line.posts else "", line.unit, texts[line.official_id])
        for line in people
        if line.official_id in texts
    ]
    return tuple(sorted(asked, key=lambda one: (not one.post, one.post)))  # stable: by name within a post
