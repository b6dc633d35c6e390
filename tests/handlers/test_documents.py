"""The letters behind a course: added in one line, step by step or with the PDF; read on the card, found by number."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from models.course import CourseState
from models.document import CourseDocument, Document
from playground.person import Person
from tests.seats import change
from tests.world import World

LINE = "2537/SNV-CCVC ngày 20/11/2026 v/v mở lớp bồi dưỡng văn thư"
PDF = b"%PDF-1.7 a letter"


async def begin(world: World, person: Person, code: str = "LOP-001") -> str:
    await world.says(person, "/quanly")
    await world.presses(person, "Tất cả lớp")
    await world.presses(person, code)
    await world.presses(person, "Công văn")
    return await world.presses(person, "Thêm công văn")


async def send(world: World, person: Person, name: str = "2537.pdf", caption: str = "") -> str:
    person.send_document(name, PDF, caption=caption)
    await world.settle()
    return person.last.text


async def documents(world: World) -> list[tuple[str, str, str, str]]:
    async with world.database.reading() as session:
        found = await session.scalars(select(Document).order_by(Document.id))
        return [(one.number, one.issued_on.isoformat(), one.subject, one.file_name) for one in found]


async def test_one_line_and_the_pdf_put_a_letter_on_the_card_of_the_course(world: World) -> None:
    minh, lan = await world.coordinator("Hoàng Minh"), await world.official("Nguyễn Thị Lan")
    await world.course("Văn thư & <lưu trữ>")
    assert "2537/SNV-CCVC ngày 20/11/2026" in await begin(world, minh)
    assert "Đã ghi: số 2537/SNV-CCVC; ngày 20/11/2026; về việc mở lớp bồi dưỡng văn thư." in await world.says(
        minh, LINE
    )
    assert "Đã thêm công văn số 2537/SNV-CCVC" in await send(world, minh)
    assert await documents(world) == [("2537/SNV-CCVC", "2026-11-20", "mở lớp bồi dưỡng văn thư", "2537.pdf")]

    card = await world.says(lan, "LOP-001")
    assert "Công văn: số 2537/SNV-CCVC ngày 20/11/2026 về việc mở lớp bồi dưỡng văn thư" in card
    await world.presses(lan, "Công văn 2537/SNV-CCVC")
    assert lan.last.document == ("2537.pdf", PDF)
    async with world.database.reading() as session:
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "add_document"))).one()
    assert (entry.actor_user_id, (entry.after or {})["number"]) == (minh.id, "2537/SNV-CCVC")
    assert world.telegram.complaints == []


async def test_the_pdf_with_the_line_as_its_caption_is_enough(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.course("Văn thư")
    await begin(world, minh)
    assert "Đã thêm công văn" in await send(world, minh, caption=LINE)
    assert minh.last.labels[:2] == ["Mở 2537/SNV-CCVC", "Gỡ 2537/SNV-CCVC"]


async def test_what_is_missing_is_asked_for_one_thing_at_a_time(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.course("Văn thư")
    await begin(world, minh)
    assert "Đã ghi: đã có tệp PDF.\nĐề nghị gõ số" in await send(world, minh)
    assert "số, ký hiệu" in await world.says(minh, "công văn của Sở")
    assert "ngày ban hành" in await world.says(minh, "số 08/KH-UBND")
    assert "Không có ngày này" in await world.says(minh, "31/02/2026")
    assert "trích yếu" in await world.says(minh, "ngày 19 tháng 01 năm 2026")
    assert "Đã thêm kế hoạch số 08/KH-UBND" in await world.says(minh, "V/v bồi dưỡng cán bộ năm 2026")
    assert await documents(world) == [("08/KH-UBND", "2026-01-19", "bồi dưỡng cán bộ năm 2026", "2537.pdf")]


async def test_a_letter_without_a_file_is_named_on_the_card_and_gets_its_file_later(world: World) -> None:
    minh, lan = await world.coordinator("Hoàng Minh"), await world.official("Nguyễn Thị Lan")
    await world.course("Văn thư")
    await begin(world, minh)
    await world.says(minh, LINE)
    assert "(chưa có tệp)" in await world.presses(minh, "Lưu không kèm tệp")
    assert "2537/SNV-CCVC" in await world.says(lan, "LOP-001")
    assert "Công văn 2537/SNV-CCVC" not in lan.last.labels
    await begin(world, minh)
    await send(world, minh, caption=LINE)
    assert len(await documents(world)) == 1
    await world.says(lan, "LOP-001")
    assert "Công văn 2537/SNV-CCVC" in lan.last.labels


async def test_another_kind_of_file_is_refused_and_the_question_stays_open(world: World) -> None:
    tuan = await world.admin("Phạm Tuấn")
    await world.course("Văn thư")
    await begin(world, tuan)
    assert "chỉ nhận tệp PDF" in await send(world, tuan, "lop.xlsx")
    assert "Đã thêm" in await send(world, tuan, caption=LINE)
    assert "Đã huỷ" in await world.says(tuan, "Huỷ")


async def test_huy_leaves_nothing_behind(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.course("Văn thư")
    await begin(world, minh)
    await world.says(minh, LINE)
    await world.presses(minh, "Huỷ")
    minh.forge_press("1:docsave", minh.last)
    await world.settle()
    assert "không còn hoặc đã thay đổi" in minh.last.text
    assert await documents(world) == []


async def test_one_letter_opens_two_courses_and_leaves_each_by_itself(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.course("Văn thư")
    await world.course("Hộ tịch")
    for code in ("LOP-001", "LOP-002"):
        await begin(world, minh, code)
        await send(world, minh, caption=LINE)
    assert len(await documents(world)) == 1
    await world.presses(minh, "Gỡ 2537/SNV-CCVC")
    assert "Đã gỡ công văn số 2537/SNV-CCVC khỏi lớp" in await world.presses(minh, "Xác nhận")
    assert len(await documents(world)) == 1
    await world.says(minh, "/quanly")
    await world.presses(minh, "Tất cả lớp")
    await world.presses(minh, "LOP-001")
    await world.presses(minh, "Công văn (1)")
    await world.presses(minh, "Gỡ 2537/SNV-CCVC")
    await world.presses(minh, "Xác nhận")
    assert await documents(world) == []
    async with world.database.reading() as session:
        assert (await session.scalars(select(CourseDocument))).all() == []


@pytest.mark.parametrize("said", ["2537/SNV-CCVC", "2537/snv-ccvc", "cv 2537", "công văn số 2537", "thẩm tra lý lịch"])
async def test_a_course_is_found_by_number_and_words_of_its_letter(world: World, said: str) -> None:
    minh, lan = await world.coordinator("Hoàng Minh"), await world.official("Nguyễn Thị Lan")
    await world.course("Văn thư")
    await world.course("Hộ tịch")
    await world.says(lan, "ho tich")  # the index is there before the letter is
    world.clock.at += timedelta(minutes=5)
    await begin(world, minh, "LOP-002")
    await send(world, minh, caption="2537/SNV-CCVC ngày 20/11/2026 v/v thẩm tra lý lịch")
    assert "Mã lớp: LOP-002" in await world.says(lan, said)


async def test_the_number_of_the_workbook_stays_and_is_not_said_twice(world: World) -> None:
    minh, lan = await world.coordinator("Hoàng Minh"), await world.official("Nguyễn Thị Lan")
    course = await world.course("Văn thư")
    await change(world, course, document_number="2537/SNV-CCVC")
    assert (await world.says(lan, "công văn 2537")).count("2537/SNV-CCVC") == 1
    await begin(world, minh)
    await send(world, minh, caption=LINE)
    assert (await world.says(lan, "LOP-001")).count("2537/SNV-CCVC") == 1


async def test_a_letter_of_a_draft_is_for_the_department_only(world: World) -> None:
    minh, lan = await world.coordinator("Hoàng Minh"), await world.official("Nguyễn Thị Lan")
    course = await world.course("Văn thư")
    await change(world, course, state=CourseState.draft)
    await begin(world, minh)
    await send(world, minh, caption=LINE)
    await world.presses(minh, "Mở 2537/SNV-CCVC")
    assert minh.last.document == ("2537.pdf", PDF)
    await world.says(lan, "/lop")
    lan.forge_press("1:doc:1", lan.last)
    await world.settle()
    assert "không có quyền" in lan.last.text
    lan.forge_press("1:doc:99", lan.last)
    await world.settle()
    assert "không còn hoặc đã thay đổi" in lan.last.text
