"""An admin takes a workbook in from the chat: preview, «Xác nhận», and whatever can go wrong on the way."""

import io
from collections.abc import AsyncIterator

import openpyxl
import pytest
from sqlalchemy import func, select, update

from models.audit import AuditEntry
from models.course import Course, CourseState
from models.database import Database
from models.official import Official
from models.workbook_problems import MAX_BYTES
from playground.faults import Fault
from playground.person import Person
from tests.conftest import NOW
from tests.models.workbook_desk import COURSE, HOA, LAN, MEETING, PROGRAMME, Desk, file_of
from tests.world import World

FIRST_ADMIN = 4242
ROSTER = file_of(officials=[LAN | {"roles": "Lãnh đạo"}, HOA])
WRONG = file_of(officials=[LAN | {"unit": "Đồng Tiến"}, HOA | {"unit": "Nơi <Nào>"}])


@pytest.fixture
async def empty(database: Database) -> AsyncIterator[World]:
    """A bot that knows nobody but one admin of the settings."""
    world = await World.open(database, NOW, first_admins=(FIRST_ADMIN,))
    yield world
    await world.close()


async def sends(world: World, person: Person, content: bytes, name: str = "Danh sách.xlsx") -> str:
    """What the person reads after sending a file."""
    person.send_document(name, content)
    await world.settle()
    return person.last.text


async def presses(world: World, person: Person, label: str = "Xác nhận") -> str:
    person.press(label)
    await world.settle()
    return person.last.text


async def officials(world: World) -> int:
    async with world.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(Official)) or 0


async def test_the_first_admin_has_no_line_in_the_roster_and_imports_it_into_an_empty_bot(empty: World) -> None:
    tuan = empty.telegram.person(FIRST_ADMIN, "Đỗ Anh Tuấn")
    tuan.say("/nhap")
    await empty.settle()
    assert "«Cán bộ»" in tuan.last.text
    text = await sends(empty, tuan, ROSTER)
    assert "Xem trước tệp «Danh sách.xlsx»" in text
    assert "Cán bộ: 2 mới, 0 thay đổi, 0 giữ nguyên" in text
    assert "Giao vai trò: Nguyễn Thị Lan (lãnh đạo, Phường Võ Cường)" in text
    assert await officials(empty) == 0
    text = await presses(empty, tuan)
    assert "Đã nhập tệp «Danh sách.xlsx»" in text
    assert "Cán bộ: 2 mới" in text
    assert tuan.last.labels == []
    assert await officials(empty) == 2
    trail = await Desk(empty.database).all(AuditEntry)
    assert [(one.action, one.actor_user_id) for one in trail] == [("import", FIRST_ADMIN), ("give_role", FIRST_ADMIN)]
    text = await sends(empty, tuan, ROSTER)
    assert "không có gì mới" in text
    assert tuan.last.labels == []
    assert empty.telegram.complaints == []


async def test_mistakes_come_back_in_the_same_workbook_and_nothing_is_kept(world: World) -> None:
    tuan = await world.admin("Đỗ Anh Tuấn")
    before = await officials(world)
    text = await sends(world, tuan, WRONG, "Danh sách <1>.XLSX")
    assert "có 2 lỗi, chưa nhập dòng nào" in text
    assert "có thể là Xã Xuân Lương; Xã Hoàng Vân" in text
    assert "Nơi <Nào>" in text
    assert tuan.last.document is not None
    name, content = tuan.last.document
    assert name == "Danh sách <1>.errors.xlsx"
    page = openpyxl.load_workbook(io.BytesIO(content))["Cán bộ"]
    reasons = [row[-1] for row in page.iter_rows(values_only=True)]
    assert reasons[0] == "Lý do"
    assert "Nơi <Nào>" in str(reasons[2])
    assert await officials(world) == before
    assert world.telegram.complaints == []


async def test_one_who_is_no_admin_is_refused_before_anything_is_fetched(world: World) -> None:
    lan, stranger = await world.official("Nguyễn Thị Lan"), world.telegram.person(555, "Người Lạ")
    before = await officials(world)
    world.telegram.faults.next("getFile", Fault.server_error())
    stranger.send_document("a.xlsx", ROSTER)
    assert "không có quyền" in await sends(world, lan, ROSTER)
    assert "liên kết" in stranger.last.text
    assert world.telegram.faults.waiting == 1  # nobody asked for the file
    assert await officials(world) == before


async def test_a_file_that_is_too_big_is_refused_before_it_is_fetched(world: World) -> None:
    tuan = await world.admin("Đỗ Anh Tuấn")
    world.telegram.faults.next("getFile", Fault.server_error())
    assert "lớn hơn 10 MB" in await sends(world, tuan, b"x" * (MAX_BYTES + 1))
    assert world.telegram.faults.waiting == 1  # nobody asked for the file


OTHER_FILES = [
    ("a.pdf", b"%PDF-1.7", "không phải tệp Excel"),
    ("a.csv", "Mã cán bộ;Họ và tên\nCB001;Lan".encode(), "CSV"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
    ("a.xlsx", b"PK\x03\x04 cut short", "hỏng"),
]


async def test_another_kind_of_file_is_refused_with_what_to_do(world: World) -> None:
    tuan = await world.admin("Đỗ Anh Tuấn")
    for name, content, said in OTHER_FILES:
        text = await sends(world, tuan, content, name)
        assert said in text
        assert "Đề nghị" in text


async def test_two_taps_on_confirm_import_once_and_leave_the_result_in_sight(world: World) -> None:
    tuan = await world.admin("Đỗ Anh Tuấn")
    await sends(world, tuan, ROSTER)
    preview = tuan.last
    tuan.press("Xác nhận", preview)
    tuan.press("Xác nhận", preview)
    await world.settle()
    assert "Đã nhập" in tuan.last.text
    assert len([one for one in await Desk(world.database).all(AuditEntry) if one.action == "import"]) == 1
    assert "đã được nhập" in tuan.alerts[-1]


async def test_the_button_of_an_earlier_preview_does_not_import_a_later_file(world: World) -> None:
    tuan = await world.admin("Đỗ Anh Tuấn")
    await sends(world, tuan, ROSTER, "cũ.xlsx")
    old = tuan.last
    await sends(world, tuan, file_of(officials=[LAN | {"code": "CB900"}]), "mới.xlsx")
    new = tuan.last
    before = await officials(world)
    tuan.press("Xác nhận", old)
    await world.settle()
    assert await officials(world) == before
    assert "đã cũ" in tuan.alerts[-1]
    tuan.press("Xác nhận", new)
    await world.settle()
    assert await officials(world) == before + 1


async def test_what_changed_between_preview_and_confirm_is_checked_again(world: World) -> None:
    tuan = await world.admin("Đỗ Anh Tuấn")
    desk = Desk(world.database, world.clock.now())
    await desk.take(officials=[LAN, HOA], programmes=[PROGRAMME], courses=[COURSE])
    await sends(world, tuan, file_of(courses=[COURSE | {"seats": 1}]))
    assert "Xem trước" in tuan.last.text
    await desk.registered(1, "CB001", "CB002")
    assert "ít hơn số chỗ đã có người giữ (2)" in await presses(world, tuan)
    assert tuan.last.document is not None


async def test_the_preview_warns_of_people_whose_course_moves(world: World) -> None:
    tuan = await world.admin("Đỗ Anh Tuấn")
    desk = Desk(world.database, world.clock.now())
    await desk.take(officials=[LAN, HOA], programmes=[PROGRAMME], courses=[COURSE], meetings=[MEETING])
    await desk.registered(1, "CB001", "CB002")
    moved = file_of(courses=[COURSE | {"ends_on": "12/12/2026"}], meetings=[MEETING | {"on": "12/12/2026"}])
    assert "lớp CDS-K1 đổi lịch, đang có 2 người đăng ký" in await sends(world, tuan, moved)


async def test_cancel_drops_the_preview(world: World) -> None:
    tuan = await world.admin("Đỗ Anh Tuấn")
    await sends(world, tuan, ROSTER)
    preview = tuan.last
    before = await officials(world)
    await presses(world, tuan, "Huỷ")
    tuan.press("Xác nhận", preview)
    await world.settle()
    assert await officials(world) == before


async def test_new_words_are_listed_and_a_long_file_name_breaks_nothing(world: World) -> None:
    tuan = await world.admin("Đỗ Anh Tuấn")
    wordy = [PROGRAMME | {"kind": "Kỹ năng & <mềm>", "posts": "Việc " + "rất dài " * 15}]
    text = await sends(world, tuan, file_of(programmes=wordy), "x" * 200 + ".xlsx")
    assert "Giá trị mới ở «Loại»: Kỹ năng & <mềm>" in text
    assert "Giá trị mới ở «Chức danh»" in text
    assert "Đã nhập" in await presses(world, tuan)
    assert world.telegram.complaints == []


async def test_what_a_workbook_leaves_out_is_not_cancelled_and_the_preview_says_how_to(world: World) -> None:
    tuan = await world.admin("Đỗ Anh Tuấn")
    courses = [COURSE | {"code": f"CDS-K{number}"} for number in range(1, 5)]
    desk = Desk(world.database, world.clock.now())
    await desk.take(programmes=[PROGRAMME], courses=courses)
    said = (
        "lớp sắp học không có trong tệp vẫn giữ nguyên; muốn huỷ, đề nghị dùng /quanly, «Đổi, hoãn, huỷ lớp» (CDS-K4)"
    )
    await sends(world, tuan, file_of(courses=courses[:3]))  # nothing else is new in it
    assert "không có gì mới" in tuan.last.text
    assert f"Lớp: Lưu ý: 1 {said}" in tuan.last.text
    await sends(world, tuan, file_of(courses=[courses[0] | {"seats": 50}, *courses[1:3]]))
    assert f"Lớp: Lưu ý: 1 {said}" in tuan.last.text
    await world.presses(tuan, "Xác nhận")
    assert {one.state for one in await desk.all(Course)} == {CourseState.published}
    await sends(world, tuan, file_of(courses=[courses[0] | {"seats": 60}]))  # some of them: no list of all
    assert "không có trong tệp" not in tuan.last.text


async def test_a_workbook_does_not_open_again_what_is_cancelled_and_says_so(world: World) -> None:
    tuan = await world.admin("Đỗ Anh Tuấn")
    desk = Desk(world.database, world.clock.now())
    await desk.take(programmes=[PROGRAMME], courses=[COURSE])
    async with world.database.writing() as session:
        await session.execute(update(Course).values(state=CourseState.cancelled))
    await sends(world, tuan, file_of(courses=[COURSE | {"seats": 50}]))
    assert (
        "Lớp, dòng 2: Lưu ý: lớp CDS-K1 đã huỷ và vẫn huỷ sau khi nhập; muốn mở lại, đề nghị mở lớp mới trong /quanly."
        in tuan.last.text
    )
    await world.presses(tuan, "Xác nhận")
    assert {one.state for one in await desk.all(Course)} == {CourseState.cancelled}
