"""A change as one reader sees it when it is worded: what that person knows, and how things stand by now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from models.clashes import clash_of
from models.course import Course, CourseState
from models.course_change import ChangeForCommune, ChangeKind, ChangeTold, CourseChange
from models.course_face import Face, face_of
from models.database import Session
from models.folding import given_name_key
from models.official import Official
from models.queue import place_in_queue
from models.refusals import CourseNotOpen
from models.registration import LIVE, Registration, State
from models.ways import Way, way_out


@dataclass(frozen=True)
class OtherRun:
    """The run into which a course went, with where the reader stands there; the id of a live registration, or 0."""

    id: int
    code: str
    title: str
    face: Face
    state: State | None
    place: int | None
    registration_id: int = 0


@dataclass(frozen=True)
class ChangeView:
    """What one person is told. `was` and `face`: of the course; `teaches`: the reader is its trainer, now or before.

    `into`: of a merger. `clash`: title and moment of another course that the new hours meet. `way`: of a course that
    is off, another one that the reader may register for. `registration_id`: the reader's live one, or 0.
    """

    told_id: int
    course_id: int
    code: str
    title: str
    kind: ChangeKind
    reason: str
    was: Face
    face: Face
    teaches: bool
    official_id: int
    into: OtherRun | None = None
    clash: tuple[str, datetime] | None = None
    way: Way | None = None
    registration_id: int = 0


@dataclass(frozen=True)
class CommuneChangeView:
    """What the leaders of a commune are told of one course: its last truth, and who of the commune is concerned."""

    code: str
    title: str
    kind: ChangeKind
    reason: str
    was: Face
    face: Face
    into: str
    people: tuple[str, ...]


async def change_view(session: Session, told_id: int, now: datetime) -> ChangeView | None:
    """None when it is no longer true: changed back, replaced, or the reader does not come anyway."""
    row = (
        await session.execute(
            select(ChangeTold, CourseChange, Course)
            .join(CourseChange, CourseChange.id == ChangeTold.change_id)
            .join(Course, Course.id == ChangeTold.course_id)
            .where(ChangeTold.id == told_id)
        )
    ).one_or_none()
    if row is None or row.ChangeTold.replaced_at is not None:
        return None
    told, course, was = row.ChangeTold, row.Course, row.CourseChange.was
    last = await _last(session, course.id)
    face = await face_of(session, course.id)
    teaches = any(one.trainer_id == told.official_id for one in (*was.meetings, *face.meetings))
    registration = await session.scalar(
        select(Registration)
        .where(Registration.course_id == course.id, Registration.official_id == told.official_id)
        .order_by(Registration.id.desc())
        .limit(1)
    )
    is_off = course.state is CourseState.cancelled
    comes = registration is not None and registration.state in ((State.cancelled,) if is_off else LIVE)
    if not (comes or teaches) or (not is_off and not was.differs(face, now)):
        return None
    into, clash, way = None, None, None
    if last.kind is ChangeKind.merged and last.into_id is not None:
        into = await _other_run(session, last.into_id, told.official_id)
    elif comes and is_off:
        way = await way_out(session, told.official_id, CourseNotOpen(course.id, cancelled=True), now)
    elif comes and registration is not None:
        clash = await clash_of(session, told.official_id, course.id)
    return ChangeView(
        told_id=told.id,
        course_id=course.id,
        code=course.code,
        title=course.title,
        kind=last.kind,
        reason=last.reason,
        was=was,
        face=face,
        teaches=teaches and not comes,
        official_id=told.official_id,
        into=into,
        clash=clash,
        way=way,
        registration_id=registration.id if comes and not is_off and registration is not None else 0,
    )


async def commune_changes(
    session: Session, commune_id: int, on: date, change_id: int, now: datetime
) -> list[CommuneChangeView]:
    """What concerns the people of a commune on that day, each course once, with what was before the first change.

    Changed back: left out. With an id only that change.
    """
    which = ChangeForCommune.change_id == change_id if change_id else ChangeForCommune.is_urgent.is_(False)
    rows = await session.execute(
        select(ChangeForCommune, CourseChange, Course)
        .join(CourseChange, CourseChange.id == ChangeForCommune.change_id)
        .join(Course, Course.id == CourseChange.course_id)
        .where(ChangeForCommune.commune_id == commune_id, ChangeForCommune.told_on == on, which)
        .order_by(CourseChange.id)
    )
    first: dict[int, tuple[Course, Face]] = {}
    people: dict[int, dict[int, None]] = {}
    for of_commune, made, course in rows:
        first.setdefault(course.id, (course, made.was))
        people.setdefault(course.id, {}).update(dict.fromkeys(of_commune.official_ids))
    names = await _names(session, [one for ids in people.values() for one in ids])
    found = []
    for course, was in first.values():
        last, face = await _last(session, course.id), await face_of(session, course.id)
        if course.state is CourseState.published and not was.differs(face, now):
            continue
        into = await session.get(Course, last.into_id) if last.into_id else None
        found.append(
            CommuneChangeView(
                course.code,
                course.title,
                last.kind,
                last.reason,
                was,
                await face_of(session, into.id) if into else face,
                f"{into.title} ({into.code})" if into else "",
                tuple(sorted((names[one] for one in people[course.id]), key=given_name_key)),
            )
        )
    return found


async def _last(session: Session, course_id: int) -> CourseChange:
    rows = await session.scalars(
        select(CourseChange).where(CourseChange.course_id == course_id).order_by(CourseChange.id.desc()).limit(1)
    )
    return rows.one()


async def _other_run(session: Session, course_id: int, official_id: int) -> OtherRun:
    course = await session.get_one(Course, course_id)
    registration = await session.scalar(
        select(Registration).where(
            Registration.course_id == course_id,
            Registration.official_id == official_id,
            Registration.state.in_(LIVE),
        )
    )
    return OtherRun(
        course.id,
        course.code,
        course.title,
        await face_of(session, course_id),
        registration.state if registration else None,
        await place_in_queue(session, registration.id) if registration else None,
        registration.id if registration else 0,
    )


async def _names(session: Session, official_ids: Sequence[int]) -> dict[int, str]:
    rows = await session.execute(select(Official.id, Official.full_name).where(Official.id.in_(official_ids)))
    return dict(rows.all())
