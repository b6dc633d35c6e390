"""All that is held about one person, row by row, for the file that the person may take away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from models.account import Consent
from models.attendance import Attendance
from models.certificate import Certificate
from models.commune import Commune
from models.course import Course, Meeting
from models.data_case import DataCase
from models.data_case_list import cases_of
from models.database import Session, let_go
from models.disclosure import Disclosure, Scope, disclosures_of, note_export
from models.kinds import Role
from models.my_data import MyData, my_data
from models.my_data_learning import Learning, learning_of
from models.notice import Notice, NoticeState
from models.official import Official, RoleGrant
from models.person import Person
from models.registration import Registration
from models.topics import Topic, wanted_topics

MOST_CASES = 1000


@dataclass(frozen=True)
class RegistrationRow:
    """One registration with the names behind its ids; `covered_by` does the work meanwhile."""

    registration: Registration
    code: str
    title: str
    starts_on: date
    ends_on: date
    decided_by: str
    nominated_by: str
    covered_by: str


@dataclass(frozen=True)
class MyRows:
    """`notices` are counts by day and fate: what each said is worded when it is sent, and not kept."""

    seen: MyData
    roles: Sequence[tuple[Role, str, date, date | None, str]]
    registrations: Sequence[RegistrationRow]
    attendance: Sequence[Any]
    learning: Learning
    certificates: Sequence[Certificate]
    notices: Sequence[tuple[date, NoticeState, int]]
    consents: Sequence[Consent]
    topics: dict[Topic, bool]
    cases: Sequence[DataCase]
    disclosures: Sequence[Disclosure]


async def take_away(session: Session, person: Person, now: datetime) -> MyRows:
    """Read all of it for a file, note that it left, and let go of the rows: the file is written in a thread."""
    official_id = person.id
    mine = Registration.official_id == official_id
    rows = MyRows(
        seen=await my_data(session, official_id, now),
        roles=await _roles(session, official_id),
        registrations=await _registrations(session, official_id),
        attendance=(
            await session.execute(
                select(Course.code, Course.title, Meeting.starts_at, Attendance.mark, Attendance.at)
                .join(Registration, Registration.id == Attendance.registration_id)
                .join(Meeting, Meeting.id == Attendance.meeting_id)
                .join(Course, Course.id == Registration.course_id)
                .where(mine)
                .order_by(Meeting.starts_at)
            )
        ).all(),
        learning=await learning_of(session, official_id),
        certificates=(
            await session.scalars(
                select(Certificate)
                .join(Registration, Registration.id == Certificate.registration_id)
                .where(mine)
                .order_by(Certificate.id)
            )
        ).all(),
        notices=await _notices(session, official_id, now),
        consents=(
            await session.scalars(select(Consent).where(Consent.official_id == official_id).order_by(Consent.id))
        ).all(),
        topics=await wanted_topics(session, official_id),
        cases=await cases_of(session, official_id, MOST_CASES),
        disclosures=await disclosures_of(session, official_id, now),
    )
    await note_export(session, person, Scope.official, official_id, now, paper="my_data", people=1)
    await let_go(session)
    return rows


async def _roles(session: Session, official_id: int) -> list[tuple[Role, str, date, date | None, str]]:
    lender = aliased(Official)
    found = await session.execute(
        select(
            RoleGrant.role,
            func.coalesce(Commune.kind + " " + Commune.name, ""),
            RoleGrant.starts_on,
            RoleGrant.ends_on,
            func.coalesce(lender.full_name, ""),
        )
        .outerjoin(Commune, Commune.id == RoleGrant.commune_id)
        .outerjoin(lender, lender.id == RoleGrant.acting_for_id)
        .where(RoleGrant.official_id == official_id)
        .order_by(RoleGrant.id)
    )
    return [(role, commune, first, last, acting) for role, commune, first, last, acting in found]


async def _registrations(session: Session, official_id: int) -> list[RegistrationRow]:
    decider, nominator, cover = aliased(Official), aliased(Official), aliased(Official)
    found = await session.execute(
        select(
            Registration,
            Course.code,
            Course.title,
            Course.starts_on,
            Course.ends_on,
            func.coalesce(decider.full_name, ""),
            func.coalesce(nominator.full_name, ""),
            func.coalesce(cover.full_name, ""),
        )
        .join(Course, Course.id == Registration.course_id)
        .outerjoin(decider, decider.id == Registration.decided_by_id)
        .outerjoin(nominator, nominator.id == Registration.nominated_by_id)
        .outerjoin(cover, cover.id == Registration.covered_by_id)
        .where(Registration.official_id == official_id)
        .order_by(Registration.id)
    )
    return [RegistrationRow(*row) for row in found]


async def _notices(session: Session, official_id: int, now: datetime) -> list[tuple[date, NoticeState, int]]:
    """By the local day on which they were written; all that are still kept."""
    found = await session.execute(select(Notice.created_at, Notice.state).where(Notice.official_id == official_id))
    counts: dict[tuple[date, NoticeState], int] = {}
    for at, state in found:
        key = at.astimezone(now.tzinfo).date(), state
        counts[key] = counts.get(key, 0) + 1
    return [(day, state, count) for (day, state), count in sorted(counts.items())]
