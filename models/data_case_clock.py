"""The legal clock of a request about the own data: a reminder before it ends, the admins when nobody has answered."""

from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import select

from models.audit import record
from models.data_case import CaseState, DataCase, asked
from models.database import Session
from models.kinds import Role
from models.news.data_cases import DataCaseDue, DataCaseOverdue
from models.notice import tell
from models.official import holders_of
from models.policy import Policy, policy
from models.working_time import WorkingTime, working_time


class Step(IntEnum):
    """What `DataCase.nudged` counts."""

    none = 0
    remind = 1
    overdue = 2


async def cases_due(session: Session, now: datetime) -> list[int]:
    """Ids of the requests whose clock has reached a step that is not taken yet; the nearest end first."""
    waiting = await session.scalars(
        select(DataCase)
        .where(DataCase.state == CaseState.open, DataCase.nudged < Step.overdue)
        .order_by(DataCase.due_at, DataCase.id)
    )
    found = waiting.all()
    if not found:
        return []
    calendar, least = await working_time(session, now), await _least(session, now)
    return [case.id for case in found if step_of(case, calendar, least, now) > case.nudged]


async def take_step(session: Session, case_id: int, now: datetime) -> None:
    """Tell whom it concerns; safe to run twice. People are reminded in working time only, the end comes at any hour."""
    case = await session.get_one(DataCase, case_id, with_for_update=True, populate_existing=True)
    step = step_of(case, await working_time(session, now), await _least(session, now), now)
    if case.state is not CaseState.open or step <= case.nudged:
        return
    case.nudged = step
    people = await asked(session, case, now)
    if step is Step.remind:
        for official_id in people:
            await tell(session, DataCaseDue(case.id), key=f"data-case:{case.id}:due", official_id=official_id, now=now)
        return
    await record(session, "overdue_data_case", "data_case", case.id, now, after={"due_at": case.due_at.isoformat()})
    admins = await holders_of(session, Role.admin, now.date())
    for official_id in dict.fromkeys([*admins, *people]):
        if official_id != case.official_id:
            news, key = DataCaseOverdue(case.id), f"data-case:{case.id}:overdue"
            await tell(session, news, key=key, official_id=official_id, now=now)


def step_of(case: DataCase, calendar: WorkingTime, least: timedelta, now: datetime) -> Step:
    """Where its clock stands."""
    if case.due_at <= now:
        return Step.overdue
    is_near = calendar.is_working(now) and calendar.between(now, case.due_at) <= least
    return Step.remind if is_near else Step.none


async def _least(session: Session, now: datetime) -> timedelta:
    return timedelta(hours=await policy(session, Policy.data_case_remind_hours, now.date()))
