"""Several requests approved at once: what is ticked, what is not, and what was decided meanwhile."""

import asyncio

from models.approve_several import approve_several
from models.checks import broken_promises
from models.database import Session
from models.kinds import Route
from models.person import who_is
from playground.person import Person
from tests.conftest import NOW
from tests.world import World


async def register(world: World, person: Person, code: str) -> None:
    await world.says(person, code)
    await world.presses(person, "Đăng ký")
    await world.presses(person, "Xác nhận")


async def crowd(world: World, *names: str, code: str = "LOP-001") -> list[Person]:
    people = [await world.official(name) for name in names]
    for person in people:
        await register(world, person, code)
    return people


async def test_the_unflagged_are_ticked_and_each_gets_a_result(world: World) -> None:
    hoa = await world.leader("Hòa")
    await world.course("Văn thư")
    await world.course("Tư pháp", posts=("Chuyên viên tư pháp",), starts_in=30)
    lan, mai = await crowd(world, "Lan", "Mai")
    (an,) = await crowd(world, "An", code="LOP-002")
    await world.says(hoa, "/duyet")
    shown = await world.presses(hoa, "Duyệt nhiều")
    assert "đã chọn 2/3" in shown
    assert "⚠️ không thuộc đối tượng của lớp" in shown
    assert hoa.last.labels == ["✓ 1. Lan", "✓ 2. Mai", "○ 3. An", "Duyệt 2 yêu cầu", "Quay lại"]
    await world.presses(hoa, "✓ 2. Mai")
    await world.presses(hoa, "○ 3. An")
    assert hoa.last.labels[:4] == ["✓ 1. Lan", "○ 2. Mai", "✓ 3. An", "Duyệt 2 yêu cầu"]
    ticked = hoa.last
    assert (await world.presses(hoa, "Duyệt 2 yêu cầu")).split("\n") == [
        "Đã duyệt 2/2 yêu cầu",
        "✓ Lan – Văn thư (LOP-001): đã duyệt",
        "✓ An – Tư pháp (LOP-002): đã duyệt",
    ]
    for person in (lan, an):
        assert "đã duyệt (đ/c Hòa)" in person.last.text
    assert "chờ duyệt" in await world.says(mai, "/dangky")
    assert hoa.last.labels == ["Ghi lý do cử học: An", "Chờ duyệt"]
    await world.presses(hoa, "Ghi lý do cử học: An")
    assert "Lý do cử học: Cần cập nhật kiến thức" in await world.presses(hoa, "Cần cập nhật kiến thức")
    hoa.forge_press("1:manyok", ticked)
    await world.settle()
    assert "Danh sách này đã cũ" in next(one.text for one in hoa.seen if one.message_id == ticked.message_id)
    assert lan.sent_count("đã duyệt (đ/c Hòa)") == 1


async def test_what_was_decided_meanwhile_is_named_and_the_others_go_through(world: World) -> None:
    hoa, hai = await world.leader("Hòa"), await world.leader("Hai")
    await world.course("Văn thư", route=Route.leader_then_department)
    lan, mai, an, binh = await crowd(world, "Lan", "Mai", "An", "Bình")
    await world.says(hoa, "/duyet")
    await world.presses(hoa, "Duyệt nhiều")
    ticked = hoa.last
    await world.says(hai, "/duyet")
    await world.presses(hai, "1. Lan")
    await world.presses(hai, "Duyệt")
    await world.says(hai, "/duyet")
    await world.presses(hai, "1. Mai")
    await world.presses(hai, "Từ chối")
    await world.presses(hai, "Đề nghị học khoá sau")
    await world.says(an, "/dangky")
    await world.presses(an, "Rút đăng ký")
    await world.presses(an, "Xác nhận")
    await world.presses(hoa, "Duyệt 4 yêu cầu", ticked)
    assert next(one.text for one in hoa.seen if one.message_id == ticked.message_id).split("\n") == [
        "Đã duyệt 1/4 yêu cầu",
        "✗ Lan – Văn thư (LOP-001): không duyệt được, đã được lãnh đạo đồng ý, chờ Sở Nội vụ (đ/c Hai) từ trước",
        "✗ Mai – Văn thư (LOP-001): không duyệt được, từ chối (đ/c Hai) từ trước",
        "✗ An – Văn thư (LOP-001): không duyệt được, đã rút từ trước",
        "✓ Bình – Văn thư (LOP-001): chuyển tới Sở Nội vụ",
    ]
    assert "lãnh đạo đơn vị (đ/c Hòa) đã đồng ý" in binh.last.text
    assert lan.sent_count("đã đồng ý") == 1
    assert mai.sent_count("từ chối") == 1


async def test_nothing_is_approved_that_was_not_shown(world: World) -> None:
    hoa = await world.leader("Hòa")
    await world.course("Văn thư")
    await crowd(world, *(f"Người {number}" for number in range(1, 9)))
    await world.says(hoa, "/duyet")
    await world.presses(hoa, "Duyệt nhiều")
    assert "Duyệt 6 yêu cầu" in hoa.last.labels
    await world.presses(hoa, "✓ 1. Người 1")
    await world.presses(hoa, "Sau ›")
    assert hoa.last.labels == ["✓ 7. Người 7", "✓ 8. Người 8", "‹ Trước", "Duyệt 7 yêu cầu", "Quay lại"]
    await world.presses(hoa, "‹ Trước")
    assert hoa.last.labels[:2] == ["○ 1. Người 1", "✓ 2. Người 2"]
    assert (await world.presses(hoa, "Duyệt 7 yêu cầu")).startswith("Đã duyệt 7/7 yêu cầu")
    assert "Chờ đồng chí duyệt: 1" in await world.says(hoa, "/duyet")
    assert "Duyệt nhiều" not in hoa.last.labels


async def test_an_old_list_begins_anew_and_ids_of_others_change_nothing(world: World) -> None:
    hoa, dung = await world.leader("Hòa"), await world.leader("Dũng", "Quế Võ")
    await world.course("Văn thư")
    lan, _ = await crowd(world, "Lan", "Mai")
    await world.says(hoa, "/duyet")
    await world.presses(hoa, "Duyệt nhiều")
    old = hoa.last
    hoa.say("/start")  # the list is forgotten
    await world.settle()
    hoa.forge_press("1:tick:1:0", old)
    await world.settle()
    shown = next(one for one in hoa.seen if one.message_id == old.message_id)
    assert shown.labels[:3] == ["✓ 1. Lan", "✓ 2. Mai", "Duyệt 2 yêu cầu"]
    dung.forge_press("1:many", dung.last)
    await world.settle()
    dung.forge_press("1:tick:1:0", dung.last)
    await world.settle()
    dung.forge_press("1:manyok", dung.last)
    await world.settle()
    assert "không duyệt được, do người khác quyết định" in dung.last.text
    dung.forge_press("1:whysent:1", dung.last)
    await world.settle()
    assert "chờ duyệt" in await world.says(lan, "/dangky")


async def test_two_leaders_at_the_same_moment_do_not_wait_for_each_other(world: World) -> None:
    leaders = [await world.leader(name) for name in ("Hòa", "Hai", "Ba")]
    for number in range(4):
        await world.course(f"Lớp {number}", starts_in=14 + 3 * number)
        await crowd(world, f"Lan {number}", f"Mai {number}", code=f"LOP-00{number + 1}")

    async def approve(leader: Person, session: Session, ids: list[int]) -> int:
        person = await who_is(session, leader.id, NOW)
        return sum(one.refusal is None for one in await approve_several(session, person, ids, NOW))

    async def at_once(leader: Person, ids: list[int]) -> int:
        async with world.database.writing() as session:
            return await approve(leader, session, ids)

    ids = list(range(1, 9))
    orders = (ids, ids[::-1], [*ids[4:], *ids[:4]])
    counts = await asyncio.gather(*(at_once(*pair) for pair in zip(leaders, orders, strict=True)))
    assert sum(counts) == 8
    async with world.database.reading() as session:
        assert await broken_promises(session) == []
