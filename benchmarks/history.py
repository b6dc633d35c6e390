"""What years of history cost those who ask today: `python -m benchmarks.history`.

A lookup and a registration on a database with 1,000 registrations of past courses, and with 1,000,000 and everything
that comes with them: courses, meetings, notices, handled updates, the trail. SQLite has no statistics, because the
product makes none. Processor time for an answer, the database's included, is what is compared.
"""

import argparse
import tempfile
import time
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any

import uvloop
from sqlalchemy import JSON, Insert, Select, case, func, insert, literal, null, select, text

from benchmarks.province import ZONE, fill
from benchmarks.stub import Ask
from benchmarks.under_load import HEAD, OURS, Result, leave_a_core, measure
from benchmarks.updates import Registering, lookup
from models.audit import AuditEntry
from models.course import Course, CourseState, Meeting
from models.database import Database, Session
from models.handled_update import HandledUpdate
from models.news.base import Weight
from models.notice import Lane, Notice, NoticeState
from models.registration import Registration, State
from tests import postgres

PEOPLE, AT_ONCE, COURSES = 6_402, 32, 600
SEATS = 40  # taken in a past course
YEARS = 10
AIM = 1.2


async def age(url: str, many: int) -> None:
    """So many registrations of past courses, one of twenty not completed and three withdrawn, with what they left."""
    database, now = Database(url), datetime.now(ZONE)
    async with database.writing() as session:
        if not database.is_sqlite:
            await session.execute(text("SET LOCAL statement_timeout = 0"))
            await session.execute(text("SET LOCAL session_replication_role = replica"))  # no foreign keys: much quicker
        courses = -(-many // SEATS)
        first = await past_courses(session, courses, now)
        numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
        numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < many))
        n = numbers.c.n
        whose = n * 389 % PEOPLE + 1
        rows = select(Course.closes_at).select_from(numbers).join(Course, Course.id == first + n % courses)
        state = case(
            (n % 20 == 0, State.not_completed.value), (n % 20 < 4, State.withdrawn.value), else_=State.completed.value
        )
        at, empty = Course.closes_at, literal({}, JSON)
        for statement in (
            put(Registration, rows, course_id=Course.id, official_id=whose, commune_id=whose % 99 + 1, state=state,
                since=at, created_at=at, outside_post=literal(False), repeated=literal(False), reason_text=literal("")),
            put(Notice, rows, official_id=whose, key=literal("history:") + n.cast(Notice.key.type), facts=empty,
                kind=literal("RegistrationApproved"), lane=literal(Lane.prompt.value), created_at=at, due_at=at,
                state=literal(NoticeState.sent.value), attempts=literal(1), finished_at=at, message_id=n,
                weight=literal(Weight.act.value), failure=literal("")),
            put(HandledUpdate, rows, update_id=n + 1_000_000_000, handled_at=literal(now, at.type),
                answered=literal(True)),
            put(AuditEntry, rows, at=at, actor_id=whose, action=literal("register"), subject=literal("registration"),
                subject_id=n, before=null(), after=empty, place=n, seal=literal("0" * 64)),
        ):  # fmt: skip
            await session.execute(statement)
    if not database.is_sqlite:
        async with database.writing() as session:
            await session.execute(text("ANALYZE"))  # as autovacuum does within a minute
    await database.close()


def put(table: type[Any], rows: Select[Any], **values: Any) -> Insert:
    """Fill a table from numbered rows."""
    return insert(table).from_select(list(values), rows.with_only_columns(*values.values()))


async def past_courses(session: Session, many: int, now: datetime) -> int:
    """Courses of past years with a meeting each; the id of the first."""
    first = (await session.scalar(select(func.max(Course.id))) or 0) + 1
    courses, meetings = [], []
    for n in range(many):
        day = now - timedelta(days=30 + n * YEARS * 365 / many)
        courses.append(
            {"id": first + n, "code": f"H{n}", "folded_code": f"h{n}", "programme_id": n % COURSES + 1,
             "title": f"Lớp đã qua số {n}", "venue": "Hội trường", "starts_on": day.date(), "ends_on": day.date(),
             "closes_at": day - timedelta(days=7), "seats": SEATS, "minimum": 0, "for_all_communes": True,
             "document_number": "", "state": CourseState.published, "changed_at": day}
        )  # fmt: skip
        meetings.append(
            {"course_id": first + n, "starts_at": day, "ends_at": day + timedelta(hours=3), "hours": 4, "room": "",
             "trainer": "", "topic": ""}
        )  # fmt: skip
    await session.execute(insert(Course), courses)
    await session.execute(insert(Meeting), meetings)
    return first


async def compare(kind: str, sizes: list[int], seconds: float) -> None:
    """Print the rows of one database, then how much slower it is with the longest history."""
    asks: dict[str, Ask] = {"/lop": lookup, "registration": Registering(COURSES)}
    found: dict[tuple[str, int], Result] = {}
    for many in sizes:
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-"))
            server = stack.enter_context(postgres.running()) if kind == "PostgreSQL" else ""
            url = postgres.create(server, "history") if server else f"sqlite:///{folder}/history.db"
            began = time.perf_counter()
            await fill(url, PEOPLE, COURSES)
            await age(url, many)
            print(f"{kind}, {many:,} registrations of history: filled in {time.perf_counter() - began:.0f} s")
            for what, ask in asks.items():
                env = {"DATABASE_URL": url}
                row = await measure(f"{what}, {many:,}", OURS, ask, AT_ONCE, seconds, env, server=server)
                row.show()
                found[what, many] = row
    for what in asks:
        short, long = found[what, sizes[0]], found[what, sizes[-1]]
        cpu = (long.cpu_ms + long.database_ms) / (short.cpu_ms + short.database_ms)
        times = short.per_second / max(1.0, long.per_second)
        print(f"{kind}, {what}: {cpu:.2f} x the processor time, {times:.2f} x as slow (aim {AIM})", flush=True)


def main() -> None:
    """Compare two lengths of history on one database or both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 1_000_000])
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--only", choices=["SQLite", "PostgreSQL"])
    options = parser.parse_args()
    leave_a_core()
    print(f"{AT_ONCE} people at once\n{HEAD}")
    for kind in [options.only] if options.only else ["SQLite", "PostgreSQL"]:
        uvloop.run(compare(kind, options.sizes, options.seconds))


if __name__ == "__main__":
    main()
