"""My hours: the yearly duty, where each number comes from, what to do about a wrong line, and a leader's people."""

from datetime import date

from sqlalchemy import select, update

from models.audit import AuditEntry
from models.course import Course
from models.kinds import LegalGroup, Route
from models.my_hours import my_hours, team_hours
from models.official import Official
from models.policy import PolicyValue
from models.programme import Programme
from models.registration import Registration, State
from playground.person import Person
from tests.conftest import NOW
from tests.statements import statements
from tests.world import World


async def took(
    world: World,
    person: Person,
    title: str,
    *,
    hours: float = 16,
    state: State = State.completed,
    counts: bool = True,
    on: date = date(2026, 5, 4),
) -> None:
    """A course of the past, or of later in the year."""
    programme = await world.programme(title, hours=hours, route=Route.leader)
    course = await world.course(title, programme=programme)
    async with world.database.writing() as session:
        await session.execute(update(Programme).where(Programme.id == programme).values(counts=counts))
        await session.execute(update(Course).where(Course.id == course).values(starts_on=on, ends_on=on))
        official = (await session.scalars(select(Official).where(Official.full_name == person.name))).one()
        session.add(
            Registration(
                course_id=course,
                official_id=official.id,
                commune_id=official.commune_id,
                state=state,
                since=NOW,
                created_at=NOW,
            )
        )


async def test_the_duty_what_is_done_and_where_each_number_comes_from(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await took(world, lan, "Hộ tịch & <chứng thực>")
    await took(world, lan, "Văn thư", hours=8, state=State.confirmed, on=date(2026, 12, 14))
    await took(world, lan, "Kỹ năng số", hours=8, state=State.not_completed, on=date(2026, 6, 1))
    await took(world, lan, "Tập huấn", hours=4.5, counts=False, on=date(2026, 7, 1))
    await took(world, lan, "Năm ngoái", hours=20, on=date(2025, 7, 1))
    await took(world, lan, "Đã rút", state=State.withdrawn)

    assert (await world.says(lan, "/sotiet")).split("\n") == [
        "Số tiết bồi dưỡng năm 2026",
        "• Bắt buộc: 40 tiết",
        "  Căn cứ: Nghị định 171/2025/NĐ-CP: tối thiểu 1 tuần (40 tiết) mỗi năm đối với công chức",
        "• Đã hoàn thành: 16 tiết",
        "• Đã duyệt, chưa học xong: 8 tiết",
        "• Còn thiếu 24 tiết (sau các lớp đã duyệt: 16)",
        "• Năm 2025: đã hoàn thành 20 tiết",
        "",
        "Các lớp trong năm",
        "1. Hộ tịch & <chứng thực> (LOP-001), 04/05/2026: 16 tiết – được tính",
        "2. Kỹ năng số (LOP-003), 01/06/2026: 8 tiết – không tính: chưa hoàn thành",
        "3. Tập huấn (LOP-004), 01/07/2026: 4,5 tiết – không tính: chương trình không thuộc diện tính số tiết bắt buộc",
        "4. Văn thư (LOP-002), 14/12/2026: 8 tiết – tính khi hoàn thành",
    ]


async def test_who_has_enough_hears_so_and_who_has_nothing_where_to_begin(world: World) -> None:
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Lê Thị Mai")
    await took(world, lan, "Dài", hours=40)
    assert "✅ Đã đủ số tiết của năm." in await world.says(lan, "/sotiet")
    assert "Còn thiếu 40 tiết\n" in await world.says(mai, "/sotiet")
    assert "Năm nay chưa có lớp nào." in mai.last.text
    assert mai.last.labels == ["Danh sách lớp", "Đăng ký của tôi"]


async def test_only_the_groups_that_the_policy_binds_have_the_duty(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan", group=LegalGroup.vien_chuc)
    mai = await world.official("Lê Thị Mai", group=None)
    assert "Nhóm «viên chức»: số tiết hằng năm không bắt buộc." in await world.says(lan, "/sotiet")
    assert "Còn thiếu" not in lan.last.text
    assert "chưa xác định được số tiết bắt buộc" in await world.says(mai, "/sotiet")
    async with world.database.writing() as session:  # the law changes from a day on
        session.add(PolicyValue(name="duty_binds_vien_chuc", valid_from=NOW.date(), value=1, basis="mới"))
        session.add(PolicyValue(name="duty_binds_cong_chuc", valid_from=date(2027, 1, 1), value=0, basis="mới"))
    assert "Còn thiếu 40 tiết" in await world.says(lan, "/sotiet")


async def test_a_wrong_line_goes_to_the_coordinator_of_that_course_in_the_persons_words(world: World) -> None:
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Lê Thị Mai")
    minh, other = await world.coordinator("Hoàng Nhật Minh"), await world.coordinator("Vũ Khác")
    await took(world, lan, "Hộ tịch", state=State.not_completed)
    await took(world, lan, "Văn thư")
    async with world.database.writing() as session:
        who = select(Official.id).where(Official.full_name == minh.name).scalar_subquery()
        await session.execute(update(Course).where(Course.title == "Hộ tịch").values(coordinator_id=who))

    await world.says(lan, "/sotiet")
    await world.presses(lan, "Dòng này chưa đúng?")
    assert lan.last.labels == ["1. Hộ tịch", "2. Văn thư", "Quay lại"]
    assert "trạng thái: chưa hoàn thành" in await world.presses(lan, "1. Hộ tịch")
    assert "Đã gửi điều phối viên." in await world.says(lan, "Tôi <b>đã học</b> & thi đủ")
    assert minh.last.text.split("\n") == [
        "Cán bộ báo số tiết chưa đúng",
        "Cán bộ: Nguyễn Thị Lan (CB-001), Phường Võ Cường",
        "Lớp: Hộ tịch (LOP-001), 16 tiết, trạng thái: chưa hoàn thành",
        "Nội dung: «Tôi <b>đã học</b> & thi đủ»",
        "Đề nghị kiểm tra danh sách lớp và báo lại cho cán bộ.",
    ]
    assert "Tài khoản: đã liên kết" in await world.presses(minh, "Hồ sơ: Nguyễn Thị Lan")
    assert other.sent_count("chưa đúng") == 0
    async with world.database.reading() as session:
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "doubt_hours"))).one()
    assert entry.after == {"words": "Tôi <b>đã học</b> & thi đủ"}

    await world.says(lan, "/sotiet")  # a course without a coordinator: all of them
    await world.presses(lan, "Dòng này chưa đúng?")
    await world.presses(lan, "2. Văn thư")
    await world.says(lan, "Sai số tiết")
    assert other.sent_count("Sai số tiết") == minh.sent_count("Sai số tiết") == 1

    for data in ("1:wrongline:1", "1:wrongline:99"):
        mai.forge_press(data, mai.last)
        await world.settle()
        assert "không có quyền" in mai.last.text or "không còn" in mai.last.text


async def test_cancelling_the_question_sends_nothing(world: World) -> None:
    lan, minh = await world.official("Nguyễn Thị Lan"), await world.coordinator("Hoàng Nhật Minh")
    await took(world, lan, "Hộ tịch")
    await world.says(lan, "/sotiet")
    await world.presses(lan, "Dòng này chưa đúng?")
    await world.presses(lan, "1. Hộ tịch")
    assert "Số tiết bồi dưỡng" in await world.presses(lan, "Huỷ")
    await world.says(lan, "ho tich")
    assert minh.sent_count("chưa đúng") == 0


async def test_a_leader_sees_the_people_who_owe_most_first_and_nobody_elses(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa", group=LegalGroup.can_bo)
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Lê Thị Mai")
    an = await world.official("Đỗ Văn An")
    nam = await world.official("Dương Hoài Nam", "Quế Võ")
    await took(world, lan, "Hộ tịch")
    await took(world, an, "Dài", hours=40)
    course = await world.course("Sắp tới")
    await world.says(mai, "Sắp tới")
    await world.presses(mai, "Đăng ký")
    await world.presses(mai, "Xác nhận")
    await world.says(hoa, "/sotiet")
    assert (await world.presses(hoa, "Đơn vị của tôi")).split("\n") == [
        "Số tiết năm 2026 của đơn vị: 4 người",
        "Thuộc diện bắt buộc 40 tiết: 3 người, đã đủ: 1",
        "",
        "1. Lê Thị Mai: 0/40, còn thiếu 40",
        "2. Nguyễn Thị Lan: 16/40, còn thiếu 24",
        "3. Đỗ Văn An: 40/40, đã đủ",
        "4. Trần Văn Hòa: 0 (không bắt buộc)",
        "",
        "Bấm số thứ tự để xem từng lớp, đổi người học thay.",
    ]
    assert "Sắp tới (LOP-003), 09–10/12/2026 – chờ duyệt" in await world.presses(hoa, "1")
    assert "Người đang giữ chỗ: đ/c Lê Thị Mai" in await world.presses(hoa, "Đổi người học thay: LOP-003")
    assert course == 3

    async with world.database.reading() as session:
        elsewhere = (await session.scalars(select(Official.id).where(Official.full_name == nam.name))).one()
    hoa.forge_press(f"1:teamone:{elsewhere}", hoa.last)
    await world.settle()
    assert "không có quyền" in hoa.last.text
    lan.forge_press("1:team", lan.last)
    await world.settle()
    assert "không có quyền" in lan.last.text


async def test_a_large_commune_is_paged_and_takes_as_many_queries_as_a_small_one(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    for number in range(14):
        await took(world, await world.official(f"Cán bộ {number:02}"), f"Lớp {number}")
    home = (await world.commune("Võ Cường")).id
    async with world.database.reading() as session:
        with statements(world.database) as seen:
            page = await team_hours(session, [home], NOW, page=1)
        assert len(seen) == 3, seen
        assert (page.total, page.pages, len(page.lines)) == (15, 2, 3)
        assert (await team_hours(session, [home], NOW, page=9)).page == 0
        with statements(world.database) as seen:
            await my_hours(session, 2, NOW)
        assert len(seen) == 7, seen
    await world.says(hoa, "/sotiet")
    await world.presses(hoa, "Đơn vị của tôi")
    assert "13." in await world.presses(hoa, "Sau ›")
