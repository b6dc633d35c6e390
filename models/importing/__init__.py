"""Takes the rows of a workbook into the database: all or nothing, and a second time changes nothing."""

from dataclasses import dataclass
from datetime import datetime

from models.audit import record
from models.database import Database, Session, one_at_a_time
from models.importing.changes import CourseMoved, faces_before, tell_moved
from models.importing.circles import circles
from models.importing.conditions import import_conditions
from models.importing.courses import import_courses
from models.importing.holidays import import_holidays
from models.importing.known import Known
from models.importing.limits import left_behind, moved_with_people, not_cancelled_so, outside_the_course, too_small
from models.importing.meetings import import_meetings
from models.importing.officials import import_officials
from models.importing.programmes import import_programmes
from models.importing.quotas import quota_problems
from models.importing.references import unknown_references
from models.importing.roles import RoleChange
from models.importing.rolled import rolled_left_out
from models.importing.tally import Tally
from models.importing.words import add_new_words
from models.person import Person
from models.quiet import QuietHours
from models.reach import Unreached, communes_without_leader, tell_coordinators
from models.workbook_problems import Problem
from models.workbook_rows import Sheet, Workbook


class ImportRefused(Exception):
    """The workbook has mistakes: nothing of it is kept. Carries every problem of every row."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True)
class Report:
    """What an import does or would do: counts a sheet, words new to the catalogue, roles given and ended, warnings.

    `unreached`: new courses that invite communes in which no leader can be reached. `moved`: published courses of whose
    change people are told.
    """

    tallies: dict[Sheet, Tally]
    new_words: dict[str, list[str]]
    roles: tuple[RoleChange, ...]
    warnings: tuple[Problem, ...]
    unreached: tuple[Unreached, ...] = ()
    moved: tuple[CourseMoved, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        return all(tally.is_idle for tally in self.tallies.values())


async def import_workbook(
    session: Session,
    workbook: Workbook,
    now: datetime,
    person: Person | None = None,
    quiet: QuietHours | None = None,
) -> Report:
    """Write the workbook into this transaction; the caller commits, or throws it away for a dry run.

    `person` is who imports; None from the command line. What is not urgent waits for the end of the `quiet` hours.
    Raises ImportRefused with the file's own problems and those that only the database knows.
    """
    await one_at_a_time(session, "import")
    known = await Known.read(session, now.date())
    faces = await faces_before(session, workbook, known)
    problems = await _all_problems(session, workbook, known, now)
    kept = await not_cancelled_so(session, workbook, now)
    new_words = await add_new_words(session, workbook, known)
    tallies: dict[Sheet, Tally] = {}
    tallies[Sheet.officials], roles = await import_officials(session, workbook, known, now)
    tallies[Sheet.programmes] = await import_programmes(session, workbook, known, now)
    tallies[Sheet.conditions] = await import_conditions(session, workbook, known)
    tallies[Sheet.courses], other_days, new_courses = await import_courses(session, workbook, known, now)
    tallies[Sheet.meetings], other_hours = await import_meetings(session, workbook, known, now)
    tallies[Sheet.holidays] = await import_holidays(session, workbook)
    await session.flush()
    astray = await left_behind(session, other_days, now)
    moved = await moved_with_people(session, other_days | other_hours)
    present = {sheet: tally for sheet, tally in tallies.items() if sheet in workbook.columns}
    unreached = await communes_without_leader(session, new_courses, now.date())
    told = await tell_moved(session, faces, person, quiet, now)
    report = Report(
        present, new_words, tuple(roles), (*astray, *moved, *kept, *problems), tuple(unreached), tuple(told)
    )
    await tell_coordinators(session, unreached, now)
    await _record(session, report, now, person)
    return report


async def rehearse(database: Database, workbook: Workbook, now: datetime) -> Report:
    """What an import would do, in a transaction that is thrown away. Raises ImportRefused."""
    async with database.writing() as session:
        nested = await session.begin_nested()
        report = await import_workbook(session, workbook, now)
        await nested.rollback()
    return report


async def _all_problems(session: Session, workbook: Workbook, known: Known, now: datetime) -> tuple[Problem, ...]:
    """The warnings; raises ImportRefused with everything where there is more than warnings."""
    problems: list[Problem] = [*workbook.problems, *unknown_references(workbook, known)]
    problems += await circles(session, workbook, known)
    problems += await outside_the_course(session, workbook, known)
    problems += await rolled_left_out(session, workbook, known, now)
    problems += await quota_problems(session, workbook, known, now)
    problems += await too_small(session, workbook, known)
    problems.sort(key=_place)
    if any(not problem.is_warning for problem in problems):
        raise ImportRefused(tuple(problems))
    return tuple(problems)


def _place(problem: Problem) -> tuple[int, int]:
    return list(Sheet).index(Sheet(problem.sheet)), problem.row


async def _record(session: Session, report: Report, now: datetime, person: Person | None) -> None:
    """One line for the import, and one for each right that somebody got or lost by it (promise 10)."""
    if report.changes_nothing:
        return
    actor_id, user_id = (person.official_id, person.user_id) if person else (None, None)
    counts = {sheet.value: tally.as_dict() for sheet, tally in report.tallies.items()}
    await record(session, "import", "workbook", None, now, actor_id=actor_id, user_id=user_id, after=counts)
    for change in report.roles:
        scoped = {"role": change.role.value, "commune_id": change.commune_id}
        await record(
            session,
            "give_role" if change.is_given else "end_role",
            "official",
            change.official_id,
            now,
            actor_id=actor_id,
            user_id=user_id,
            before=None if change.is_given else scoped,
            after=scoped if change.is_given else None,
        )
