"""The one door to every change of a published course: the rows are held in order, the plan is carried out."""

from datetime import datetime

from sqlalchemy import select

from models.cancelling import cancel
from models.change_plan import CancelPlan, MergePlan, Plan
from models.course import Course
from models.database import Session
from models.merging import Merged, merge
from models.moving import move
from models.person import Person
from models.quiet import QuietHours
from models.refusals import NoLongerThere
from models.running import must_run


async def change(
    session: Session, person: Person, course_id: int, plan: Plan, quiet: QuietHours | None, now: datetime
) -> Merged:
    """Carry it out. Raises NoRight, NoLongerThere or CannotChange; then nothing is changed."""
    must_run(person)
    held = await hold_courses(session, course_id, plan)
    course = held[course_id]
    match plan:
        case MergePlan():
            return await merge(session, person, course, held[plan.into_id], plan, quiet, now)
        case CancelPlan():
            return Merged(await cancel(session, person, course, plan, quiet, now), (), ())
    return Merged(await move(session, person, course, plan, quiet, now), (), ())


async def hold_courses(session: Session, course_id: int, plan: Plan) -> dict[int, Course]:
    """The rows of the courses that the plan concerns, held in ascending order until the transaction ends."""
    ids = {course_id} | ({plan.into_id} if isinstance(plan, MergePlan) else set())
    rows = await session.scalars(
        select(Course)
        .where(Course.id.in_(ids))
        .order_by(Course.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    held = {one.id: one for one in rows}
    if held.keys() != ids:
        raise NoLongerThere
    return held
