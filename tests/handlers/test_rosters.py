"""The people of a course: in the chat, as files, in two letters; who may see them, and what the trail keeps."""

import io

import docx
import openpyxl
from sqlalchemy import select

from models.audit import AuditEntry
from models.registration import Level, State
from playground.person import Person
from tests.seats import seat
from tests.world import World


async def course_page(world: World, person: Person) -> None:
    await world.says(person, "/quanly")
    await world.presses(person, "Tất cả lớp")
    await world.presses(person, "1. LOP-001")


async def exports(world: World) -> list[dict[str, object]]:
    async with world.database.reading() as session:
        entries = await session.scalars(select(AuditEntry).where(AuditEntry.action == "export").order_by(AuditEntry.id))
        return [{"by": entry.actor_user_id, **(entry.after or {})} for entry in entries]


def words_of(content: bytes) -> str:
    """All text of a Word file, table cells included."""
    paper = docx.Document(io.BytesIO(content))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in paper.paragraphs), *cells))


async def full_course(world: World) -> int:
    """Three approved from two communes, one still open."""
    course = await world.course("Văn thư & <lưu trữ>")
    await seat(world, await world.official("Trần Thị Yến", posts=("Bí thư Đảng ủy",)), course)
    await seat(world, await world.official("Nguyễn Đức Ánh"), course)
    await seat(world, await world.official("Bùi Văn Đạt", "Quế Võ"), course)
    await seat(world, await world.official("Lê Thị Chờ", "Quế Võ"), course, State.pending, awaits=Level.leader)
    return course


async def test_the_roster_is_read_unit_by_unit_in_vietnamese_order_of_given_names(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await full_course(world)
    await course_page(world, minh)
    seen = await world.presses(minh, "Danh sách theo đơn vị")
    assert "4 người, 2 đơn vị" in seen
    order = ["Phường Quế Võ (2)", "Lê Thị Chờ", "Bùi Văn Đạt", "Phường Võ Cường (2)", "Nguyễn Đức Ánh", "Trần Thị Yến"]
    places = [seen.index(part) for part in order]
    assert places == sorted(places)
    assert "Lê Thị Chờ – ⏳ chờ duyệt" in seen
    assert "Trần Thị Yến, Bí thư Đảng ủy" in seen
    assert "090" not in seen  # no phone numbers in the chat
    unit = await world.presses(minh, "Phường Quế Võ (2)")
    assert "Bùi Văn Đạt" in unit
    assert "Ánh" not in unit


async def test_a_long_roster_turns_in_pages(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    course = await world.course("Văn thư")
    for number in range(23):
        await seat(world, await world.official(f"Nguyễn Văn A{number:02}"), course)
    await course_page(world, minh)
    assert "Phường Võ Cường (23)" in await world.presses(minh, "Danh sách theo đơn vị")
    assert "Trang 1/2" in minh.last.text
    assert "A22" in await world.presses(minh, "Sau ›")
    assert "A00" in await world.presses(minh, "‹ Trước")


async def test_the_workbook_has_state_form_and_only_usual_columns_and_is_noted(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await full_course(world)
    await course_page(world, minh)
    await world.presses(minh, "Xuất danh sách")
    assert "Cột: Họ và tên; Chức danh; Đơn vị công tác; Ghi chú" in minh.last.text
    assert "Cột của danh sách" not in minh.last.labels  # only an admin changes them
    await world.presses(minh, "Excel – theo tên")
    assert minh.last.document is not None
    name, content = minh.last.document
    assert name == "danh-sach-lop-001.xlsx"
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    flat = {value for row in cells for value in row if value}
    assert {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ NỘI VỤ", "DANH SÁCH"} <= flat
    head = next(row for row in cells if row[0] == "TT")
    assert head == ["TT", "Họ và tên", "Chức danh", "Đơn vị công tác", "Ghi chú"]
    people = [row[1] for row in cells if isinstance(row[0], int)]
    assert people == ["Nguyễn Đức Ánh", "Bùi Văn Đạt", "Trần Thị Yến"]  # approved only, by given name
    assert page.print_title_rows == "$10:$10"
    assert await exports(world) == [
        {
            "by": minh.id,
            "paper": "roster_xlsx",
            "columns": ["full_name", "post", "unit", "note"],
            "people": 3,
            "commune_id": None,
        }
    ]


async def test_the_word_file_sorts_by_unit(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await full_course(world)
    await course_page(world, minh)
    await world.presses(minh, "Xuất danh sách")
    await world.presses(minh, "Word – theo đơn vị")
    assert minh.last.document is not None
    words = words_of(minh.last.document[1])
    assert words.index("Bùi Văn Đạt") < words.index("Nguyễn Đức Ánh") < words.index("Trần Thị Yến")
    assert "(Kèm theo Công văn số" in words
    assert "Danh sách gồm 03 đồng chí, thuộc 2 đơn vị./." in words
    assert "Lê Thị Chờ" not in words


async def test_a_sensitive_column_is_switched_on_by_an_admin_only_after_asking_once_more(world: World) -> None:
    minh, tuan = await world.coordinator("Hoàng Minh"), await world.admin("Phạm Tuấn")
    await full_course(world)
    await course_page(world, tuan)
    await world.presses(tuan, "Xuất danh sách")
    await world.presses(tuan, "Cột của danh sách")
    assert "dữ liệu nhạy cảm" in await world.presses(tuan, "○ Số điện thoại")
    await world.presses(tuan, "Quay lại")
    await world.presses(tuan, "○ Số điện thoại")
    await world.presses(tuan, "Xác nhận")
    assert "✓ Số điện thoại" in tuan.last.labels
    await world.presses(tuan, "✓ Ghi chú")
    await course_page(world, minh)
    assert "Đang bật cột nhạy cảm: Số điện thoại" in await world.presses(minh, "Xuất danh sách")
    await world.presses(minh, "Word – theo tên")
    assert minh.last.document is not None
    assert "0900 000 003" in words_of(minh.last.document[1])
    assert (await exports(world))[0]["columns"] == ["full_name", "post", "unit", "phone"]
    async with world.database.reading() as session:
        switched = await session.scalars(
            select(AuditEntry).where(AuditEntry.subject == "roster_column").order_by(AuditEntry.id)
        )
        kept = [(entry.action, (entry.after or {})["column"], entry.actor_user_id) for entry in switched]
    assert kept == [("show_column", "phone", tuan.id), ("hide_column", "note", tuan.id)]
    minh.forge_press("1:columnok:1:1:1", minh.last)
    await world.settle()
    assert "không có quyền" in minh.last.text


async def test_the_letter_of_a_commune_names_only_its_people_and_says_it_is_a_draft(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    course = await full_course(world)
    sent = await world.official("Vũ Thị Gửi")
    await seat(
        world, sent, course, State.pending, awaits=Level.department, decided_by_id=1
    )  # the leader has said yes, the department has not yet
    await course_page(world, minh)
    await world.presses(minh, "Danh sách theo đơn vị")
    await world.presses(minh, "Phường Võ Cường (3)")
    assert "điền số, ngày và người ký" in await world.presses(minh, "Công văn cử đi học")
    assert minh.last.document is not None
    name, content = minh.last.document
    assert name == "cong-van-cu-di-hoc-lop-001-phuong-vo-cuong.docx"
    words = words_of(content)
    for part in (
        "PHƯỜNG VÕ CƯỜNG",
        "/UBND-VHXH",
        "Võ Cường, ngày      tháng      năm 2026",
        "V/v cử cán bộ, công chức tham gia lớp Văn thư & <lưu trữ>",
        "Kính gửi: Sở Nội vụ tỉnh Bắc Ninh",
        "cử 03 đồng chí tham gia lớp Văn thư & <lưu trữ> (mã lớp LOP-001)",
        "từ ngày 09/12/2026 đến ngày 10/12/2026",
        "Vũ Thị Gửi",
        "TM. ỦY BAN NHÂN DÂN",
    ):
        assert part in words, part
    assert "Bùi Văn Đạt" not in words


async def test_a_leader_gets_the_letter_of_the_own_commune_and_no_other(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    course = await full_course(world)
    que_vo = await world.commune("Quế Võ")
    await world.says(hoa, "LOP-001")
    seen = await world.presses(hoa, "Cán bộ của đơn vị")
    assert "Nguyễn Đức Ánh" in seen
    assert "Bùi Văn Đạt" not in seen
    await world.presses(hoa, "Công văn cử đi học")
    assert hoa.last.document is not None
    assert "Bùi Văn Đạt" not in words_of(hoa.last.document[1])
    for action in ("rosteru", "sending"):
        hoa.forge_press(f"1:{action}:{course}:{que_vo.id}", hoa.last)
        await world.settle()
        assert "không có quyền" in hoa.last.text
    assert [entry["by"] for entry in await exports(world)] == [hoa.id]  # what was refused did not leave


async def test_an_official_sees_no_roster_at_all(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    course = await full_course(world)
    commune = await world.commune("Võ Cường")
    await world.says(lan, "LOP-001")
    assert "Cán bộ của đơn vị" not in lan.last.labels
    for action in ("rosteru", "sending"):
        lan.forge_press(f"1:{action}:{course}:{commune.id}", lan.last)
        await world.settle()
        assert "không có quyền" in lan.last.text


async def test_the_summons_says_when_and_where_and_carries_the_list(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await full_course(world)
    await course_page(world, minh)
    await world.presses(minh, "Giấy triệu tập")
    assert minh.last.document is not None
    words = words_of(minh.last.document[1])
    for part in (
        "GIẤY TRIỆU TẬP",
        "/GTT-SNV",
        "triệu tập 03 đồng chí thuộc 2 đơn vị",
        "khai giảng lúc 8h00, sáng ngày 09/12/2026",
        "2. Địa điểm: Hội trường Trường Chính trị.",
        "(Kèm theo Giấy triệu tập số",
        "Bùi Văn Đạt",
    ):
        assert part in words, part


async def test_an_empty_list_is_no_paper(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    course = await world.course("Văn thư")
    await world.says(minh, "/quanly")
    for action in ("xlsx", "docx", "summons"):
        minh.forge_press(f"1:{action}:{course}:0", minh.last)
        await world.settle()
        assert "Chưa có ai được duyệt" in minh.last.text
    assert await exports(world) == []
