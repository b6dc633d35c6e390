"""The queue as coordinators see it, and the one sentence why nobody is offered a seat."""

from datetime import timedelta

from sqlalchemy import select, update

from bot import buttons
from jobs.serve_queues import serve_queues
from models.commune import Commune
from models.course import Course, CourseQuota, CourseState
from models.kinds import Route
from models.registration import Registration
from playground.person import Person
from tests.world import World


async def enter(world: World, person: Person) -> str:
    """Register for the one course, or join its queue."""
    await world.says(person, "LOP-001")
    if "Vào danh sách chờ" in person.labels():
        return await world.presses(person, "Vào danh sách chờ")
    await world.presses(person, "Đăng ký")
    return await world.presses(person, "Xác nhận")


async def look(world: World, person: Person) -> str:
    await world.says(person, "LOP-001")
    return await world.presses(person, "Danh sách chờ")


async def change(world: World, **values: object) -> None:
    async with world.database.writing() as session:
        await session.execute(update(Course).values(**values))


async def keep(world: World, seats: dict[str, int], days: int = 5) -> None:
    """Keep seats for communes for some days."""
    midnight = world.clock.now().replace(hour=0, minute=0)
    await change(world, quotas_until=midnight + timedelta(days=days))
    async with world.database.writing() as session:
        for name, number in seats.items():
            commune_id = (await session.scalars(select(Commune.id).where(Commune.name == name))).one()
            session.add(CourseQuota(course_id=1, commune_id=commune_id, seats=number))


async def serve(world: World) -> None:
    await serve_queues(world.desk)
    await world.settle()


async def test_the_queue_in_order_and_all_seats_held(world: World) -> None:
    minh, hoa = await world.coordinator("Hoàng Minh"), await world.leader("Trần Văn Hòa")
    lan, nam = await world.official("Nguyễn Thị Lan"), await world.official("Dương Hoài Nam", "Quế Võ")
    await world.course("Tin học", seats=1)
    await enter(world, await world.official("Lê Thị Mai", "Quế Võ"))
    assert "Không có ai trong danh sách chờ." in await look(world, minh)
    await enter(world, lan)
    await enter(world, nam)
    await world.presses(hoa, "Duyệt")

    seen = await look(world, minh)
    assert "Đã giữ 1/1 chỗ; đang chờ: 2 người." in seen
    assert "Chưa mời ai vì cả 1 chỗ đã có người giữ." in seen
    assert "1. Nguyễn Thị Lan, Phường Võ Cường – đã duyệt" in seen
    assert "2. Dương Hoài Nam, Phường Quế Võ – chờ " in seen
    await world.says(lan, "LOP-001")
    assert "Danh sách chờ" not in lan.labels()
    lan.forge_press(buttons.QUEUE.on(1).data, lan.last)
    await world.settle()
    assert "không có quyền" in lan.last.text


async def test_an_offer_is_out_until(world: World) -> None:
    minh, hoa = await world.coordinator("Hoàng Minh"), await world.leader("Trần Văn Hòa")
    await world.course("Tin học", seats=1, route=Route.leader)
    mai = await world.official("Lê Thị Mai")
    await enter(world, mai)
    lan, nam = await world.official("Nguyễn Thị Lan"), await world.official("Dương Hoài Nam", "Quế Võ")
    await enter(world, lan)
    await world.presses(hoa, "Duyệt")
    await enter(world, nam)
    await world.says(mai, "/dangky")
    await world.presses(mai, "Rút đăng ký")
    await world.presses(mai, "Xác nhận")
    assert "Đang mời 1 người nhận chỗ; lời mời gần nhất hết hạn lúc 9h00 thứ Năm, 26/11/2026" in await look(world, minh)


async def test_the_first_is_not_approved_yet_and_who_has_it(world: World) -> None:
    minh, hoa = await world.coordinator("Hoàng Minh"), await world.leader("Trần Văn Hòa")
    await world.course("Tin học", seats=1)
    await enter(world, await world.official("Lê Thị Mai"))
    await enter(world, await world.official("Nguyễn Thị Lan"))
    await change(world, seats=2)
    await serve(world)
    seen = await look(world, minh)
    assert "Còn chỗ, nhưng đ/c Nguyễn Thị Lan chưa được duyệt: đang chờ đ/c Trần Văn Hòa." in seen
    await world.presses(hoa, "Duyệt")
    await serve(world)
    assert "Đang mời 1 người nhận chỗ" in await look(world, minh)


async def test_the_communes_have_reached_their_cap(world: World) -> None:
    minh, hoa = await world.coordinator("Hoàng Minh"), await world.leader("Trần Văn Hòa")
    await world.course("Tin học", seats=5, cap=1)
    await enter(world, await world.official("Lê Thị Mai"))
    await enter(world, await world.official("Nguyễn Thị Lan"))
    seen = await look(world, minh)
    assert "Còn 4 chỗ, nhưng đơn vị của những người đang chờ đã đủ mức tối đa (1 người)." in seen
    assert "đơn vị đã đủ mức tối đa" in seen
    await world.presses(hoa, "Duyệt")
    await change(world, commune_cap=2)
    assert "hệ thống sẽ mời người đầu tiên đã được duyệt" in await look(world, minh)


async def test_the_seats_are_kept_and_used_and_kept_are_shown(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.course("Tin học", seats=2)
    await keep(world, {"Quế Võ": 2})
    await enter(world, await world.official("Dương Hoài Nam", "Quế Võ"))
    await enter(world, await world.official("Nguyễn Thị Lan"))
    seen = await look(world, minh)
    assert "1 chỗ còn lại đang giữ đến hết ngày 29/11/2026 cho Phường Quế Võ." in seen
    assert "• Phường Quế Võ: đã dùng 1/2" in seen


async def test_too_late_not_published_and_nobody(world: World) -> None:
    minh, hoa = await world.coordinator("Hoàng Minh"), await world.leader("Trần Văn Hòa")
    await world.course("Tin học", seats=1, starts_in=1, closes_in=0)
    mai, lan = await world.official("Lê Thị Mai"), await world.official("Nguyễn Thị Lan")
    await enter(world, mai)
    await enter(world, lan)
    await world.presses(hoa, "Duyệt")
    world.clock.at = world.clock.at.replace(hour=17, minute=10)
    seen = await look(world, minh)
    assert "Không mời được nữa vì lớp khai giảng lúc 8h00 thứ Năm, 26/11/2026" in seen
    await change(world, state=CourseState.cancelled)
    assert "Chưa mời ai vì lớp đã bị huỷ." in await look(world, minh)
    await change(world, state=CourseState.draft)
    minh.forge_press(buttons.QUEUE.on(1).data, minh.last)
    await world.settle()
    assert "Chưa mời ai vì lớp chưa mở đăng ký." in minh.last.text
    async with world.database.writing() as session:
        await session.execute(update(Registration).values(state="withdrawn", awaits=None))
    minh.forge_press(buttons.QUEUE.on(1).data, minh.last)
    await world.settle()
    assert "Không có ai trong danh sách chờ." in minh.last.text
    minh.forge_press(buttons.QUEUE.on(99).data, minh.last)
    await world.settle()
    assert "không còn hoặc đã thay đổi" in minh.last.text


async def test_a_long_queue_is_turned_page_by_page(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.course("Tin học", seats=1)
    for place in range(9):
        await enter(world, await world.official(f"Nguyễn Văn A{place}"))
    seen = await look(world, minh)
    assert "6. Nguyễn Văn A6" in seen
    assert "7. " not in seen
    assert "8. Nguyễn Văn A8" in await world.presses(minh, "Sau ›")
    assert "1. Nguyễn Văn A1" in await world.presses(minh, "‹ Trước")
