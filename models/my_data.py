"""What is held about one person, in one look for that person (the right of access, Law 91/2025/QH15)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from models.account import Account, Consent
from models.attendance import Attendance, Mark
from models.certificate import Certificate
from models.data_case import DataCase
from models.data_case_list import cases_of
from models.database import Session
from models.disclosure import disclosures_of
from models.kinds import Role
from models.notice import Notice, NoticeState
from models.official import Official, holders_of
from models.registration import Registration, State
from models.staff import StaffCard, staff_card

RECENT = timedelta(days=90)  # of which the messages are counted


@dataclass(frozen=True)
class MyData:
    """`card` as the department sees it; `contacts` are the coordinators, by name. Moments are in UTC.

    `looks` and `exports`: how often others looked at it, or carried away a list with the person in it.
    """

    card: StaffCard
    official: Official
    linked_at: datetime | None
    seen_on: date | None
    consented_at: datetime | None
    registrations: dict[State, int]
    marks: dict[Mark, int]
    certificates: int
    notices: dict[NoticeState, int]
    looks: int
    exports: int
    cases: tuple[DataCase, ...]
    contacts: tuple[str, ...]


async def my_data(session: Session, official_id: int, now: datetime) -> MyData:
    """Read it; some fifteen short queries, whatever is held. Raises NoLongerThere."""
    card = await staff_card(session, official_id, now.date())
    account = await session.scalar(select(Account).where(Account.official_id == official_id))
    mine = Registration.official_id == official_id
    states = await session.execute(select(Registration.state, func.count()).where(mine).group_by(Registration.state))
    marks = await session.execute(
        select(Attendance.mark, func.count())
        .join(Registration, Registration.id == Attendance.registration_id)
        .where(mine)
        .group_by(Attendance.mark)
    )
    certificates = (
        select(func.count()).select_from(Certificate).join(Registration, Registration.id == Certificate.registration_id)
    )
    notices = await session.execute(
        select(Notice.state, func.count())
        .where(Notice.official_id == official_id, Notice.created_at >= now - RECENT)
        .group_by(Notice.state)
    )
    seen_by = Counter(one.is_export for one in await disclosures_of(session, official_id, now) if not one.is_own)
    coordinators = await holders_of(session, Role.coordinator, now.date())
    names = await session.scalars(select(Official.full_name).where(Official.id.in_(coordinators)).order_by(Official.id))
    return MyData(
        card=card,
        official=await session.get_one(Official, official_id),
        linked_at=account.linked_at if account else None,
        seen_on=account.seen_on if account else None,
        consented_at=await _consented_at(session, official_id),
        registrations=dict(states.all()),
        marks=dict(marks.all()),
        certificates=await session.scalar(certificates.where(mine)) or 0,
        notices=dict(notices.all()),
        looks=seen_by[False],
        exports=seen_by[True],
        cases=tuple(await cases_of(session, official_id)),
        contacts=tuple(names),
    )


async def _consented_at(session: Session, official_id: int) -> datetime | None:
    given = await session.scalars(
        select(Consent.given_at)
        .where(Consent.official_id == official_id, Consent.withdrawn_at.is_(None))
        .order_by(Consent.id.desc())
        .limit(1)
    )
    return given.first()
