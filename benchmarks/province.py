"""The rows that a benchmark begins with: linked people in all communes, and courses with room for everybody."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from models.account import Account
from models.catalogue import load_catalogue
from models.course import Course, Meeting
from models.database import Database
from models.folding import fold
from models.kinds import Role, Route
from models.migrate import migrate
from models.official import Official, RoleGrant
from models.programme import Programme

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST = 1001  # Telegram id of the first person
COMMUNES = 99
TOPICS = (
    "Chuyển đổi số",
    "Quản lý tài chính, ngân sách",
    "Kỹ năng giao tiếp với công dân",
    "Địa chính, xây dựng, đô thị và môi trường",
    "Bồi dưỡng ngạch chuyên viên",
    "Quốc phòng và an ninh",
    "Văn phòng, thống kê",
)


async def fill(url: str, people: int, courses: int) -> None:
    """Linked people, a leader for each commune who has not linked yet, and so many open courses on different days."""
    migrate(url)
    database, now = Database(url), datetime.now(ZONE)
    async with database.writing() as session:
        await load_catalogue(session)
    async with database.writing() as session:
        staff = [
            {"staff_code": f"CB{n:05}", "full_name": f"Nguyễn Văn {n}", "folded_name": f"nguyen van {n}", "gender": "",
             "commune_id": n % COMMUNES + 1, "unit_name": "", "note": "", "changed_at": now}
            for n in range(people + COMMUNES)
        ]  # fmt: skip
        await session.execute(insert(Official), staff)
        accounts = [
            {"user_id": FIRST + n, "official_id": n + 1, "linked_at": now, "reachable": True} for n in range(people)
        ]
        await session.execute(insert(Account), accounts)
        grants = [
            {"official_id": n + 1, "role": Role.leader, "commune_id": n % COMMUNES + 1, "starts_on": now.date()}
            for n in range(people, people + COMMUNES)
        ]
        await session.execute(insert(RoleGrant), grants)
        for n in range(courses):
            title = f"{TOPICS[n % len(TOPICS)]}, lớp số {n}"
            programme = Programme(code=f"CT{n}", name=title, hours=16, route=Route.leader, changed_at=now)
            session.add(programme)
            await session.flush()
            starts = now + timedelta(days=20 + n)
            course = Course(
                code=f"L{n}", folded_code=fold(f"L{n}"), programme_id=programme.id, title=title, venue="Hội trường",
                starts_on=starts.date(), ends_on=starts.date(), closes_at=now + timedelta(days=10), seats=100_000,
                for_all_communes=True, changed_at=now,
            )  # fmt: skip
            session.add(course)
            await session.flush()
            session.add(Meeting(course_id=course.id, starts_at=starts, ends_at=starts + timedelta(hours=3), hours=4))
    await database.close()
