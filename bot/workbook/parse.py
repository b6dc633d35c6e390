"""From the bytes of a workbook to its typed rows and all its problems, in one pass. Runs in the child process."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from bot.workbook.checks import Lines, check_lines
from bot.workbook.columns import COLUMNS
from bot.workbook.guard import UnsafeWorkbook
from bot.workbook.lines import ReadLine, read_lines
from bot.workbook.tables import Table, contract_sheets, open_workbook, read_table
from models.kinds import HolidayKind
from models.workbook_problems import Problem, UnsafeCode
from models.workbook_rows import (
    ConditionRow,
    CourseRow,
    HolidayRow,
    MeetingRow,
    OfficialRow,
    ProgrammeRow,
    ReferenceKind,
    Sheet,
    Workbook,
    code_key,
)

_ORDER: Final = {sheet: place for place, sheet in enumerate(Sheet)}
_DECLARES: Final = {
    Sheet.officials: ReferenceKind.official,
    Sheet.programmes: ReferenceKind.programme,
    Sheet.courses: ReferenceKind.course,
}


def parse(data: bytes, today: date) -> Workbook:
    """Raises UnsafeWorkbook(no_sheets) when there is nothing to read, and whatever openpyxl raises on a bad file."""
    book = open_workbook(data)
    sheets, problems = contract_sheets(book)
    if not sheets:
        raise UnsafeWorkbook(UnsafeCode.no_sheets)
    tables = {sheet: read_table(sheet, worksheet) for sheet, worksheet in sheets.items()}
    lines: Lines = {sheet: list(read_lines(table)) for sheet, table in tables.items()}
    every = [line for found in lines.values() for line in found]
    problems += [problem for table in tables.values() for problem in table.problems]
    problems += [problem for line in every for problem in line.problems]
    problems += check_lines(lines, today)
    rows = _good_rows(tables, lines, problems)
    return Workbook(
        officials=rows.get(Sheet.officials, ()),
        programmes=rows.get(Sheet.programmes, ()),
        conditions=rows.get(Sheet.conditions, ()),
        courses=rows.get(Sheet.courses, ()),
        meetings=rows.get(Sheet.meetings, ()),
        holidays=rows.get(Sheet.holidays, ()),
        problems=tuple(sorted(problems, key=_place)),
        references=tuple(reference for line in every for reference in line.references),
        columns={sheet: frozenset(table.columns) for sheet, table in tables.items()},
        declared=frozenset(
            (_DECLARES[line.sheet], code_key(line.get("code")))
            for line in every
            if line.sheet in _DECLARES and line.get("code")
        ),
    )


def _place(problem: Problem) -> tuple[int, int, int]:
    sheet = Sheet(problem.sheet)
    fields = [column.field for column in COLUMNS[sheet]]
    return _ORDER[sheet], problem.row, fields.index(problem.column) if problem.column in fields else -1


def _good_rows(tables: dict[Sheet, Table], lines: Lines, problems: Iterable[Problem]) -> dict[Sheet, tuple[Any, ...]]:
    bad = {(problem.sheet, problem.row) for problem in problems if not problem.is_warning}
    rows = {}
    for sheet, found in lines.items():
        required = {column.field for column in COLUMNS[sheet] if column.required}
        if required <= tables[sheet].columns.keys():
            rows[sheet] = tuple(_row(line) for line in found if (sheet, line.row) not in bad)
    return rows


def _row(line: ReadLine) -> Any:
    values = {column.field: line.values.get(column.field, column.empty) for column in COLUMNS[line.sheet]}
    if line.sheet is Sheet.courses:
        values["deadline_on"], values["deadline_time"] = values["deadline_on"] or (None, None)
    if line.sheet is Sheet.holidays:
        values["kind"] = values["kind"] or HolidayKind.off
    return _ROWS[line.sheet](sheet=line.sheet, row=line.row, **values)


_ROWS: Final[dict[Sheet, Callable[..., Any]]] = {
    Sheet.officials: OfficialRow,
    Sheet.programmes: ProgrammeRow,
    Sheet.conditions: ConditionRow,
    Sheet.courses: CourseRow,
    Sheet.meetings: MeetingRow,
    Sheet.holidays: HolidayRow,
}
