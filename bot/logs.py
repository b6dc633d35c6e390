"""Logs that never show the token, a phone number or a birth date, whatever the level and whoever handles the record."""

import json
import logging
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

TOKEN = re.compile(r"\d{6,}(?::|%3A)[\w-]{20,}", re.IGNORECASE)
_APART = r"(?:[\s()._\u2010-\u2015-]|\\xa0|\\u20\d\d){0,3}"  # what people write between digits; as repr() has it too
PHONE = re.compile(rf"(?<![\w.-])(?:(?:\+|%2B|00)?84|0)(?:{_APART}\d){{9,10}}(?!\d)")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19[3-9]\d|20[01]\d)"
BIRTH_DATE = re.compile(
    rf"(?<!\d)(?:{_DAY}(\s?[/.-]\s?){_MONTH}\1{_YEAR}|{_YEAR}([/.-]){_MONTH}\2{_DAY}|date\({_YEAR}, \d+, \d+"
    rf"|{_DAY}\s+(?:th[^\W\d]+ng|thg)\s+{_MONTH}\s+n[^\W\d]+m\s+{_YEAR})(?!\d)",
    re.IGNORECASE,
)
OURS = frozenset({"__main__", "main", "bot", "handlers", "jobs", "models", "playground"})


_ABOUT: ContextVar[Mapping[str, object]] = ContextVar("about", default=MappingProxyType({}))


@contextmanager
def about(**facts: object) -> Iterator[None]:
    """Every line that is logged inside also says this: which update, which job. Ids and names of ours, no more."""
    token = _ABOUT.set({**_ABOUT.get(), **facts})
    try:
        yield
    finally:
        _ABOUT.reset(token)


def redact(text: str) -> str:
    """The text without what must not be read in a log."""
    return BIRTH_DATE.sub("<date>", PHONE.sub("<phone>", TOKEN.sub("<token>", text)))


class RedactedRecord(logging.LogRecord):
    """A record that is clean from its birth, so that no handler, of a library or of a test, ever holds anything else.

    What libraries say below WARNING carries whole addresses, messages and rows: only its fixed words stay.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.levelno >= logging.WARNING or self.name.partition(".")[0] in OURS:
            self.msg = redact(_said(self))
        else:
            self.msg = redact(str(self.msg))
        self.args = None
        self.about = {name: redact(str(value)) for name, value in _ABOUT.get().items()}
        self.facts = "".join(f" {name}={value}" for name, value in self.about.items())
        if self.exc_info:
            self.exc_text = redact(_PLAIN.formatException(self.exc_info))
            self.exc_info = None


_PLAIN = logging.Formatter()


def _said(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return str(record.msg)  # arguments that do not fit: a log line never stops the work


class Objects(logging.Formatter):
    """For machines: one JSON object a line, with what it is about among its fields."""

    def format(self, record: logging.LogRecord) -> str:
        line = getattr(record, "about", {}) | {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            line["fault"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


def set_up_logs(level: str, shape: str = "text") -> None:
    """One handler on the root. The libraries that would log every address stay at WARNING."""
    logging.setLogRecordFactory(RedactedRecord)
    handler = logging.StreamHandler(sys.stderr)
    lines = logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s%(facts)s")
    handler.setFormatter(Objects() if shape == "json" else lines)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for noisy in (
        "httpx",
        "httpcore",
        "telegram",
        "aiohttp.access",
        "apscheduler",
        "alembic",
        "aiosqlite",
        "matplotlib",
    ):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    sys.excepthook = lambda *fault: logging.getLogger("main").critical("stopped by a fault", exc_info=fault)
