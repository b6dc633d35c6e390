"""Ends offers whose time is up, and offers free seats to those who queue, whatever freed them."""

from jobs.desk import Desk
from models.offer import attend, courses_to_attend


async def serve_queues(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.database.reading() as session:
        courses = await courses_to_attend(session, now)
    for course_id in courses:
        async with desk.database.writing() as session:
            await attend(session, course_id, now)
