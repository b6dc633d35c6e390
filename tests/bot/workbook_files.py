"""Workbooks made for the tests: good ones with openpyxl, bad ones by hand."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

from bot.texts.workbook import HEADERS, SHEETS
from models.workbook_rows import Sheet

Rows = Sequence[Mapping[str, Any]]

OFFICIAL = {
    "code": "CB001",
    "full_name": "Nguyễn Thị Lan",
    "birth_date": "05/12/1985",
    "phone": "0912345678",
    "unit": "Phường Võ Cường",
}
PROGRAMME = {"code": "QLNN-CV", "title": "Quản lý nhà nước ngạch chuyên viên", "hours": 40}
CONDITION = {"programme": "QLNN-CV", "kind": "Tuổi tối đa", "value": 35, "valid_from": "01/01/2022"}
COURSE = {
    "code": "QLNN-CV-K1",
    "programme": "QLNN-CV",
    "starts_on": "07/12/2026",
    "ends_on": "11/12/2026",
    "deadline_on": "01/12/2026",
    "seats": 50,
}
MEETING = {"course": "QLNN-CV-K1", "on": "07/12/2026", "starts_at": "8h00", "ends_at": "11h30", "hours": 4}
HOLIDAY = {"on": "01/01/2027", "name": "Tết Dương lịch"}


def workbook(sheets: Mapping[Sheet, Rows]) -> bytes:
    """A workbook by the contract: each sheet with all its headers in row 1 and the rows below."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet, rows in sheets.items():
        page = book.create_sheet(SHEETS[sheet])
        page.append(list(HEADERS[sheet].values()))
        for row in rows:
            page.append([row.get(field) for field in HEADERS[sheet]])
    return saved(book)


def table(title: str, *rows: Sequence[Any]) -> bytes:
    """A workbook of one sheet with these rows as they are."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = title
    for row in rows:
        page.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of the file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same zip with these parts put in, or put in the place of those of the same name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info.filename, old.read(info))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def sheet_xml(rows: bytes) -> bytes:
    """A worksheet part around hand-made rows."""
    return (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData>" + rows + b"</sheetData></worksheet>"
    )
