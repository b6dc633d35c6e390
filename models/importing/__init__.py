"""Takes the rows of a workbook into the database: all or nothing, and a second time changes nothing."""

from dataclasses import dataclass, field
from datetime import datetime

from models.audit import record
from models.database import Database, Session
from models.importing.courses import import_courses, import_meetings
from models.importing.holidays import import_holidays
from models.importing.known import Known
from models.importing.officials import import_officials
from models.importing.programmes import import_programmes
from models.importing.references import unknown_references
from models.importing.tally import Tally
from models.person import Person
from models.workbook_problems import Problem
from models.workbook_rows import Sheet, Workbook


class ImportRefused(Exception):
    """The workbook has mistakes: nothing of it is kept. Carries every problem of every row."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True)
class Report:
    """What an import does or would do: counts a sheet, words new to the catalogue, and warnings."""

    tallies: dict[Sheet, Tally]
    new_words: dict[str, list[str]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        return all(not tally.new and not tally.changed and not tally.removed for tally in self.tallies.values())


async def import_workbook(session: Session, workbook: Workbook, now: datetime, person: Person | None = None) -> Report:
    """Write the workbook into this transaction; the caller commits, or throws it away for a dry run.

    Raises ImportRefused with the file's own problems and those that only the database knows.
    """
    known = await Known.read(session)
    problems = (*workbook.problems, *unknown_references(workbook, known))
    if any(not problem.is_warning for problem in problems):
        raise ImportRefused(problems)
    tallies = {
        Sheet.officials: await import_officials(session, workbook, known, now),
        Sheet.programmes: await import_programmes(session, workbook, known, now),
    }
    tallies[Sheet.courses], too_small = await import_courses(session, workbook, known, now)
    if too_small:
        raise ImportRefused((*problems, *too_small))
    tallies[Sheet.meetings] = await import_meetings(session, workbook, known, now)
    tallies[Sheet.holidays] = await import_holidays(session, workbook)
    await session.flush()
    report = Report(
        {sheet: tally for sheet, tally in tallies.items() if sheet in workbook.columns}, known.new_words, problems
    )
    if not report.changes_nothing:
        record(
            session,
            "import",
            "workbook",
            None,
            now,
            actor_id=person.official_id if person else None,
            user_id=person.user_id if person else None,
            after={sheet.value: tally.as_dict() for sheet, tally in report.tallies.items()},
        )
    return report


async def rehearse(database: Database, workbook: Workbook, now: datetime) -> Report:
    """What an import would do, in a transaction that is thrown away. Raises ImportRefused."""
    async with database.writing() as session:
        nested = await session.begin_nested()
        report = await import_workbook(session, workbook, now)
        await nested.rollback()
    return report
