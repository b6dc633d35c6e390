"""Deletes what has been kept for long enough (models/retention.py says how long), a few rows a transaction."""

from jobs.desk import Desk
from models.retention import BATCH, BATCHES, RULES, forget, is_anything_old


async def forget_old(desk: Desk) -> None:
    now = desk.clock.now()
    for rule in RULES:
        async with desk.database.reading() as session:
            if not await is_anything_old(session, rule, now):
                continue
        for _ in range(BATCHES):
            async with desk.database.writing() as session:
                if await forget(session, rule, now) < BATCH:
                    break
