"""Turns hostile or mistaken files away before anything parses them."""

import copy
import io
import re
import zipfile
import zlib

from models.workbook_problems import MAX_BYTES, UnsafeCode

MAX_PARTS = 200
MAX_UNPACKED = 60 * 1024 * 1024
MAX_RATIO = 100
_RATIO_COUNTS_FROM = 1024 * 1024
_CHUNK = 64 * 1024

_CENTRAL_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CONTENT_TYPES = "[content_types].xml"
_ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)")
_LONGEST_MARK = len(b"<!DOCTYPE")


class UnsafeWorkbook(Exception):
    """The file is refused as a whole; bot/texts/workbook_problems.py has the sentence of each code."""

    def __init__(self, code: UnsafeCode) -> None:
        super().__init__(code)
        self.code = code


_REFUSED_PARTS = (
    (UnsafeCode.macros, re.compile(r"vbaproject|^xl/macrosheets/|^xl/dialogsheets/")),
    (UnsafeCode.embedded, re.compile(r"/(embeddings|activex)/")),
    (UnsafeCode.external_links, re.compile(r"^xl/(externallinks/|connections\.xml|querytables/)")),
    (UnsafeCode.binary_xlsb, re.compile(r"^xl/workbook\.bin$")),
)


def must_be_safe(data: bytes) -> None:
    """Raises UnsafeWorkbook unless `data` is a plain .xlsx whose parts, really unpacked, stay within the limits.

    After it, the sizes that the zip declares are the true ones. May take a second: call it off the event loop.
    """
    _must_be_a_zip(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _must_be_a_plain_workbook(archive)
            _must_unpack_small(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as broken:
        raise UnsafeWorkbook(UnsafeCode.broken) from broken


def _must_be_a_zip(data: bytes) -> None:
    if not data:
        raise UnsafeWorkbook(UnsafeCode.empty)
    if len(data) > MAX_BYTES:
        raise UnsafeWorkbook(UnsafeCode.too_big)
    if data.startswith(_OLE):
        raise UnsafeWorkbook(UnsafeCode.encrypted if _OLE_ENCRYPTED in data else UnsafeCode.old_xls)
    if not data.startswith(b"PK\x03\x04"):
        raise UnsafeWorkbook(UnsafeCode.csv if _looks_like_csv(data) else UnsafeCode.not_a_workbook)
    # Counted before zipfile builds an object for each: a 10 MB file has room for 200,000 of them.
    if data.count(_CENTRAL_ENTRY) > MAX_PARTS:
        raise UnsafeWorkbook(UnsafeCode.too_many_parts)


def _looks_like_csv(data: bytes) -> bool:
    head = data[:2048]
    first_line = head.splitlines()[0]
    return b"\0" not in head and not head.lstrip().startswith(b"<") and re.search(rb"[,;\t]", first_line) is not None


def _must_be_a_plain_workbook(archive: zipfile.ZipFile) -> None:
    parts = {info.filename.lower().replace("\\", "/"): info for info in archive.infolist()}
    if any(info.flag_bits & 1 for info in parts.values()):
        raise UnsafeWorkbook(UnsafeCode.encrypted)
    if _CONTENT_TYPES not in parts:
        is_open_document = "content.xml" in parts and "mimetype" in parts
        raise UnsafeWorkbook(UnsafeCode.open_document if is_open_document else UnsafeCode.not_a_workbook)
    for code, pattern in _REFUSED_PARTS:
        if any(pattern.search(name) for name in parts):
            raise UnsafeWorkbook(code)
    with archive.open(parts[_CONTENT_TYPES]) as stream:
        content_types = stream.read(_RATIO_COUNTS_FROM)
    if b"macroEnabled" in content_types:
        raise UnsafeWorkbook(UnsafeCode.macros)
    if b"spreadsheetml.sheet.main+xml" not in content_types:
        raise UnsafeWorkbook(UnsafeCode.not_a_workbook)


def _must_unpack_small(archive: zipfile.ZipFile) -> None:
    left = MAX_UNPACKED
    for info in archive.infolist():
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise UnsafeWorkbook(UnsafeCode.broken)
        size = _unpacked_size(archive, info, left)
        left -= size
        if size > _RATIO_COUNTS_FROM and size > MAX_RATIO * info.compress_size:
            raise UnsafeWorkbook(UnsafeCode.unpacks_too_big)
        if size != info.file_size:
            raise UnsafeWorkbook(UnsafeCode.broken)


def _unpacked_size(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> int:
    # zipfile stops at the size that the header declares; a header may lie, so a copy promises more than we would read.
    unbounded = copy.copy(info)
    unbounded.file_size = limit + 2 * _CHUNK
    is_picture = info.filename.lower().startswith("xl/media/")
    size, tail = 0, b""
    with archive.open(unbounded) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise UnsafeWorkbook(UnsafeCode.unpacks_too_big)
            # Without its zero bytes, UTF-16 reads like ASCII. The tail catches a mark cut by the chunk's edge.
            text = tail + chunk.replace(b"\0", b"")
            if not is_picture and _ENTITIES.search(text):
                raise UnsafeWorkbook(UnsafeCode.entities)
            tail = text[-_LONGEST_MARK:]
    return size
