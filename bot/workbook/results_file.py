"""Reads the workbook of a course's results against its people and tests; all mistakes at once, each in its cell."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from bot.texts import results_workbook as words
from bot.workbook.bad_cell import BadCell
from bot.workbook.cells import one_of, read_number, read_text, written
from bot.workbook.errors_file import mark_rows
from bot.workbook.guard import UnsafeWorkbook, must_be_safe
from bot.workbook.lines import raw_value
from bot.workbook.reader import Limits, in_child
from bot.workbook.tables import MAX_ROWS, SourceCell, Worksheet, filled_rows, open_workbook
from bot.workbook.words import clean
from models.folding import fold
from models.registration import State
from models.result_sheet import ResultSheet
from models.workbook_problems import Problem, ProblemCode, UnsafeCode
from models.workbook_rows import code_key

_HEAD_ROWS = 12
_LONGEST = 200
_USUAL = Limits()
_RESULT = one_of(words.RESULTS, ProblemCode.unknown_result)


@dataclass(frozen=True)
class Roster:
    """What the file is held against: people by code, with registration, name and whether the result is open; tests by
    name, with id and scale. Plain values, for the child process."""

    people: Mapping[str, tuple[int, str, bool]]
    tests: Mapping[str, tuple[int, str, float]]


@dataclass(frozen=True)
class ResultsFile:
    """Marks by test and registration, words by registration, and everything that is wrong."""

    scores: dict[int, dict[int, float]] = field(default_factory=dict)
    words: dict[int, bool] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


async def read_results(data: bytes, found: ResultSheet) -> ResultsFile:
    """Raises UnsafeWorkbook when the file as a whole is refused."""
    roster = Roster(
        {
            code_key(line.staff_code): (line.registration_id, line.full_name, line.state is State.confirmed)
            for line in found.lines
        },
        {one.folded: (one.id, one.name, one.scale) for one in found.tests},
    )
    return await asyncio.to_thread(_read_now, data, roster)


def _read_now(data: bytes, roster: Roster) -> ResultsFile:
    must_be_safe(data)
    return in_child(_USUAL, parse_results, data, roster)


async def results_errors(data: bytes, problems: Sequence[Problem]) -> bytes:
    """The same sheet with the reason of each wrong row. Raises UnsafeWorkbook."""
    return await asyncio.to_thread(in_child, _USUAL, mark_results, data, tuple(problems))


def parse_results(data: bytes, roster: Roster) -> ResultsFile:
    """Runs in the child process."""
    _, header_row, columns, rows = _table(open_workbook(data).worksheets, {*roster.tests})
    names = [name for name, _ in columns]
    problems = [
        Problem(words.SHEET, 0, "", ProblemCode.missing_column, detail=needed)
        for needed in (words.CODE, words.NAME)
        if fold(needed) not in names
    ]
    if len(names) - len({fold(words.CODE), fold(words.NAME)} & set(names)) < 1:
        problems.append(Problem(words.SHEET, 0, "", ProblemCode.missing_column, detail=words.RESULT))
    for one, other in pairwise(sorted(names)):
        if one == other:
            problems.append(Problem(words.SHEET, 0, _shown(one, roster), ProblemCode.duplicate_column))
    if len(rows) > MAX_ROWS:
        problems.append(Problem(words.SHEET, 0, "", ProblemCode.too_many_rows, detail=str(MAX_ROWS)))
    if problems or not header_row:
        return ResultsFile(problems=tuple(problems))
    return _read_rows(rows, columns, roster)


def mark_results(data: bytes, problems: Sequence[Problem]) -> bytes:
    """Runs in the child process."""
    headers = {fold(one.column): one.column for one in problems}
    page, header_row, columns, _ = _table(open_workbook(data).worksheets, {*headers})
    places = {headers.get(name, name): [place] for name, place in columns}
    return mark_rows(words.SHEET, page, header_row, places, problems)


def _read_rows(rows: Sequence[Any], columns: Sequence[tuple[str, int]], roster: Roster) -> ResultsFile:
    scores: dict[int, dict[int, float]] = {}
    said: dict[int, bool] = {}
    problems: list[Problem] = []
    first: dict[int, int] = {}
    for number, cells in rows:
        filled = {name: cells[place] for name, place in columns if place < len(cells) and _is_filled(cells[place])}
        if not filled:
            continue
        line = _Line(number, filled, roster, problems)
        person = line.person()
        if person is None:
            continue
        registration_id, _, is_open = person
        if registration_id in first:
            line.wrong(words.CODE, ProblemCode.duplicate_key, str(first[registration_id]))
            continue
        first[registration_id] = number
        marks, word = line.marks(), line.word()
        if (marks or word is not None) and not is_open:
            line.wrong(words.CODE, ProblemCode.result_closed)
            continue
        for test_id, score in marks.items():
            scores.setdefault(test_id, {})[registration_id] = score
        if word is not None:
            said[registration_id] = word
    return ResultsFile(scores, said, tuple(problems)) if not problems else ResultsFile(problems=tuple(problems))


@dataclass
class _Line:
    """One row: what its cells hold, or what is wrong with them."""

    row: int
    cells: Mapping[str, SourceCell]
    roster: Roster
    problems: list[Problem]

    def wrong(self, column: str, code: ProblemCode, detail: str = "", value: str | None = None) -> None:
        cell = self.cells.get(fold(column))
        shown = written(cell.value) if value is None and cell is not None else value or ""
        self.problems.append(Problem(words.SHEET, self.row, column, code, shown[:_LONGEST], detail))

    def person(self) -> tuple[int, str, bool] | None:
        """Who is meant by the code; the name beside it must be the same person's."""
        code, name = self._text(words.CODE), self._text(words.NAME)
        if code is None or name is None:
            return None
        person = self.roster.people.get(code_key(code))
        if person is None:
            self.wrong(words.CODE, ProblemCode.not_in_course)
            return None
        if fold(name) != fold(person[1]):
            self.wrong(words.NAME, ProblemCode.other_name, person[1])
            return None
        return person

    def marks(self) -> dict[int, float]:
        found = {}
        for folded, (test_id, name, scale) in self.roster.tests.items():
            if folded in self.cells:
                mark = self._read(name, read_number)
                if mark is not None and not 0 <= mark <= scale:
                    self.wrong(name, ProblemCode.score_outside, f"{scale:g}".replace(".", ","))
                elif mark is not None:
                    found[test_id] = round(float(mark), 2)
        return found

    def word(self) -> bool | None:
        passed: bool | None = self._read(words.RESULT, _RESULT) if fold(words.RESULT) in self.cells else None
        return passed

    def _text(self, column: str) -> str | None:
        if fold(column) not in self.cells:
            self.wrong(column, ProblemCode.missing_value)
            return None
        found: str | None = self._read(column, read_text)
        return found

    def _read(self, column: str, read: Any) -> Any:
        cell = self.cells[fold(column)]
        try:
            return read(raw_value(cell, _LONGEST))
        except BadCell as bad:
            value = "" if bad.code is ProblemCode.formula else None
            self.wrong(column, bad.code, bad.detail, value)
            return None


def _table(pages: Sequence[Worksheet], tests: set[str]) -> tuple[Worksheet, int, list[tuple[str, int]], list[Any]]:
    """The sheet of results (else the first), the row of its headers (0: none), its columns, and the rows below."""
    page = next((one for one in pages if fold(one.title) == fold(words.SHEET)), pages[0] if pages else None)
    if page is None:
        raise UnsafeWorkbook(UnsafeCode.no_sheets)
    known = {fold(words.CODE), fold(words.NAME), fold(words.RESULT), *tests}
    rows = []
    header_row, columns = 0, list[tuple[str, int]]()
    for number, cells in filled_rows(page):
        if not header_row and number <= _HEAD_ROWS:
            named = [(fold(cell.value[:_LONGEST]), at) for at, cell in enumerate(cells) if isinstance(cell.value, str)]
            if fold(words.CODE) in dict(named):
                header_row, columns = number, [(name, at) for name, at in named if name in known]
        elif header_row:
            rows.append((number, cells))
        if len(rows) > MAX_ROWS:
            break
    return page, header_row, columns, rows


def _is_filled(cell: SourceCell) -> bool:
    return cell.value is not None and bool(clean(written(cell.value)))


def _shown(folded: str, roster: Roster) -> str:
    """The header as it is written."""
    if folded in roster.tests:
        return roster.tests[folded][1]
    return next(one for one in (words.CODE, words.NAME, words.RESULT) if fold(one) == folded)
