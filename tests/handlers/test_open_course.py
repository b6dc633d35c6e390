"""Opening a course in the chat: from a programme, like an earlier one, to the first registration; what goes wrong."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.app import assemble
from bot.connection import Connection
from bot.pace import Pace
from handlers import ROUTES
from models.course import Course, CourseCommune, CourseState, Meeting
from models.database import Database
from models.folding import fold
from models.institution import Institution
from models.kinds import Role
from models.notice import Notice
from models.quiet import read_quiet_hours
from models.registration import Registration
from models.term import Term, TermList
from playground.person import Person
from playground.request import InProcessRequest
from tests.conftest import NOW
from tests.seats import change, official_id
from tests.world import TOKEN, World

OPENED = "Lớp mới mở đăng ký"


async def answers(world: World, minh: Person, *said: str) -> str:
    """Type or press, whichever the screen offers."""
    for one in said:
        await (world.presses(minh, one) if one in minh.last.labels else world.says(minh, one))
    return minh.last.text


async def draft(
    world: World, minh: Person, programme: str, *, days: str = "14/12 - 15/12", seats: str = "60", units: str = ""
) -> str:
    """From /quanly to the page of the draft."""
    await world.says(minh, "/quanly")
    await world.presses(minh, "Mở lớp mới")
    await world.says(minh, programme)
    await world.presses(minh, minh.last.labels[0])
    return await answers(world, minh, days, seats, "Hội trường A", units or "Tất cả xã, phường")


async def lay_out_and_publish(world: World, minh: Person) -> str:
    await answers(world, minh, "Lịch học", "Tạo lịch", "Quay lại", "Công bố")
    return await world.presses(minh, "Công bố")


async def restart(world: World) -> None:
    """The process ends and another begins in front of the same chat: nothing that was in memory is left."""
    await world.app.bot.shutdown()
    request = InProcessRequest(world.telegram)
    bot = Connection(TOKEN, request=request, get_updates_request=request)
    await bot.initialize()
    world.app = await assemble(ROUTES, world.database, bot, world.clock, Pace(1000, chat_seconds=0), ())


async def courses(world: World) -> list[Course]:
    async with world.database.reading() as session:
        return list(await session.scalars(select(Course).order_by(Course.id)))


async def meetings(world: World) -> list[Meeting]:
    async with world.database.reading() as session:
        return list(await session.scalars(select(Meeting).order_by(Meeting.starts_at)))


async def test_from_a_programme_to_the_first_registration(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan, nam = await world.official("Nguyễn Thị Lan"), await world.official("Dương Hoài Nam", "Quế Võ")
    hoa = await world.leader("Trần Văn Hòa")
    await world.programme("Văn thư, lưu trữ")
    await world.programme("Chuyển đổi số & <an toàn>", hours=24)

    await world.says(minh, "/quanly")
    assert "lớp thuộc chương trình nào" in await world.presses(minh, "Mở lớp mới")
    assert "1. Chuyển đổi số & <an toàn> (CT-002) · 24 tiết" in await world.says(minh, "chuyen doi so")
    assert "Lớp khai giảng ngày nào?" in await world.presses(minh, "1. Chuyển đổi số & <an toàn>")
    assert "Khai giảng: thứ Hai, 14/12/2026" in await world.says(minh, "14/12")
    assert "bao nhiêu chỗ" in await world.presses(minh, "thứ Tư, 16/12/2026")  # 24 hours are three days
    assert "học ở đâu" in await world.says(minh, "2 chỗ")
    assert "đơn vị nào" in await world.says(minh, "Hội trường A")
    page = await world.says(minh, "vo cuong, huyện Yên Phong")
    assert "Đã tạo bản nháp lớp CT-002-K01" in page
    for part in (
        "Chuyển đổi số & <an toàn> (bản nháp",
        "Thời gian: 14–16/12/2026",
        "Hạn đăng ký: hết ngày 07/12/2026",
        "Số chỗ: 2",
        "Địa điểm: Hội trường A",
        "Đơn vị được mời: 6 đơn vị",
        "Điều phối viên: Hoàng Minh",
        "Lịch học: chưa có",
    ):
        assert part in page

    await world.presses(minh, "Lịch học")
    assert "Đã xếp 6 buổi, đủ số tiết" in await world.presses(minh, "Tạo lịch")
    assert [f"{one.starts_at.astimezone(world.clock.now().tzinfo):%d %H:%M}" for one in await meetings(world)] == [
        "14 07:30",
        "14 13:30",
        "15 07:30",
        "15 13:30",
        "16 07:30",
        "16 13:30",
    ]
    await world.presses(minh, "Quay lại")
    seen = await world.presses(minh, "Công bố")
    assert "Phù hợp với 2 cán bộ, trong đó 2 người nhận được tin." in seen
    assert "5 đơn vị được mời chưa có lãnh đạo nào duyệt được trên hệ thống" in seen
    assert "Xã Tam Đa, Xã Tam Giang, Xã Văn Môn, Xã Yên Phong, Xã Yên Trung" in seen  # Đ stands before G
    assert "Phường Võ Cường" not in seen
    assert "1. Chuyển đổi số & <an toàn> (CT-002-K01)" in seen
    assert "Đề nghị kiểm tra" not in seen
    assert "Đã công bố lớp CT-002-K01" in await world.presses(minh, "Công bố")

    await world.pass_time(minutes=29)
    assert lan.sent_count(OPENED) == 0
    await world.pass_time(minutes=1)
    await world.pass_time(hours=1)
    assert [one.sent_count(OPENED) for one in (lan, hoa, nam, minh)] == [1, 1, 0, 0]
    assert "Hạn 07/12/2026 · còn 2/2 chỗ" in lan.last.text
    assert "Mỗi lớp một lần" in await world.presses(lan, "Vì sao tôi nhận được tin này?")
    await world.presses(lan, "1. CT-002-K01")
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    assert "Nguyễn Thị Lan" in await world.presses(hoa, "Duyệt")
    assert "đã duyệt" in await world.says(lan, "/dangky")
    assert world.telegram.complaints == []


async def test_what_is_published_within_a_while_comes_as_one_message(world: World) -> None:
    minh, lan = await world.coordinator("Hoàng Minh"), await world.official("Nguyễn Thị Lan")
    for name in ("Văn thư", "Hộ tịch", "Đất đai", "Tin học", "Tôn giáo", "Dân vận"):
        await world.programme(name)
        await draft(world, minh, name)
        await lay_out_and_publish(world, minh)
        world.clock.at += timedelta(minutes=4)
    await world.tick()
    assert lan.sent_count(OPENED) == 0
    await world.pass_time(minutes=7)
    assert lan.sent_count(OPENED) == 1
    assert "6 lớp phù hợp với đồng chí" in lan.last.text
    assert "Và 1 lớp khác, đề nghị xem tại /lop." in lan.last.text
    await world.programme("Thi đua")
    await draft(world, minh, "Thi đua")
    await lay_out_and_publish(world, minh)
    await world.pass_time(minutes=31)
    assert "1 lớp phù hợp với đồng chí" in lan.last.text
    assert lan.sent_count(OPENED) == 2


async def test_by_night_it_waits_and_who_does_not_want_it_is_left_alone(database: Database) -> None:
    world = await World.open(database, NOW.replace(hour=19, minute=50), quiet=read_quiet_hours("20:00-07:00"))
    minh, lan = await world.coordinator("Hoàng Minh"), await world.official("Nguyễn Thị Lan")
    mai = await world.official("Lê Thị Mai")
    await world.programme("Văn thư")
    await draft(world, minh, "Văn thư")
    await lay_out_and_publish(world, minh)
    await world.pass_time(minutes=40)
    assert lan.sent_count(OPENED) == 0
    await world.pass_time(to=NOW.replace(day=26, hour=7, minute=0))
    assert [lan.sent_count(OPENED), mai.sent_count(OPENED)] == [1, 1]
    await world.presses(mai, "Vì sao tôi nhận được tin này?")
    await world.presses(mai, "Ngừng nhận")
    await draft(world, minh, "Văn thư", days="21/12 - 22/12")
    await lay_out_and_publish(world, minh)
    await world.pass_time(minutes=31)
    assert [lan.sent_count(OPENED), mai.sent_count(OPENED)] == [2, 1]
    await world.close()


async def test_what_is_cancelled_or_asked_for_before_the_message_goes_is_not_in_it(world: World) -> None:
    minh, lan, mai = (
        await world.coordinator("Hoàng Minh"),
        await world.official("Nguyễn Thị Lan"),
        await world.official("Lê Thị Mai", "Quế Võ"),
    )
    for name in ("Văn thư", "Hộ tịch"):
        await world.programme(name)
        await draft(world, minh, name)
        await lay_out_and_publish(world, minh)
    first, second = await courses(world)
    await change(world, first.id, state=CourseState.cancelled)
    await world.says(lan, second.code)
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    await world.pass_time(minutes=31)
    assert lan.sent_count(OPENED) == 0
    assert "1 lớp phù hợp" in mai.last.text
    assert first.code not in mai.last.text


async def test_last_years_course_is_run_once_more(world: World) -> None:
    minh, thu = await world.coordinator("Hoàng Minh"), await world.coordinator("Lê Thu")
    old = await world.course(
        "Văn thư năm 2026, khóa 4", seats=35, cap=2, communes=("Võ Cường", "Quế Võ"), starts_in=-30, days=2
    )
    async with world.database.writing() as session:
        school = Institution(name="Trường Nguyễn Văn Cừ mới", folded="truong nguyen van cu moi")
        mode = Term(list=TermList.mode, name="Tập trung mẫu", folded="tap trung mau")
        session.add_all([school, mode])
        await session.flush()
        values = {"institution_id": school.id, "mode_id": mode.id}
    await change(world, old, minimum=20, coordinator_id=await official_id(world, thu), **values)
    await world.says(minh, "/quanly")
    await world.presses(minh, "Tất cả lớp")
    await world.presses(minh, "1. LOP-001 – Văn thư năm 2026, khóa 4")
    assert "Mở lại lớp LOP-001" in await world.presses(minh, "Mở lại lớp này")
    await world.says(minh, "14/12/2026")
    assert "Đã tạo bản nháp lớp LOP-002" in await world.presses(minh, "thứ Ba, 15/12/2026")
    before, after = await courses(world)
    assert after.title == "Văn thư năm 2026, khóa 5"
    for name in ("programme_id", "institution_id", "venue", "mode_id", "seats", "minimum", "commune_cap"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.coordinator_id == await official_id(world, minh)
    assert (after.state, after.starts_on, after.for_all_communes) == (CourseState.draft, date(2026, 12, 14), False)
    async with world.database.reading() as session:
        invited = await session.execute(
            select(CourseCommune.course_id, func.count())
            .group_by(CourseCommune.course_id)
            .order_by(CourseCommune.course_id)
        )
        assert dict(invited.all()) == {before.id: 2, after.id: 2}

    await world.says(minh, "/quanly")
    await world.presses(minh, "Mở lớp mới")
    assert "LOP-001" in await world.presses(minh, "Từ lớp trước")
    await world.presses(minh, "1. LOP-001 – Văn thư năm 2026, khóa 4")
    await world.says(minh, "4/1/2027 - 5/1/2027")
    assert (await courses(world))[-1].title == "Văn thư năm 2027, khóa 4"


@pytest.mark.parametrize(
    ("was", "place", "mode"),
    [
        ("Trực tuyến", "Hội trường A", "Trực tiếp"),
        ("Trực tuyến", "Trực tuyến qua Zoom", "Trực tuyến"),
        ("Trực tuyến", "Phòng họp trực tuyến, UBND phường Võ Cường", "Trực tuyến"),
        ("Trực tuyến", "Chưa rõ, bổ sung sau", "Trực tuyến"),
        ("Trực tuyến", "Trường Nguyễn Văn Cừ mới", "Trực tuyến"),  # who holds it, not where
        ("Kết hợp", "Hội trường A", "Kết hợp"),
        ("Trực tiếp", "Phòng họp trực tuyến, UBND phường Võ Cường", "Trực tiếp"),
        ("Trực tiếp", "Học online, đường dẫn gửi sau", "Trực tuyến"),
    ],
)
async def test_the_form_of_study_is_that_of_the_last_run_unless_the_place_says_another(
    world: World, was: str, place: str, mode: str
) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.course("Văn thư", starts_in=-30)
    async with world.database.writing() as session:
        terms = {
            name: Term(list=TermList.mode, name=name, folded=fold(name))
            for name in ("Trực tuyến", "Trực tiếp", "Kết hợp")
        }
        session.add_all([*terms.values(), Institution(name="Trường Nguyễn Văn Cừ mới", folded="truong moi")])
    await change(world, 1, mode_id=terms[was].id, venue="Nơi cũ")
    await world.says(minh, "/quanly")
    await world.presses(minh, "Mở lớp mới")
    await world.says(minh, "van thu")
    await world.presses(minh, minh.last.labels[0])
    page = await answers(world, minh, "14/12 - 15/12", "60", place, "Tất cả xã, phường")
    assert f"Hình thức: {mode}\n" in page


@pytest.mark.parametrize(
    ("answered", "wrong", "sentence"),
    [
        ([], "sắp tới", "Chưa rõ ngày"),
        ([], "31/2/2027", "Chưa rõ ngày"),
        ([], "hôm nay", "Ngày 25/11/2026 không còn kịp để mở đăng ký"),
        ([], "1/1/2027 - 1/3/2028", "dài quá một năm"),
        (["14/12"], "12/12/2026", "Ngày bế giảng trước ngày khai giảng 14/12/2026"),
        (["14/12", "15/12"], "nhiều", "Chưa rõ số"),
        (["14/12", "15/12"], "0", "Số phải từ 1 đến 10.000"),
        (["14/12", "15/12"], "99999", "Số phải từ 1 đến 10.000"),
        (["14/12", "15/12"], "999999999999999999999 chỗ", "Số phải từ 1 đến 10.000"),
        (["14/12", "15/12"], "-5", "Số phải từ 1 đến 10.000"),
        (["14/12", "15/12", "60"], "x" * 301, "dài quá 300 ký tự"),
        (["14/12", "15/12", "60", "Hội trường A"], "Xã Không Có", "Chưa rõ đơn vị «Xã Không Có»"),
        (["14/12", "15/12", "60", "Hội trường A"], "Võ Cường, CB-001", "Chưa rõ đơn vị"),
    ],
)
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # the same code reads it on both
async def test_a_wrong_answer_is_said_and_the_question_stays_open(
    world: World, answered: list[str], wrong: str, sentence: str
) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.programme("Văn thư")
    await world.says(minh, "/quanly")
    await world.presses(minh, "Mở lớp mới")
    await world.presses(minh, "1. Văn thư")
    await answers(world, minh, *answered)
    assert sentence in await world.says(minh, wrong)
    assert minh.last.labels == ["Quay lại", "Huỷ"]
    rest = ["14/12", "15/12", "60", "Hội trường A", "Võ Cường"]
    assert "Đã tạo bản nháp" in await answers(world, minh, *rest[len(answered) :])
    assert len(await courses(world)) == 1


async def test_back_goes_one_question_back_and_cancel_leaves_nothing_behind(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.programme("Văn thư")
    await world.says(minh, "/quanly")
    await world.presses(minh, "Mở lớp mới")
    await answers(world, minh, "1. Văn thư", "14/12", "15/12", "60")
    assert "học ở đâu" in minh.last.text
    assert "bao nhiêu chỗ" in await world.presses(minh, "Quay lại")
    assert "bế giảng" in await world.presses(minh, "Quay lại")
    assert "khai giảng" in await world.presses(minh, "Quay lại")
    assert "chương trình nào" in await world.presses(minh, "Quay lại")
    await answers(world, minh, "1. Văn thư", "21/12 - 22/12")
    old = minh.last
    assert "học ở đâu" in await world.presses(minh, "40")
    assert "học ở đâu" in await world.presses(minh, "100", old)  # of a question that is answered already
    await world.presses(minh, "Huỷ")
    assert await courses(world) == []
    assert "không còn" in await world.presses(minh, "40", old)


async def test_a_restart_in_the_middle_loses_no_answer(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.programme("Văn thư")
    await world.says(minh, "/quanly")
    await world.presses(minh, "Mở lớp mới")
    await answers(world, minh, "1. Văn thư", "14/12", "15/12")
    await restart(world)
    world.clock.at += timedelta(minutes=20)
    assert "học ở đâu" in await world.says(minh, "60")
    assert "Thời gian: 14–15/12/2026" in minh.last.text
    await restart(world)
    assert "Đã tạo bản nháp lớp CT-001-K01" in await answers(world, minh, "Hội trường A", "Tất cả xã, phường")


async def test_two_coordinators_who_open_the_same_programme_get_two_codes(world: World) -> None:
    minh, thu = await world.coordinator("Hoàng Minh"), await world.coordinator("Lê Thu")
    await world.programme("Văn thư")
    for one in (minh, thu):
        await world.says(one, "/quanly")
        await world.presses(one, "Mở lớp mới")
        await answers(world, one, "1. Văn thư", "14/12 - 15/12", "60", "Hội trường A")
        one.press("Tất cả xã, phường")
    await world.settle()
    assert sorted(one.code for one in await courses(world)) == ["CT-001-K01", "CT-001-K02"]
    assert len({one.coordinator_id for one in await courses(world)}) == 2


async def test_what_another_has_changed_meanwhile_is_looked_at_before_it_is_published(world: World) -> None:
    minh, thu = await world.coordinator("Hoàng Minh"), await world.coordinator("Lê Thu")
    await world.official("Nguyễn Thị Lan")
    await world.programme("Văn thư")
    await draft(world, minh, "Văn thư")
    await answers(world, minh, "Lịch học", "Tạo lịch", "Quay lại", "Công bố")
    world.clock.at += timedelta(seconds=5)
    await world.says(thu, "/quanly")
    await answers(world, thu, "Tất cả lớp", "1. CT-001-K01 – Văn thư", "Sửa lớp", "Sửa số chỗ", "30")
    assert "Lớp vừa được sửa sau màn hình này" in await world.presses(minh, "Công bố")
    assert [one.state for one in await courses(world)] == [CourseState.draft]
    for one in (minh, thu):
        await world.says(one, "/quanly")
        await answers(world, one, "Tất cả lớp", "1. CT-001-K01 – Văn thư", "Công bố")
    for one in (minh, thu):
        one.press("Công bố")
    await world.settle()
    said = sorted(one.last.text.split(".")[0] for one in (minh, thu))
    assert said == ["✅ Lớp đã được công bố; cán bộ tìm thấy và đăng ký được", "✅ Đã công bố lớp CT-001-K01"]
    await world.pass_time(minutes=31)
    async with world.database.reading() as session:
        told = select(func.count()).where(Notice.kind == "CoursesOpened")
        assert await session.scalar(told) == 1


async def test_a_draft_is_seen_by_nobody_but_the_department(world: World) -> None:
    minh, lan, hoa = (
        await world.coordinator("Hoàng Minh"),
        await world.official("Nguyễn Thị Lan"),
        await world.leader("Trần Văn Hòa"),
    )
    await world.programme("Văn thư")
    await draft(world, minh, "Văn thư")
    (course,) = await courses(world)
    for query in ("/lop", "van thu", course.code):
        assert "Văn thư" not in await world.says(lan, query)
    assert course.code not in await world.says(hoa, "/cu")
    home = (await world.commune("Võ Cường")).id
    for person, action in (
        (lan, f"card:{course.id}"),
        (lan, f"reg:{course.id}"),
        (lan, f"regok:{course.id}"),
        (hoa, f"cucard:{course.id}:{home}"),
        (hoa, f"cusend:{course.id}:{home}"),
    ):
        person.forge_press(f"1:{action}", person.last)
        await world.settle()
        assert "Văn thư" not in person.last.text, action
    async with world.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Registration)) == 0
    await world.says(minh, "/quanly")
    await world.presses(minh, "1. CT-001-K01 – Văn thư")
    assert "Lớp này chưa mở đăng ký" in await world.presses(minh, "Thẻ lớp")


async def test_a_draft_is_deleted_when_asked_twice(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.programme("Văn thư")
    await draft(world, minh, "Văn thư", units="Võ Cường")
    await answers(world, minh, "Lịch học", "Tạo lịch", "Quay lại")
    assert "Xoá bản nháp lớp CT-001-K01?" in await world.presses(minh, "Xoá bản nháp")
    assert "bản nháp, chỉ Sở thấy" in await world.presses(minh, "Quay lại")
    await world.presses(minh, "Xoá bản nháp")
    asked = minh.last
    assert "Đã xoá bản nháp lớp CT-001-K01" in await world.presses(minh, "Xoá bản nháp")
    assert await courses(world) == []
    assert await meetings(world) == []
    assert "không còn" in await world.presses(minh, "Xoá bản nháp", asked)

    world.clock.at += timedelta(seconds=1)
    await draft(world, minh, "Văn thư")
    await world.presses(minh, "Xoá bản nháp", asked)  # of another, which on SQLite had the same id
    assert len(await courses(world)) == 1
    published = await world.course("Đã công bố")
    minh.forge_press(f"1:dropok:{published}:0", minh.last)
    await world.settle()
    assert "không còn ở trạng thái" in minh.last.text
    assert len(await courses(world)) == 2


async def test_what_is_missing_stops_the_publishing_or_is_asked_to_be_looked_at(world: World) -> None:
    minh, hanh = await world.coordinator("Hoàng Minh"), await world.official("Vũ Thị Hạnh", None, roles=(Role.trainer,))
    other = await world.course("Hộ tịch", starts_in=19, days=1)  # 14/12 at 8h
    async with world.database.writing() as session:
        teaches = {"trainer_id": await official_id(world, hanh), "trainer": "Vũ Thị Hạnh"}
        await session.execute(update(Meeting).where(Meeting.course_id == other).values(**teaches))
    await world.programme("Văn thư", hours=20)
    await draft(world, minh, "Văn thư")
    await answers(world, minh, "Lịch học")
    assert "còn thiếu 4 tiết" in await world.presses(minh, "Tạo lịch")
    await answers(world, minh, "Giảng viên chung", "hanh", "Quay lại")
    seen = await world.presses(minh, "Công bố")
    assert "Lịch học có 16 tiết, chương trình có 20 tiết." in seen
    assert "Giảng viên Vũ Thị Hạnh dạy lớp LOP-001 cùng lúc (14/12)." in seen
    assert "Vẫn công bố" in minh.last.labels
    shown = minh.last
    world.clock.at += timedelta(seconds=5)
    await answers(world, minh, "Sửa lớp", "Sửa thời gian", "21/12 - 22/12")
    assert "Có buổi học ngoài thời gian của lớp (14–15/12)" in await world.presses(minh, "Công bố")
    assert "Vẫn công bố" not in minh.last.labels
    await world.presses(minh, "Vẫn công bố", shown)  # of a draft that was another
    (course,) = [one for one in await courses(world) if one.id != other]
    assert course.state is CourseState.draft


async def test_the_workbook_is_the_third_way(world: World) -> None:
    minh, tuan = await world.coordinator("Hoàng Minh"), await world.admin("Phạm Tuấn")
    await world.programme("Văn thư")
    for person, how in ((minh, "Gửi tệp cho quản trị"), (tuan, "Gửi tệp vào đây")):
        await world.says(person, "/quanly")
        await world.presses(person, "Mở lớp mới")
        assert how in await world.presses(person, "Từ tệp Excel")
        assert "Tệp mẫu" in await world.presses(person, "Tải mẫu")


async def test_who_does_not_run_courses_opens_none(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.programme("Văn thư")
    course = await world.course("Tin học")
    await world.says(lan, "/lop")
    for action in (
        "open",
        "openof:1",
        "earlier",
        f"reopen:{course}",
        f"edit:{course}",
        f"plan:{course}",
        f"pub:{course}",
    ):
        lan.forge_press(f"1:{action}", lan.last)
        await world.settle()
        assert "không có quyền" in lan.last.text, action


@pytest.mark.parametrize("said", ["tất cả", "Tat ca xa, phuong", "mời tất cả các đơn vị", "toàn tỉnh"])
async def test_all_units_may_be_typed_too(world: World, said: str) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.programme("Văn thư")
    assert "Đã tạo bản nháp" in await draft(world, minh, "van thu", units=said)
    (course,) = await courses(world)
    assert course.for_all_communes


async def test_some_units_are_not_all(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.programme("Văn thư")
    assert "Đã tạo bản nháp" not in await draft(world, minh, "van thu", units="tất cả xã miền núi")
    assert "Đã tạo bản nháp" in await world.says(minh, "Võ Cường")
    assert not (await courses(world))[0].for_all_communes


async def test_a_file_in_place_of_a_typed_answer_drops_no_answer(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.programme("Văn thư")
    await world.says(minh, "/quanly")
    await answers(world, minh, "Mở lớp mới", "1. Văn thư", "14/12 - 15/12")
    minh.send_document("anh.heic", b"x")
    await world.settle()
    assert "Câu hỏi trên cần trả lời bằng chữ" in minh.last.text
    assert "Lớp học ở đâu?" in await world.says(minh, "60")
