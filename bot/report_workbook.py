"""The workbooks of a sent announcement, a changed course, the reachability board: by commune, people, whom to phone."""

import io
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from bot.texts import announcement_workbook as words
from bot.texts import unread_changes as calls
from bot.texts.papers import spaced_phone
from bot.texts.words import day
from bot.workbook.tables import Worksheet
from models.announcement_report import RecipientLine, Standing
from models.commune import unit_key
from models.course import Course
from models.folding import given_name_key
from models.notice import UNDER_WAY, NoticeState
from models.reach_board import Board
from models.unread_changes import Silent

_READ_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEADER = PatternFill("solid", fgColor="D9E1F2")
_HEADER_ROW = 3
_LINE = 15  # points
_BOLD = Font(name="Calibri", bold=True)
_TITLE = Font(name="Calibri", bold=True, size=14)
_WRAP = Alignment(wrap_text=True, vertical="top")

COLUMNS = (
    NoticeState.sent,
    NoticeState.failed,
    NoticeState.blocked,
    NoticeState.unlinked,
    NoticeState.uncertain,
    NoticeState.dropped,
)
Row = Sequence[str | int]


def report_workbook(seen: Standing, lines: Sequence[RecipientLine], now: datetime) -> bytes:
    """Four sheets: by commune, everybody, whom to phone, and (where it was asked for) who has not confirmed."""
    one = seen.announcement
    title, note = words.title(one.id), words.note(one, now)
    book = openpyxl.Workbook(write_only=True)
    _sheet(book, words.BY_UNIT, title, note, words.unit_headers(one.wants_receipt), _by_unit(lines, one.wants_receipt))
    people = sorted(lines, key=lambda line: (unit_key(line.unit), given_name_key(line.full_name)))
    _sheet(book, words.EVERYBODY, title, note, words.PERSON_HEADERS, [_person(line, now) for line in people])
    to_phone = [line for line in people if line.must_be_phoned]
    _sheet(book, words.TO_PHONE, title, words.PHONE_NOTE, words.PHONE_HEADERS, [_call(line) for line in to_phone])
    if one.wants_receipt:
        silent = [line for line in people if line.state is NoticeState.sent and line.received_at is None]
        rows = [_call(line) for line in silent]
        _sheet(book, words.NOT_CONFIRMED, title, words.NOT_CONFIRMED_NOTE, words.PHONE_HEADERS, rows)
    return _bytes(book)


def reach_workbook(board: Board, now: datetime) -> bytes:
    """One line a commune."""
    rows: list[Row] = [
        (unit.name or words.NO_UNIT, unit.people, unit.reachable, unit.silent, unit.blocked, unit.unlinked)
        for unit in sorted(board.units, key=lambda unit: unit_key(unit.name))
    ]
    book = openpyxl.Workbook(write_only=True)
    _sheet(book, words.REACH, words.REACH_TITLE, day(now.date()), words.REACH_HEADERS, [*rows, _total(rows)])
    return _bytes(book)


def calls_workbook(course: Course, people: Sequence[Silent]) -> bytes:
    """One line a person who has not confirmed the change of a course, numbers in full, unit by unit."""
    rows: list[Row] = [
        (one.unit or words.NO_UNIT, one.full_name, one.post, spaced_phone(one.phone), calls.how(one), "")
        for one in people
    ]
    book = openpyxl.Workbook(write_only=True)
    _sheet(book, calls.SHEET, calls.title(course), calls.NOTE, calls.HEADERS, rows)
    return _bytes(book)


def _by_unit(lines: Iterable[RecipientLine], wants_receipt: bool) -> list[Row]:
    counts: defaultdict[str, Counter[NoticeState]] = defaultdict(Counter)
    received: Counter[str] = Counter()
    for line in lines:
        counts[line.unit][line.state] += 1
        received[line.unit] += line.received_at is not None
    rows: list[Row] = [
        (
            unit or words.NO_UNIT,
            found.total(),
            *(found[state] for state in COLUMNS),
            sum(found[state] for state in UNDER_WAY),
            *([received[unit]] if wants_receipt else []),
        )
        for unit, found in sorted(counts.items(), key=lambda one: unit_key(one[0]))
    ]
    return [*rows, _total(rows)] if rows else []


def _total(rows: Sequence[Row]) -> Row:
    columns = list(zip(*rows, strict=True))[1:]
    return (words.TOTAL, *(sum(int(value) for value in column) for column in columns))


def _person(line: RecipientLine, now: datetime) -> Row:
    return (
        line.full_name,
        line.staff_code,
        line.unit,
        words.STATES[line.state],
        _time(line.at, now),
        _time(line.received_at, now),
        words.why(line.failure) if line.state in (NoticeState.failed, NoticeState.uncertain) else "",
    )


def _call(line: RecipientLine) -> Row:
    return (line.full_name, line.staff_code, line.unit, spaced_phone(line.phone), words.STATES[line.state], "")


def _time(at: datetime | None, now: datetime) -> str:
    return f"{at.astimezone(now.tzinfo):%d/%m/%Y %H:%M:%S}" if at else ""


def _sheet(
    book: openpyxl.Workbook, name: str, title: str, note: str, headers: Sequence[tuple[str, int]], rows: Sequence[Row]
) -> None:
    page = book.create_sheet(name)
    page.freeze_panes = "A4"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0  # as many pages as it takes, one wide
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "3:3"
    for place, (_, width) in enumerate(headers, 1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.row_dimensions[_HEADER_ROW].height = 32  # two lines: its texts are longer than its columns are wide
    page.append([_text(page, title, _TITLE)])
    page.append([_text(page, note)])
    page.append([_header(page, header) for header, _ in headers])
    for place, row in enumerate(rows, _HEADER_ROW + 1):
        is_total = row[0] == words.TOTAL
        tall = max(_lines(value, width) for value, (_, width) in zip(row, headers, strict=True))
        if tall > 1:
            page.row_dimensions[place].height = tall * _LINE
        page.append(
            [
                _cell(page, value, is_total, tall > 1) if isinstance(value, str) or is_total or tall > 1 else value
                for value in row
            ]
        )


def _lines(value: str | int, width: int) -> int:
    """How many lines it takes in a column of this width; not every program works that out when it opens a file."""
    return len(textwrap.wrap(value, width - 1)) if isinstance(value, str) and len(value) >= width else 1


def _cell(page: Worksheet, value: str | int, is_total: bool, is_long: bool) -> Cell:
    """Of a row in which something is longer than its column every cell stands at the top, and the long one wraps."""
    cell: Cell = _text(page, value) if isinstance(value, str) else WriteOnlyCell(page, value)
    if is_total:
        cell.font = _BOLD
    if is_long:
        cell.alignment = _WRAP
    return cell


def _text(page: Worksheet, value: str, font: Font | None = None) -> Cell:
    """A cell that stays a text: no name, code or phone becomes a formula."""
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell: Cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    if text.startswith(_READ_AS_FORMULA):
        cell.quotePrefix = True
    if font is not None:
        cell.font = font
    return cell


def _header(page: Worksheet, value: str) -> Cell:
    cell = _text(page, value, _BOLD)
    cell.fill = _HEADER
    cell.alignment = _WRAP
    return cell


def _bytes(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
