"""«This line is not right»: somebody's words about a line of the own hours, to whoever runs that course."""

from datetime import datetime

from models.audit import record
from models.course import Course
from models.database import Session
from models.kinds import Role
from models.news.hours import HoursDoubted
from models.notice import tell
from models.official import holders_of
from models.person import Person
from models.refusals import NoLongerThere, NoRight
from models.registration import Registration


async def must_be_own(session: Session, person: Person, registration_id: int) -> Registration:
    """Raises NoLongerThere, or NoRight for the line of somebody else."""
    registration = await session.get(Registration, registration_id)
    if registration is None:
        raise NoLongerThere
    if registration.official_id != person.id:
        raise NoRight
    return registration


async def doubt(session: Session, person: Person, registration_id: int, words: str, now: datetime) -> int:
    """Tell the coordinator of the course, or all of them where none is named; how many were told.

    Nothing is changed: the line is right until a coordinator has looked.
    """
    registration = await must_be_own(session, person, registration_id)
    course = await session.get_one(Course, registration.course_id)
    coordinators = await holders_of(session, Role.coordinator, now.date())
    asked = [course.coordinator_id] if course.coordinator_id in coordinators else coordinators
    await record(
        session,
        "doubt_hours",
        "registration",
        registration.id,
        now,
        actor_id=person.id,
        user_id=person.user_id,
        after={"words": words},
    )
    for official_id in asked:
        await tell(
            session,
            HoursDoubted(registration.id, words),
            key=f"hours-doubted:{registration.id}:{now.timestamp():.0f}",
            official_id=official_id,
            now=now,
        )
    return len(asked)
