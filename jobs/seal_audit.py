"""Seals the new lines of the audit trail."""

import logging

from jobs.desk import Desk
from models.audit_chain import AT_ONCE, seal_new

log = logging.getLogger(__name__)


async def seal_audit(desk: Desk) -> None:
    sealed = AT_ONCE
    while sealed == AT_ONCE:
        async with desk.database.writing() as session:
            sealed, end = await seal_new(session)
        if sealed:
            log.info("audit trail sealed up to line %s: %s", end.place, end.seal)
