"""Settles the notices that a dead process left in flight, and drops those that have gone stale."""

import logging

from jobs.desk import Desk
from models.delivery import sweep

log = logging.getLogger(__name__)


async def sweep_notices(desk: Desk) -> None:
    async with desk.database.writing() as session:
        if uncertain := await sweep(session, desk.clock.now()):
            log.warning("%s notices were in flight when their sender stopped: uncertain", uncertain)
