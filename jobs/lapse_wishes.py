"""Ends wishes for a kept seat that nobody can grant any more: the seat was used, or its time is over."""

from jobs.desk import Desk
from models import quota_answer


async def lapse_wishes(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        courses = await quota_answer.courses_with_dead_wishes(session, now)
    for course_id in courses:
        async with desk.database.writing() as session:
            await quota_answer.lapse_wishes(session, course_id, now)
