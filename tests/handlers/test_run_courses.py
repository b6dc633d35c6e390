"""/quanly: my courses by where they stand, everybody's, and the page of one with its counts and doors."""

from datetime import timedelta

from models.course import CourseState
from models.registration import State
from tests.seats import change, official_id, seat
from tests.world import World


async def test_a_coordinator_sees_the_own_courses_by_where_they_stand(world: World) -> None:
    minh, thu = await world.coordinator("Hoàng Minh"), await world.coordinator("Lê Thu")
    mine, hers = await official_id(world, minh), await official_id(world, thu)
    await change(world, await world.course("Văn thư & <lưu trữ>"), coordinator_id=mine)
    await change(world, await world.course("Hộ tịch", starts_in=-3, days=1), coordinator_id=mine)
    await change(world, await world.course("Đang học", starts_in=-1, days=3), coordinator_id=mine)
    await change(world, await world.course("Chờ khai giảng", closes_in=-2), coordinator_id=mine)
    await change(world, await world.course("Bản nháp"), coordinator_id=mine, state=CourseState.draft)
    await change(world, await world.course("Lớp của Thu"), coordinator_id=hers)

    seen = await world.says(minh, "/quanly")
    assert "Lớp của tôi – đang mở đăng ký: 1" in seen
    assert "1. Văn thư & <lưu trữ> (LOP-001)" in seen
    assert "0/40 chỗ, đã duyệt 0" in seen
    assert "Lớp của Thu" not in seen
    assert {"Chờ khai giảng (1)", "Đang học (1)", "Đã kết thúc (1)", "Bản nháp (1)"} <= set(minh.last.labels)
    assert "Hộ tịch (LOP-002)" in await world.presses(minh, "Đã kết thúc (1)")
    assert "Tất cả lớp – đang mở đăng ký: 2" in await world.presses(minh, "Tất cả lớp")
    assert "Lớp của Thu" in minh.last.text
    assert "Lớp của tôi – đang mở đăng ký: 1" in await world.presses(minh, "Lớp của tôi")
    assert world.telegram.complaints == []


async def test_who_has_no_course_is_led_to_those_of_the_others(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.course("Văn thư")
    assert "Chưa có lớp nào do đồng chí phụ trách" in await world.says(minh, "/quanly")
    assert "Văn thư" in await world.presses(minh, "Tất cả lớp")


async def test_an_admin_of_an_empty_department_is_told_to_import(world: World) -> None:
    tuan = await world.admin("Phạm Tuấn")
    await world.says(tuan, "/quanly")
    assert "/nhap" in await world.presses(tuan, "Tất cả lớp")


async def test_many_courses_turn_in_pages_and_the_course_leads_back_to_its_page(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    for number in range(1, 9):
        await world.course(f"Lớp {number}", starts_in=10 + number)
    await world.says(minh, "/quanly")
    await world.presses(minh, "Tất cả lớp")
    assert "Trang 1/2" in minh.last.text
    assert "7. Lớp 7" in await world.presses(minh, "Sau ›")
    assert "Mã lớp: LOP-008" in await world.presses(minh, "8. LOP-008")
    assert "Trang 2/2" in await world.presses(minh, "Quay lại")


async def test_the_page_of_a_course_counts_people_and_communes_and_opens_only_doors_that_lead_somewhere(
    world: World,
) -> None:
    minh = await world.coordinator("Hoàng Minh")
    course = await world.course("Văn thư")
    await change(world, course, coordinator_id=await official_id(world, minh), minimum=5)
    await world.says(minh, "/quanly")
    empty = await world.presses(minh, "1. LOP-001")
    assert "Chỗ: 0/40" in empty
    assert "Còn thiếu 5 người so với mức tối thiểu 5" in empty
    assert minh.last.labels == [
        "Công văn",
        "Giảng viên",
        "Sửa lớp",
        "Đổi, hoãn, huỷ lớp",
        "Mở lại lớp này",
        "Thẻ lớp",
        "Quay lại",
    ]

    await seat(world, await world.official("Nguyễn Thị Lan"), course)
    await seat(world, await world.official("Trần Văn Bình", "Quế Võ"), course, State.pending)
    await seat(world, await world.official("Lê Thị Mai", "Quế Võ"), course, State.queued)
    await seat(world, await world.official("Vũ Đạt", "Từ Sơn"), course, State.withdrawn)
    offered = {"offered_until": world.clock.now() + timedelta(days=1)}
    await seat(world, await world.official("Ngô Thu", "Từ Sơn"), course, State.offered, **offered)
    await world.says(minh, "/quanly")
    full = await world.presses(minh, "1. LOP-001")
    for part in ("Chỗ: 3/40", "Đã duyệt: 1", "Chờ duyệt: 1", "Mời nhận chỗ: 1", "Danh sách chờ: 1"):
        assert part in full
    assert "Số đơn vị có người: 3" in full
    assert {"Danh sách theo đơn vị", "Xuất danh sách", "Giấy triệu tập"} <= set(minh.last.labels)
    assert "Chứng chỉ" not in minh.last.labels
    assert "Lê Thị Mai" in await world.presses(minh, "Danh sách chờ (1)")
    assert "Chỗ: 3/40" in await world.presses(minh, "Quay lại")


async def test_a_deadline_that_passes_moves_the_course_without_any_job(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await change(world, await world.course("Văn thư"), coordinator_id=await official_id(world, minh))
    assert "đang mở đăng ký: 1" in await world.says(minh, "/quanly")
    world.clock.at += timedelta(days=9)
    assert "chờ khai giảng: 1" in await world.says(minh, "/quanly")
    world.clock.at += timedelta(days=5)
    assert "đang học: 1" in await world.says(minh, "/quanly")
    world.clock.at += timedelta(days=5)
    assert "đã kết thúc: 1" in await world.says(minh, "/quanly")


async def test_officials_and_leaders_do_not_run_courses(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    course = await world.course("Văn thư")
    assert "không có quyền" in await world.says(hoa, "/quanly")
    await world.says(hoa, "LOP-001")
    for action in ("runc", "roster", "exports", "xlsx", "docx", "summons", "docs", "docadd", "certs", "certspdf"):
        hoa.forge_press(f"1:{action}:{course}", hoa.last)
        await world.settle()
        assert "không có quyền" in hoa.last.text, action
