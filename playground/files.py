"""Files that were sent: kept in memory, found again by file_id or by path."""

import mimetypes
import struct
from dataclasses import dataclass
from itertools import count
from typing import Literal, NamedTuple

from playground.errors import ApiError, Json, bad_request

UPLOAD_LIMIT = 50 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
Kind = Literal["document", "photo", "video"]
_FOLDERS: dict[Kind, str] = {"document": "documents", "photo": "photos", "video": "videos"}


class Upload(NamedTuple):
    """One file part of a call."""

    name: str
    data: bytes
    mime: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """One stored file; width and height in pixels for photos, else 0."""

    file_id: str
    unique_id: str
    kind: Kind
    name: str
    mime: str
    data: bytes
    path: str
    width: int = 0
    height: int = 0

    def to_api(self) -> Json | list[Json]:
        own = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}
        if self.kind == "photo":
            return [{**own, "width": self.width, "height": self.height}]
        named = {**own, "file_name": self.name, "mime_type": self.mime}
        return named if self.kind == "document" else {**named, "width": 640, "height": 360, "duration": 1}


class Files:
    """All files of this Telegram."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}
        self._numbers = count(1)

    def keep(self, upload: Upload, kind: Kind) -> File:
        """Store an upload. Raises ApiError when Telegram would refuse it."""
        name = upload.name or "file"
        mime = upload.mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        if not upload.data:
            raise bad_request("file must be non-empty")
        if len(upload.data) > UPLOAD_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        width, height = _measured_photo(upload.data) if kind == "photo" else (0, 0)
        number = next(self._numbers)
        ending = "jpg" if kind == "photo" else name.rpartition(".")[2].lower() or "bin"
        file = File(
            file_id=f"{'AgAC' if kind == 'photo' else 'BQAC'}AgUAAxkB{number:012d}",
            unique_id=f"AgAD{number:08d}",
            kind=kind, name=name, mime=mime, data=upload.data,
            path=f"{_FOLDERS[kind]}/file_{number}.{ending}", width=width, height=height,
        )  # fmt: skip
        self._by_id[file.file_id] = self._by_path[file.path] = file
        return file

    def by_id(self, file_id: str) -> File:
        if file := self._by_id.get(file_id):
            return file
        if file_id.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")  # the playground fetches nothing from outside
        raise bad_request("wrong file identifier/HTTP URL specified")

    def at(self, path: str) -> File | None:
        return self._by_path.get(path)


def _measured_photo(data: bytes) -> tuple[int, int]:
    if len(data) > PHOTO_LIMIT:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes"
        )
    size = _size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if min(size) == 0 or width + height > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the head of a PNG, JPEG, GIF or WebP; None if it is no picture."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        return struct.unpack(">II", data[16:24])
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:
        return struct.unpack("<HH", data[6:10])
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return 640, 480
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
