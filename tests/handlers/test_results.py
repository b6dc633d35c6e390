"""Results through the front door: from the last meeting to the certificate, by hand where need be, and back again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from models.checks import broken_promises
from models.course import Course
from models.kinds import ConditionKind
from models.programme import Condition
from models.registration import Registration, State
from models.result import Result
from playground.person import Person
from tests.classroom import registration_of, roll_call, the_last_meeting_ends
from tests.seats import change, seat
from tests.world import World


async def results_page(world: World, person: Person, code: str = "LOP-001") -> str:
    await world.says(person, "/quanly")
    if "Tất cả lớp" in person.last.labels:
        await world.presses(person, "Tất cả lớp")
    await world.presses(person, code)
    return await world.presses(person, "Kết quả")


async def finished(world: World, marks: dict[str, str], days: int = 2) -> tuple[Person, int, dict[str, Person]]:
    """A coordinator and a course that is over, with people and their roll call."""
    minh = await world.coordinator("Hoàng Minh")
    course = await world.course("Văn thư", days=days)
    people = {name: await world.official(name) for name in marks}
    for person in people.values():
        await seat(world, person, course)
    await the_last_meeting_ends(world, course)
    await roll_call(world, course, {people[name]: signs for name, signs in marks.items()})
    return minh, course, people


async def states(world: World) -> list[State]:
    async with world.database.reading() as session:
        return list(await session.scalars(select(Registration.state).order_by(Registration.id)))


async def test_from_the_last_meeting_to_the_certificate(world: World) -> None:
    minh, _course, people = await finished(world, {"Nguyễn Thị Lan": "+m", "Trần Đức Bình": "+-", "Lê Thị Ánh": "++"})
    text = await results_page(world, minh)
    assert "Đủ điều kiện: 2 · chưa đủ: 1" in text
    assert text.index("Lê Thị Ánh") < text.index("Trần Đức Bình") < text.index("Nguyễn Thị Lan")
    assert "Trần Đức Bình – chưa đủ điều kiện: vắng sáng 10/12" in text
    await world.presses(minh, "Bài kiểm tra, điểm")
    await world.presses(minh, "Thêm bài kiểm tra")
    assert "Đã thêm bài «Bài thu hoạch», thang 10." in await world.says(minh, "Bài thu hoạch; 10")
    await world.presses(minh, "Nhập điểm: Bài thu hoạch")
    text = await world.says(minh, "Nguyễn Thị Lan 8,5\n1. 4\nCB-003: 7")
    assert "ghi mới 3 điểm (Nguyễn Thị Lan 8,5/10; Lê Thị Ánh 4/10; Trần Đức Bình 7/10)" in text
    text = await world.presses(minh, "Quay lại")
    assert "Đủ điều kiện: 1 · chưa đủ: 2" in text
    assert "Lê Thị Ánh – chưa đủ điều kiện: Bài thu hoạch: 4/10" in text
    text = await world.presses(minh, "Chốt kết quả")
    assert "Hoàn thành: 1 người; chưa hoàn thành: 2 người." in text
    assert "• Lê Thị Ánh – chưa đủ điều kiện: Bài thu hoạch: 4/10" in text
    assert await states(world) == [State.confirmed] * 3
    assert "Đã chốt: 1 người hoàn thành, 2 người chưa hoàn thành." in await world.presses(minh, "Xác nhận")
    assert sorted(await states(world)) == [State.completed, State.not_completed, State.not_completed]
    lan, binh = people["Nguyễn Thị Lan"], people["Trần Đức Bình"]
    assert "Đồng chí đã hoàn thành lớp Văn thư (LOP-001)." in lan.last.text
    assert "Kết quả: có mặt 2/2 buổi; Bài thu hoạch: 8,5/10." in lan.last.text
    assert "Được tính 16 tiết; cả năm đã có 16/40 tiết." in lan.last.text
    assert "Đồng chí chưa hoàn thành lớp" in binh.last.text
    assert "có mặt 1/2 buổi; Bài thu hoạch: 7/10" in binh.last.text
    await world.presses(minh, "Chứng chỉ")
    await world.presses(minh, "Cấp cho 1 người chưa có")
    await world.presses(minh, "Xác nhận")
    assert "chứng chỉ số 0001/2026/CC-SNV" in lan.last.text
    text = await world.says(lan, "/dangky")
    assert "(có mặt 2/2 buổi; Bài thu hoạch: 8,5/10; chứng chỉ số 0001/2026/CC-SNV)" in text
    assert "1. Chứng chỉ 0001/2026/CC-SNV" in lan.last.labels
    assert "được tính (có mặt 2/2 buổi" in await world.says(lan, "/sotiet")
    assert "Kết quả của đồng chí: đã hoàn thành (có mặt 2/2 buổi" in await world.says(lan, "LOP-001")
    async with world.database.reading() as session:
        assert await broken_promises(session) == []
        actions = list(await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert actions.count("close_result") == 3
    assert actions.count("score") == 3
    assert world.telegram.complaints == []


async def test_two_taps_close_once_and_tell_once(world: World) -> None:
    minh, course, people = await finished(world, {"Lan": "++"})
    await results_page(world, minh)
    await world.presses(minh, "Chốt kết quả")
    asked = minh.last
    await world.presses(minh, "Xác nhận")
    minh.forge_press(f"1:rescloseok:{course}:1:0", asked)
    await world.settle()
    assert "Không còn ai chờ kết quả" in minh.last.text
    assert people["Lan"].sent_count("đã hoàn thành lớp") == 1


async def test_what_changed_since_the_rehearsal_is_rehearsed_anew(world: World) -> None:
    minh, _course, _people = await finished(world, {"Lan": "++", "Mai": "++"})
    await results_page(world, minh)
    await world.presses(minh, "Chốt kết quả")
    asked = minh.last
    other = await world.coordinator("Ngọc")
    await results_page(world, other)
    await world.presses(other, "1")
    await world.presses(other, "Chưa hoàn thành")
    await world.says(other, "Vi phạm nội quy")
    await world.presses(minh, "Xác nhận", asked)
    assert "vừa thay đổi nên chưa chốt" in minh.last.text
    assert await states(world) == [State.confirmed] * 2


async def test_nothing_is_closed_before_the_last_meeting_is_over(world: World) -> None:
    minh, course, _ = await finished(world, {"Lan": "+"})
    await the_last_meeting_ends(world, course, minutes=-1)
    text = await results_page(world, minh)
    assert "Chốt kết quả" not in minh.last.labels
    assert "Buổi sáng 10/12 chưa điểm danh." in text
    minh.forge_press(f"1:resclose:{course}", minh.last)
    await world.settle()
    assert "Lớp chưa học xong; kết quả chốt được từ 11h00 thứ Năm, 10/12/2026." in minh.last.text


async def test_a_meeting_without_roll_call_is_said_and_keeps_the_course_open(world: World) -> None:
    minh, _course, _ = await finished(world, {"Lan": "+", "Mai": "-"})
    text = await results_page(world, minh)
    assert "⚠️ Buổi sáng 10/12 chưa điểm danh." in text
    assert "chưa đủ căn cứ: 2" in text
    assert "Chưa đủ căn cứ để chốt: 2 người chưa có kết quả." in await world.presses(minh, "Chốt kết quả")
    assert await states(world) == [State.confirmed] * 2


async def test_a_course_without_roll_call_is_confirmed_by_its_list_with_a_reason_and_exceptions_by_name(
    world: World,
) -> None:
    minh, _course, people = await finished(world, {"Lan": "", "Mai": "", "Nam": ""})
    await results_page(world, minh)
    await world.presses(minh, "2")
    assert "Mai" in minh.last.text
    await world.presses(minh, "Chưa hoàn thành")
    assert "xác nhận riêng" in (await world.says(minh, "Chỉ dự buổi đầu")).lower()
    await world.presses(minh, "Quay lại")
    text = await world.presses(minh, "Xác nhận theo danh sách")
    assert "Xác nhận 2 người hoàn thành theo danh sách?" in text
    assert "Mai" not in text
    text = await world.says(minh, "Danh sách ký nhận <ngày 10/12>")
    assert "Đủ điều kiện: 2 · chưa đủ: 1" in text
    text = await world.presses(minh, "Chốt kết quả")
    assert "Hoàn thành theo xác nhận riêng: Lan, Nam." in text
    await world.presses(minh, "Xác nhận")
    assert "Lý do: Chỉ dự buổi đầu." in people["Mai"].last.text
    assert "đã hoàn thành" in people["Lan"].last.text
    async with world.database.reading() as session:
        assert await broken_promises(session) == []
        said = list(await session.scalars(select(Result.reason).order_by(Result.id)))
        trail = list(await session.scalars(select(AuditEntry).where(AuditEntry.action == "word_by_hand")))
    assert sorted(said) == ["Chỉ dự buổi đầu", *["Danh sách ký nhận <ngày 10/12>"] * 2]
    assert [entry.actor_id for entry in trail] == [1, 1, 1]


async def test_a_result_taken_back_withdraws_its_certificate_and_is_closed_anew(world: World) -> None:
    minh, _course, people = await finished(world, {"Lan": "++"})
    lan = people["Lan"]
    await results_page(world, minh)
    await world.presses(minh, "Chốt kết quả")
    await world.presses(minh, "Xác nhận")
    await world.presses(minh, "Quay lại")
    await world.presses(minh, "Chứng chỉ")
    await world.presses(minh, "Cấp cho Lan")
    await world.presses(minh, "Cấp")
    await results_page(world, minh)
    await world.presses(minh, "1")
    text = await world.presses(minh, "Xem xét lại kết quả")
    assert "Chứng chỉ số 0001/2026/CC-SNV bị thu hồi" in text
    assert "Đã mở lại kết quả của đ/c Lan" in await world.says(minh, "Điểm danh nhầm buổi sáng")
    assert await states(world) == [State.confirmed]
    assert lan.sent_count("đang được xem xét lại") == 1
    assert lan.sent_count("đã bị thu hồi") == 1
    assert "Lý do: Điểm danh nhầm buổi sáng" in lan.last.text
    assert "Đã bị thu hồi" in await world.says(world.telegram.person(9001, "Người lạ"), "0001/2026/CC-SNV")
    assert "hoàn thành" not in await world.says(lan, "/dangky")
    await world.presses(minh, "1")
    await world.presses(minh, "Chưa hoàn thành")
    await world.says(minh, "Vắng buổi sáng")
    await world.presses(minh, "Quay lại")
    await world.presses(minh, "Chốt kết quả")
    await world.presses(minh, "Xác nhận")
    assert "Đồng chí chưa hoàn thành lớp" in lan.last.text
    async with world.database.reading() as session:
        assert await broken_promises(session) == []
        results = list(await session.scalars(select(Result).order_by(Result.id)))
    assert [(one.passed, one.turned_back_reason) for one in results] == [
        (True, "Điểm danh nhầm buổi sáng"),
        (False, ""),
    ]


async def test_marks_cannot_be_changed_once_the_result_is_closed(world: World) -> None:
    minh, course, people = await finished(world, {"Lan": "++", "Mai": "++"})
    await results_page(world, minh)
    await world.presses(minh, "Bài kiểm tra, điểm")
    await world.presses(minh, "Thêm bài kiểm tra")
    await world.says(minh, "Bài 1; 10")
    await world.presses(minh, "Nhập điểm: Bài 1")
    await world.says(minh, "1 5\n2 5")
    await world.presses(minh, "Nhập điểm: Bài 1")
    other = await world.coordinator("Ngọc")
    await results_page(world, other)
    await world.presses(other, "Chốt kết quả")
    await world.presses(other, "Xác nhận")
    assert "đã chốt" in await world.says(minh, "1 9")
    minh.forge_press(f"1:reshand:{await registration_of(world, people['Lan'], course)}:0", minh.last)
    await world.settle()
    assert "Xem xét lại kết quả" in minh.last.labels


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Lan", "thiếu điểm ở cuối dòng"),
        ("Hoa 8", "không có trong danh sách"),
        ("9 8", "không có trong danh sách"),
        ("Lan 11", "điểm phải từ 0 đến 10"),
        ("Lan 8\n1 9", "người này đã có ở dòng trên"),
        ("8", "thiếu điểm"),
    ],
)
async def test_one_bad_line_and_no_mark_is_kept(world: World, typed: str, said: str) -> None:
    minh, _course, _ = await finished(world, {"Lan": "++"})
    await results_page(world, minh)
    await world.presses(minh, "Bài kiểm tra, điểm")
    await world.presses(minh, "Thêm bài kiểm tra")
    assert "Chưa rõ tên bài" in await world.says(minh, "Bài 1")
    await world.says(minh, "Bài 1; 10")
    await world.presses(minh, "Nhập điểm: Bài 1")
    text = await world.says(minh, typed)
    assert "Chưa ghi điểm nào" in text
    assert said in text
    assert "ghi mới 1 điểm" in await world.says(minh, "Lan 8")  # the question stands


async def test_the_coordinator_is_reminded_once_in_working_hours(world: World) -> None:
    minh, _course, _ = await finished(world, {"Lan": "++"})  # over on Thursday 10/12
    await world.pass_time(to=world.clock.at.replace(day=15, hour=7))
    assert minh.sent_count("Chưa chốt kết quả") == 0
    await world.pass_time(to=world.clock.at.replace(hour=7, minute=30))
    assert minh.sent_count("Chưa chốt kết quả") == 1
    await world.pass_time(days=1)
    assert minh.sent_count("Chưa chốt kết quả") == 1
    await world.presses(minh, "Kết quả")
    assert "Đủ điều kiện: 1" in minh.last.text


async def test_nobody_is_reminded_of_what_is_closed_cancelled_or_another_s(world: World) -> None:
    minh, course, _ = await finished(world, {"Lan": "++"})
    ngoc = await world.coordinator("Ngọc")
    await change(world, course, coordinator_id=1)
    await results_page(world, minh)
    await world.presses(minh, "Chốt kết quả")
    await world.presses(minh, "Xác nhận")
    second = await world.course("Hộ tịch", starts_in=-3, closes_in=-9)
    await seat(world, await world.official("Nam"), second)
    await change(world, second, coordinator_id=1)
    await world.pass_time(to=world.clock.at.replace(day=18, hour=9))
    assert (minh.sent_count("Chưa chốt kết quả"), ngoc.sent_count("Chưa chốt kết quả")) == (1, 0)
    assert "Hộ tịch" in minh.last.text


async def test_a_programme_may_ask_for_less_attendance_from_a_day_on(world: World) -> None:
    minh, course, _ = await finished(world, {"Lan": "+-", "Mai": "--"})
    async with world.database.writing() as session:
        programme_id = (await session.get_one(Course, course)).programme_id
        for percent, first in ((90, date(2026, 1, 1)), (50, date(2026, 12, 9)), (10, date(2026, 12, 10))):
            session.add(
                Condition(
                    programme_id=programme_id,
                    kind=ConditionKind.least_attendance,
                    value=percent,
                    valid_from=first,
                    basis="Quyết định 12/QĐ-SNV",
                )
            )
    text = await results_page(world, minh)
    assert "Điều kiện: có mặt ít nhất 50% số buổi;" in text
    assert "Đủ điều kiện: 1 · chưa đủ: 1" in text
    assert "có mặt ít nhất 50% số buổi để hoàn thành (Quyết định 12/QĐ-SNV)" in await world.says(minh, "LOP-001")


async def test_the_weekly_summary_has_it_with_a_button_that_does_it(world: World) -> None:
    minh, _, _ = await finished(world, {"Lan": "++", "Mai": "+-"})
    world.clock.at = world.clock.at.replace(day=14, hour=8)
    await world.says(minh, "/tongket")
    shown = next(one for one in minh.seen if "Cần xử lý" in one.text and one.labels)
    assert "1. Văn thư (LOP-001): bế giảng 10/12/2026, chưa chốt kết quả của 2 người" in shown.text
    await world.presses(minh, "1. LOP-001", shown)
    assert any("Đủ điều kiện: 1 · chưa đủ: 1" in one.text for one in minh.seen)


async def test_a_course_without_results_stays_on_the_work_list_until_they_are_closed(world: World) -> None:
    minh, _, _ = await finished(world, {"Lan": "++"})
    world.clock.at += timedelta(days=30)
    await world.says(minh, "/tongket")
    assert "chưa chốt kết quả của 1 người" in minh.last.text
    await results_page(world, minh)
    await world.presses(minh, "Chốt kết quả")
    await world.presses(minh, "Xác nhận")
    assert "LOP-001" not in await world.says(minh, "/tongket")
