"""Once a night, proves on the data what is promised, and tells the admins what is not so."""

import logging

from jobs.desk import Desk
from models.nightly_check import is_due, look

log = logging.getLogger(__name__)


async def check_promises(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        if not await is_due(session, now):
            return
    async with desk.database.writing() as session:
        if found := await look(session, now):
            log.error("%s promises are broken in the data: main.py check says which", found)
