"""Requests of people about their own data: correct it or delete it; open until the department has answered."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from models.account import user_of
from models.audit import record
from models.base import Base, word
from models.data_case_refusals import CaseSettled, OwnCase
from models.database import Session
from models.erasing import erase
from models.kinds import Role
from models.news.data_cases import DataCaseOpened, DataCaseSettled, DataErased
from models.notice import tell
from models.official import holders_of
from models.person import Person
from models.policy import Policy, policy
from models.refusals import NoLongerThere, NoRight
from models.staff import must_manage
from models.working_time import working_time

MAX_WORDS = 300
_OPEN = text("state = 'open'")


class CaseField(StrEnum):
    """What of the data is meant; `everything` when it is to be deleted."""

    full_name = "full_name"
    birth_date = "birth_date"
    phone = "phone"
    post = "post"
    unit = "unit"
    legal_group = "legal_group"
    history = "history"
    other = "other"
    everything = "everything"


CORRECTABLE = tuple(field for field in CaseField if field is not CaseField.everything)


class CaseState(StrEnum):
    """Where a request stands; only an open one has a clock."""

    open = "open"
    done = "done"
    refused = "refused"
    taken_back = "taken_back"


class DataCase(Base):
    """One request. `due_at` is the end of the legal time, `nudged` the step that its clock has reached.

    `words` is what the person typed, and may hold a phone number: never shown whole in a chat, gone some time after
    the answer.
    """

    __tablename__ = "data_cases"
    __table_args__ = (
        Index("uq_data_cases_open", "official_id", "field", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_data_cases_due_at", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_data_cases_official_id", "official_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    field: Mapped[CaseField] = mapped_column(word(CaseField))
    words: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[CaseState] = mapped_column(word(CaseState), default=CaseState.open)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    nudged: Mapped[int] = mapped_column(default=0)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")


async def ask(session: Session, person: Person, field: CaseField, words: str, now: datetime) -> DataCase:
    """Open a request, or put newer words into the one that is open for the same field; its clock runs on.

    The clock is the legal one: working days, of so many hours as the policy values say.
    """
    case = await session.scalar(
        select(DataCase).where(
            DataCase.official_id == person.id, DataCase.field == field, DataCase.state == CaseState.open
        )
    )
    is_new = case is None
    if case is None:
        calendar = await working_time(session, now)
        days = await policy(session, Policy.data_case_days, now.date())
        case = DataCase(
            official_id=person.id,
            field=field,
            state=CaseState.open,
            made_at=now,
            due_at=calendar.after(now, calendar.full_day * days),
            nudged=0,
            answer="",
        )
        session.add(case)
    case.words = words[:MAX_WORDS]
    await session.flush()
    if is_new:
        await _note(session, "ask_erasure" if field is CaseField.everything else "ask_correction", case, person, now)
        for official_id in await asked(session, case, now):
            key = f"data-case:{case.id}"
            await tell(session, DataCaseOpened(case.id), key=key, official_id=official_id, now=now)
    return case


async def asked(session: Session, case: DataCase, now: datetime) -> list[int]:
    """Whose work it is: the coordinators'; the admins' where there are none, or to erase an admin. Never one's own."""
    admins = await holders_of(session, Role.admin, now.date())
    coordinators = await holders_of(session, Role.coordinator, now.date())
    is_theirs = case.field is CaseField.everything and case.official_id in admins
    others = [[one for one in people if one != case.official_id] for people in (coordinators, admins)]
    return others[1] if is_theirs else others[0] or others[1]


async def settle(
    session: Session, person: Person, case_id: int, now: datetime, *, refused_because: str | None = None
) -> DataCase:
    """Say that it is done (what is to be deleted is deleted now), or why not. The first answer stands.

    Raises NoRight, OwnCase, NoLongerThere, or CaseSettled.
    """
    case = await open_case(session, person, case_id, is_held=True)
    if case.field is CaseField.everything:
        await must_manage(session, person, case.official_id, now.date())
    case.state = CaseState.done if refused_because is None else CaseState.refused
    case.answer = (refused_because or "")[:MAX_WORDS]
    case.decided_by_id, case.decided_at = person.official_id, now
    await _note(session, f"{case.state}_data_case", case, person, now)
    await session.flush()
    if case.state is CaseState.done and case.field is CaseField.everything:
        user_id = await user_of(session, case.official_id)
        await erase(session, case.official_id, now)
        await session.execute(update(DataCase).where(DataCase.official_id == case.official_id).values(words=""))
        if user_id is not None:
            await tell(session, DataErased(), key=f"data-case:{case.id}", user_id=user_id, now=now)
    else:
        key = f"data-case:{case.id}:{case.state}"
        await tell(session, DataCaseSettled(case.id), key=key, official_id=case.official_id, now=now)
    return case


async def take_back(session: Session, person: Person, case_id: int, now: datetime) -> DataCase:
    """The person no longer asks. Raises NoLongerThere, NoRight for the request of another, or CaseSettled."""
    case = await session.get(DataCase, case_id, with_for_update=True)
    if case is None:
        raise NoLongerThere
    if case.official_id != person.id:
        raise NoRight
    if case.state is not CaseState.open:
        raise CaseSettled(case_id)
    case.state, case.decided_by_id, case.decided_at = CaseState.taken_back, person.official_id, now
    case.words = ""
    await _note(session, "take_back_data_case", case, person, now)
    return case


async def open_case(session: Session, person: Person, case_id: int, *, is_held: bool = False) -> DataCase:
    """One that this person may answer, held against others if asked. Raises as `settle` does."""
    person.must_have(Role.coordinator, Role.admin)
    case = await session.get(DataCase, case_id, with_for_update=is_held, populate_existing=True)
    if case is None:
        raise NoLongerThere
    if case.official_id == person.official_id:
        raise OwnCase(case_id)
    if case.state is not CaseState.open:
        raise CaseSettled(case_id)
    return case


async def _note(session: Session, action: str, case: DataCase, person: Person, now: datetime) -> None:
    """Without the words: the trail is never blanked."""
    await record(
        session,
        action,
        "data_case",
        case.id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        after={"official_id": case.official_id, "field": case.field, "due_at": case.due_at.isoformat()},
    )
