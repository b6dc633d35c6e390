"""That a week's workbook left, and how many people were named in it: one line of the trail, whatever their number."""

from datetime import datetime

from sqlalchemy import func, select

from models.audit import record
from models.course import Course
from models.database import Session
from models.disclosure import EXPORT, Scope
from models.registration import Registration
from models.summing_up import current_courses


async def note_summary(
    session: Session,
    whose: int | None,
    now: datetime,
    *,
    actor_id: int | None = None,
    user_id: int | None = None,
) -> None:
    """For the courses of a coordinator (`whose`), or of the department; silent where nobody is named.

    Without an actor it was written from the command line.
    """
    people = await session.scalar(
        select(func.count(Registration.official_id.distinct()))
        .join(Course, Course.id == Registration.course_id)
        .where(current_courses(whose, now))
    )
    if people:
        after = {"paper": "summary", "people": people, "coordinator_id": whose}
        await record(session, EXPORT, Scope.summary, whose, now, actor_id=actor_id, user_id=user_id, after=after)
