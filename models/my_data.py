"""What is kept about one person, for that person to see (the right of access, Law 91/2025/QH15)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from models.account import Account, consents_of
from models.database import Session
from models.kinds import Role
from models.official import Official, holders_of
from models.registration import Registration
from models.staff import StaffCard, staff_card


@dataclass(frozen=True)
class MyData:
    """`card` as the department sees it; `contacts` are the coordinators, by name. Moments are in UTC."""

    card: StaffCard
    has_birth_date: bool
    linked_at: datetime | None
    consented_at: datetime | None
    registrations: int
    contacts: tuple[str, ...]


async def my_data(session: Session, official_id: int, today: date) -> MyData:
    """Read it. Raises NoLongerThere."""
    card = await staff_card(session, official_id, today)
    account = await session.scalar(select(Account).where(Account.official_id == official_id))
    given = await consents_of(session, account.user_id) if account else []
    born = await session.scalar(select(Official.birth_date).where(Official.id == official_id))
    count = select(func.count()).select_from(Registration).where(Registration.official_id == official_id)
    coordinators = await holders_of(session, Role.coordinator, today)
    names = await session.scalars(select(Official.full_name).where(Official.id.in_(coordinators)).order_by(Official.id))
    return MyData(
        card=card,
        has_birth_date=born is not None,
        linked_at=account.linked_at if account else None,
        consented_at=given[-1].given_at if given else None,
        registrations=await session.scalar(count) or 0,
        contacts=tuple(names),
    )
