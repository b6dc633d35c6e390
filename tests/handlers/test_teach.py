"""Teaching: assigned and told once, taken on or given back with a reason, the class with its questions, the hours."""

from datetime import timedelta

from models.kinds import Role
from models.registration import State
from playground.person import Person
from tests.seats import change, official_id, seat
from tests.teaching import let_teach, meetings
from tests.world import World


async def trainer(world: World, name: str = "Vũ Thị Hạnh") -> Person:
    return await world.official(name, None, roles=(Role.trainer,))


async def to_course(world: World, person: Person, course: int) -> None:
    person.forge_press(f"1:runc:{course}", person.last)
    await world.settle()


async def test_a_trainer_is_told_once_a_course_and_takes_it_on(world: World) -> None:
    hanh = await trainer(world)
    course = await world.course("Văn thư & <lưu trữ>", days=3)
    await let_teach(world, hanh, course)
    await world.tick()
    await world.tick()
    assert hanh.sent_count("được phân công giảng dạy: 3 buổi") == 1
    assert "Văn thư & <lưu trữ>" in hanh.last.text
    assert "Sáng thứ Tư, 09/12/2026, 8h00–11h00 (4 tiết)" in hanh.last.text
    assert "đã nhận" in await world.presses(hanh, "Nhận lịch")
    assert hanh.alerts[-1] == "Đã nhận lịch dạy lớp LOP-001."
    assert not any("Nhận lịch" in label for label in hanh.last.labels)
    minh = await world.coordinator("Hoàng Minh")
    await to_course(world, minh, course)
    assert "Vũ Thị Hạnh – đã nhận" in await world.presses(minh, "Giảng viên")


async def test_who_gives_it_back_says_why_and_the_coordinator_hears_at_once_and_finds_another(world: World) -> None:
    hanh, thay, minh = await trainer(world), await trainer(world, "Trần Văn Thầy"), await world.coordinator("Minh")
    course = await world.course("Văn thư", starts_in=10, days=2)
    await change(world, course, coordinator_id=await official_id(world, minh))
    await let_teach(world, hanh, course)
    await world.tick()
    assert "Từ chối dạy 2 buổi" in await world.presses(hanh, "Từ chối")
    assert "đồng chí không dạy 2 buổi" in await world.says(hanh, "trùng lịch hội thảo")
    assert "Đ/c Vũ Thị Hạnh từ chối dạy 2 buổi" in minh.last.text
    assert "Lý do: trùng lịch hội thảo" in minh.last.text
    assert {one.trainer_id for one in await meetings(world, course)} == {None}
    world.clock.at += timedelta(minutes=1)
    await world.tick()
    assert not hanh.sent_count("không còn được phân công")  # who gave it back knows
    await world.says(minh, "/tongket")
    assert any("chưa có giảng viên" in shown.text for shown in minh.seen)
    await to_course(world, minh, course)
    assert "2 buổi sắp tới chưa có giảng viên" in await world.presses(minh, "Giảng viên")
    await world.presses(minh, "1. Chưa có giảng viên")
    await world.presses(minh, "Trần Văn Thầy")
    assert minh.alerts[-1] == "Đã phân công 1 buổi"
    await world.presses(minh, "1. Trần Văn Thầy")
    await world.presses(minh, "Giao cả 1 buổi chưa có giảng viên")
    await world.tick()
    assert thay.sent_count("được phân công giảng dạy: 2 buổi") == 1
    assert {one.trainer for one in await meetings(world, course)} == {"Trần Văn Thầy"}


async def test_what_was_given_back_and_is_assigned_again_is_told_again(world: World) -> None:
    hanh, minh = await trainer(world), await world.coordinator("Minh")
    course = await world.course("Văn thư", days=1)
    await let_teach(world, hanh, course)
    await world.tick()
    await world.presses(hanh, "Từ chối")
    await world.says(hanh, "bận")
    await to_course(world, minh, course)
    await world.presses(minh, "Giảng viên")
    await world.presses(minh, "1. Chưa có giảng viên")
    await world.presses(minh, "Vũ Thị Hạnh")
    world.clock.at += timedelta(minutes=1)
    await world.tick()
    assert hanh.sent_count("được phân công giảng dạy: 1 buổi") == 2


async def test_who_is_taken_off_hears_it_once_and_what_is_left(world: World) -> None:
    hanh, thay = await trainer(world), await trainer(world, "Trần Văn Thầy")
    course = await world.course("Văn thư", days=2)
    await let_teach(world, hanh, course)
    await world.tick()
    minh = await world.coordinator("Minh")
    await to_course(world, minh, course)
    await world.presses(minh, "Giảng viên")
    await world.presses(minh, "1. Vũ Thị Hạnh")
    await world.presses(minh, "Trần Văn Thầy")
    world.clock.at += timedelta(minutes=1)
    await world.tick()
    await world.tick()
    assert hanh.sent_count("có thay đổi lịch dạy: 1 buổi") == 1
    assert "Không còn dạy 1 buổi so với trước" in hanh.last.text
    await world.presses(minh, "2. Vũ Thị Hạnh")
    await world.presses(minh, "Bỏ phân công")
    world.clock.at += timedelta(minutes=1)
    await world.tick()
    assert "không còn được phân công dạy lớp này" in hanh.last.text
    assert thay.sent_count("được phân công giảng dạy: 1 buổi") == 1
    await world.says(hanh, "/lich")
    assert "Lịch dạy của tôi" not in hanh.last.labels


async def test_an_answer_to_what_is_no_longer_theirs_changes_nothing(world: World) -> None:
    hanh, thay = await trainer(world), await trainer(world, "Trần Văn Thầy")
    course = await world.course("Văn thư")
    await let_teach(world, hanh, course)
    await world.tick()
    await let_teach(world, thay, course)
    asked = hanh.last
    for label in ("Nhận lịch", "Từ chối"):
        await world.presses(hanh, label, asked)
        assert "không có buổi dạy nào sắp tới ở lớp này" in hanh.last.text
    assert {one.trainer for one in await meetings(world, course)} == {"Trần Văn Thầy"}


async def test_who_is_busy_at_that_time_is_shown_so(world: World) -> None:
    hanh, minh = await trainer(world), await world.coordinator("Minh")
    await trainer(world, "Trần Văn Thầy")
    await let_teach(world, hanh, await world.course("Hộ tịch"))
    course = await world.course("Văn thư")
    await to_course(world, minh, course)
    await world.presses(minh, "Giảng viên")
    await world.presses(minh, "1. Chưa có giảng viên")
    names = [label for label in minh.last.labels if "Hạnh" in label or "Thầy" in label]
    assert names == ["Trần Văn Thầy", "Vũ Thị Hạnh (bận lớp LOP-001)"]


async def test_the_trainer_hears_beforehand_who_comes_and_what_they_ask(world: World) -> None:
    hanh = await trainer(world)
    lan = await world.official("Nguyễn Thị Lan", posts=("Bí thư Đảng ủy",))
    nam = await world.official("Dương Hoài Nam", "Quế Võ")
    course = await world.course("Văn thư", starts_in=2, days=1)
    await seat(world, lan, course)
    await seat(world, nam, course)
    await let_teach(world, hanh, course)
    await world.says(lan, "LOP-001")
    assert "Đề nghị gõ điều đồng chí muốn được giải đáp" in await world.presses(lan, "Gửi câu hỏi cho giảng viên")
    assert "dài 500 ký tự, tối đa 400" in await world.says(lan, "a" * 500)
    assert "Đã ghi câu hỏi" in await world.says(lan, "Lưu <hồ sơ> điện tử thế nào?")
    await world.presses(lan, "Xem lớp")
    assert "Đã gửi: «Lưu <hồ sơ> điện tử thế nào?»" in await world.presses(lan, "Gửi câu hỏi cho giảng viên")
    await world.says(lan, "Hồ sơ điện tử lưu bao lâu?")
    await world.says(nam, "LOP-001")
    await world.presses(nam, "Gửi câu hỏi cho giảng viên")
    await world.says(nam, "Mẫu dấu mới?")
    await world.pass_time(to=world.clock.at.replace(hour=16) + timedelta(days=1))
    reminders = [shown.text for shown in hanh.seen if "Ngày mai đồng chí lên lớp" in shown.text]
    assert len(reminders) == 1
    assert "Học viên: 2 người, 2 đơn vị" in reminders[0]
    assert "Bí thư Đảng ủy (1)" in reminders[0]
    assert "Hồ sơ điện tử lưu bao lâu? (đ/c Nguyễn Thị Lan, Phường Võ Cường)" in reminders[0]
    assert "Mẫu dấu mới?" in reminders[0]
    await world.presses(hanh, "Học viên và câu hỏi")
    assert "Nguyễn Thị Lan – Bí thư Đảng ủy, Phường Võ Cường" in hanh.last.text
    assert "090" not in hanh.last.text  # no phone numbers
    assert "Mẫu dấu mới?" in await world.presses(hanh, "Câu hỏi của lớp (2)")
    world.clock.at = world.clock.at.replace(hour=8) + timedelta(days=1)
    await world.says(lan, "LOP-001")
    assert "Gửi câu hỏi cho giảng viên" not in lan.last.labels
    lan.forge_press("1:asktr:1", lan.last)
    await world.settle()
    assert "lớp chưa khai giảng" in lan.last.text


async def test_a_question_is_for_an_approved_seat_and_can_be_taken_back(world: World) -> None:
    lan, nam = await world.official("Nguyễn Thị Lan"), await world.official("Dương Hoài Nam")
    course = await world.course("Văn thư")
    await seat(world, lan, course)
    waits = await seat(world, nam, course, State.pending)
    await world.says(nam, "LOP-001")
    assert "Gửi câu hỏi cho giảng viên" not in nam.last.labels
    nam.forge_press(f"1:asktr:{waits.id}", nam.last)
    await world.settle()
    assert "khi đăng ký đã duyệt" in nam.last.text
    nam.forge_press("1:asktr:1", nam.last)  # Lan's
    await world.settle()
    assert "không còn hoặc đã thay đổi" in nam.last.text
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Gửi câu hỏi cho giảng viên")
    await world.says(lan, "Hỏi gì đó")
    await world.presses(lan, "Xem lớp")
    await world.presses(lan, "Gửi câu hỏi cho giảng viên")
    assert "Đã bỏ câu hỏi" in await world.presses(lan, "Bỏ câu hỏi")
    await world.presses(lan, "Xem lớp")
    assert "Đã gửi" not in await world.presses(lan, "Gửi câu hỏi cho giảng viên")


async def test_hours_taught_count_what_is_over_or_rolled(world: World) -> None:
    hanh, minh = await trainer(world), await world.coordinator("Minh")
    course = await world.course("Văn thư", starts_in=0, days=3, hour=9)
    await seat(world, await world.official("Lan"), course)
    await let_teach(world, hanh, course)
    await world.says(hanh, "/sotiet")
    assert "chưa có buổi dạy nào đã diễn ra" in await world.presses(hanh, "Số tiết đã dạy")
    await world.says(hanh, "/diemdanh")
    await world.presses(hanh, "Tất cả có mặt")
    await world.says(hanh, "/lich")
    await world.presses(hanh, "Lịch dạy của tôi")
    assert "Số tiết đã dạy năm 2026: 4 (1 buổi)" in await world.presses(hanh, "Số tiết đã dạy")
    world.clock.at += timedelta(days=1, hours=4)
    await world.says(hanh, "/sotiet")
    assert "Văn thư (LOP-001): 8 tiết, 2 buổi" in await world.presses(hanh, "Số tiết đã dạy")
    await to_course(world, minh, course)
    await world.presses(minh, "Giảng viên")
    assert "1. Vũ Thị Hạnh: 8 tiết, 2 buổi" in await world.presses(minh, "Số tiết đã dạy của giảng viên")
