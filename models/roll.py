"""The roll of a meeting: everybody who is expected with their mark, and each mark as it is set."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from models.attendance import ON_ROLL, Attendance, Mark
from models.audit import record
from models.commune import Commune
from models.course import Course
from models.database import Session
from models.folding import fold, given_name_key
from models.official import Official
from models.person import Person
from models.refusals import NoLongerThere
from models.registration import Registration
from models.roll_meeting import RollMeeting, Window, called_meeting, meeting_of, must_still_be, open_meeting, window_of


@dataclass(frozen=True)
class RollLine:
    """One person of the roll. `by_code`: nobody but the own code has marked it."""

    registration_id: int
    name: str
    unit: str
    mark: Mark | None
    by_code: bool


@dataclass(frozen=True)
class Roll:
    """One meeting with everybody who is expected, by given name."""

    meeting: RollMeeting
    window: Window
    lines: tuple[RollLine, ...]

    def count(self, mark: Mark | None) -> int:
        return sum(line.mark is mark for line in self.lines)

    def found(self, said: str) -> tuple[RollLine, ...]:
        """Those in whose name or unit each typed word begins a word; typed without diacritics it is found too."""
        words = fold(said).split()
        return tuple(
            line
            for line in self.lines
            if all(any(part.startswith(word) for part in fold(f"{line.name} {line.unit}").split()) for word in words)
        )


async def roll_of(session: Session, person: Person, meeting_id: int, now: datetime) -> Roll:
    """The list as it stands. Raises NoRight, NoLongerThere."""
    meeting = await called_meeting(session, person, meeting_id)
    found = await meeting_of(session, meeting_id)
    if found is None:
        raise NoLongerThere
    rows = await session.execute(
        select(
            Registration.id,
            Official.full_name,
            Commune.kind,
            Commune.name,
            Official.unit_name,
            Attendance.mark,
            Attendance.marked_by_id,
        )
        .join(Official, Official.id == Registration.official_id)
        .outerjoin(Commune, Commune.id == Registration.commune_id)
        .outerjoin(Attendance, (Attendance.registration_id == Registration.id) & (Attendance.meeting_id == meeting_id))
        .where(Registration.course_id == meeting.course_id, Registration.state.in_(ON_ROLL))
    )
    lines = [
        RollLine(one, name, f"{kind} {commune}" if commune else unit, mark, mark is not None and by is None)
        for one, name, kind, commune, unit, mark, by in rows
    ]
    lines.sort(key=lambda line: (given_name_key(line.name), line.registration_id))
    return Roll(found, await window_of(session, meeting, now), tuple(lines))


async def mark(
    session: Session, person: Person, meeting_id: int, registration_id: int, wanted: Mark, now: datetime
) -> str | None:
    """Set a mark, whatever it was, and give the person's name; None for one who is not, or no longer, in the roll.

    The registration's row is held, so that of a code and a trainer at the same moment the trainer has the last word.
    What changes an earlier mark is in the audit trail with both. Raises RollNotOpen, RollClosed, NoRight.
    """
    meeting = await open_meeting(session, person, meeting_id, now)
    registration = await session.get(Registration, registration_id, with_for_update=True, populate_existing=True)
    if registration is None or registration.course_id != meeting.course_id or registration.state not in ON_ROLL:
        return None
    await must_still_be(session, meeting_id)
    had = await session.scalar(
        select(Attendance).where(Attendance.meeting_id == meeting_id, Attendance.registration_id == registration_id)
    )
    name = (await session.get_one(Official, registration.official_id)).full_name
    if had is None:
        session.add(
            Attendance(
                meeting_id=meeting_id, registration_id=registration_id, mark=wanted, marked_by_id=person.id, at=now
            )
        )
    elif had.mark is not wanted or had.marked_by_id is None:
        if had.mark is not wanted:
            await _note(session, person, meeting_id, registration_id, had, wanted, now)
            had.at = now
        had.mark, had.marked_by_id = wanted, person.id
    await session.flush()
    return name


async def mark_rest(session: Session, person: Person, meeting_id: int, wanted: Mark, now: datetime) -> int:
    """Give everybody who has no mark yet this one; how many they were. What is marked stays as it is.

    All registrations are held first, as for a single mark: who held the marks first would wait for one who waits back.
    """
    meeting = await open_meeting(session, person, meeting_id, now)
    await session.execute(select(Course.id).where(Course.id == meeting.course_id).with_for_update())
    people = await session.scalars(
        select(Registration.id)
        .where(Registration.course_id == meeting.course_id, Registration.state.in_(ON_ROLL))
        .order_by(Registration.id)
        .with_for_update()
    )
    await must_still_be(session, meeting_id)
    common = {"meeting_id": meeting_id, "mark": wanted, "marked_by_id": person.id, "at": now}
    rows = [common | {"registration_id": one} for one in people]
    if not rows:
        return 0
    added = insert(session).values(rows).on_conflict_do_nothing().returning(Attendance.id)
    count = len((await session.scalars(added)).all())
    if count:
        await record(
            session, "roll_rest", "meeting", meeting_id, now,
            actor_id=person.official_id, user_id=person.user_id, after={"mark": wanted, "people": count},
        )  # fmt: skip
    return count


def insert(session: Session) -> postgresql.Insert | sqlite.Insert:
    """An insertion of marks that can leave those that exist."""
    if session.dialect.name == "sqlite":
        return sqlite.insert(Attendance)
    return postgresql.insert(Attendance)


async def _note(
    session: Session,
    person: Person,
    meeting_id: int,
    registration_id: int,
    had: Attendance,
    wanted: Mark,
    now: datetime,
) -> None:
    await record(
        session, "correct_roll", "registration", registration_id, now,
        actor_id=person.official_id, user_id=person.user_id,
        before={"meeting_id": meeting_id, "mark": had.mark, "marked_by_id": had.marked_by_id},
        after={"meeting_id": meeting_id, "mark": wanted, "marked_by_id": person.official_id},
    )  # fmt: skip
