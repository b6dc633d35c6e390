"""Official letters behind a course (công văn, kế hoạch, quyết định): number, day, subject, and the PDF if any."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, bindparam, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from models.audit import record
from models.base import Base
from models.course import Course, CourseState
from models.database import Session, one_at_a_time
from models.folding import fold
from models.kinds import Role
from models.paper_refusals import TooManyDocuments
from models.person import Person
from models.refusals import NoLongerThere

SUBJECT = 500  # characters kept of a subject
MANY = 500  # courses: a list of more ids is slower than the whole table
MOST = 12  # letters of one course: more than a chain of plan, guidance and summons ever has


class Document(Base):
    """One letter. `number` is whole, as it is written («2537/SNV-CCVC»); `file_id` is Telegram's, "" without a file."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("folded_number", "issued_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(60))
    folded_number: Mapped[str] = mapped_column(String(60))
    issued_on: Mapped[date]
    subject: Mapped[str] = mapped_column(String(SUBJECT))
    file_id: Mapped[str] = mapped_column(String(200), default="")
    file_name: Mapped[str] = mapped_column(String(200), default="")
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    added_at: Mapped[datetime]


class CourseDocument(Base):
    """A letter stands behind a course; one letter may open several."""

    __tablename__ = "course_documents"

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, index=True)


async def documents_of(session: Session, course_id: int) -> list[Document]:
    """The letters of a course, the oldest first."""
    return list(await session.scalars(_OF_COURSE, {"course_id": course_id}))


_OF_COURSE = (
    select(Document)
    .join(CourseDocument, CourseDocument.document_id == Document.id)
    .where(CourseDocument.course_id == bindparam("course_id"))
    .order_by(Document.issued_on, Document.id)
)


async def texts_of_documents(session: Session, course_ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """(number, subject) of each course's letters, for the search."""
    ids = list(course_ids)
    query = select(CourseDocument.course_id, Document.number, Document.subject).join(
        Document, Document.id == CourseDocument.document_id
    )
    if len(ids) < MANY:
        query = query.where(CourseDocument.course_id.in_(ids))
    rows = await session.execute(query)
    found: dict[int, list[tuple[str, str]]] = {}
    for course_id, number, subject in rows:
        found.setdefault(course_id, []).append((number, subject))
    return found


async def add_document(
    session: Session,
    person: Person,
    course_id: int,
    number: str,
    issued_on: date,
    subject: str,
    now: datetime,
    *,
    file_id: str = "",
    file_name: str = "",
) -> Document:
    """Put a letter behind a course. One that is known already (number and day) is linked, and takes a newer file."""
    course = await _course(session, course_id)
    document = await session.scalar(
        select(Document).where(Document.folded_number == fold(number), Document.issued_on == issued_on)
    )
    if document is None:
        document = Document(
            number=number,
            folded_number=fold(number),
            issued_on=issued_on,
            subject=subject[:SUBJECT],
            file_id="",
            file_name="",
            added_by_id=person.official_id,
            added_at=now,
        )
        session.add(document)
    if file_id:
        document.file_id, document.file_name = file_id, file_name[:200]
    await session.flush()
    if await session.get(CourseDocument, (course_id, document.id)) is None:
        if len(await documents_of(session, course_id)) >= MOST:
            raise TooManyDocuments(MOST)
        session.add(CourseDocument(course_id=course_id, document_id=document.id))
    course.changed_at = now  # the search reads it again
    await _note(session, "add_document", document, course_id, person, now)
    await session.flush()
    return document


async def open_document(session: Session, person: Person, document_id: int) -> Document:
    """A letter with its file, for everybody once one of its courses is published; before that for the department."""
    document = await session.get(Document, document_id)
    courses = (
        await session.scalars(
            select(Course.state)
            .join(CourseDocument, CourseDocument.course_id == Course.id)
            .where(CourseDocument.document_id == document_id)
        )
    ).all()
    if document is None or not document.file_id or not courses:
        raise NoLongerThere
    if all(state is CourseState.draft for state in courses):
        person.must_have(Role.coordinator, Role.admin)
    return document


async def remove_document(session: Session, person: Person, course_id: int, document_id: int, now: datetime) -> str:
    """Take a letter away from a course, and give its number; one that stands behind no course any more goes."""
    course = await _course(session, course_id)
    link = await session.get(CourseDocument, (course_id, document_id))
    if link is None:
        raise NoLongerThere
    document = await session.get_one(Document, document_id)
    await session.delete(link)
    await session.flush()
    course.changed_at = now
    await _note(session, "remove_document", document, course_id, person, now)
    elsewhere = select(func.count()).where(CourseDocument.document_id == document_id)
    if not await session.scalar(elsewhere):
        await session.execute(delete(Document).where(Document.id == document_id))
    return document.number


async def _course(session: Session, course_id: int) -> Course:
    """The course's row, held. Letters change one after the other: two courses may share one."""
    course = await session.get(Course, course_id, with_for_update=True)
    if course is None:
        raise NoLongerThere
    await one_at_a_time(session, "documents")
    return course


async def _note(
    session: Session, action: str, document: Document, course_id: int, person: Person, now: datetime
) -> None:
    await record(
        session,
        action,
        "course",
        course_id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        after={"document_id": document.id, "number": document.number, "issued_on": document.issued_on.isoformat()},
    )
