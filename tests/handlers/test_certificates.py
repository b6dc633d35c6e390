"""Certificates: given once, withdrawn, replaced, as PDF for whom they concern; and the check that anybody may make."""

import io
from datetime import date, timedelta

import pypdf
import pytest
from sqlalchemy import select, update

from jobs.forget_old import forget_old
from models.audit import AuditEntry
from models.certificate import Certificate
from models.certificate_check import CertificateLookup
from models.notice import Notice
from models.policy import Policy, PolicyValue
from models.registration import State
from playground.person import Person
from tests.seats import change, seat
from tests.world import World

NUMBER = "0001/2026/CC-SNV"


async def certificates_page(world: World, person: Person) -> str:
    await world.says(person, "/quanly")
    await world.presses(person, "Tất cả lớp")
    await world.presses(person, "LOP-001")
    return await world.presses(person, "Chứng chỉ")


async def codes(world: World) -> dict[str, str]:
    """Number → what its QR code carries."""
    async with world.database.reading() as session:
        return {one.number: one.payload for one in await session.scalars(select(Certificate))}


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


async def given(world: World, name: str = "Nguyễn Thị Ngữ Ẵ") -> tuple[Person, Person]:
    """A coordinator, and a holder of the first certificate."""
    minh, holder = await world.coordinator("Hoàng Minh"), await world.official(name)
    course = await world.course("Văn thư & <lưu trữ>")
    await seat(world, holder, course, State.completed)
    await certificates_page(world, minh)
    await world.presses(minh, f"Cấp cho {name}")
    await world.presses(minh, "Cấp")
    return minh, holder


async def test_a_completed_course_gives_one_certificate_and_its_holder_hears_and_gets_the_pdf(world: World) -> None:
    minh, lan = await given(world)
    assert f"Chứng chỉ số {NUMBER}" in minh.last.text
    assert "Cấp cho: đ/c Nguyễn Thị Ngữ Ẵ, Phường Võ Cường" in minh.last.text
    assert f"Đồng chí được cấp chứng chỉ số {NUMBER}." in lan.last.text
    await world.presses(lan, "Tải bản PDF")
    assert lan.last.document is not None
    name, content = lan.last.document
    assert name == "0001-2026-cc-snv-nguyen-thi-ngu-a.pdf"
    (page,) = pages(content)
    for part in ("CHỨNG CHỈ", "Nguyễn Thị Ngữ Ẵ", "Văn thư & <lưu trữ>", f"Số: {NUMBER}", "ngày 25 tháng 11 năm 2026"):
        assert part in page
    assert "Sinh ngày" not in page
    assert world.telegram.complaints == []


async def test_one_person_too_is_asked_about_before_a_number_is_used_up(world: World) -> None:
    minh, lan = await world.coordinator("Hoàng Minh"), await world.official("Nguyễn Thị Lan")
    await seat(world, lan, await world.course("Văn thư"), State.completed)
    await certificates_page(world, minh)
    stale = minh.last
    seen = await world.presses(minh, "Cấp cho Nguyễn Thị Lan")
    assert "Cấp chứng chỉ cho đ/c Nguyễn Thị Lan, Phường Võ Cường?" in seen
    assert await codes(world) == {}
    assert "Hoàn thành: 1 người; đã cấp: 0; chưa cấp: 1." in await world.presses(minh, "Quay lại")
    await world.presses(minh, "Cấp cho Nguyễn Thị Lan")
    assert f"Chứng chỉ số {NUMBER}" in await world.presses(minh, "Cấp")
    minh.forge_press("1:certone:1", stale)  # asked again, who has one is shown it
    await world.settle()
    assert f"Chứng chỉ số {NUMBER}" in minh.last.text
    assert lan.sent_count("Đồng chí được cấp") == 1


async def test_two_taps_and_two_ways_give_one_certificate(world: World) -> None:
    minh, lan = await given(world)
    await certificates_page(world, minh)
    assert f"{NUMBER} – Nguyễn Thị Ngữ Ẵ" in minh.last.labels
    minh.forge_press("1:certallok:1", minh.last)
    await world.settle()
    assert "đã cấp: 1; chưa cấp: 0." in minh.last.text
    assert "Vừa cấp" not in minh.last.text
    minh.forge_press("1:certoneok:1", minh.last)
    await world.settle()
    assert f"Chứng chỉ số {NUMBER}" in minh.last.text
    assert list(await codes(world)) == [NUMBER]
    assert lan.sent_count("Đồng chí được cấp") == 1


async def test_a_whole_course_is_given_in_one_go_and_printed_in_one_file(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    course = await world.course("Văn thư")
    for name in ("Trần Thị Yến", "Nguyễn Đức Ánh"):
        await seat(world, await world.official(name), course, State.completed)
    await seat(world, await world.official("Lê Văn Trượt"), course, State.not_completed)
    assert "Hoàn thành: 2 người; đã cấp: 0; chưa cấp: 2." in await certificates_page(world, minh)
    assert "Cấp 2 chứng chỉ của lớp LOP-001?" in await world.presses(minh, "Cấp cho 2 người chưa có")
    assert "Vừa cấp: 2." in await world.presses(minh, "Xác nhận")
    await world.presses(minh, "Tải tất cả (PDF)")
    assert minh.last.document is not None
    assert minh.last.document[0] == "chung-chi-lop-001.pdf"
    first, second = pages(minh.last.document[1])
    assert "Nguyễn Đức Ánh" in first
    assert NUMBER in first  # numbers run down the list, whoever registered first
    assert "Sinh ngày" not in first
    assert "Trần Thị Yến" in second
    async with world.database.reading() as session:
        exports = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "export"))).all()
    assert [(entry.after or {})["numbers"] for entry in exports] == [[NUMBER, "0002/2026/CC-SNV"]]


async def test_only_who_completed_gets_one(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    course = await world.course("Văn thư")
    await seat(world, await world.official("Nguyễn Thị Lan"), course, State.completed)
    await seat(world, await world.official("Lê Văn Học"), course, State.confirmed)
    await certificates_page(world, minh)
    for forged in ("1:certone:2", "1:certoneok:2"):
        minh.forge_press(forged, minh.last)
        await world.settle()
        assert "chưa hoàn thành lớp" in minh.last.text
    assert await codes(world) == {}


async def test_a_certificate_is_withdrawn_with_a_reason_that_its_holder_reads(world: World) -> None:
    minh, lan = await given(world)
    stale = lan.last
    await world.presses(minh, "Thu hồi")
    assert "Đã thu hồi ngày 25/11/2026: Cấp nhầm <người>" in await world.says(minh, "Cấp nhầm <người>")
    assert "Lý do: Cấp nhầm <người>" in lan.last.text
    await world.presses(lan, "Tải bản PDF", stale)
    assert all(shown.document is None for shown in lan.seen)
    assert any("không còn" in shown.text for shown in lan.seen)
    await world.presses(minh, "Cấp lại do in sai")
    assert "0002/2026/CC-SNV" in await world.presses(minh, "Xác nhận")
    assert len(await codes(world)) == 2


async def test_issuing_again_never_brings_a_withdrawn_one_back(world: World) -> None:
    minh, _ = await given(world)
    await world.presses(minh, "Thu hồi")
    await world.says(minh, "Sai kết quả")
    minh.forge_press("1:certoneok:1", minh.last)
    minh.forge_press("1:certallok:1", minh.last)
    await world.settle()
    assert list(await codes(world)) == [NUMBER]


async def test_for_a_lost_one_there_is_a_statement_of_equal_value_once(world: World) -> None:
    minh, lan = await given(world)
    await world.presses(minh, "Báo mất, hỏng")
    assert "0001/2026/GCN-SNV" in await world.presses(minh, "Xác nhận")
    assert "giấy chứng nhận hoàn thành khóa bồi dưỡng số 0001/2026/GCN-SNV" in lan.last.text
    await world.presses(lan, "Tải bản PDF", lan.last)
    assert lan.last.document is not None
    (page,) = pages(lan.last.document[1])
    assert "GIẤY CHỨNG NHẬN" in page
    assert "có giá trị như chứng chỉ" in page
    minh.forge_press("1:certlostok:1", minh.last)
    await world.settle()
    assert len(await codes(world)) == 2
    await certificates_page(world, minh)
    await world.presses(minh, f"{NUMBER} – Nguyễn Thị Ngữ Ẵ")
    assert "Báo mất, hỏng" not in minh.last.labels
    await world.presses(minh, "Thu hồi")
    await world.says(minh, "Sai kết quả")
    lan.start((await codes(world))["0001/2026/GCN-SNV"])
    await world.settle()
    assert "Đã bị thu hồi" in lan.last.text  # the statement goes with what it stands for


async def test_a_birth_date_is_printed_only_where_its_column_is_switched_on(world: World) -> None:
    tuan, lan = await world.admin("Phạm Tuấn"), await world.official("Nguyễn Thị Lan", born=date(1985, 8, 15))
    course = await world.course("Văn thư")
    await seat(world, lan, course, State.completed)
    await certificates_page(world, tuan)
    tuan.forge_press(f"1:columnok:{course}:1:1", tuan.last)
    await world.settle()
    assert "✓ Ngày, tháng, năm sinh" in tuan.last.labels
    await certificates_page(world, tuan)
    await world.presses(tuan, "Cấp cho Nguyễn Thị Lan")
    await world.presses(tuan, "Cấp")
    await world.presses(lan, "Tải bản PDF")
    assert lan.last.document is not None
    assert "Sinh ngày 15/08/1985" in pages(lan.last.document[1])[0]


async def test_nobody_else_gets_the_pdf(world: World) -> None:
    await given(world)
    mai, hoa = await world.official("Lê Thị Mai"), await world.leader("Trần Văn Hòa")
    for person in (mai, hoa):
        await world.says(person, "/lop")
        person.forge_press("1:certpdf:1", person.last)
        await world.settle()
        assert "không có quyền" in person.last.text


async def test_a_stranger_scans_the_code_and_reads_the_name_and_nothing_more(world: World) -> None:
    minh, lan = await given(world)
    stranger = world.telegram.person(9001, "Người lạ")
    payload = (await codes(world))[NUMBER]
    stranger.start(payload)
    await world.settle()
    seen = stranger.last.text
    assert "Hợp lệ" in seen
    assert NUMBER in seen
    assert "Nguyễn Thị Ngữ Ẵ" in seen
    for secret in ("Võ Cường", "Văn thư", "CB-", "1985", "090"):
        assert secret not in seen
    assert stranger.last.labels == []
    lan.start(payload)
    await world.settle()
    assert lan.last.labels == ["Tải bản PDF"]
    await world.presses(minh, "Thu hồi")
    await world.says(minh, "Sai kết quả")
    stranger.start(payload)
    await world.settle()
    assert "Đã bị thu hồi" in stranger.last.text
    assert "Sai kết quả" not in stranger.last.text
    stranger.start("cert_" + "A" * 16)
    await world.settle()
    assert "không thuộc chứng chỉ nào" in stranger.last.text


@pytest.mark.parametrize("said", [NUMBER, "1/2026/cc-snv", "Số: 0001 / 2026 / CC-SNV", "chứng chỉ 0001/2026/CC-SNV"])
async def test_a_number_is_checked_as_people_type_it(world: World, said: str) -> None:
    await given(world)
    stranger, mai = world.telegram.person(9001, "Người lạ"), await world.official("Lê Thị Mai")
    for person in (stranger, mai):
        seen = await world.says(person, said)
        assert "Hợp lệ" in seen
        assert "Nguyễn Thị Ngữ Ẵ" in seen
        assert person.last.labels == []


async def test_what_is_not_a_number_is_still_a_search_or_a_question_to_a_stranger(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    stranger = world.telegram.person(9001, "Người lạ")
    await world.course("Văn thư")
    assert "không thuộc chứng chỉ nào" in await world.says(stranger, "0007/2026/CC-SNV")
    assert "chưa được liên kết" in await world.says(stranger, "văn thư 2026")
    assert "Văn thư" in await world.says(lan, "LOP-001")
    assert "Không tìm thấy lớp" in await world.says(lan, "0001/2026/XX-SNV")


async def test_numbers_cannot_be_read_off_one_after_the_other(world: World) -> None:
    await given(world)
    thief = world.telegram.person(9001, "Người lạ")
    for number in range(20):
        assert "hết" not in await world.says(thief, f"{number + 1:04}/2026/CC-SNV")
    assert "tra cứu nhiều số" in await world.says(thief, NUMBER)
    assert "Nguyễn" not in thief.last.text
    other = world.telegram.person(9002, "Người khác")
    assert "Hợp lệ" in await world.says(other, NUMBER)
    await forget_old(world.desk)
    assert "tra cứu nhiều số" in await world.says(thief, NUMBER)
    world.clock.at += timedelta(minutes=61)
    assert "Hợp lệ" in await world.says(thief, NUMBER)


async def test_who_asked_for_a_number_is_forgotten_after_a_day(world: World) -> None:
    await world.says(world.telegram.person(9001, "Người lạ"), NUMBER)
    world.clock.at += timedelta(days=1)
    await forget_old(world.desk)
    async with world.database.reading() as session:
        assert (await session.scalars(select(CertificateLookup))).all() == []


async def test_a_new_scheme_holds_from_its_day_and_old_numbers_are_still_known(world: World) -> None:
    minh, _ = await given(world)
    async with world.database.writing() as session:
        session.add(
            PolicyValue(
                name=Policy.certificate_number,
                valid_from=date(2027, 1, 1),
                value="{year}-BN/{number:05}",
                basis="Quyết định mới",
            )
        )
    world.clock.at += timedelta(days=60)
    course = await world.course("Hộ tịch")
    await change(world, course, title="Hộ tịch")
    await seat(world, await world.official("Lê Thị Mai"), course, State.completed)
    minh.forge_press("1:certallok:2", minh.last)
    await world.settle()
    stranger = world.telegram.person(9001, "Người lạ")
    assert "Lê Thị Mai" in await world.says(stranger, "2027-bn/1")
    assert "Nguyễn Thị Ngữ Ẵ" in await world.says(stranger, NUMBER)


async def test_a_certificate_withdrawn_before_the_news_of_it_is_not_announced(world: World) -> None:
    _, lan = await given(world)
    async with world.database.writing() as session:
        await session.execute(update(Certificate).values(withdrawn_at=world.clock.now()))
        await session.execute(
            update(Notice).where(Notice.kind == "CertificateIssued").values(state="pending", due_at=world.clock.now())
        )
    before = lan.sent_count("Đồng chí được cấp")
    await world.settle()
    assert lan.sent_count("Đồng chí được cấp") == before
