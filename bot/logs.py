"""Logs that never show the token, a phone number or a birth date, whatever the level."""

import logging
import re
import sys

TOKEN = re.compile(r"\d{6,}:[\w-]{20,}")
PHONE = re.compile(r"(?<![\w.:-])(?:\+?84|0)(?:[ .-]?\d){9,10}(?!\d)")
BIRTH_DATE = re.compile(r"(?<!\d)(?:\d{1,2}/\d{1,2}/(?:19|20)\d\d|(?:19[4-9]\d|200\d)-\d\d-\d\d)(?!\d)")


def redact(text: str) -> str:
    """The text without what must not be read in a log."""
    return BIRTH_DATE.sub("<date>", PHONE.sub("<phone>", TOKEN.sub("<token>", text)))


class RedactingFormatter(logging.Formatter):
    """Formats, then redacts the whole line, so that arguments and tracebacks are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def set_up_logs(level: str) -> None:
    """One handler on the root. The libraries that would log every address stay at WARNING."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "telegram", "aiohttp.access", "apscheduler", "alembic", "aiosqlite"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLevelName(level)))
