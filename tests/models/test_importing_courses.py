"""Courses and their timetables in the database, and what people already hold in them."""

import asyncio
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest

from models.checks import broken_promises
from models.commune import Commune
from models.course import Course, CourseCommune, CourseState, Meeting
from models.database import Database
from models.enrolment import register
from models.holiday import Holiday
from models.importing import ImportRefused
from models.kinds import HolidayKind, Role
from models.person import Person
from models.refusals import Refusal
from models.registration import SEATED, Registration, State
from models.term import Term
from models.workbook_problems import ProblemCode
from tests.conftest import ZONE
from tests.models.workbook_desk import COURSE, HOA, LAN, MEETING, PROGRAMME, Desk

MORNINGS = [MEETING | {"on": f"{day:02}/12/2026", "topic": f"Bài {day}"} for day in (7, 8, 9)]


@pytest.fixture
async def desk(database: Database) -> Desk:
    """A desk with Lan, Hòa and one programme."""
    desk = Desk(database)
    await desk.take(officials=[LAN, HOA, LAN | {"code": "CB003", "unit": "Kinh Bắc"}], programmes=[PROGRAMME])
    return desk


def local(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


async def only(desk: Desk) -> Course:
    [course] = await desk.all(Course)
    assert isinstance(course, Course)
    return course


async def test_a_course_without_a_title_is_called_after_its_programme_and_closes_when_it_begins(desk: Desk) -> None:
    report = await desk.take(courses=[COURSE | {"title": "", "mode": "Trực tiếp", "institution": "Trường Đảng"}])
    course = await only(desk)
    assert (course.title, course.closes_at, course.state) == ("Chuyển đổi số", local(7, 0), CourseState.published)
    assert course.for_all_communes
    assert course.institution_id is not None
    assert [term.name for term in await desk.all(Term)] == ["Trực tiếp"]
    assert report.new_words == {"mode": ["Trực tiếp"]}  # the school is known by its old name


async def test_a_deadline_is_the_end_of_its_day_or_an_exact_time_and_may_be_over(desk: Desk) -> None:
    said = ("01/12/2026", "17h00 ngày 01/12/2026", "10/11/2026")
    await desk.take(courses=[COURSE | {"code": f"K{n}", "deadline_on": deadline} for n, deadline in enumerate(said)])
    closes_at = [course.closes_at for course in await desk.all(Course)]
    assert closes_at == [local(2, 0), local(1, 17), local(11, 0, month=11)]


async def test_a_course_that_moves_without_a_column_of_deadlines_keeps_its_own_while_it_can(desk: Desk) -> None:
    later = COURSE | {"starts_on": "14/12/2026", "ends_on": "18/12/2026"}
    earlier = COURSE | {"starts_on": "28/11/2026", "ends_on": "29/11/2026"}
    await desk.take(courses=[COURSE])
    await desk.take(courses=[later])
    assert (await only(desk)).closes_at == local(14, 0)
    await desk.take(courses=[COURSE | {"deadline_on": "01/12/2026"}])
    await desk.take(courses=[later])
    assert (await only(desk)).closes_at == local(2, 0)
    await desk.take(courses=[earlier])
    assert (await only(desk)).closes_at == local(28, 0, month=11)


async def test_communes_are_invited_by_any_of_their_names_and_a_wrong_one_in_the_list_is_named(desk: Desk) -> None:
    course = COURSE | {"communes": "Phong Khê; 9187; Xã Đồng Kỳ"}
    await desk.take(courses=[course])
    names = {commune.id: commune.name for commune in await desk.all(Commune)}
    invited = [names[one.commune_id] for one in await desk.all(CourseCommune)]
    assert sorted(invited) == ["Kinh Bắc", "Võ Cường", "Đồng Kỳ"]
    assert not (await only(desk)).for_all_communes
    wrong = COURSE | {"communes": "Phong Khê; Nơi Nào; Đồng Tiến"}
    assert [(row, code) for _, row, _, code, _ in await desk.refused(courses=[wrong])] == [
        (2, ProblemCode.unknown_commune),
        (2, ProblemCode.ambiguous_commune),
    ]
    assert await desk.counts("courses", courses=[COURSE | {"communes": "Tất cả"}]) == (0, 1, 0, 0)
    assert await desk.all(CourseCommune) == []


async def test_unknown_codes_are_all_found_in_one_pass_with_the_files_own_mistakes(desk: Desk) -> None:
    found = await desk.refused(
        officials=[LAN | {"code": "CB009", "unit": "Nơi Nào"}],
        programmes=[PROGRAMME | {"code": "X", "requires": "KHONG-CO"}],
        courses=[COURSE | {"programme": "Y", "coordinator": "CB404"}, COURSE | {"code": "K2", "seats": 0}],
        meetings=[MEETING | {"course": "K404"}, MEETING | {"course": "K2"}],
    )
    assert [(sheet, row, column, code) for sheet, row, column, code, _ in found] == [
        ("officials", 2, "unit", ProblemCode.unknown_commune),
        ("programmes", 2, "requires", ProblemCode.unknown_programme),
        ("courses", 2, "programme", ProblemCode.unknown_programme),
        ("courses", 2, "coordinator", ProblemCode.unknown_staff_code),
        ("courses", 3, "seats", ProblemCode.seats_out_of_range),
        ("meetings", 2, "course", ProblemCode.unknown_course),
    ]
    assert len(await desk.all(Course)) == 0


async def test_seats_and_caps_go_no_lower_than_what_is_held(desk: Desk) -> None:
    await desk.take(courses=[COURSE | {"commune_cap": 5}])
    course = await only(desk)
    await desk.registered(course.id, "CB001", "CB002", "CB003")
    found = await desk.refused(courses=[COURSE | {"seats": 2, "commune_cap": 1}])
    assert [(column, code, detail) for _, _, column, code, detail in found] == [
        ("seats", ProblemCode.seats_below_taken, "3"),
        ("commune_cap", ProblemCode.cap_below_held, "Phường Võ Cường: 2"),
    ]
    assert await desk.counts("courses", courses=[COURSE | {"seats": 3, "commune_cap": 2}]) == (0, 1, 0, 0)
    assert ((await only(desk)).seats, (await only(desk)).commune_cap) == (3, 2)


async def test_seats_lowered_while_people_register_never_leave_more_people_than_seats(desk: Desk) -> None:
    people = [LAN | {"code": f"P{n:02}", "full_name": f"Người {n}"} for n in range(12)]
    await desk.take(officials=people, courses=[COURSE])
    course = await only(desk)

    async def take_a_seat(code: str) -> None:
        official = await desk.official(code)
        person = Person(0, official_id=official.id, commune_id=official.commune_id, roles=frozenset({Role.official}))
        with suppress(Refusal):
            async with desk.database.writing() as session:
                await register(session, person, course.id, desk.now)

    async def lower() -> None:
        with suppress(ImportRefused):
            await desk.take(courses=[COURSE | {"seats": 4}])

    seats = [take_a_seat(f"P{n:02}") for n in range(12)]
    await asyncio.gather(*seats[:3], lower(), *seats[3:])
    held = [one for one in await desk.all(Registration) if one.state in SEATED]
    assert len(held) <= (await only(desk)).seats
    async with desk.database.reading() as session:
        assert await broken_promises(session) == []


async def test_the_timetable_of_the_file_is_the_whole_timetable_of_the_courses_it_names(desk: Desk) -> None:
    other = [COURSE | {"code": "CDS-K2"}, MEETING | {"course": "CDS-K2"}]
    await desk.take(courses=[COURSE, other[0]], meetings=[*MORNINGS, other[1]])
    before = {one.starts_at: one.id for one in await desk.all(Meeting) if one.course_id == 1}
    moved = [MORNINGS[0], MORNINGS[1] | {"starts_at": "13h30", "ends_at": "17h00"}]
    assert await desk.counts("meetings", meetings=moved) == (0, 1, 1, 1)
    after = {one.starts_at: one.id for one in await desk.all(Meeting) if one.course_id == 1}
    assert after == {local(7, 8): before[local(7, 8)], local(8, 13, 30): before[local(8, 8)]}  # still the same meeting
    assert len(await desk.all(Meeting)) == 3
    assert await desk.counts("meetings", meetings=[*MORNINGS, MEETING | {"on": "10/12/2026"}]) == (2, 1, 1, 0)


async def test_what_has_begun_is_not_moved_into_the_future(desk: Desk) -> None:
    await desk.take(courses=[COURSE], meetings=MORNINGS[:1])
    during = Desk(desk.database, local(8, 9))
    assert await during.counts("meetings", meetings=MORNINGS[1:2]) == (1, 0, 0, 1)


async def test_a_meeting_keeps_what_the_file_has_no_column_for_and_hours_are_counted_where_none_are_told(
    desk: Desk,
) -> None:
    full = MEETING | {"hours": 3, "room": "A1", "trainer": "Báo cáo viên Sở Tư pháp", "topic": "Mở đầu"}
    await desk.take(courses=[COURSE], meetings=[full, MEETING | {"on": "08/12/2026"}])
    first, second = await desk.all(Meeting)
    assert (first.hours, first.trainer, first.trainer_id) == (3, "Báo cáo viên Sở Tư pháp", None)
    assert second.hours == 4  # three hours are four periods of 45 minutes
    await desk.take(meetings=[MEETING | {"starts_at": "9h00", "ends_at": "12h00"}])
    [first] = await desk.all(Meeting)
    assert (first.starts_at, first.hours, first.room, first.topic) == (local(7, 9), 3, "A1", "Mở đầu")


async def test_a_trainer_is_known_by_code_or_by_name_and_a_code_nobody_has_is_only_a_warning(desk: Desk) -> None:
    await desk.take(officials=[HOA | {"roles": "Giảng viên"}])
    said = ["Trần Văn Hòa", "tran van hoa", "CB002", "Nguyễn Thị Lan", "GV-404"]
    rows = [MEETING | {"on": f"{7 + n:02}/12/2026", "trainer": who} for n, who in enumerate(said)]
    report = await desk.take(courses=[COURSE], meetings=rows)
    hoa = (await desk.official("CB002")).id
    assert [one.trainer_id for one in await desk.all(Meeting)] == [hoa, hoa, hoa, None, None]
    assert [one.trainer for one in await desk.all(Meeting)][2:] == ["Trần Văn Hòa", "Nguyễn Thị Lan", "GV-404"]
    assert [(one.row, one.code) for one in report.warnings] == [(6, ProblemCode.unknown_trainer)]


async def test_two_meetings_of_a_course_at_one_time_and_one_outside_its_days_are_mistakes(desk: Desk) -> None:
    await desk.take(courses=[COURSE, COURSE | {"code": "CDS-K2"}])
    found = await desk.refused(
        meetings=[
            MEETING | {"starts_at": "10h00", "ends_at": "12h00"},
            MEETING,
            MEETING | {"starts_at": "13h30", "ends_at": "17h00"},
            MEETING | {"course": "CDS-K2", "starts_at": "10h30", "ends_at": "11h00"},
            MEETING | {"on": "14/12/2026"},
        ]
    )
    assert [(row, column, code, detail) for _, row, column, code, detail in found] == [
        (2, "starts_at", ProblemCode.meetings_overlap, "3"),
        (6, "on", ProblemCode.meeting_outside_course, "07/12/2026–11/12/2026"),
    ]


async def test_the_preview_says_how_many_people_a_move_concerns_and_what_stayed_behind(desk: Desk) -> None:
    quiet = COURSE | {"code": "CDS-K2"}
    await desk.take(courses=[COURSE, quiet], meetings=MORNINGS)
    await desk.registered(1, "CB001", "CB002", state=State.queued)
    await desk.registered(1, "CB003", state=State.declined)
    days = {"starts_on": "08/12/2026", "ends_on": "12/12/2026"}
    report = await desk.take(courses=[COURSE | days, quiet | days])
    assert [(one.code, one.value, one.detail) for one in report.warnings] == [
        (ProblemCode.timetable_left, "CDS-K1", "1"),
        (ProblemCode.moved_with_people, "CDS-K1", "2"),
    ]
    report = await desk.take(meetings=[MORNINGS[1] | {"ends_at": "11h30"}, MORNINGS[2]])
    assert [(one.code, one.detail) for one in report.warnings] == [(ProblemCode.moved_with_people, "2")]
    assert (await desk.take(meetings=[MORNINGS[1] | {"ends_at": "11h30", "room": "B2"}, MORNINGS[2]])).warnings == ()


async def test_a_cancelled_course_stays_cancelled(desk: Desk) -> None:
    await desk.take(courses=[COURSE])
    async with desk.database.writing() as session:
        (await session.get_one(Course, 1)).state = CourseState.cancelled
    await desk.take(courses=[COURSE | {"venue": "Hội trường"}])
    assert (await only(desk)).state is CourseState.cancelled


async def test_days_off_are_added_and_changed_by_their_day(desk: Desk) -> None:
    tet = {"on": "01/01/2027", "name": "Tết Dương lịch"}
    swap = {"on": "09/01/2027", "name": "Làm bù", "kind": "Làm bù"}
    assert await desk.counts("holidays", holidays=[tet | {"kind": None}, swap]) == (2, 0, 0, 0)
    assert await desk.counts("holidays", holidays=[tet, {"on": "09/01/2027", "name": "Bù Tết"}]) == (0, 1, 1, 0)
    assert [(one.day, one.name, one.kind) for one in await desk.all(Holiday)] == [
        (date(2027, 1, 1), "Tết Dương lịch", HolidayKind.off),
        (date(2027, 1, 9), "Bù Tết", HolidayKind.make_up),
    ]


async def test_moments_are_kept_in_utc(desk: Desk) -> None:
    await desk.take(courses=[COURSE], meetings=[MEETING])
    [meeting] = await desk.all(Meeting)
    assert meeting.starts_at == datetime.combine(date(2026, 12, 7), time(1), UTC)
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=3)
