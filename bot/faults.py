"""Sends the log's error lines to a Sentry, for those who run one: the same redacted words, and nothing else."""

import logging
from typing import Any

import sentry_sdk


class Reporter(logging.Handler):
    """Takes records that are clean from their birth (see bot/logs.py); no locals, requests or breadcrumbs go along."""

    def emit(self, record: logging.LogRecord) -> None:
        about: dict[str, str] = getattr(record, "about", {})
        fault = record.exc_text or ""
        event: Any = {
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "extra": about | {"fault": fault},
            "fingerprint": [record.name, fault.splitlines()[-1] if fault else record.getMessage()],
        }
        sentry_sdk.capture_event(event)


def report_faults(dsn: str, **more: Any) -> None:
    """From now on; sending happens in a thread and never stops the work."""
    sentry_sdk.init(
        dsn,
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        server_name="bot",
        **more,
    )
    logging.getLogger().addHandler(Reporter(logging.ERROR))
