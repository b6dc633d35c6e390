"""All that a paper about a course says, read once; that it left, for whom and with which columns, is in the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.attendance_table import AttendanceTable, attendance_table
from models.audit import record
from models.course_card import CourseCard, course_card
from models.database import Session
from models.document import Document, documents_of
from models.official import Official
from models.paper_refusals import NobodyToList
from models.person import Person
from models.roster import Order, RosterLine, must_see_roster, roster, sort_roster
from models.roster_columns import Column, shown_columns
from models.running import must_run


class Paper(StrEnum):
    """The kinds of papers that carry a list of people."""

    roster_xlsx = "roster_xlsx"
    roster_docx = "roster_docx"
    sending = "sending"
    summons = "summons"


@dataclass(frozen=True)
class Dossier:
    """One course with its people, sorted, and the columns that the lists show now. `unit`: the one commune, if one."""

    card: CourseCard
    people: tuple[RosterLine, ...]
    columns: tuple[Column, ...]
    documents: tuple[Document, ...]
    coordinator: str | None
    unit: str
    attendance: AttendanceTable | None = None

    @property
    def units(self) -> int:
        """How many units the people come from."""
        return len({(line.commune_id, line.unit) for line in self.people})


async def open_dossier(
    session: Session,
    person: Person,
    course_id: int,
    paper: Paper,
    now: datetime,
    *,
    commune_id: int | None = None,
    order: Order = Order.by_unit,
) -> Dossier:
    """Check the right, read, and note the export in the same transaction.

    A commune's letter is for the department and for that commune's leaders; all else for the department. Raises
    NoRight, NoLongerThere, or NobodyToList: an empty list is no paper.
    """
    if paper is Paper.sending:
        must_see_roster(person, commune_id)
    else:
        must_run(person)
    card = await course_card(session, None, course_id, now)
    people = sort_roster(await roster(session, course_id, commune_id), order)
    if not people:
        raise NobodyToList(course_id)
    columns = await shown_columns(session)
    coordinator = card.course.coordinator_id
    await _note(session, person, course_id, paper, columns, people, commune_id, now)
    return Dossier(
        card=card,
        people=tuple(people),
        columns=columns,
        documents=tuple(await documents_of(session, course_id)),
        coordinator=(await session.get_one(Official, coordinator)).full_name if coordinator is not None else None,
        unit=people[0].unit if commune_id is not None else "",
        attendance=await attendance_table(session, course_id, now) if paper is Paper.roster_xlsx else None,
    )


async def _note(
    session: Session,
    person: Person,
    course_id: int,
    paper: Paper,
    columns: Sequence[Column],
    people: Sequence[RosterLine],
    commune_id: int | None,
    now: datetime,
) -> None:
    await record(
        session,
        "export",
        "course",
        course_id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        acting_for_id=person.acting_for.get(commune_id) if commune_id is not None else None,
        after={"paper": paper, "columns": list(columns), "people": len(people), "commune_id": commune_id},
    )
