"""Files that are no workbook, or that are made to hurt: each is refused with its sentence, within bounds."""

import asyncio
import io
import os
import random
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from bot.texts.workbook import HEADERS
from bot.texts.workbook_problems import refused
from bot.workbook.guard import UnsafeWorkbook, must_be_safe
from bot.workbook.reader import Limits, errors_file_now, in_child, read_workbook, read_workbook_now
from models.workbook_problems import MAX_BYTES, ProblemCode, UnsafeCode
from models.workbook_rows import Sheet
from tests.bot.workbook_files import HOLIDAY, sheet_xml, with_parts, workbook

TODAY = date(2026, 11, 25)
GOOD = workbook({Sheet.holidays: [HOLIDAY]})
PAGE = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEGABYTE = 1024 * 1024


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _with_content_type(old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        types = archive.read("[Content_Types].xml")
    assert old in types
    return with_parts(GOOD, {"[Content_Types].xml": types.replace(old, new)})


def _compressible(size: int) -> bytes:
    """Bytes that pack some thirty times: too little for the ratio to tell."""
    words = [random.Random(7).randbytes(24).hex().encode() * 12 for _ in range(50)]
    rng = random.Random(8)
    return b"".join(rng.choices(words, k=size // len(words[0]) + 1))[:size]


def _lying_about_size(data: bytes, name: str, size: int) -> bytes:
    """The same zip, with another unpacked size for one part in both of its headers."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(name)
    changed = bytearray(data)
    struct.pack_into("<L", changed, info.header_offset + 22, size)
    entry = data.index(b"PK\x01\x02")
    while data[entry + 46 : entry + 46 + len(name)] != name.encode():
        entry = data.index(b"PK\x01\x02", entry + 4)
    struct.pack_into("<L", changed, entry + 24, size)
    return bytes(changed)


@cache
def _bomb() -> bytes:
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"A" * (62 * MEGABYTE) + b"</t></is></c></row>"
    return with_parts(GOOD, {PAGE: sheet_xml(cell)})


def _strings() -> bytes:
    items = (b"<si><t>" + b"x" * 200 + b"</t></si>") * 400_000
    start = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return with_parts(GOOD, {"xl/sharedStrings.xml": start + items + b"</sst>"})


def _rows() -> bytes:
    row = b'<row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row>'
    return with_parts(GOOD, {PAGE: sheet_xml(row * 1_000_000)})


def _entities(encoding: str) -> bytes:
    page = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "{"&c;" * 10}">]><a>&b;</a>'
    return with_parts(GOOD, {PAGE: page.encode(encoding)})


def _doctype_across(edge: int) -> bytes:
    """A document type whose mark is cut in two by the edge of what is unpacked at a time."""
    start, end = b"<!--", b"-->"
    comment = start + b"x" * (edge - 4 - len(start + end)) + end
    return with_parts(GOOD, {PAGE: comment + b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'})


def _with(name: str) -> bytes:
    return with_parts(GOOD, {name: b"<a/>"})


MACRO_TYPE = (
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
)
DOCX_TYPE = (b"spreadsheetml.sheet.main", b"wordprocessingml.document.main")
ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}
Code = UnsafeCode

# Made when the test runs: some take hundreds of megabytes on the way.
HOSTILE: dict[str, tuple[Code, Callable[[], bytes]]] = {
    "nothing": (Code.empty, lambda: b""),
    "picture": (Code.not_a_workbook, lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    "text": (Code.not_a_workbook, lambda: b"xin chao"),
    "page": (Code.not_a_workbook, lambda: b"<html><table><tr><td>a;b</td></tr></table></html>"),
    "other zip": (Code.not_a_workbook, lambda: _zip({"readme.txt": b"hello"})),
    "docx": (Code.not_a_workbook, lambda: _with_content_type(*DOCX_TYPE)),
    "csv": (Code.csv, "Mã cán bộ,Họ và tên\nCB1,Lan\n".encode),
    "old xls": (Code.old_xls, lambda: OLE + b"\0" * 600 + "Workbook".encode("utf-16-le")),
    "password": (Code.encrypted, lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")),
    "ods": (Code.open_document, lambda: _zip(ODS)),
    "xlsb": (Code.binary_xlsb, lambda: _with("xl/workbook.bin")),
    "50 MB": (Code.too_big, lambda: GOOD + b"\0" * (50 * MEGABYTE)),
    "cut": (Code.broken, lambda: GOOD[: len(GOOD) // 2]),
    "damaged": (Code.broken, lambda: GOOD[:200] + bytes(byte ^ 0x55 for byte in GOOD[200:260]) + GOOD[260:]),
    "macro": (Code.macros, lambda: _with("xl/vbaProject.bin")),
    "macro, other case": (Code.macros, lambda: _with("XL\\VBAPROJECT.BIN")),
    "macro type": (Code.macros, lambda: _with_content_type(*MACRO_TYPE)),
    "link": (Code.external_links, lambda: _with("xl/externalLinks/externalLink1.xml")),
    "connection": (Code.external_links, lambda: _with("xl/connections.xml")),
    "object": (Code.embedded, lambda: _with("xl/embeddings/oleObject1.bin")),
    "activex": (Code.embedded, lambda: _with("xl/activeX/activeX1.xml")),
    "entities": (Code.entities, lambda: _entities("utf-8")),
    "entities in UTF-16": (Code.entities, lambda: _entities("utf-16")),
    "document type across an edge": (Code.entities, lambda: _doctype_across(64 * 1024)),
    "300 parts": (Code.too_many_parts, lambda: with_parts(GOOD, {f"xl/media/{n}.png": b"x" for n in range(300)})),
    "one huge cell": (Code.unpacks_too_big, _bomb),
    "400,000 strings": (Code.unpacks_too_big, _strings),
    "1,000,000 rows": (Code.unpacks_too_big, _rows),
    "large by a common ratio": (
        Code.unpacks_too_big,
        lambda: with_parts(GOOD, {f"xl/media/{n}.png": _compressible(21 * MEGABYTE) for n in range(3)}),
    ),
    "header that says small": (Code.unpacks_too_big, lambda: _lying_about_size(_bomb(), PAGE, 1_000)),
    "header that says a little less": (Code.broken, lambda: _lying_about_size(GOOD, PAGE, 100)),
    "header that says more": (Code.broken, lambda: _lying_about_size(GOOD, PAGE, 100_000)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_with_its_sentence(kind: str) -> None:
    code, made = HOSTILE[kind]
    data = made()
    with pytest.raises(UnsafeWorkbook) as unsafe:
        must_be_safe(data)
    assert unsafe.value.code is code
    assert refused(code).endswith(".")


def test_the_guard_holds_little_memory_whatever_it_is_given() -> None:
    data = _lying_about_size(_bomb(), PAGE, 1_000)
    script = (
        "import resource, sys; from bot.workbook.guard import UnsafeWorkbook, must_be_safe\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "data = sys.stdin.buffer.read(); before = peak()\n"
        "try: must_be_safe(data)\n"
        "except UnsafeWorkbook as unsafe: print(unsafe.code, peak() - before)"
    )
    told = subprocess.run([sys.executable, "-c", script], input=data, capture_output=True, check=True).stdout.split()
    assert told[0] == b"unpacks_too_big"
    assert int(told[1]) < 16 * 1024  # KB


def test_a_good_workbook_passes() -> None:
    must_be_safe(GOOD)
    assert read_workbook_now(GOOD, TODAY).problems == ()


def test_a_cell_at_the_far_corner_is_one_row_with_its_problems() -> None:
    headers = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADERS[Sheet.holidays].values())
    corner = '<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'
    data = with_parts(GOOD, {PAGE: sheet_xml(f'<row r="1">{headers}</row>{corner}'.encode())})
    problems = read_workbook_now(data, TODAY).problems
    assert [(problem.row, problem.code) for problem in problems] == [
        (1_048_576, ProblemCode.bad_date),
        (1_048_576, ProblemCode.missing_value),
    ]
    assert len(errors_file_now(data, problems)) < 20_000


def test_a_row_number_beyond_excel_ends_the_reading() -> None:
    data = with_parts(GOOD, {PAGE: sheet_xml(b'<row r="999999999999"><c r="A999999999999"><v>1</v></c></row>')})
    assert [problem.code for problem in read_workbook_now(data, TODAY).problems] == [ProblemCode.missing_column]


def test_parts_that_openpyxl_cannot_read_are_a_broken_file() -> None:
    for name in ("xl/workbook.xml", "xl/styles.xml", PAGE):
        with pytest.raises(UnsafeWorkbook) as unsafe:
            read_workbook_now(with_parts(GOOD, {name: b"<not xml"}), TODAY)
        assert unsafe.value.code is UnsafeCode.broken


def test_a_workbook_that_takes_much_memory_to_open_is_given_up() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        styles = archive.read("xl/styles.xml")
    formats = b"".join(b'<numFmt numFmtId="%d" formatCode="%x"/>' % (n, n * 7_919) for n in range(200, 200_000))
    heavy = styles.replace(b"<fonts", b"<numFmts>" + formats + b"</numFmts><fonts", 1)
    data = with_parts(GOOD, {"xl/styles.xml": heavy})
    must_be_safe(data)
    little = Limits(memory=120 * MEGABYTE)
    assert read_workbook_now(GOOD, TODAY, little).problems == ()
    with pytest.raises(UnsafeWorkbook) as unsafe:
        read_workbook_now(data, TODAY, little)
    assert unsafe.value.code is Code.too_heavy


def test_the_child_is_held_to_its_memory_its_processor_and_the_clock() -> None:
    for limits, function, argument in (
        (Limits(memory=200 * MEGABYTE), bytearray, 300 * MEGABYTE),
        (Limits(seconds=1), sum, range(10**12)),
        (Limits(seconds=1), time.sleep, 60),
    ):
        with pytest.raises(UnsafeWorkbook) as unsafe:
            in_child(limits, function, argument)  # type: ignore[arg-type]
        assert unsafe.value.code is Code.too_heavy


def test_the_child_does_not_get_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123:secret")
    assert in_child(Limits(), os.getenv, "BOT_TOKEN") is None
    assert in_child(Limits(), os.getenv, "PATH") == os.environ["PATH"]


def test_a_fault_of_the_reading_is_logged_without_the_data_that_it_quotes(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UnsafeWorkbook) as unsafe:
        in_child(Limits(), int, "Nguyễn Thị Lan")
    assert unsafe.value.code is Code.broken
    assert "ValueError" in caplog.text
    assert "Lan" not in caplog.text


async def test_the_event_loop_goes_on_while_a_workbook_is_read() -> None:
    reading = asyncio.create_task(read_workbook(workbook({Sheet.holidays: [HOLIDAY] * 5_000}), TODAY))
    turns = 0
    while not reading.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert turns > 20
    assert len((await reading).problems) == 4_999


def test_a_file_of_exactly_the_limit_is_not_too_big() -> None:
    with pytest.raises(UnsafeWorkbook) as unsafe:
        must_be_safe(GOOD + b"\0" * (MAX_BYTES - len(GOOD)))
    assert unsafe.value.code is not UnsafeCode.too_big
