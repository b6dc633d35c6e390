"""Publishing a draft: rehearsed with what is missing and whom it will reach, then done once; or deleting it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from models.audit import record
from models.course import Course, CourseCommune, CourseQuota, CourseState, Meeting
from models.course_lines import CourseLine, course_lines
from models.database import Session
from models.document import CourseDocument, documents_of, remove_document
from models.opened import audience_of
from models.opening_refusals import AlreadyPublished, CourseMovedOn, NotADraft, NotReady
from models.person import Person
from models.policy import Policy, policies
from models.reach import communes_without_leader
from models.readiness import Finding, findings
from models.refusals import NoLongerThere
from models.registration import lock_course
from models.running import must_run


@dataclass(frozen=True)
class Rehearsal:
    """What publishing would do. `line` is the course as the message will name it; `fits` are officials, `reached` those
    of them who would get the message, `minutes` after publishing at the earliest. `leaderless`: invited communes in
    which no leader can be reached."""

    course: Course
    line: CourseLine
    findings: tuple[Finding, ...]
    fits: int
    reached: int
    leaderless: tuple[str, ...]
    minutes: int

    @property
    def is_ready(self) -> bool:
        return not any(one.stops for one in self.findings)


async def rehearse_publishing(session: Session, person: Person, course_id: int, now: datetime) -> Rehearsal:
    """Raises NotADraft for a course that is published already, or cancelled."""
    course = await _draft(session, person, course_id)
    line = (await course_lines(session, None, [course_id]))[0]
    fits, reached = await audience_of(session, course_id, now)
    unreached = await communes_without_leader(session, [course_id], now.date(), CourseState.draft)
    minutes = (await policies(session, now.date(), Policy.openings_wait_minutes))[Policy.openings_wait_minutes]
    return Rehearsal(
        course=course,
        line=line._replace(state=CourseState.published),
        findings=await findings(session, course, now),
        fits=fits,
        reached=reached,
        leaderless=unreached[0].communes if unreached else (),
        minutes=minutes,
    )


async def publish(session: Session, person: Person, course_id: int, seen: int, now: datetime) -> Course:
    """Open it to registration. `seen` is the revision that the person looked at.

    Nobody is told here: those whom it fits hear of it together with what else is published within the same while
    (`models/opened.py`). Raises AlreadyPublished the second time, CourseMovedOn when the draft was changed since it
    was looked at, NotReady when something is missing that cannot be passed over.
    """
    must_run(person)
    course = await lock_course(session, course_id)
    if course.state is CourseState.published:
        raise AlreadyPublished(course_id)
    if course.state is not CourseState.draft:
        raise NotADraft(course_id)
    if revision(course) != seen:
        raise CourseMovedOn(course_id)
    if any(one.stops for one in await findings(session, course, now)):
        raise NotReady(course_id)
    course.state, course.published_at, course.changed_at = CourseState.published, now, now
    await _note(session, "publish", course, person, now)
    await session.flush()
    return course


async def draft_to_delete(session: Session, person: Person, course_id: int) -> Course:
    """The draft that somebody thinks of deleting. Raises NotADraft."""
    return await _draft(session, person, course_id)


async def delete_draft(session: Session, person: Person, course_id: int, seen: int, now: datetime) -> str:
    """Throw it away with its timetable and letters; its code. Nobody has ever seen it but the department.

    `seen` as in `publish`: SQLite gives the id of the newest row again once it is gone, and an old button must not
    delete the draft that has it now.
    """
    must_run(person)
    course = await lock_course(session, course_id)
    if course.state is not CourseState.draft:
        raise NotADraft(course_id)
    if revision(course) != seen:
        raise CourseMovedOn(course_id)
    for document in await documents_of(session, course_id):
        await remove_document(session, person, course_id, document.id, now)
    await _note(session, "delete_draft", course, person, now)
    for table in (Meeting, CourseCommune, CourseQuota, CourseDocument):
        await session.execute(delete(table).where(table.course_id == course_id))
    code = course.code
    await session.delete(course)
    await session.flush()
    return code


def revision(course: Course) -> int:
    """Another number after each change, for the button under what was seen: milliseconds of the last change."""
    return int(course.changed_at.timestamp() * 1000)


async def _draft(session: Session, person: Person, course_id: int) -> Course:
    must_run(person)
    course = await session.scalar(select(Course).where(Course.id == course_id))
    if course is None:
        raise NoLongerThere
    if course.state is not CourseState.draft:
        raise NotADraft(course_id)
    return course


async def _note(session: Session, action: str, course: Course, person: Person, now: datetime) -> None:
    deleted = action == "delete_draft"
    facts = {"code": course.code, "title": course.title, "state": CourseState.draft.value}
    await record(
        session,
        action,
        "course",
        course.id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        before=facts,
        after=None if deleted else facts | {"state": course.state.value},
    )
