"""A course from the letter that opens it to the certificate and the survey, all of it through the front door."""

from datetime import datetime

from models.checks import broken_promises
from models.kinds import Role
from tests.conftest import ZONE
from tests.handlers.test_open_course import answers, draft
from tests.handlers.test_results import results_page
from tests.world import World


async def test_from_opening_to_the_certificate_without_a_phone_call(world: World) -> None:
    minh, hoa = await world.coordinator("Hoàng Minh"), await world.leader("Trần Văn Hòa")
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Trần Thị Mai")
    hanh = await world.official("Vũ Thị Hạnh", None, roles=(Role.trainer,))
    await world.programme("Chuyển đổi số & <an toàn>", hours=8)

    # Minh opens it, gives it a trainer, and publishes it.
    assert "Đã tạo bản nháp" in await draft(world, minh, "chuyen doi so", units="Võ Cường")
    await answers(world, minh, "Lịch học", "Tạo lịch", "Quay lại", "Công bố")
    assert "✅ Đã công bố" in await world.presses(minh, next(one for one in minh.last.labels if "ông bố" in one))
    await world.says(minh, "/quanly")
    await world.presses(minh, minh.last.labels[0])
    await world.presses(minh, "Giảng viên")
    await world.presses(minh, next(one for one in minh.last.labels if "Sáng" in one or one.startswith("1")))
    await world.presses(minh, next(one for one in minh.last.labels if "Hạnh" in one))
    await world.pass_time(hours=1)
    assert "Lớp mới mở đăng ký" in lan.last.text
    assert "Đồng chí được phân công giảng dạy" in hanh.last.text

    # Two register, their leader says yes to both.
    for person in (lan, mai):
        await world.says(person, "chuyen doi so")
        await world.presses(person, "Đăng ký")
        await world.presses(person, "Xác nhận")
        assert "Đã duyệt" in await world.presses(hoa, "Duyệt")
        assert "đã duyệt" in person.last.text

    # It is put off by a day; both are told what was and what is, and confirm.
    await world.says(minh, "/quanly")
    await world.presses(minh, minh.last.labels[0])
    await answers(world, minh, "Đổi, hoãn, huỷ lớp", "Hoãn, dời cả lớp", "lùi 1 ngày", "Xác nhận")
    assert "14/12/2026" in lan.last.text
    assert "15/12/2026" in lan.last.text
    await world.presses(lan, "Đã nhận")
    await world.presses(mai, "Đã nhận")

    # In the hall Hạnh calls the roll in the morning, in the afternoon Minh does; then Mai is away.
    await world.pass_time(to=datetime(2026, 12, 15, 8, tzinfo=ZONE))
    await world.says(hanh, "/diemdanh")
    assert "Đã điểm danh đủ" in await world.presses(hanh, "Tất cả có mặt")
    await world.pass_time(to=datetime(2026, 12, 15, 14, tzinfo=ZONE))
    await world.says(minh, "/quanly")
    await answers(world, minh, minh.last.labels[0], "Điểm danh")
    await world.presses(minh, next(one for one in minh.last.labels if "hiều" in one))
    await world.presses(minh, next(one for one in minh.last.labels if "Trần Thị Mai" in one))
    assert "Đã điểm danh đủ" in await world.presses(minh, next(one for one in minh.last.labels if "Còn lại" in one))

    # The leader hears of the absence, both are asked how it was, Minh closes the results and gives the certificate.
    await world.pass_time(to=datetime(2026, 12, 15, 18, tzinfo=ZONE))
    assert hoa.sent_count("Trần Thị Mai") > 1
    assert "Câu 1/3" in lan.last.text
    for mark in "545":
        await world.presses(lan, mark)
    assert "Đã ghi nhận phiếu khảo sát" in lan.last.text
    await results_page(world, minh, "1")
    await world.presses(minh, "Chốt kết quả")
    assert "Đã chốt: 1 người hoàn thành, 1 người chưa hoàn thành." in await world.presses(minh, "Xác nhận")
    assert "Đồng chí chưa hoàn thành lớp" in mai.last.text
    await answers(world, minh, "Quay lại", "Chứng chỉ", "Cấp cho Nguyễn Thị Lan", "Cấp")
    assert "chứng chỉ số 0001/2026/CC-SNV" in lan.last.text
    await world.presses(lan, "Tải bản PDF")
    assert lan.last.document is not None
    assert "✅ Hợp lệ" in await world.says(mai, "0001/2026/CC-SNV")

    async with world.database.reading() as session:
        assert await broken_promises(session) == []
    assert world.telegram.complaints == []
