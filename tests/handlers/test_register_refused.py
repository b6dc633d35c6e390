"""Every no, said before it is asked for and again at the last tap: the sentence, and the nearest open way."""

from datetime import timedelta

from sqlalchemy import update

from models.course import Course, CourseState
from models.official import Official
from models.registration import Registration, State
from playground.person import Person
from tests.world import World


async def change(world: World, course_id: int, **values: object) -> None:
    async with world.database.writing() as session:
        await session.execute(update(Course).where(Course.id == course_id).values(**values))


async def complete(world: World, course_id: int) -> None:
    """All who registered have been through this course."""
    async with world.database.writing() as session:
        await session.execute(
            update(Registration).where(Registration.course_id == course_id).values(state=State.completed)
        )


async def register(world: World, person: Person, code: str) -> str:
    """From the card to the answer."""
    await world.says(person, code)
    await world.presses(person, "Đăng ký")
    return await world.presses(person, "Xác nhận")


async def test_a_closed_course_says_since_when_and_leads_to_the_next_run(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    programme = await world.programme("Tin học")
    await world.course("Tin học khóa 1", programme=programme, closes_in=-3, starts_in=2)
    await world.course("Tin học khóa 2", programme=programme, starts_in=30)
    await world.course("Tin học khóa 3", programme=programme, starts_in=20)

    card = await world.says(lan, "LOP-001")
    assert "Lớp đã hết hạn đăng ký (hạn cuối: Chủ nhật, 22/11/2026)." in card
    assert "Lớp khác cùng chương trình, đang mở: Tin học khóa 3 (LOP-003), khai giảng 15/12/2026." in card
    assert "Đăng ký" not in lan.labels()
    assert "Tin học khóa 3" in await world.presses(lan, "LOP-003")
    assert "Đăng ký" in lan.labels()


async def test_a_course_cancelled_between_card_and_confirmation_refuses(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    course = await world.course("Lớp thử")
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Đăng ký")
    await change(world, course, state=CourseState.cancelled)

    assert "Lớp này đã bị huỷ." in await world.presses(lan, "Xác nhận")
    assert "điều phối viên của Sở Nội vụ" in lan.last.text
    assert "Lớp này đã bị huỷ." in await world.presses(lan, "Quay lại")
    assert "chưa đăng ký lớp nào" in await world.says(lan, "/dangky")


async def test_a_draft_says_that_it_is_not_open_yet(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    course = await world.course("Lớp thử")
    await world.says(lan, "LOP-001")
    await change(world, course, state=CourseState.draft)
    assert "Lớp này chưa mở đăng ký." in await world.presses(lan, "Đăng ký")


async def test_the_deadline_passes_between_card_and_confirmation(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Lớp thử", closes_in=0)  # until midnight
    await world.says(lan, "LOP-001")
    assert "hết ngày thứ Tư, 25/11/2026" in lan.last.text
    await world.presses(lan, "Đăng ký")
    world.clock.at = world.clock.at.replace(hour=23, minute=59, second=59)
    summary = lan.last
    world.clock.at += timedelta(seconds=1)
    assert "Lớp đã hết hạn đăng ký (hạn cuối: thứ Tư, 25/11/2026)." in await world.presses(lan, "Xác nhận", summary)


async def test_a_full_course_is_said_to_be_full_and_more_seats_open_it_again(world: World) -> None:
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Trần Thị Mai", "Quế Võ")
    course = await world.course("Lớp thử", seats=1)
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Đăng ký")
    await register(world, mai, "LOP-001")

    assert "Lớp đã hết chỗ: cả 1 chỗ đã có người đăng ký." in await world.presses(lan, "Xác nhận")
    assert "đã hết chỗ" in await world.says(lan, "/lop")
    await change(world, course, seats=2)
    assert "Đã gửi đăng ký" in await register(world, lan, "LOP-001")


async def test_the_cap_of_a_commune_is_the_communes_alone(world: World) -> None:
    lan, mai = await world.official("Nguyễn Thị Lan"), await world.official("Trần Thị Mai")
    nam = await world.official("Dương Hoài Nam", "Quế Võ")
    await world.course("Lớp thử", cap=1)
    await register(world, mai, "LOP-001")

    card = await world.says(lan, "LOP-001")
    assert "Mỗi đơn vị tối đa 1 chỗ; đơn vị của đồng chí đã có 1 người" in card
    assert "Đơn vị của đồng chí đã có đủ 1 người, là mức tối đa của lớp này." in card
    assert "Đã gửi đăng ký" in await register(world, nam, "LOP-001")


async def test_a_commune_that_is_not_invited_is_told_so_with_the_run_that_invites_it(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    programme = await world.programme("Tin học")
    await world.course("Cụm Quế Võ", programme=programme, communes=("Quế Võ",))
    await world.course("Cụm Bắc Ninh", programme=programme, communes=("Võ Cường",))

    card = await world.says(lan, "LOP-001")
    assert "Lớp này không mời đơn vị của đồng chí." in card
    assert "Cụm Bắc Ninh (LOP-002)" in card
    assert "Cụm Quế Võ" not in await world.says(lan, "/lop")


async def test_a_missing_prerequisite_is_named_with_the_course_to_take_first(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    basic = await world.programme("Tin học cơ bản")
    await world.course("Tin học nâng cao", programme=await world.programme("Tin học nâng cao", requires=(basic,)))
    first = await world.course("Tin học cơ bản khóa 9", programme=basic, starts_in=5)

    card = await world.says(lan, "LOP-001")
    assert "Trước lớp này cần hoàn thành: Tin học cơ bản." in card
    assert "Lớp cần học trước, đang mở: Tin học cơ bản khóa 9 (LOP-002)" in card
    await register(world, lan, "LOP-002")
    assert "cần hoàn thành" in await world.says(lan, "LOP-001")  # to have a seat is not to have completed
    await complete(world, first)
    assert "Đã gửi đăng ký" in await register(world, lan, "LOP-001")


async def test_a_clash_names_the_meeting_and_the_other_course(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    programme = await world.programme("Kỹ năng số")
    await world.course("Hộ tịch", starts_in=14, days=2)
    await world.course("Kỹ năng số khóa 1", programme=programme, starts_in=15, days=2)
    await world.course("Kỹ năng số khóa 2", programme=programme, starts_in=20, days=2)
    await register(world, lan, "LOP-001")

    card = await world.says(lan, "LOP-002")
    assert "Buổi 8h00 thứ Năm, 10/12/2026 trùng với lớp «Hộ tịch» mà đồng chí đã đăng ký." in card
    assert "Kỹ năng số khóa 2 (LOP-003)" in card
    await world.says(lan, "/dangky")
    await world.presses(lan, "Rút đăng ký")
    await world.presses(lan, "Xác nhận")
    assert "Đã gửi đăng ký" in await register(world, lan, "LOP-002")


async def test_a_stranger_and_one_who_has_left_are_told_the_way(world: World) -> None:
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Lớp thử")
    await world.says(lan, "LOP-001")
    async with world.database.writing() as session:
        await session.execute(update(Official).values(left_on=world.clock.now().date()))
    assert "không còn công tác tại đơn vị" in await world.presses(lan, "Đăng ký")
    assert "điều phối viên của Sở Nội vụ" in lan.last.text

    stranger = world.telegram.person(4711, "Người lạ")
    assert "chưa được liên kết" in await world.says(stranger, "/lop")
    assert "chưa được liên kết" in await world.says(stranger, "LOP-001")
    assert stranger.labels() == ["Trang chính"]


async def test_buttons_of_what_is_gone_or_forged_get_a_sentence_and_no_fault(world: World) -> None:
    lan, tuan = await world.official("Nguyễn Thị Lan"), await world.admin("Phạm Anh Tuấn")
    await world.course("Lớp thử")
    await world.says(lan, "LOP-001")
    for data in (
        "1:reg:999",
        "1:card:999",
        "1:regok:999",
        "1:wdok:999",
        "1:reg",
        "1:card:-1",
        "1:list:99999999999999999",
    ):
        lan.forge_press(data, lan.last)
        await world.settle()
        assert "lỗi" not in lan.last.text, data
    lan.forge_press(f"1:reg:{2**63}", lan.last)
    await world.settle()
    assert tuan.sent_count("lỗi") == 0
    assert world.telegram.complaints == []
