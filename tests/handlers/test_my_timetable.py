"""My timetable: my meetings by day from now on, and the same as a file for the phone's calendar."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event
from sqlalchemy import delete, select, update

from models.course import Course, CourseState, Meeting
from models.kinds import Route
from models.my_timetable import timetable
from playground.person import Person
from tests.conftest import NOW
from tests.statements import statements
from tests.world import World


async def register(world: World, person: Person, code: str) -> None:
    await world.says(person, code)
    await world.presses(person, "Đăng ký")
    await world.presses(person, "Xác nhận")


def events(person: Person) -> list[Event]:
    """What the phone finds in the newest file."""
    name, content = next(one.document for one in reversed(person.seen) if one.document)
    assert name == "lich-hoc.ics"
    found = Calendar.from_ical(content)
    assert found["METHOD"] == "PUBLISH"
    assert [str(zone["TZID"]) for zone in found.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
    return [one for one in found.walk("VEVENT") if isinstance(one, Event)]


async def test_my_meetings_by_day_and_what_waits_says_so(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Hộ tịch & <chứng thực>", starts_in=14, days=2, route=Route.none)
    await world.course("Văn thư", starts_in=14, days=1, hour=14)
    await world.course("Huỷ", starts_in=20, route=Route.none)
    await world.course("Của người khác", starts_in=15)
    async with world.database.writing() as session:
        await session.execute(update(Meeting).where(Meeting.course_id == 1).values(room="Phòng 201"))
    for number in (1, 2, 3):
        await register(world, lan, f"LOP-00{number}")
    async with world.database.writing() as session:
        await session.execute(update(Course).where(Course.id == 3).values(state=CourseState.cancelled))
    place = "Hội trường Trường Chính trị"
    assert (await world.says(lan, "/lich")).split("\n") == [
        "Lịch học của tôi",
        "",
        "Thứ Tư, 09/12/2026",
        f"• sáng 8h00–11h00 (4 tiết): Hộ tịch & <chứng thực> (LOP-001), Phòng 201, {place}",
        f"• chiều 14h00–17h00 (4 tiết): Văn thư (LOP-002), {place} – chờ duyệt",
        "",
        "Thứ Năm, 10/12/2026",
        f"• sáng 8h00–11h00 (4 tiết): Hộ tịch & <chứng thực> (LOP-001), Phòng 201, {place}",
    ]
    assert lan.last.labels == ["Thêm vào lịch", "Đăng ký của tôi"]
    world.clock.at += timedelta(days=14, hours=4)  # 13h00: the morning is over
    assert "09/12/2026\n• chiều" in await world.says(lan, "/lich")


async def test_nothing_ahead_says_where_to_begin(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    assert "Đồng chí không có buổi học nào sắp tới." in await world.says(lan, "/lich")
    lan.forge_press("1:ics", lan.last)
    await world.settle()
    assert "Chưa có buổi học nào sắp tới để thêm vào lịch." in lan.last.text


async def test_a_course_whose_meetings_are_not_known_yet_is_said_with_its_days(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Hộ tịch")
    await register(world, lan, "LOP-001")
    async with world.database.writing() as session:
        await session.execute(delete(Meeting))
    assert "Chưa có lịch chi tiết\n• Hộ tịch (LOP-001), 09–10/12/2026 – chờ duyệt" in await world.says(lan, "/lich")


async def test_thirty_days_a_page_and_as_many_queries_for_many_courses(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    for number, starts_in in enumerate((14, 25, 45, 200), 1):
        await world.course(f"Lớp {number}", starts_in=starts_in, route=Route.none, closes_in=9)
        await register(world, lan, f"LOP-00{number}")
    first = await world.says(lan, "/lich")
    assert "Lớp 2" in first
    assert "Lớp 3" not in first
    second = await world.presses(lan, "Sau ›")
    assert "Lớp 3" in second
    assert "Lớp 4" not in second
    assert "Lớp 4" in await world.presses(lan, "Sau ›")  # months without a meeting are passed over
    assert lan.last.labels == ["‹ Trước", "Thêm vào lịch", "Đăng ký của tôi"]
    async with world.database.reading() as session:
        with statements(world.database) as seen:
            found = await timetable(session, 1, NOW)
    assert len(seen) == 2, seen
    assert (found.page, found.pages) == (0, 3)


async def test_a_long_course_is_cut_into_pages_that_fit_a_message(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Lớp rất dài " * 20, starts_in=8, days=20, route=Route.none)
    await register(world, lan, "LOP-001")
    text = await world.says(lan, "/lich")
    assert text.count("• sáng") == 14
    assert (await world.presses(lan, "Sau ›")).count("• sáng") == 6


async def test_the_file_moves_what_is_in_the_calendar_instead_of_adding_to_it(world: World) -> None:
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    await world.course("Hộ tịch & <chứng thực>; tập 1, 2")
    await world.course("Văn thư", starts_in=30, route=Route.none)
    await register(world, lan, "LOP-001")
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Thêm vào lịch")  # the card of a seat that waits
    assert [str(one["STATUS"]) for one in events(lan)] == ["TENTATIVE", "TENTATIVE"]
    await world.presses(hoa, "Duyệt")
    await world.presses(lan, "Thêm vào lịch")  # the letter of the approval
    before = events(lan)
    assert [str(one["STATUS"]) for one in before] == ["CONFIRMED", "CONFIRMED"]
    assert str(before[0]["SUMMARY"]) == "Hộ tịch & <chứng thực>; tập 1, 2"
    assert before[0]["DTSTART"].dt == datetime(2026, 12, 9, 8, 0, tzinfo=NOW.tzinfo)
    assert before[0]["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert str(before[0]["LOCATION"]) == "Hội trường Trường Chính trị"

    async with world.database.writing() as session:
        first = (await session.scalars(select(Meeting).order_by(Meeting.id))).first()
        assert first is not None
        first.starts_at, first.ends_at = first.starts_at + timedelta(days=7), first.ends_at + timedelta(days=7)
        await session.execute(update(Course).values(changed_at=NOW + timedelta(seconds=1)))
    await register(world, lan, "LOP-002")
    await world.says(lan, "/lich")
    await world.presses(lan, "Thêm vào lịch")
    after = {str(one["UID"]): one for one in events(lan)}
    assert len(after) == 4
    moved = after[str(before[0]["UID"])]
    assert moved["DTSTART"].dt == datetime(2026, 12, 16, 8, 0, tzinfo=NOW.tzinfo)
    assert int(moved["SEQUENCE"]) > int(before[0]["SEQUENCE"]) > 0


async def test_nobody_gets_the_calendar_of_a_course_without_a_seat_in_it(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Hộ tịch")
    await world.says(lan, "/lop")
    lan.forge_press("1:ics:1", lan.last)
    await world.settle()
    assert "Chưa có buổi học nào sắp tới" in lan.last.text
