"""Editing a course: a draft field by field and its timetable; a published one rehearsed, with seats and queue."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from models.course import Course, CourseState, Meeting
from models.kinds import Role
from models.registration import Registration, State
from playground.person import Person
from tests.conftest import ZONE
from tests.handlers.test_open_course import answers, draft
from tests.seats import change, official_id, seat
from tests.world import World


async def the_course(world: World) -> Course:
    """The newest one."""
    async with world.database.reading() as session:
        return (await session.scalars(select(Course).order_by(Course.id.desc()).limit(1))).one()


async def state_of(world: World, person: Person) -> State | None:
    async with world.database.reading() as session:
        one = await official_id(world, person)
        found = select(Registration.state).where(Registration.official_id == one).order_by(Registration.id.desc())
        return (await session.scalars(found)).first()


async def edit(world: World, minh: Person, field: str) -> str:
    """From /quanly to the question about a field of the first course."""
    await world.says(minh, "/quanly")
    await world.presses(minh, "Tất cả lớp")
    await world.presses(minh, next(one for one in minh.last.labels if one.startswith("1. ")))
    return await answers(world, minh, "Sửa lớp", f"Sửa {field}")


async def queued(world: World, person: Person, course: int) -> None:
    now = world.clock.now()
    await seat(world, person, course, State.queued, queued_at=now)
    world.clock.at += timedelta(seconds=1)


@pytest.mark.parametrize(
    ("field", "said", "column", "value"),
    [
        ("mã lớp", "vt-2026/01", "code", "VT-2026/01"),
        ("tên lớp", "Văn thư & <lưu trữ>", "title", "Văn thư & <lưu trữ>"),
        ("thời gian", "21/12 - 22/12", "ends_on", datetime(2026, 12, 22).date()),
        ("hạn đăng ký", "17h 5/12", "closes_at", datetime(2026, 12, 5, 17, tzinfo=ZONE)),
        ("hạn đăng ký", "14/12", "closes_at", datetime(2026, 12, 15, tzinfo=ZONE)),
        ("số chỗ", "1.000 chỗ", "seats", 1000),
        ("mức tối thiểu", "25", "minimum", 25),
        ("mức mỗi đơn vị", "2", "commune_cap", 2),
        ("địa điểm", "Nhà văn hoá", "venue", "Nhà văn hoá"),
        ("số công văn", "2537/SNV-CCVC", "document_number", "2537/SNV-CCVC"),
        ("đơn vị được mời", "Võ Cường, Quế Võ", "for_all_communes", False),
    ],
)
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # the same code reads it on both
async def test_every_field_of_a_draft_can_be_edited(
    world: World, field: str, said: str, column: str, value: object
) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.programme("Văn thư")
    await draft(world, minh, "Văn thư")
    await world.presses(minh, f"Sửa {field}")
    assert f"Đã sửa {field}" in await world.says(minh, said)
    assert getattr(await the_course(world), column) == value
    assert world.telegram.complaints == []


@pytest.mark.parametrize(
    ("field", "said", "sentence"),
    [
        ("mã lớp", "LOP-001", "Mã LOP-001 đã có ở lớp khác"),
        ("mã lớp", "--", "Mã lớp chỉ gồm chữ, số"),
        ("hạn đăng ký", "16/12", "không thể sau ngày khai giảng 14/12/2026"),
        ("hạn đăng ký", "8h 25/11", "Chưa rõ hạn"),
        ("hạn đăng ký", "24/11/2026", "Thời điểm này đã qua"),
        ("mức tối thiểu", "61", "lớn hơn số chỗ của lớp (60)"),
        ("mức mỗi đơn vị", "61", "lớn hơn số chỗ của lớp (60)"),
        ("cơ sở đào tạo", "Trường lạ", "Chưa có cơ sở đào tạo này"),
        ("hình thức", "lạ", "Chưa có hình thức này"),
        ("điều phối viên", "Ai đó", "Không có điều phối viên nào tên như vậy"),
    ],
)
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_wrong_value_changes_nothing(world: World, field: str, said: str, sentence: str) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.course("Hộ tịch")
    await world.programme("Văn thư")
    await draft(world, minh, "Văn thư")
    before = await the_course(world)
    await world.presses(minh, f"Sửa {field}")
    assert sentence in await world.says(minh, said)
    assert minh.last.labels == ["Quay lại", "Huỷ"]
    after = await the_course(world)
    assert [getattr(after, one.key) for one in Course.__table__.columns] == [
        getattr(before, one.key) for one in Course.__table__.columns
    ]
    assert "bản nháp" in await world.presses(minh, "Quay lại")


async def test_what_can_be_chosen_is_chosen_by_a_tap(world: World) -> None:
    minh, thu = await world.coordinator("Hoàng Minh"), await world.coordinator("Lê Thu")
    await world.programme("Văn thư")
    await draft(world, minh, "Văn thư", units="Võ Cường")
    await answers(world, minh, "Sửa điều phối viên", "Lê Thu")
    assert "Điều phối viên: Lê Thu" in minh.last.text
    assert thu.sent_count("phụ trách") == 0  # of a draft nobody is told
    await answers(world, minh, "Sửa đơn vị được mời")
    old = [label for label in minh.last.labels if label.startswith("L")]
    assert old == ["Lạng Giang (cũ)", "Lục Nam (cũ)", "Lục Ngạn + TX Chũ (cũ)", "Lương Tài (cũ)"]  # as in a dictionary
    await answers(world, minh, "Yên Phong (cũ)")
    assert "Đơn vị được mời: 5 đơn vị (Xã Tam Đa, Xã Tam Giang" in minh.last.text
    await answers(world, minh, "Sửa đơn vị được mời", "Tất cả xã, phường")
    assert "Đơn vị được mời: tất cả xã, phường" in minh.last.text
    await answers(world, minh, "Sửa mức mỗi đơn vị", "2", "Sửa mức mỗi đơn vị", "Không giới hạn")
    assert "Mức mỗi đơn vị: không giới hạn" in minh.last.text
    await answers(world, minh, "Sửa số công văn", "12/SNV", "Sửa số công văn", "Để trống")
    assert "Số công văn: chưa có" in minh.last.text
    assert "Số chỗ vẫn như cũ" in await answers(world, minh, "Sửa số chỗ", "60")


async def test_a_timetable_is_laid_out_by_hand(world: World) -> None:
    minh, _ = await world.coordinator("Hoàng Minh"), await world.official("Vũ Thị Hạnh", None, roles=(Role.trainer,))
    await world.programme("Văn thư", hours=20)
    await draft(world, minh, "Văn thư", days="14/12 - 18/12")
    await answers(world, minh, "Lịch học", "Thêm buổi")
    assert "14/12/2026: buổi nào?" in await world.says(minh, "14/12")
    assert "1 buổi, 4/20 tiết" in await world.presses(minh, "Sáng")
    assert "2 buổi, 8/20 tiết" in await answers(world, minh, "Thêm buổi", "chiều thứ ba 15/12")
    assert "Đã có buổi" not in minh.last.text
    for wrong, sentence in (
        ("bao giờ", "Chưa rõ ngày và buổi"),
        ("19/12 sáng", "ngoài thời gian của lớp (14–18/12/2026)"),
        ("14/12 cả ngày", "Ngày 14/12/2026 đã có buổi học vào giờ đó"),
        ("16/12 10h-9h", "Giờ kết thúc phải sau giờ bắt đầu"),
        ("16/12 25h-26h", "Chưa rõ ngày và buổi"),
    ):
        await answers(world, minh, *(["Thêm buổi"] if "Thêm buổi" in minh.last.labels else []), wrong)
        assert sentence in minh.last.text
    assert "3 buổi, 11,3/20 tiết" in await world.says(minh, "16/12 18h00-20h30")

    assert "Đã xếp 3 buổi, đủ số tiết" in await world.presses(minh, "Tạo lịch")  # around what is there
    async with world.database.reading() as session:
        found = list(await session.scalars(select(Meeting).order_by(Meeting.starts_at)))
    assert [(f"{one.starts_at.astimezone(ZONE):%d %H:%M}", one.hours) for one in found] == [
        ("14 07:30", 4),
        ("14 13:30", 4),
        ("15 07:30", 4),
        ("15 13:30", 4),
        ("16 07:30", pytest.approx(0.7)),
        ("16 18:00", 3.3),
    ]
    await world.presses(minh, "6. tối 16/12")
    await answers(world, minh, "Sửa phòng", "P. 201 & <B>", "Sửa chuyên đề", "Lập hồ sơ", "Sửa giảng viên")
    assert "Giảng viên: Vũ Thị Hạnh" in await world.presses(minh, "Vũ Thị Hạnh")
    await answers(world, minh, "Đổi ngày, giờ")
    assert "thứ Năm, 17/12/2026, chiều 13h30–17h30" in await world.says(minh, "17/12 chiều")
    assert "P. 201 & <B>" in minh.last.text
    assert "5 buổi" in await world.presses(minh, "Bỏ buổi này")
    assert "Đã xếp 5 buổi, đủ số tiết" in await world.presses(minh, "Tạo lại lịch")
    assert world.telegram.complaints == []


async def test_who_is_still_typing_when_another_has_published_is_told_and_let_go(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan")
    await world.programme("Văn thư")
    await draft(world, minh, "Văn thư")
    await answers(world, minh, "Lịch học", "Thêm buổi")
    course = await the_course(world)
    await change(world, course.id, state=CourseState.published)
    assert "không còn ở trạng thái" in await world.says(minh, "14/12 sáng")
    assert course.code in await world.says(minh, course.code)  # a search again
    assert course.code in await world.says(lan, "van thu")


async def test_raised_seats_go_to_those_who_wait_and_the_button_of_the_offer_works(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan, mai, nam = (
        await world.official("Nguyễn Thị Lan"),
        await world.official("Lê Thị Mai", "Quế Võ"),
        await world.official("Dương Hoài Nam", "Quế Võ"),
    )
    course = await world.course("Văn thư", seats=1)
    await seat(world, lan, course)
    await queued(world, mai, course)
    await queued(world, nam, course)
    await edit(world, minh, "số chỗ")
    seen = await world.says(minh, "2")
    assert "Từ: 1" in seen
    assert "Thành: 2" in seen
    assert "1 trong 2 người của danh sách chờ được mời nhận chỗ ngay." in seen
    assert [await state_of(world, one) for one in (mai, nam)] == [State.queued, State.queued]  # only rehearsed
    assert mai.sent_count("mời nhận chỗ") == 0
    shown = minh.last
    assert "đã mời 1 người trong danh sách chờ nhận chỗ" in await world.presses(minh, "Xác nhận")
    assert "Số chỗ: 2" in minh.last.text
    assert "Số chỗ: 2" in await world.presses(minh, "Xác nhận", shown)  # twice is once
    assert [await state_of(world, one) for one in (mai, nam)] == [State.offered, State.queued]
    assert "Đã nhận chỗ" in await world.presses(mai, "Nhận chỗ")
    async with world.database.reading() as session:
        trail = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "change_seats"))).all()
    assert [(one.actor_user_id, one.before, one.after) for one in trail] == [(minh.id, {"seats": 1}, {"seats": 2})]


async def test_seats_never_go_below_what_is_held(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    course = await world.course("Văn thư", seats=10, cap=3)
    for number in range(3):
        await seat(world, await world.official(f"Cán bộ {number}"), course, State.pending)
    await edit(world, minh, "số chỗ")
    assert "3 chỗ đã có người giữ nên số chỗ không thể ít hơn 3" in await world.says(minh, "2")
    await edit(world, minh, "mức mỗi đơn vị")
    assert "Phường Võ Cường (3 người)" in await world.says(minh, "2")
    assert "Đề nghị đặt mức từ 3 trở lên" in minh.last.text
    await change(world, course, minimum=8)
    await edit(world, minh, "số chỗ")
    assert "ít hơn mức tối thiểu (8)" in await world.says(minh, "5")
    assert (await the_course(world)).seats == 10


async def test_what_another_coordinator_changed_meanwhile_is_not_overwritten(world: World) -> None:
    minh, thu = await world.coordinator("Hoàng Minh"), await world.coordinator("Lê Thu")
    await world.course("Văn thư", seats=10)
    await edit(world, minh, "số chỗ")
    await world.says(minh, "20")
    await edit(world, thu, "số chỗ")
    await world.says(thu, "30")
    assert "Số chỗ: 30" in await world.presses(thu, "Xác nhận")
    assert "Lớp vừa được sửa sau màn hình này" in await world.presses(minh, "Xác nhận")
    assert (await the_course(world)).seats == 30
    # one more look, and it can be done
    await edit(world, minh, "số chỗ")
    assert "Từ: 30" in await world.says(minh, "20")
    assert "Số chỗ: 20" in await world.presses(minh, "Xác nhận")


async def test_small_edits_of_a_published_course(world: World) -> None:
    minh, thu, lan = (
        await world.coordinator("Hoàng Minh"),
        await world.coordinator("Lê Thu"),
        await world.official("Nguyễn Thị Lan"),
    )
    course = await world.course("Văn thư", closes_in=1)
    await change(world, course, quotas_until=datetime(2026, 11, 26, tzinfo=ZONE))
    for field, said, shown in (
        ("tên lớp", "Văn thư điện tử", "không gửi tin cho ai"),
        ("hạn đăng ký", "5/12", "Thành: hết ngày 05/12/2026"),
        ("mức tối thiểu", "15", "Thành: 15 người"),
        ("số công văn", "2537/SNV", "Thành: 2537/SNV"),
        ("điều phối viên", "Lê Thu", "Điều phối viên mới được báo ngay"),
    ):
        await edit(world, minh, field)
        assert shown in await answers(world, minh, said)
        assert f"Đã sửa {field}" in await world.presses(minh, "Xác nhận")
    assert "Đồng chí được giao phụ trách lớp Văn thư điện tử (LOP-001)" in thu.last.text
    assert thu.sent_count("phụ trách lớp") == 1
    assert "Chỗ: 0/40" in await world.presses(thu, "Mở trang của lớp")
    assert "Văn thư điện tử" in await world.says(lan, "van thu dien tu")
    after = await the_course(world)
    assert (after.closes_at, after.minimum) == (datetime(2026, 12, 6, tzinfo=ZONE), 15)
    assert after.document_number == "2537/SNV"


async def test_days_and_place_of_a_published_course_are_not_edited_here(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    course = await world.course("Văn thư")
    await world.says(minh, "/quanly")
    await answers(world, minh, "Tất cả lớp", "1. LOP-001 – Văn thư", "Sửa lớp")
    edits = [one for one in minh.last.labels if one.startswith("Sửa ")]
    assert edits == [
        "Sửa tên lớp",
        "Sửa hạn đăng ký",
        "Sửa số chỗ",
        "Sửa mức tối thiểu",
        "Sửa mức mỗi đơn vị",
        "Sửa điều phối viên",
        "Sửa số công văn",
    ]
    before = await the_course(world)
    for action in (f"editf:{course}:2", f"editpick:{course}:10:1", f"plan:{course}", f"planfill:{course}", "meet:1"):
        minh.forge_press(f"1:{action}", minh.last)
        await world.settle()
        assert "không còn" in minh.last.text, action
    assert (await the_course(world)).changed_at == before.changed_at
    await change(world, course, state=CourseState.cancelled)
    minh.forge_press(f"1:edit:{course}", minh.last)
    await world.settle()
    assert "không còn ở trạng thái" in minh.last.text
