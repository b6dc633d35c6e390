"""What the weekly summary costs: seconds and memory of `main.py summary` over 65 courses and 6,500 places.

Run by `python -m benchmarks.summary [FOLDER]`; with a folder the files stay there, to be looked at.
"""

import asyncio
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from models.account import Account
from models.catalogue import load_catalogue
from models.commune import Commune
from models.course import Course, Meeting
from models.database import Database
from models.folding import fold
from models.kinds import LegalGroup
from models.migrate import migrate
from models.official import Official
from models.programme import Programme
from models.registration import Level, Reason, Registration, State

COURSES, PLACES = 65, 100
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
STATES = ([State.confirmed] * 70) + ([State.pending] * 18) + ([State.offered] * 2) + ([State.declined] * 10)


async def fill(url: str) -> None:
    """A year of courses around today, with people of all communes in them."""
    chance = random.Random(2026)
    await asyncio.to_thread(migrate, url)
    database = Database(url)
    async with database.writing() as session:
        await load_catalogue(session)
        communes = list(await session.scalars(select(Commune.id)))
        programme = Programme(code="CT", name="Chuyển đổi số", hours=16, changed_at=NOW)
        session.add(programme)
        await session.flush()
        people = [
            {
                "id": number,
                "staff_code": f"CB-{number:05}",
                "full_name": (name := f"Nguyễn Thị {chance.choice(('Lan', 'Ánh', 'Đức', 'Hường', 'Uyên'))} {number}"),
                "folded_name": fold(name),
                "phone": f"+8490{number:07}",
                "commune_id": communes[number % len(communes)],
                "legal_group": LegalGroup.cong_chuc,
                "changed_at": NOW,
            }
            for number in range(1, 6501)
        ]
        await session.execute(insert(Official), people)
        await session.execute(
            insert(Account),
            [
                {"user_id": n, "official_id": n, "reachable": chance.random() < 0.95, "linked_at": NOW}
                for n in range(1, 6001)
            ],
        )
        for number in range(1, COURSES + 1):
            await _course(session, number, programme.id, communes, chance)
    await database.close()


async def _course(session, number, programme_id, communes, chance):  # type: ignore[no-untyped-def]
    starts_on = TODAY + timedelta(days=chance.randint(-5, 200))
    course = Course(
        code=f"VTVL-{number:02}-K01",
        folded_code=f"vtvl {number:02} k01",
        programme_id=programme_id,
        title=f"Tập huấn nghiệp vụ văn thư, lưu trữ và xử lý hồ sơ công việc, khóa {number}",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=4),
        closes_at=NOW + timedelta(days=(starts_on - TODAY).days - 7),
        seats=PLACES,
        minimum=60,
        changed_at=NOW,
    )
    session.add(course)
    await session.flush()
    if number % 4:
        session.add(
            Meeting(
                course_id=course.id,
                starts_at=NOW + timedelta(days=(starts_on - TODAY).days),
                ends_at=NOW + timedelta(days=(starts_on - TODAY).days, hours=4),
                hours=4,
                trainer="Vũ Thị Hồng Hạnh",
            )
        )
    filled = PLACES if number % 7 else chance.randint(20, 90)
    states = [chance.choice(STATES) for _ in range(filled)]
    queue = [State.queued] * (9 if number % 11 == 0 else 0)
    rows = []
    for place, state in enumerate([*states, *queue]):
        since = NOW - timedelta(hours=chance.randint(1, 30 * 24))
        rows.append(
            {
                "course_id": course.id,
                "official_id": (number * 97 + place) % 6500 + 1,
                "commune_id": communes[(number * 97 + place + 1) % len(communes)],
                "state": state,
                "since": since,
                "created_at": since - timedelta(days=2),
                "queued_at": since if state is State.queued else None,
                "awaits": Level.leader if state is State.pending else None,
                "reason": Reason.work if state is State.declined else None,
                "reason_text": "",
                "nudged": 0,
                "objection": "",
                "outside_post": False,
                "repeated": False,
            }
        )
    await session.execute(insert(Registration), rows)


def main() -> None:
    """Print the seconds (of the clock, and of CPU, on a machine that has more to do) and the memory at its highest."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bot.db"
        asyncio.run(fill(url))
        to = sys.argv[1] if len(sys.argv) > 1 else f"{folder}/out"
        command = [sys.executable, "main.py", "summary", "--on", TODAY.isoformat(), "--to", to]
        environment = {**os.environ, "DATABASE_URL": url}
        began = time.perf_counter()
        subprocess.run(command, env=environment, check=True, cwd=Path(__file__).parent.parent)
        seconds = time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        print(f"{COURSES} courses of {PLACES} places: {seconds:.1f} s, {cpu:.1f} s of CPU, {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
