"""Looking up: the list for me, its pages and filters, the card, and what it costs."""

import re
from datetime import timedelta

from sqlalchemy import select, update

from models.course import Course, CourseState, Meeting
from models.folding import fold
from models.institution import Institution
from models.official import Official
from models.programme import Programme
from models.term import Term, TermList
from tests.world import World

OTHERS = "Các lớp khác đang mở:"


async def change(world: World, course_id: int, **values: object) -> None:
    async with world.database.writing() as session:
        await session.execute(update(Course).where(Course.id == course_id).values(**values))


def numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]


async def test_what_fits_me_comes_first_then_the_others_by_deadline_numbered_across_pages(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan", posts=("Chuyên viên văn hóa",))
    for number in range(6):
        await world.course(f"Hợp {number}", posts=("Chuyên viên văn hóa",), closes_in=9 - number)
    for number in range(5):
        await world.course(f"Khác {number}", posts=("Chuyên viên tư pháp",), closes_in=2 + number)
    await world.course("Cho nơi khác", communes=("Quế Võ",))
    await world.course("Đã hết hạn", closes_in=-2)
    await change(world, await world.course("Đã huỷ"), state=CourseState.cancelled)
    await change(world, await world.course("Chưa mở"), state=CourseState.draft)

    first = await world.says(lan, "/lop")
    assert "Lớp đang mở đăng ký: 11, trong đó 6 lớp phù hợp với chức danh của đồng chí." in first
    assert re.findall(r"(Hợp|Khác) (\d)", first) == [("Hợp", number) for number in "54321"]
    assert OTHERS not in first
    assert lan.last.labels[0] == "1. LOP-006 – Hợp 5"
    assert lan.last.labels[5:] == ["Lọc", "Sau ›"]
    second = await world.presses(lan, "Sau ›")
    assert numbers(second) == [6, 7, 8, 9, 10]
    assert second.index("Hợp 0") < second.index(OTHERS) < second.index("Khác 0")
    third = await world.presses(lan, "Sau ›")
    assert third.index(OTHERS) < third.index("11. Khác 4")
    assert "Trang 3/3" in third
    assert lan.last.labels == ["11. LOP-011 – Khác 4", "‹ Trước", "Lọc"]
    for hidden in ("Cho nơi khác", "Đã hết hạn", "Đã huỷ", "Chưa mở"):
        assert hidden not in first + second + third

    await world.presses(lan, "11. LOP-011 – Khác 4")
    assert "Trang 3/3" in await world.presses(lan, "Danh sách lớp")  # the card leads back to where one was
    stale = lan.last
    async with world.database.writing() as session:
        await session.execute(update(Course).where(Course.title != "Hợp 1").values(state=CourseState.cancelled))
    assert numbers(await world.presses(lan, "‹ Trước", stale)) == [1]  # the page is gone: the first one is shown


async def test_the_heading_of_the_others_stands_right_at_the_edges(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan", posts=("Chuyên viên văn hóa",))
    assert "Chưa có lớp nào đang mở đăng ký." in await world.says(lan, "/lop")
    assert lan.last.labels == []
    await world.course("Khác", posts=("Chuyên viên tư pháp",))
    only_others = await world.says(lan, "/lop")
    assert only_others.index("0 lớp phù hợp") < only_others.index(OTHERS) < only_others.index("1. Khác")
    for number in range(5):
        await world.course(f"Hợp {number}", posts=("Chuyên viên văn hóa",))
    assert OTHERS not in await world.says(lan, "/lop")  # the fitting ones fill the page exactly
    second = await world.presses(lan, "Sau ›")
    assert second.count(OTHERS) == 1
    assert second.index(OTHERS) < second.index("6. Khác")


async def test_the_list_is_narrowed_by_month_place_mode_and_kind(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    async with world.database.writing() as session:
        mode = Term(list=TermList.mode, name="Trực tuyến", folded="truc tuyen")
        kind = Term(list=TermList.kind, name="Kỹ năng số", folded="ky nang so")
        school = Institution(name="Trường <Thống kê>", folded=fold("Trường <Thống kê>"), place="Võ Cường")
        session.add_all([mode, kind, school])
        await session.flush()
        ids = {"mode_id": mode.id, "institution_id": school.id}
        kind_id = kind.id
    over_new_year = await world.course("Qua năm mới", starts_in=30, days=20, closes_in=20)  # 25/12 to 13/01
    await world.course("Tháng Mười hai", starts_in=10, closes_in=6)
    await world.course("Tháng Hai", starts_in=80, closes_in=60)
    await world.course("Tháng Ba nơi khác", starts_in=100, closes_in=60, communes=("Quế Võ",))
    await change(world, over_new_year, **ids)
    async with world.database.writing() as session:
        programme = await session.scalar(select(Course.programme_id).where(Course.id == over_new_year))
        await session.execute(update(Programme).where(Programme.id == programme).values(kind_id=kind_id))

    async def narrowed(which: str, value: str) -> str:
        await world.says(lan, "/lop")
        await world.presses(lan, "Lọc")
        assert lan.last.labels == ["Tháng", "Địa điểm", "Hình thức", "Loại", "Quay lại"]
        await world.presses(lan, which)
        return await world.presses(lan, value)

    january = await narrowed("Tháng", "Tháng 1/2027")
    assert "(tháng 1/2027): 1," in january
    assert "Qua năm mới" in january
    december = await narrowed("Tháng", "Tháng 12/2026")
    assert "Qua năm mới" in december
    assert "Tháng Mười hai" in december
    await world.presses(lan, "Lọc")
    await world.presses(lan, "✓ Tháng")
    assert lan.last.labels == ["Bất kỳ", "Tháng 12/2026", "Tháng 1/2027", "Tháng 2/2027", "Quay lại"]
    for which, value in (("Địa điểm", "Trường <Thống kê>"), ("Hình thức", "Trực tuyến"), ("Loại", "Kỹ năng số")):
        assert re.findall(r"\d\. (.*) \(LOP", await narrowed(which, value)) == ["Qua năm mới"]

    await world.presses(lan, "Lọc")
    await world.presses(lan, "Tháng")
    empty = await world.presses(lan, "Tháng 2/2027")
    assert "Chưa có lớp nào đang mở đăng ký (tháng 2/2027, Kỹ năng số)." in empty
    assert lan.last.labels == ["Lọc", "Bỏ lọc"]
    assert numbers(await world.presses(lan, "Bỏ lọc")) == [1, 2, 3]


async def test_the_card_says_all_that_one_asks_about_a_course(world: World) -> None:
    lan, minh = await world.official("Nguyễn Thị Lan"), await world.coordinator("Lê Quang Minh")
    course = await world.course('Văn thư "A" & <B>', posts=("Chuyên viên văn phòng",), cap=2, days=2)
    async with world.database.writing() as session:
        runner = await session.scalar(select(Official.id).where(Official.full_name == minh.name))
        meetings = (await session.scalars(select(Meeting).where(Meeting.course_id == course))).all()
        for meeting in meetings:
            meeting.room, meeting.trainer = "Phòng <201>", "Vũ Thị Hạnh & cộng sự"
        afternoon = meetings[0].starts_at + timedelta(hours=5, minutes=30)
        session.add(Meeting(course_id=course, starts_at=afternoon, ends_at=afternoon + timedelta(hours=3), hours=4))
    await change(world, course, coordinator_id=runner, document_number="12/SNV & <CCVC>")

    card = await world.says(lan, "LOP-001")
    for line in (
        'Văn thư "A" & <B>',
        "Mã lớp: LOP-001",
        "16 tiết, tính vào số tiết bắt buộc hằng năm",
        "Đối tượng: Chuyên viên văn phòng",
        "Thời gian: 09–10/12/2026 (3 buổi)",
        "• Thứ Tư, 09/12/2026: sáng 8h00–11h00 (Phòng <201>), chiều 13h30–16h30",
        "• Thứ Năm, 10/12/2026: sáng 8h00–11h00 (Phòng <201>)",
        "Nơi học: Hội trường Trường Chính trị",
        "Giảng viên: Vũ Thị Hạnh & cộng sự",
        "Còn 40/40 chỗ",
        "Mỗi đơn vị tối đa 2 chỗ; đơn vị của đồng chí đã có 0 người",
        "Hạn đăng ký: hết ngày thứ Tư, 02/12/2026",
        "Cách duyệt: lãnh đạo đơn vị duyệt",
        "Công văn: số 12/SNV & <CCVC>",
    ):
        assert line in card.split("\n")
    assert card.split("\n")[-1].startswith("⚠️ Đồng chí đăng ký được, nhưng lớp không thuộc đối tượng")
    assert lan.last.labels == ["Đăng ký", "Bản đồ", "Danh sách lớp"]
    assert lan.press("Bản đồ").startswith("https://www.google.com/maps/search/?api=1&query=H%E1%BB%99i")
    await change(world, course, closes_at=world.clock.now() - timedelta(hours=1))
    closed = await world.says(lan, "LOP-001")
    assert closed.endswith("Nếu cần, đề nghị liên hệ đ/c Lê Quang Minh (điều phối viên của lớp).")


async def test_nothing_is_ever_too_long_for_one_message(world: World) -> None:
    lan, hoa = await world.official("L" * 120), await world.leader("H" * 120)
    long, room = "<&> " * 75, "phòng & " * 15
    for number in range(7):
        course = await world.course(f"{number} {long}"[:300], starts_in=14 + 61 * number, days=60, venue=long)
        await change(world, course, code=f"{number}" * 60, folded_code=f"{number}" * 60, document_number="d" * 120)
    async with world.database.writing() as session:
        await session.execute(update(Programme).values(name=long))
        for meeting in await session.scalars(select(Meeting)):
            meeting.room, meeting.topic, meeting.trainer = f"{room}{meeting.id}"[:120], long, f"Giảng viên {meeting.id}"
    await world.says(lan, "/lop")
    assert len(lan.last.labels) == 7
    card = await world.presses(lan, "1. ")
    assert "buổi nữa" in card
    assert "Còn 40/40 chỗ" in card
    for number in range(7):
        await world.says(lan, f"{number}" * 60)
        await world.presses(lan, "Đăng ký")
        await world.presses(lan, "Xác nhận")
    await world.says(hoa, "/duyet")
    assert hoa.last.text.startswith("Chờ đồng chí duyệt: 7")
    assert hoa.last.labels[-2:] == ["Sau ›", "Duyệt nhiều"]
    assert "7. " in await world.presses(hoa, "Sau ›")
    await world.presses(hoa, "7. ")
    await world.presses(hoa, "Từ chối", hoa.last)
    await world.says(hoa, "🙂<b>" * 200)
    await world.says(lan, "/dangky")
    assert "Trước đây:" in await world.presses(lan, "Sau ›")
    assert world.telegram.complaints == []
    assert not [shown for person in (lan, hoa) for shown in person.seen if "Hệ thống gặp lỗi" in shown.text]


async def test_an_old_post_counts_as_its_successor_and_two_posts_count_both(world: World) -> None:
    old = await world.official("Trần Văn Cũ", posts=("Văn phòng – thống kê",))
    both = await world.official("Lê Thị Kiêm", posts=("Chuyên viên tư pháp", "Chuyên viên văn phòng"))
    new = await world.official("Đỗ Văn Mới", posts=("Chuyên viên văn phòng",))
    other = await world.official("Bùi Thị Khác", posts=("Chuyên viên văn hóa",))
    await world.course("Văn thư", posts=("Chuyên viên văn phòng",))
    await world.course("Hộ tịch", posts=("Chuyên viên tư pháp",))
    await world.course("Sổ sách cũ", posts=("Văn phòng – thống kê",))
    for person, fitting in ((old, 2), (both, 3), (new, 2), (other, 0)):
        assert f"trong đó {fitting} lớp phù hợp" in await world.says(person, "/lop"), person.name
