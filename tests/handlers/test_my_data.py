"""My data: what is held, who has seen it, taken away as a file, corrected, deleted, withdrawn, each within its time."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from sqlalchemy import func, select

from models.account import Account, Consent
from models.audit import AuditEntry
from models.class_question import ClassQuestion
from models.course_test import CourseTest, Score
from models.data_case import CaseState, DataCase
from models.effect import EffectAnswer, Used
from models.erasing import erase
from models.kinds import Role
from models.notice import Notice
from models.official import Official
from models.registration import Registration, State
from models.survey import SurveyAnswer
from playground.person import Person
from tests.conftest import NOW
from tests.seats import official_id, seat
from tests.world import World

AT_THE_END = "9h00 thứ Sáu, 27/11/2026"  # asked at 9h00 on a Wednesday, two working days of eight hours


def sheets(person: Person) -> dict[str, list[list[object]]]:
    """The newest file that the person got, by its sheets, without headers and totals."""
    shown = next(shown for shown in reversed(person.seen) if shown.document)
    assert shown.document is not None
    book = openpyxl.load_workbook(io.BytesIO(shown.document[1]))
    return {
        page.title: [list(row) for row in page.iter_rows(min_row=2, max_row=page.max_row - 1, values_only=True)]
        for page in book
    }


async def asks_to_correct(world: World, person: Person, label: str, words: str) -> str:
    await world.says(person, "/dulieu")
    await world.presses(person, "Báo sai, đề nghị sửa")
    await world.presses(person, label)
    return await world.says(person, words)


async def actions(world: World) -> list[str]:
    async with world.database.reading() as session:
        return list(await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


async def test_the_page_counts_what_is_held_and_shows_no_proof_of_identity(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan", phone="+84901234567", posts=("Bí thư Đảng ủy",))
    await seat(world, lan, await world.course("Chuyển đổi số"), State.completed)
    await seat(world, lan, await world.course("Tin học"), State.confirmed)
    seen = await world.says(lan, "/dulieu")
    assert "Nguyễn Thị Lan (CB-001)" in seen
    assert "Số điện thoại: 090•••••67" in seen
    assert "Ngày sinh: đã có trong danh sách" in seen
    assert "Đăng ký học: 2 (đã duyệt 1, đã hoàn thành 1)" in seen
    assert "Nhắn gần nhất: 25/11/2026" in seen
    for secret in ("901234567", "1985"):
        assert secret not in seen


async def test_everything_comes_as_a_file_that_holds_no_proof_of_identity_either(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan", phone="+84901234567", linked=False)
    lan.say("/start").share_contact()
    await world.settle()
    await seat(world, lan, await world.course("Chuyển đổi số"), State.withdrawn, reason_text="=bận việc nhà")
    await world.says(lan, "/dulieu")
    await world.presses(lan, "Tải về (.xlsx)")
    found = sheets(lan)
    assert ["Số điện thoại", "090•••••67"] in found["Danh sách cán bộ"]
    assert ["Ngày sinh", "đã lưu, không ghi vào tệp"] in found["Danh sách cán bộ"]
    assert found["Đăng ký học"][0][0] == "Chuyển đổi số"
    assert "=bận việc nhà" in found["Đăng ký học"][0]
    assert "Tôi đồng ý" in str(found["Đồng ý"][0][0])
    assert "901234567" not in str(found)
    assert "1985" not in str(found)
    assert (await actions(world))[-1] == "export"


async def test_what_was_said_and_reached_in_a_course_is_in_the_file_and_words_are_erased(
    world: World,
) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    course = await world.course("Chuyển đổi số")
    registration = await seat(world, lan, course, State.completed)
    async with world.database.writing() as session:
        test = CourseTest(course_id=course, name="Bài thu hoạch", folded="bai thu hoach", scale=10, added_at=NOW)
        session.add(test)
        await session.flush()
        own = registration.id
        session.add_all(
            [
                Score(test_id=test.id, registration_id=own, score=8.5, at=NOW),
                ClassQuestion(registration_id=own, text="=Chữ ký số thế nào?", at=NOW),
                SurveyAnswer(registration_id=own, content=5, trainer=4, sentence="Thêm ví dụ", changed_at=NOW),
                EffectAnswer(registration_id=own, used=Used.often, answered_at=NOW),
            ]
        )
    await world.says(lan, "/dulieu")
    await world.presses(lan, "Tải về (.xlsx)")
    found = sheets(lan)
    assert found["Điểm"][0][:5] == ["Chuyển đổi số", "LOP-001", "Bài thu hoạch", 8.5, 10]
    said = [row[3] for row in found["Câu hỏi, khảo sát"]]
    assert said == ["=Chữ ký số thế nào?", "Nội dung: 5; Giảng viên: 4; Thêm ví dụ", "Thường xuyên"]
    async with world.database.writing() as session:
        await erase(session, registration.official_id, NOW)
    async with world.database.reading() as session:
        assert await session.get(ClassQuestion, own) is None
        answer = await session.get_one(SurveyAnswer, own)
        assert (answer.content, answer.sentence) == (5, "")
        assert (await session.get_one(Score, (test.id, own))).score == 8.5


async def test_files_are_limited_by_the_hour(world: World) -> None:
    lan = await world.official("Lan")
    await world.says(lan, "/dulieu")
    page = lan.last

    async def files() -> int:
        lan.forge_press("1:mydatax", page)
        await world.settle()
        return sum(bool(shown.document) for shown in lan.seen)

    assert [await files() for _ in range(7)] == [1, 2, 3, 4, 5, 5, 5]
    assert world.telegram.ledger.of(lan.id, text="Đã đủ 5 tệp trong một giờ. Đề nghị thử lại sau 10h00")
    world.clock.at += timedelta(hours=1)
    assert await files() == 6


async def test_a_correction_goes_to_the_coordinators_and_the_answer_comes_back(world: World) -> None:
    minh, tuan = await world.coordinator("Minh"), await world.admin("Tuấn")
    lan = await world.official("Nguyễn Thị Lan")
    told = await asks_to_correct(world, lan, "Số điện thoại", "Số đúng là 0912 345 678, sinh 15/08/1985")
    assert AT_THE_END in told
    assert "Sửa số điện thoại" in minh.last.text
    assert AT_THE_END in minh.last.text
    for secret in ("345 678", "15/08/1985"):
        assert secret not in minh.last.text  # masked in the chat, whole in the file
    assert tuan.sent_count("Yêu cầu về dữ liệu") == 0
    await world.presses(minh, "Tải nội dung đầy đủ (.xlsx)")
    assert "Số đúng là 0912 345 678, sinh 15/08/1985" in sheets(minh)["Yêu cầu về dữ liệu"][0]
    asked = next(shown for shown in reversed(minh.seen) if "Đã sửa" in shown.labels)
    await world.presses(minh, "Đã sửa", asked)
    assert "Sửa số điện thoại: đã thực hiện" in lan.last.text
    assert "đ/c Minh" in lan.last.text
    assert (await actions(world))[-3:] == ["ask_correction", "export", "done_data_case"]
    await world.says(lan, "/dulieu")
    assert "xuất yêu cầu về dữ liệu cá nhân" in await world.presses(lan, "Ai đã xem, đã xuất")


async def test_a_no_has_a_reason_that_the_person_reads_and_the_first_answer_stands(world: World) -> None:
    minh, khoa = await world.coordinator("Minh"), await world.coordinator("Khoa")
    lan = await world.official("Lan")
    await asks_to_correct(world, lan, "Chức danh", "Tôi là Chủ tịch từ tháng 7")
    of_khoa = khoa.last
    await world.presses(minh, "Không sửa")
    await world.says(minh, "Quyết định chưa có hiệu lực")
    assert "Lý do: Quyết định chưa có hiệu lực" in lan.last.text
    assert "đã có kết quả" in await world.presses(khoa, "Đã sửa", of_khoa)
    assert lan.sent_count("đã thực hiện") == 0
    async with world.database.reading() as session:
        assert await session.scalar(select(DataCase.state)) is CaseState.refused


async def test_newer_words_replace_older_ones_and_the_clock_runs_on(world: World) -> None:
    minh, lan = await world.coordinator("Minh"), await world.official("Lan")
    await asks_to_correct(world, lan, "Đơn vị", "Tôi ở Kinh Bắc")
    world.clock.at += timedelta(hours=1)
    assert AT_THE_END in await asks_to_correct(world, lan, "Đơn vị", "Tôi ở phường Kinh Bắc")
    assert minh.sent_count("Yêu cầu về dữ liệu") == 1
    await world.says(minh, "/canbo")
    await world.presses(minh, "Yêu cầu về dữ liệu cá nhân (1)")
    assert "«Tôi ở phường Kinh Bắc»" in await world.presses(minh, "1. Lan: Sửa đơn vị")


async def test_a_person_may_take_the_request_back(world: World) -> None:
    minh, lan = await world.coordinator("Minh"), await world.official("Lan")
    await asks_to_correct(world, lan, "Đơn vị", "Tôi ở Kinh Bắc")
    await world.says(lan, "/dulieu")
    seen = await world.presses(lan, "Rút yêu cầu: đơn vị")
    assert "Sửa đơn vị: đã rút" in seen
    assert "đã có kết quả" in await world.presses(minh, "Đã sửa")
    assert lan.sent_count("đã thực hiện") == 0


async def test_nobody_answers_the_own_request_and_it_goes_to_the_admins_instead(world: World) -> None:
    minh, tuan = await world.coordinator("Minh"), await world.admin("Tuấn")
    await asks_to_correct(world, minh, "Đơn vị", "Tôi ở Sở")
    asked = tuan.last
    assert "Cán bộ: Minh" in asked.text
    minh.forge_press("1:caseok:1", minh.last)
    await world.settle()
    assert "Không ai tự trả lời" in minh.last.text
    await world.presses(tuan, "Đã sửa", asked)
    assert "đã thực hiện" in minh.last.text


async def test_the_clock_reminds_before_its_end_and_tells_the_admins_when_it_is_over_each_once(world: World) -> None:
    minh, tuan = await world.coordinator("Minh"), await world.admin("Tuấn")
    lan = await world.official("Lan")
    await asks_to_correct(world, lan, "Đơn vị", "Tôi ở Kinh Bắc")
    await world.pass_time(hours=7)
    assert minh.sent_count("Sắp hết hạn") == 0
    for _ in range(2):
        await world.pass_time(to=NOW + timedelta(days=1, hours=1))
    assert minh.sent_count("Sắp hết hạn") == 1
    assert tuan.sent_count("Quá hạn") == 0
    for _ in range(2):
        await world.pass_time(to=NOW + timedelta(days=2))
    assert (tuan.sent_count("Quá hạn"), minh.sent_count("Quá hạn")) == (1, 1)
    assert (await actions(world)).count("overdue_data_case") == 1


async def test_the_clock_stands_still_over_the_weekend(world: World) -> None:
    world.clock.at = NOW + timedelta(days=2, hours=7)  # Friday 16h00
    minh, lan = await world.coordinator("Minh"), await world.official("Lan")
    assert "16h00 thứ Ba, 01/12/2026" in await asks_to_correct(world, lan, "Đơn vị", "Tôi ở Kinh Bắc")
    await world.pass_time(to=NOW + timedelta(days=5, hours=10))  # Monday 19h00: less than eight hours of work are left
    assert minh.sent_count("Sắp hết hạn") == 0
    await world.pass_time(to=NOW + timedelta(days=6))
    assert minh.sent_count("Sắp hết hạn") == 1


async def test_deleting_says_what_stays_is_confirmed_twice_and_leaves_the_training_record(world: World) -> None:
    minh = await world.coordinator("Minh")
    lan = await world.official("Lan", phone="+84901234567", linked=False)
    lan.say("/start").share_contact()
    await world.settle()
    course = await world.course("Chuyển đổi số")
    await seat(world, lan, course, State.completed)
    await seat(world, lan, await world.course("Tin học"), State.withdrawn, reason_text="việc nhà", objection="bận")
    one = await official_id(world, lan)
    await world.says(lan, "/dulieu")
    asked = await world.presses(lan, "Đề nghị xoá")
    assert "Được giữ, vì cơ quan nhà nước phải lưu hồ sơ bồi dưỡng" in asked
    assert AT_THE_END in await world.presses(lan, "Xác nhận")
    await world.presses(minh, "Xoá dữ liệu")
    async with world.database.reading() as session:
        assert (await session.get_one(Official, one)).phone == "+84901234567"
    await world.presses(minh, "Xác nhận")
    assert "Đã xoá dữ liệu cá nhân" in lan.last.text
    async with world.database.reading() as session:
        assert (await session.get_one(Official, one)).phone is None
        assert await session.get(Account, lan.id) is None
        kept = (
            await session.execute(select(Registration.state, Registration.reason_text, Registration.objection))
        ).all()
        assert sorted((str(state), reason, objection) for state, reason, objection in kept) == [
            ("completed", "", ""),
            ("withdrawn", "", ""),
        ]
        assert (await session.scalars(select(Consent))).one().withdrawn_at == NOW
        facts = await session.scalars(select(Notice.facts).where(Notice.official_id == one))
        assert set(map(str, facts)) <= {"{}"}
    assert (await actions(world))[-2:] == ["ask_erasure", "done_data_case"]
    assert "Để bắt đầu" in await world.says(lan, "/start")


async def test_a_forged_press_does_not_delete_without_the_question(world: World) -> None:
    minh, lan = await world.coordinator("Minh"), await world.official("Lan")
    await world.says(lan, "/dulieu")
    await world.presses(lan, "Đề nghị xoá")
    await world.presses(lan, "Xác nhận")
    minh.forge_press("1:caseok:1", minh.last)
    await world.settle()
    assert "Việc này không lấy lại được" in minh.last.text
    async with world.database.reading() as session:
        assert await session.get(Account, lan.id) is not None


async def test_withdrawing_the_consent_is_at_once_and_no_notice_comes_any_more(world: World) -> None:
    hoa, lan = await world.leader("Hòa"), await world.official("Lan")
    await world.course("Chuyển đổi số")
    await world.says(lan, "chuyen doi so")
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    await world.says(lan, "/dulieu")
    await world.presses(lan, "Rút lại sự đồng ý")
    await world.presses(lan, "Xác nhận")
    before = lan.sent_count()
    await world.presses(hoa, "Duyệt")
    assert lan.sent_count() == before
    assert "unlink" in await actions(world)


async def test_who_looked_who_exported_and_what_is_shown_to_the_person_and_the_own_look_is_not(world: World) -> None:
    minh, lan = await world.coordinator("Minh"), await world.official("Nguyễn Thị Lan")
    mai = await world.official("Mai", "Từ Sơn")
    course = await world.course("Chuyển đổi số")
    await seat(world, lan, course)
    await seat(world, mai, course)
    for _ in range(2):  # one line a day
        await world.says(minh, "/canbo nguyen thi lan")
    await world.says(minh, "/quanly")
    await world.presses(minh, "Tất cả lớp")
    await world.presses(minh, "1. LOP-001 – Chuyển đổi số")
    await world.presses(minh, "Xuất danh sách")
    minh.forge_press(f"1:xlsx:{course}:0", minh.last)
    await world.settle()
    minh.forge_press(f"1:sending:{course}:{(await world.commune('Từ Sơn')).id}", minh.last)
    await world.settle()
    await world.says(lan, "/dulieu")
    assert "đã xem: 1 lần; danh sách đã xuất có tên đồng chí: 1" in lan.last.text
    seen = await world.presses(lan, "Ai đã xem, đã xuất")
    assert seen.count("đ/c Minh") == 2
    assert "xem hồ sơ trong danh sách cán bộ" in seen
    assert "xuất danh sách lớp (Excel) Chuyển đổi số (LOP-001), 2 người" in seen
    assert "công văn" not in seen  # that one was for Từ Sơn
    world.clock.at += timedelta(days=1)
    await world.says(minh, "/canbo nguyen thi lan")
    await world.says(lan, "/dulieu")
    assert "đã xem: 2 lần" in lan.last.text
    await world.says(mai, "/dulieu")
    assert "công văn cử đi học" in await world.presses(mai, "Ai đã xem, đã xuất")


async def test_a_list_that_was_made_before_one_registered_is_not_named(world: World) -> None:
    minh, lan, mai = await world.coordinator("Minh"), await world.official("Lan"), await world.official("Mai")
    course = await world.course("Chuyển đổi số")
    await seat(world, mai, course)
    minh.forge_press(f"1:xlsx:{course}:0", minh.last)
    await world.settle()
    world.clock.at += timedelta(minutes=1)
    await seat(world, lan, course)
    await world.says(lan, "/dulieu")
    assert "Chưa có ai." in await world.presses(lan, "Ai đã xem, đã xuất")


@pytest.mark.parametrize("role", [Role.coordinator, Role.admin])
async def test_the_summary_workbook_is_noted_with_those_who_are_in_it(world: World, role: Role) -> None:
    minh = await world.official("Minh", None, roles=(role,))
    lan, mai = await world.official("Lan"), await world.official("Mai")
    await seat(world, lan, await world.course("Chuyển đổi số"))
    await world.says(minh, "/tongket")
    await world.says(lan, "/dulieu")
    seen = await world.presses(lan, "Ai đã xem, đã xuất")
    assert "đ/c Minh xuất tổng kết tuần (Excel)" in seen
    await world.says(mai, "/dulieu")
    assert "Chưa có ai." in await world.presses(mai, "Ai đã xem, đã xuất")


async def test_a_file_of_an_announcement_is_noted_for_its_recipients(world: World) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    await world.says(tuan, "/thongbao")
    await world.says(tuan, "Họp giao ban")
    await world.presses(tuan, "Toàn bộ cán bộ")
    await world.presses(tuan, "Gửi")
    await world.ticks()
    late = await world.official("Mai")
    tuan.forge_press("1:anrep:1", tuan.last)
    await world.settle()
    await world.says(lan, "/dulieu")
    seen = await world.presses(lan, "Ai đã xem, đã xuất")
    assert "đ/c Tuấn xuất báo cáo thông báo, 2 người, có số điện thoại" in seen
    await world.says(late, "/dulieu")
    assert "Chưa có ai." in await world.presses(late, "Ai đã xem, đã xuất")


async def test_on_an_empty_shelf_everything_is_still_said(world: World) -> None:
    lan = await world.official("Lan", phone=None, born=None, group=None)
    seen = await world.says(lan, "/dulieu")
    assert "Số điện thoại: chưa có" in seen
    assert "Đăng ký học: chưa có" in seen
    await world.presses(lan, "Tải về (.xlsx)")
    assert sheets(lan)["Đăng ký học"] == []
    async with world.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(DataCase)) == 0
    assert date(2026, 11, 25) == NOW.date()
