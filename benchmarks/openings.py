"""What it costs to tell 6,500 linked officials that courses have opened: `python -m benchmarks.openings`.

Rehearses the publishing of one course, then owes the one message for one course and for 65 published together, on
SQLite and on PostgreSQL; every programme is made for some posts, every third course invites ten communes.
"""

import asyncio
import time
from datetime import timedelta

from sqlalchemy import func, insert, select, text, update

from benchmarks.crowd import NOW, database
from models.account import Account
from models.catalogue import load_catalogue
from models.commune import Commune
from models.course import Course, CourseCommune, CourseState
from models.database import Database
from models.kinds import Role
from models.migrate import migrate
from models.notice import Notice
from models.official import Official, OfficialPost
from models.opened import tell_of_openings
from models.person import Person
from models.post import Post
from models.programme import Programme, ProgrammePost
from models.publishing import rehearse_publishing

OFFICIALS, COURSES = 6_500, 65
MINH = Person(1, official_id=1, roles=frozenset({Role.coordinator}))


async def main() -> None:
    for name in ("SQLite", "PostgreSQL"):
        async with database(name) as url:
            migrate(url)
            opened = Database(url)
            await fill(opened)
            async with opened.writing() as session:
                await session.execute(text("ANALYZE"))  # as a database that runs for a day has done by itself
            await run(name, opened)
            await opened.close()


async def run(name: str, opened: Database) -> None:
    start = time.perf_counter()
    async with opened.writing() as session:
        found = await rehearse_publishing(session, MINH, 1, NOW)
    print(f"{name}: rehearsal of one course, {found.fits} people: {time.perf_counter() - start:.2f} s")
    for count in (1, COURSES):
        async with opened.writing() as session:
            values = {"state": CourseState.published, "published_at": NOW}
            await session.execute(update(Course).where(Course.id <= count, Course.told_at.is_(None)).values(**values))
        start = time.perf_counter()
        async with opened.writing() as session:
            told = await tell_of_openings(session, NOW)
        took = time.perf_counter() - start
        async with opened.reading() as session:
            owed = await session.scalar(select(func.count()).where(Notice.key == f"opened:{told[0]}"))
        print(f"{name}: {len(told)} courses told of in one message each to {owed} people: {took:.2f} s")


async def fill(opened: Database) -> None:
    async with opened.writing() as session:
        await load_catalogue(session)
        homes = list(await session.scalars(select(Commune.id).order_by(Commune.id).limit(99)))
        posts = list(await session.scalars(select(Post.id).order_by(Post.id)))
        empty = {"gender": "", "unit_name": "", "note": "", "changed_at": NOW}
        officials = [
            {"id": one, "staff_code": f"X-{one}", "full_name": f"Người {one}", "folded_name": f"nguoi {one}"}
            | {"commune_id": homes[one % len(homes)]}
            | empty
            for one in range(1, OFFICIALS + 1)
        ]
        await session.execute(insert(Official), officials)
        ids = [int(str(one["id"])) for one in officials]
        await session.execute(insert(Account), [{"user_id": one, "official_id": one, "reachable": True} for one in ids])
        held = [{"official_id": one, "post_id": posts[one % len(posts)], "rank": 0} for one in ids]
        await session.execute(insert(OfficialPost), held)
        for number in range(1, COURSES + 1):
            programme = Programme(code=f"CT-{number}", name=f"Chương trình {number}", hours=16, changed_at=NOW)
            session.add(programme)
            await session.flush()
            made_for = [posts[(number + step) % len(posts)] for step in range(5)]
            session.add_all(ProgrammePost(programme_id=programme.id, post_id=post) for post in dict.fromkeys(made_for))
            course = Course(
                code=f"L-{number}", folded_code=f"l {number}", programme_id=programme.id, title=programme.name,
                starts_on=NOW.date() + timedelta(days=20), ends_on=NOW.date() + timedelta(days=21),
                closes_at=NOW + timedelta(days=10), seats=100, state=CourseState.draft, changed_at=NOW,
                for_all_communes=number % 3 != 0,
            )  # fmt: skip
            session.add(course)
            await session.flush()
            if not course.for_all_communes:
                session.add_all(CourseCommune(course_id=course.id, commune_id=home) for home in homes[:10])


if __name__ == "__main__":
    asyncio.run(main())
