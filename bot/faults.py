"""Sends the log's error lines to a Sentry, for those who run one: the same redacted words, and nothing else."""

import logging
from importlib import import_module
from typing import Any


class Reporter(logging.Handler):
    """Takes records that are clean from their birth (see bot/logs.py); no locals, requests or breadcrumbs go along."""

    def __init__(self, sentry: Any) -> None:
        super().__init__(logging.ERROR)
        self._sentry = sentry

    def emit(self, record: logging.LogRecord) -> None:
        about: dict[str, str] = getattr(record, "about", {})
        fault = record.exc_text or ""
        event = {
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "extra": about | {"fault": fault},
            "fingerprint": [record.name, fault.splitlines()[-1] if fault else record.getMessage()],
        }
        self._sentry.capture_event(event)


def report_faults(dsn: str, **more: Any) -> None:
    """From now on; sending happens in a thread and never stops the work."""
    sentry = import_module("sentry_sdk")  # only who has one pays for its time and memory
    sentry.init(
        dsn,
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        server_name="bot",
        **more,
    )
    logging.getLogger().addHandler(Reporter(sentry))
