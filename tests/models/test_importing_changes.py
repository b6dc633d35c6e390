"""A workbook that moves a published course tells those concerned, as the chat does; what is not moved is no news."""

from datetime import datetime, time

import pytest
from sqlalchemy import select

from bot.texts import imports
from models.attendance import Attendance, Mark
from models.course_change import ChangeTold, CourseChange
from models.database import Database
from models.importing import import_workbook, rehearse
from models.importing.changes import CourseMoved
from models.notice import Notice
from models.quiet import QuietHours
from models.registration import Registration, State
from models.workbook_problems import ProblemCode
from tests.conftest import NOW, ZONE
from tests.models.workbook_desk import COURSE, HOA, LAN, MEETING, PROGRAMME, Desk, book_of


@pytest.fixture
async def desk(database: Database) -> Desk:
    """CDS-K1 with one meeting on 07/12 at 8h00; Lan is approved, Hòa waits in the queue."""
    desk = Desk(database)
    await desk.take(
        officials=[LAN, HOA | {"roles": "Lãnh đạo"}],
        programmes=[PROGRAMME],
        courses=[COURSE | {"venue": "Hội trường"}],
        meetings=[MEETING | {"room": "", "trainer": ""}],
    )
    await desk.registered(1, "CB001")
    await desk.registered(1, "CB002", state=State.queued)
    return desk


async def keys(desk: Desk) -> list[str]:
    async with desk.database.reading() as session:
        rows = await session.scalars(select(Notice.key).where(Notice.kind.like("C%Changed")).order_by(Notice.id))
        return list(rows)


@pytest.mark.parametrize(
    "sheets",
    [
        {"meetings": [MEETING | {"on": "08/12/2026"}]},
        {"meetings": [MEETING | {"starts_at": "14h00", "ends_at": "17h00"}]},
        {"meetings": [MEETING | {"room": "Phòng 201"}]},
        {"meetings": [MEETING | {"trainer": "Vũ Hạnh"}]},
        {"meetings": [MEETING, MEETING | {"on": "08/12/2026"}]},
        {"courses": [COURSE | {"venue": "Nhà văn hoá"}]},
    ],
    ids=["day", "hours", "room", "trainer", "one meeting more", "venue"],
)
async def test_time_place_and_trainer_are_told_to_everybody_concerned(
    desk: Desk, sheets: dict[str, list[dict[str, str]]]
) -> None:
    report = await desk.take(**sheets)
    assert report.moved == (CourseMoved("CDS-K1", 2),)
    told = await desk.all(ChangeTold)
    assert [one.official_id for one in told] == [1, 2]
    assert [key.split(":")[0] for key in await keys(desk)] == ["course-changed", "course-changed", "commune-changes"]
    again = await desk.take(**sheets)
    assert again.moved == ()
    assert len(await desk.all(CourseChange)) == 1


@pytest.mark.parametrize(
    "sheets",
    [
        {"meetings": [MEETING | {"topic": "Dữ liệu số"}]},
        {"courses": [COURSE | {"venue": "Hội trường", "title": "Tên khác"}]},
        {"courses": [COURSE | {"venue": "Hội trường", "seats": 50}]},
        {"courses": [COURSE | {"venue": "Hội trường", "ends_on": "10/12/2026"}]},
    ],
    ids=["topic", "title", "seats", "a last day without a meeting"],
)
async def test_what_nobody_plans_by_is_no_news(desk: Desk, sheets: dict[str, list[dict[str, str]]]) -> None:
    assert (await desk.take(**sheets)).moved == ()
    assert await keys(desk) == []


async def test_the_preview_counts_them_and_tells_nobody(desk: Desk) -> None:
    report = await rehearse(desk.database, book_of(meetings=[MEETING | {"on": "08/12/2026"}]), NOW)
    shown = imports.preview("Lớp.xlsx", report, 1).text
    assert "<b>2 người sẽ được báo</b> lớp đổi lịch, địa điểm hoặc giảng viên (CDS-K1: 2)." in shown
    assert await keys(desk) == []
    done = imports.imported("Lớp.xlsx", await desk.take(meetings=[MEETING | {"on": "08/12/2026"}])).text
    assert "<b>2 người được báo</b>" in done


async def test_an_import_at_night_waits_for_the_morning(desk: Desk) -> None:
    desk.now = datetime(2026, 11, 25, 22, tzinfo=ZONE)
    async with desk.database.writing() as session:
        book = book_of(meetings=[MEETING | {"on": "08/12/2026"}])
        await import_workbook(session, book, desk.now, quiet=QuietHours(time(20), time(7)))
    due = {one.due_at.astimezone(ZONE) for one in await desk.all(Notice) if one.kind.endswith("Changed")}
    assert due == {datetime(2026, 11, 26, 7, tzinfo=ZONE)}


async def test_a_meeting_with_a_roll_call_is_history_and_stays(desk: Desk) -> None:
    desk.now = datetime(2026, 12, 7, 12, tzinfo=ZONE)
    lan = (await desk.all(Registration))[0]
    async with desk.database.writing() as session:
        session.add(Attendance(meeting_id=1, registration_id=lan.id, mark=Mark.present, at=desk.now))
    refused = await desk.refused(meetings=[MEETING | {"on": "08/12/2026"}])
    assert [code for *_, code, _ in refused] == [ProblemCode.rolled_left_out]
    await desk.take(meetings=[MEETING, MEETING | {"on": "08/12/2026"}])
