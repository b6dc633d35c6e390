"""An admin is asked once for the coming year's days off, looks at the guess, types changes, and confirms."""

from datetime import datetime

from models.database import Database
from models.quiet import read_quiet_hours
from models.working_time import working_time
from playground.person import Person
from tests.conftest import NOW, ZONE
from tests.world import World

ASKED = "Chưa có ngày nghỉ năm 2027"
FIRST = datetime(2026, 12, 1, 7, 30, tzinfo=ZONE)  # a Tuesday


async def opens(world: World, admin: Person) -> str:
    await world.says(admin, "/nhap")
    await world.presses(admin, "Ngày nghỉ")
    if "năm 2027" not in admin.last.text:
        await world.presses(admin, "Năm 2027")
    return admin.last.text


async def is_off(world: World, month: int, day: int) -> bool:
    async with world.database.reading() as session:
        calendar = await working_time(session, NOW)
    return not calendar.is_working_day(datetime(2027, month, day, tzinfo=ZONE).date())


async def test_an_admin_confirms_the_guess_after_changing_it(world: World) -> None:
    tuan = await world.admin("Tuấn")
    assert "dự kiến, chưa áp dụng" in await opens(world, tuan)
    assert not await is_off(world, 2, 8)
    await world.presses(tuan, "Thêm, bỏ ngày")
    text = await world.says(tuan, "bỏ 24/11\n11/02 Tết Nguyên đán\n21/08 làm bù")
    assert "Đã sửa danh sách dự kiến." in text
    assert "24/11" not in text
    assert "Thứ Năm, 11/02/2027: Tết Nguyên đán" in text
    assert "Làm bù: thứ Bảy, 21/08/2027" in text
    assert not await is_off(world, 2, 11)
    assert "✅ Đã xác nhận." in await world.presses(tuan, "Xác nhận")
    assert "đang áp dụng" in tuan.last.text
    assert [await is_off(world, *day) for day in ((2, 8), (2, 11), (11, 24), (8, 21))] == [True, True, False, False]


async def test_a_line_that_is_not_clear_changes_nothing_and_the_question_stays_open(world: World) -> None:
    tuan = await world.admin("Tuấn")
    await opens(world, tuan)
    await world.presses(tuan, "Thêm, bỏ ngày")
    text = await world.says(tuan, "bỏ 24/11\n31/02 Tết")
    assert "Dòng «31/02 Tết»: không có ngày này trong lịch." in text
    assert "24/11" in await opens(world, tuan)
    await world.presses(tuan, "Thêm, bỏ ngày")
    await world.says(tuan, "Tết")
    assert "Đã sửa" in await world.says(tuan, "bỏ 24/11")
    assert "Không tìm thấy" in await world.says(tuan, "bỏ 03/09")  # the question is answered: this is a search


async def test_the_second_admin_who_confirms_hears_that_it_is_done(world: World) -> None:
    tuan, nam = await world.admin("Tuấn"), await world.admin("Nam")
    await opens(world, tuan)
    await opens(world, nam)
    await world.presses(tuan, "Xác nhận")
    assert "đã được xác nhận" in await world.presses(nam, "Xác nhận")


async def test_admins_are_asked_once_in_working_time_while_nobody_has_said(world: World) -> None:
    tuan, minh = await world.admin("Tuấn"), await world.coordinator("Minh")
    for at in (
        datetime(2026, 11, 30, 9, tzinfo=ZONE),  # not yet December
        datetime(2026, 12, 1, 7, 29, tzinfo=ZONE),  # before office hours
    ):
        await world.pass_time(to=at)
        assert tuan.sent_count(ASKED) == 0
    await world.pass_time(to=FIRST)
    assert (tuan.sent_count(ASKED), minh.sent_count(ASKED)) == (1, 0)
    for days in (1, 1, 7):
        await world.pass_time(days=days)
    assert tuan.sent_count(ASKED) == 1
    nam = await world.admin("Nam")
    await world.tick()
    assert (tuan.sent_count(ASKED), nam.sent_count(ASKED)) == (1, 1)
    assert "dự kiến" in await world.presses(nam, "Xem ngày nghỉ năm 2027")


async def test_nobody_is_asked_for_a_year_that_is_known(world: World) -> None:
    tuan = await world.admin("Tuấn")
    await opens(world, tuan)
    await world.presses(tuan, "Xác nhận")
    await world.pass_time(to=FIRST)
    assert tuan.sent_count(ASKED) == 0


async def test_on_a_day_off_nobody_is_asked(world: World) -> None:
    tuan = await world.admin("Tuấn")
    await world.says(tuan, "/nhap")
    await world.presses(tuan, "Ngày nghỉ")
    await world.presses(tuan, "Thêm, bỏ ngày")
    await world.says(tuan, "01/12 Nghỉ bão")
    await world.presses(tuan, "Xác nhận")
    await world.pass_time(to=FIRST)
    assert tuan.sent_count(ASKED) == 0
    await world.pass_time(days=1)
    assert tuan.sent_count(ASKED) == 1


async def test_one_chooses_own_quiet_hours_by_a_tap_or_typed_and_goes_back(database: Database) -> None:
    world = await World.open(database, NOW, quiet=read_quiet_hours("20:00-07:00"))
    lan = await world.official("Lan")
    await world.says(lan, "/trogiup")
    assert "Giờ yên tĩnh (chung): 20h00–7h00" in await world.presses(lan, "Tin tự động")
    await world.presses(lan, "Giờ yên tĩnh")
    assert "Giờ yên tĩnh (riêng của đồng chí): 18h00–7h00" in await world.presses(lan, "18h00–7h00")
    await world.presses(lan, "Quay lại")
    await world.presses(lan, "Giờ yên tĩnh")
    assert "Chưa rõ giờ" in await world.says(lan, "buổi tối")
    assert "riêng của đồng chí): 21h30–6h15" in await world.says(lan, "từ 21h30 đến 6h15")
    assert "(chung): 20h00–7h00" in await world.presses(lan, "Theo giờ chung")
    await world.close()


async def test_quiet_hours_in_the_working_day_are_refused_and_nothing_is_changed(world: World) -> None:
    lan = await world.official("Lan")
    await world.says(lan, "/trogiup")
    await world.presses(lan, "Tin tự động")
    await world.presses(lan, "Giờ yên tĩnh")
    for said in ("16h - 7h", "21h - 9h30"):
        assert "bắt đầu từ 17h00 trở đi và kết thúc chậm nhất 9h00" in await world.says(lan, said)
        assert "Giờ yên tĩnh: không có" in await world.presses(lan, "Chọn lại")
