"""Reminds those who decide, asks the next where they do not, and ends requests that nobody decided in time."""

from itertools import groupby

from jobs.desk import Desk
from models.approval_clock import clock_of, requests_due
from models.approval_steps import take_step


async def watch_approvals(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        due = await requests_due(session, now)
    for _, of_course in groupby(due, key=lambda pair: pair[0].course_id):
        async with desk.database.writing() as session:
            clock = await clock_of(session, now)
            for one, _ in of_course:
                await take_step(session, one.registration_id, clock, now)
