"""All that the card of a course shows to one person."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select

from models.attendance import ON_ROLL, Attended, attended
from models.course import Course, Meeting
from models.database import Session
from models.document import Document, documents_of
from models.eligibility import Standing, standing
from models.inbox import who_has_it
from models.institution import Institution
from models.kinds import LegalGroup
from models.own_results import OwnResult, results_of
from models.post import Post
from models.programme import Condition, Programme, ProgrammeGroup, ProgrammePost, conditions_on
from models.refusals import NoLongerThere
from models.registration import LIVE
from models.requests import Request, latest_request
from models.result import CLOSED
from models.seating import Seating, seating_of
from models.term import Term
from models.ways import Way, coordinator_name, way_out


@dataclass(frozen=True)
class MeetingLine:
    """One half-day as the card shows it; moments in UTC, hours in tiết."""

    starts_at: datetime
    ends_at: datetime
    hours: float
    room: str
    trainer: str
    topic: str


@dataclass(frozen=True)
class CourseCard:
    """A course in full, with where the person stands. `standing` is None for a person without a line in the roster.

    `request` is the person's live registration, else the last one; `waiting` names those whose decision it awaits.
    `way` and `coordinator` are looked up only where something stands in the way. `attended`: once a roll was called.
    `result`: how it ended for the person.
    """

    course: Course
    programme: Programme
    kind: str
    mode: str
    institution: str
    address: str
    posts: tuple[str, ...]
    groups: tuple[LegalGroup, ...]
    meetings: tuple[MeetingLine, ...]
    taken: int
    queued: int
    standing: Standing | None
    seating: Seating | None = None
    conditions: tuple[Condition, ...] = ()
    request: Request | None = None
    waiting: tuple[str, ...] = ()
    way: Way | None = None
    coordinator: str | None = None
    documents: tuple[Document, ...] = ()
    attended: Attended | None = None
    result: OwnResult | None = None

    @property
    def live(self) -> Request | None:
        """The registration that holds or waits for a seat."""
        return self.request if self.request is not None and self.request.state in LIVE else None


async def course_card(session: Session, official_id: int | None, course_id: int, now: datetime) -> CourseCard:
    """Read the card. Raises NoLongerThere for an unknown course."""
    row = (await session.execute(_COURSE, {"course_id": course_id})).one_or_none()
    if row is None:
        raise NoLongerThere
    course, programme, kind_name, mode_name, institution, place = row
    posts = await session.ask(_POSTS, {"programme_id": programme.id})
    groups = await session.ask(_GROUPS, {"programme_id": programme.id})
    found = await standing(session, official_id, course_id, now) if official_id is not None else None
    seating = found.facts.seating if found else await seating_of(session, course, now)
    card = CourseCard(
        course=course,
        programme=programme,
        kind=kind_name or "",
        mode=mode_name or "",
        institution=institution or "",
        address=course.venue or place or "",
        posts=tuple(row.name for row in posts),
        groups=tuple(row.legal_group for row in groups),
        meetings=await meetings_of(session, course_id),
        taken=seating.taken,
        queued=len(seating.queue),
        standing=found,
        seating=seating,
        conditions=found.facts.conditions if found else await conditions_on(session, programme.id, course.starts_on),
        documents=tuple(await documents_of(session, course_id)),
    )
    return await _with_person(session, card, official_id, now) if official_id is not None else card


_COURSE = (  # built once, as all that is asked here
    select(
        Course,
        Programme,
        select(Term.name).where(Term.id == Programme.kind_id).scalar_subquery(),
        select(Term.name).where(Term.id == Course.mode_id).scalar_subquery(),
        Institution.name,
        Institution.place,
    )
    .join(Programme, Programme.id == Course.programme_id)
    .outerjoin(Institution, Institution.id == Course.institution_id)
    .where(Course.id == bindparam("course_id"))
)
_POSTS = (
    select(Post.name)
    .join(ProgrammePost, ProgrammePost.post_id == Post.id)
    .where(ProgrammePost.programme_id == bindparam("programme_id"))
    .order_by(Post.id)
)
_GROUPS = select(ProgrammeGroup.legal_group).where(ProgrammeGroup.programme_id == bindparam("programme_id"))
_MEETINGS = (
    select(Meeting.starts_at, Meeting.ends_at, Meeting.hours, Meeting.room, Meeting.trainer, Meeting.topic)
    .where(Meeting.course_id == bindparam("course_id"))
    .order_by(Meeting.starts_at)
)


async def _with_person(session: Session, card: CourseCard, official_id: int, now: datetime) -> CourseCard:
    request = await latest_request(session, official_id, card.course.id)
    if request is not None and request.state in CLOSED:
        found = await results_of(session, [request.id])
        card = replace(card, result=found.get(request.id))
    card = replace(card, request=request)
    if request is not None and request.state in ON_ROLL:
        own = (await attended(session, card.course.id, request.id)).get(request.id)
        card = replace(card, attended=own if own and own.held else None)
    if card.live is not None:
        waiting = await who_has_it(session, [card.live], now)
        return replace(card, waiting=tuple(waiting.get(card.live.id, ())))
    if card.standing is None or card.standing.is_free:
        return card
    return replace(
        card,
        way=await way_out(session, official_id, card.standing.refusal, now),
        coordinator=await coordinator_name(session, card.course.id),
    )


async def meetings_of(session: Session, course_id: int) -> tuple[MeetingLine, ...]:
    """The meetings of a course in order of time."""
    return tuple(MeetingLine(*row) for row in await session.ask(_MEETINGS, {"course_id": course_id}))
