"""Tests of a course (bài kiểm tra) and what each person reached in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from models.audit import record
from models.base import Base
from models.database import Session
from models.folding import fold
from models.person import Person
from models.refusals import NoLongerThere
from models.registration import lock_course
from models.result_refusals import SameTest, TooManyTests
from models.running import must_run

NAME = 60  # characters: it stands in a button and above a column of the workbook
MOST = 8  # of one course
HIGHEST = 1000  # of a scale


class CourseTest(Base):
    """One test, essay or report of a course; `scale` is the highest mark."""

    __tablename__ = "course_tests"
    __table_args__ = (Index("uq_course_tests_course_id_folded", "course_id", "folded", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    name: Mapped[str] = mapped_column(String(NAME))
    folded: Mapped[str] = mapped_column(String(NAME))
    scale: Mapped[float]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    added_at: Mapped[datetime]


class Score(Base):
    """What one registration reached in one test; no row means that it has not been marked."""

    __tablename__ = "test_scores"
    test_id: Mapped[int] = mapped_column(ForeignKey("course_tests.id"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), primary_key=True, index=True)
    score: Mapped[float]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    at: Mapped[datetime]


async def course_tests(session: Session, course_id: int) -> list[CourseTest]:
    """The tests of a course in the order in which they were added."""
    rows = await session.scalars(select(CourseTest).where(CourseTest.course_id == course_id).order_by(CourseTest.id))
    return list(rows)


async def course_test(session: Session, test_id: int) -> CourseTest:
    """One test. Raises NoLongerThere."""
    test = await session.get(CourseTest, test_id)
    if test is None:
        raise NoLongerThere
    return test


async def scores_in(session: Session, test_id: int) -> int:
    """How many have been marked in a test."""
    count = select(func.count()).select_from(Score).where(Score.test_id == test_id)
    return await session.scalar(count) or 0


async def add_test(
    session: Session, person: Person, course_id: int, name: str, scale: float, now: datetime
) -> CourseTest:
    """A new test of a course. Raises SameTest for a name that it has already, or TooManyTests."""
    must_run(person)
    await lock_course(session, course_id)
    known = await course_tests(session, course_id)
    if any(one.folded == fold(name) for one in known):
        raise SameTest(name)
    if len(known) >= MOST:
        raise TooManyTests(MOST)
    test = CourseTest(
        course_id=course_id,
        name=name,
        folded=fold(name),
        scale=scale,
        added_by_id=person.official_id,
        added_at=now,
    )
    session.add(test)
    await session.flush()
    await _note(session, "add_test", test, person, now)
    return test


async def remove_test(session: Session, person: Person, test_id: int, now: datetime) -> CourseTest:
    """Take a test away, with its marks. What was decided by it stays decided. Raises NoLongerThere."""
    must_run(person)
    test = await course_test(session, test_id)
    await lock_course(session, test.course_id)
    marked = await scores_in(session, test_id)
    await session.execute(delete(Score).where(Score.test_id == test_id))
    await session.execute(delete(CourseTest).where(CourseTest.id == test_id))
    await _note(session, "remove_test", test, person, now, scores=marked)
    return test


async def _note(session: Session, action: str, test: CourseTest, person: Person, now: datetime, **more: int) -> None:
    await record(
        session,
        action,
        "course",
        test.course_id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        after={"test_id": test.id, "name": test.name, "scale": test.scale, **more},
    )
