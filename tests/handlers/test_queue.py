"""The waiting list as people live it: a place, an approval meanwhile, an offer for a time, and the next in line."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from models.course import Course
from models.kinds import Route
from playground.person import Person
from tests.conftest import NOW, ZONE
from tests.world import World


async def register(world: World, person: Person, code: str = "LOP-001") -> str:
    await world.says(person, code)
    await world.presses(person, "Đăng ký")
    return await world.presses(person, "Xác nhận")


async def queue(world: World, person: Person, code: str = "LOP-001") -> str:
    await world.says(person, code)
    return await world.presses(person, "Vào danh sách chờ")


async def state(world: World, person: Person) -> str:
    """The line of the first course in /dangky."""
    return next(line for line in (await world.says(person, "/dangky")).split("\n") if "LOP-001" in line)


@pytest.fixture
async def cast(world: World) -> dict[str, Person]:
    """One seat, held by Lan and approved; Mai and An would like it too."""
    people = {name: await world.official(name) for name in ("Lan", "Mai", "An")}
    people["Hòa"] = await world.leader("Hòa")
    await world.course("Chuyển đổi số", seats=1)
    await register(world, people["Lan"])
    await world.presses(people["Hòa"], "Duyệt")
    return people


async def test_a_full_course_offers_the_queue_and_says_the_place(world: World, cast: dict[str, Person]) -> None:
    lan, mai, an, hoa = cast.values()
    card = await world.says(mai, "LOP-001")
    assert "Lớp đã hết chỗ" in card
    assert "Vào danh sách chờ" in mai.labels()
    assert "danh sách chờ, thứ 1, đang chờ đ/c Hòa duyệt từ 25/11/2026" in await queue(world, mai)
    assert "Tình trạng: danh sách chờ, thứ 1" in hoa.last.text
    assert "thứ 2" in await queue(world, an)
    assert "danh sách chờ: 2 người" in await world.says(lan, "LOP-001")
    assert "thứ 2" in await state(world, an)
    assert an.sent_count("mời nhận chỗ") == 0


async def test_a_freed_seat_goes_to_the_first_approved_and_is_taken(world: World, cast: dict[str, Person]) -> None:
    lan, mai, an, hoa = cast.values()
    await queue(world, mai)
    await queue(world, an)
    await world.presses(hoa, "Duyệt")  # An's request came last: he is approved, Mai is not
    assert "đã được duyệt (đ/c Hòa), đang ở danh sách chờ, thứ 2" in an.last.text

    await world.says(lan, "/dangky")
    await world.presses(lan, "Rút đăng ký")
    assert "Lý do: Việc gia đình" in await world.presses(lan, "Việc gia đình")
    assert hoa.sent_count("Lan đã rút đăng ký") == 1
    assert "Việc gia đình" in hoa.last.text
    assert mai.sent_count("mời nhận chỗ") == 0
    assert "mời nhận chỗ" in an.last.text
    assert an.last.labels == ["Nhận chỗ", "Nhường chỗ"]
    assert "mời nhận chỗ đến 9h00 thứ Năm, 26/11/2026" in await state(world, an)  # eight working hours
    assert "Đã nhận chỗ" in await world.presses(an, "Nhận chỗ")
    assert "đã duyệt" in await state(world, an)
    assert "An đã nhận chỗ" in hoa.last.text
    assert "thứ 1" in await state(world, mai)


async def test_who_lets_go_leaves_the_queue_and_the_next_is_offered(world: World, cast: dict[str, Person]) -> None:
    lan, mai, an, hoa = cast.values()
    for person in (mai, an):
        await queue(world, person)
        await world.presses(hoa, "Duyệt")
    await world.says(lan, "/dangky")
    await world.presses(lan, "Rút đăng ký")
    await world.presses(lan, "Xác nhận")
    assert "Đã nhường chỗ" in await world.presses(mai, "Nhường chỗ")
    assert "mời nhận chỗ" in an.last.text
    assert "đã rút" in await state(world, mai)
    offer = next(shown for shown in mai.seen if "Đã nhường chỗ" in shown.text)
    assert offer.labels == ["Danh sách lớp", "Đăng ký của tôi"]  # no stale offer is left in the chat


async def test_an_offer_runs_out_in_working_hours_and_passes_on(world: World, cast: dict[str, Person]) -> None:
    lan, mai, an, hoa = cast.values()
    for person in (mai, an):
        await queue(world, person)
        await world.presses(hoa, "Duyệt")
    world.clock.at = datetime(2026, 11, 27, 15, 30, tzinfo=ZONE)  # a Friday afternoon
    await world.says(lan, "/dangky")
    await world.presses(lan, "Rút đăng ký")
    await world.presses(lan, "Xác nhận")
    assert "đến 15h30 thứ Hai, 30/11/2026" in mai.last.text
    offer = mai.last
    await world.pass_time(to=datetime(2026, 11, 30, 15, 29, tzinfo=ZONE))
    assert an.sent_count("mời nhận chỗ") == 0
    await world.pass_time(minutes=2)
    assert "hết hạn" in mai.last.text
    assert an.sent_count("mời nhận chỗ") == 1
    await world.tick()
    assert an.sent_count("mời nhận chỗ") == 1
    await world.presses(mai, "Nhận chỗ", offer)  # too late: the present truth, nothing taken
    assert "không còn hiệu lực" in next(one.text for one in mai.seen if one.message_id == offer.message_id)
    assert "hết hạn" in await state(world, mai)


async def test_near_the_beginning_an_offer_is_shorter_and_at_last_none_is_made(
    world: World, cast: dict[str, Person]
) -> None:
    _, mai, an, hoa = cast.values()
    for person in (mai, an):
        await queue(world, person)
        await world.presses(hoa, "Duyệt")
    begins = NOW.replace(hour=8) + timedelta(days=14)  # Wednesday 09/12, 8h00
    world.clock.at = begins - timedelta(hours=18)  # Tuesday, 14h00: four working hours are left
    async with world.database.writing() as session:  # the coordinator adds a seat
        await session.execute(update(Course).values(seats=2))
    await world.tick()
    assert "đến 16h00 thứ Ba, 08/12/2026" in mai.last.text
    await world.pass_time(to=begins - timedelta(minutes=20))
    assert "hết hạn" in mai.last.text
    assert an.sent_count("mời nhận chỗ") == 0  # twenty minutes are not enough for an answer
    await world.pass_time(to=begins + timedelta(minutes=1))
    assert "danh sách chờ hết hạn" in an.last.text
    assert "hết hạn" in await state(world, an)


async def test_newcomers_go_behind_the_queue_even_when_a_seat_is_free(world: World, cast: dict[str, Person]) -> None:
    lan, mai, an, _ = cast.values()
    await queue(world, mai)  # her leader has not decided
    await world.says(lan, "/dangky")
    await world.presses(lan, "Rút đăng ký")
    await world.presses(lan, "Xác nhận")
    card = await world.says(an, "LOP-001")
    assert "Còn 1/1 chỗ; danh sách chờ: 1 người" in card
    assert "Đang có 1 người trong danh sách chờ trước đồng chí" in card
    assert "thứ 2" in await world.presses(an, "Vào danh sách chờ")


async def test_a_seat_lost_between_card_and_confirmation_leads_to_the_queue(world: World) -> None:
    lan, mai = await world.official("Lan"), await world.official("Mai")
    await world.course("Chuyển đổi số", seats=1, route=Route.none)
    for person in (lan, mai):
        await world.says(person, "LOP-001")
        await world.presses(person, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    assert "Lớp đã hết chỗ" in await world.presses(mai, "Xác nhận")
    assert mai.last.labels[0] == "Vào danh sách chờ"
    assert "danh sách chờ, thứ 1" in await world.presses(mai, "Vào danh sách chờ")
    assert "đã được duyệt" in await state(world, mai)  # this route asks nobody


async def test_a_taken_seat_elsewhere_is_named_and_the_offer_stays_open(world: World) -> None:
    lan, mai = await world.official("Lan"), await world.official("Mai")
    await world.course("Chuyển đổi số", seats=1, route=Route.none)
    await world.course("Hộ tịch", route=Route.none)
    await register(world, lan)
    await queue(world, mai)
    await register(world, mai, "LOP-002")
    await world.says(lan, "/dangky")
    await world.presses(lan, "Rút đăng ký")
    await world.presses(lan, "Xác nhận")
    offer = mai.last
    assert "trùng với lớp «Hộ tịch»" in await world.presses(mai, "Nhận chỗ", offer)
    assert "mời nhận chỗ" in await world.says(mai, "/dangky")


async def test_a_confirmed_seat_is_not_given_back_alone_when_the_course_is_near(
    world: World, cast: dict[str, Person]
) -> None:
    lan = cast["Lan"]
    world.clock.at = datetime(2026, 12, 8, 9, 0, tzinfo=ZONE)  # the day before
    await world.says(lan, "/dangky")
    answer = await world.presses(lan, "Rút đăng ký")
    assert "không tự rút được nữa" in answer
    assert "đổi người học thay, hoặc báo điều phối viên" in answer
    world.clock.at = datetime(2026, 12, 9, 9, 0, tzinfo=ZONE)
    await world.says(lan, "/dangky")
    async with world.database.reading() as session:
        programme = (await session.get_one(Course, 1)).programme_id
    await world.course("Lớp sau", programme=programme)  # open, and no help to who has a seat in this one
    assert await world.presses(lan, "Rút đăng ký") == (
        "Lớp đã khai giảng nên đăng ký này không rút hoặc đổi được nữa.\n"
        "Nếu cần, đề nghị liên hệ điều phối viên của Sở Nội vụ."
    )
    assert "đã duyệt" in await state(world, lan)


async def test_typed_words_are_a_reason_too_and_a_way_out_stays(world: World, cast: dict[str, Person]) -> None:
    lan, hoa = cast["Lan"], cast["Hòa"]
    await world.says(lan, "/dangky")
    await world.presses(lan, "Rút đăng ký")
    await world.says(lan, "/start")
    assert "đã duyệt" in await state(world, lan)
    await world.presses(lan, "Rút đăng ký")
    assert "Lý do: Đi công tác <đột xuất>" in await world.says(lan, "Đi công tác <đột xuất>")
    assert "Đi công tác <đột xuất>" in hoa.last.text


async def test_who_has_left_frees_the_seat_for_the_next(world: World, cast: dict[str, Person]) -> None:
    mai, hoa = cast["Mai"], cast["Hòa"]
    minh = await world.coordinator("Minh")
    await queue(world, mai)
    await world.presses(hoa, "Duyệt")
    await world.says(minh, "/canbo Lan")
    assert "các đăng ký học còn hiệu lực được rút" in await world.presses(minh, "Đã thôi công tác")
    await world.presses(minh, "Xác nhận")
    assert "mời nhận chỗ" in mai.last.text
    assert "Lý do: Đã thôi công tác" in hoa.last.text
