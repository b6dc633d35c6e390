"""A nominee objects with a reason, and the first answer of a leader stands."""

import pytest
from sqlalchemy import select, update

from bot import buttons
from models.audit import AuditEntry
from models.official import Official
from models.registration import Reason, Registration, State
from playground.person import Person
from tests.handlers.test_nominate import send
from tests.world import World


@pytest.fixture
async def cast(world: World) -> dict[str, Person]:
    """Lan is sent by Hòa to a course with one seat; Mai waits behind her, Bình is the other leader."""
    people = {name: await world.official(name) for name in ("Lan", "Mai")}
    people |= {name: await world.leader(name) for name in ("Hòa", "Bình")}
    await world.course("Chuyển đổi số", seats=1)
    await send(world, people["Hòa"], "Lan", "Mai")
    return people


async def registration_of(world: World, name: str) -> Registration:
    async with world.database.reading() as session:
        query = select(Registration).join(Official, Official.id == Registration.official_id)
        return (await session.scalars(query.where(Official.full_name == name))).one()


async def trail(world: World, *actions: str) -> list[AuditEntry]:
    async with world.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.action.in_(actions)).order_by(AuditEntry.id)
        return list(await session.scalars(query))


async def test_an_objection_is_agreed_to_and_the_seat_goes_to_the_next(world: World, cast: dict[str, Person]) -> None:
    lan, mai, hoa, binh = cast.values()
    assert "Đề nghị chọn lý do" in await world.presses(lan, "Có ý kiến")
    assert "Đã gửi ý kiến" in await world.presses(lan, "Việc gia đình")
    for leader in (hoa, binh):
        assert "Ý kiến: Việc gia đình" in leader.last.text
        assert leader.last.labels == ["Rút đề cử", "Giữ nguyên"]
    assert "đã duyệt" in await world.says(lan, "/dangky")  # it stands until it is answered
    letter = hoa.last

    assert "Đã rút đề cử đ/c Lan" in await world.presses(binh, "Rút đề cử")
    assert "đồng ý với ý kiến của đồng chí" in lan.last.text
    assert hoa.sent_count("Đã rút đề cử đ/c Lan") == 1
    assert hoa.sent_count("đã rút đăng ký") == 0  # she did not withdraw
    assert "mời nhận chỗ" in mai.last.text
    ended = await registration_of(world, "Lan")
    assert (ended.state, ended.reason, ended.objection) == (State.withdrawn, Reason.objection, "Việc gia đình")

    await world.presses(hoa, "Giữ nguyên", letter)  # too late: the first answer stands
    assert "đã được ghi nhận" in next(one.text for one in reversed(hoa.seen) if one.message_id == letter.message_id)
    assert (await registration_of(world, "Lan")).state is State.withdrawn
    entries = await trail(world, "object", "take_back", "keep_nomination")
    assert [(one.action, one.actor_user_id) for one in entries] == [("object", lan.id), ("take_back", binh.id)]


async def test_a_nomination_that_is_kept_is_told_and_the_words_stay(world: World, cast: dict[str, Person]) -> None:
    lan, _, hoa, binh = cast.values()
    await world.presses(lan, "Có ý kiến")
    await world.says(lan, "Tôi đang nghỉ thai sản <từ 12/2026>")
    letter = binh.last
    assert "Ý kiến: Tôi đang nghỉ thai sản <từ 12/2026>" in letter.text
    assert "Đã giữ nguyên việc cử đ/c Lan" in await world.presses(hoa, "Giữ nguyên")
    assert "giữ nguyên" in lan.last.text
    assert "Đã giữ nguyên" in binh.last.text
    await world.presses(binh, "Rút đề cử", letter)
    kept = await registration_of(world, "Lan")
    assert kept.state is State.confirmed
    assert kept.objection.startswith("Tôi đang nghỉ thai sản")
    assert [one.action for one in await trail(world, "object", "take_back", "keep_nomination")] == [
        "object",
        "keep_nomination",
    ]


async def test_one_objects_once_and_only_to_a_nomination_of_ones_own(world: World, cast: dict[str, Person]) -> None:
    lan, mai, hoa, _ = cast.values()
    letter = next(one for one in lan.seen if "Có ý kiến" in one.labels)
    await world.presses(lan, "Có ý kiến")
    await world.presses(lan, "Lý do sức khoẻ")
    lan.forge_press(buttons.OBJECT.on((await registration_of(world, "Lan")).id).data, letter)
    await world.settle()
    assert any("đã được ghi nhận" in one.text for one in lan.seen)
    assert hoa.sent_count("Ý kiến của người được cử") == 1
    mai.forge_press(buttons.OBJECT.on((await registration_of(world, "Lan")).id).data, mai.last)
    await world.settle()
    assert "không có quyền" in mai.last.text
    await world.says(lan, "LOP-001")
    assert "Có ý kiến" not in lan.last.labels
    mai.forge_press(buttons.TAKE_BACK.on((await registration_of(world, "Lan")).id).data, mai.last)
    await world.settle()
    assert (await registration_of(world, "Lan")).state is State.confirmed


async def test_an_objection_begun_may_be_dropped(world: World, cast: dict[str, Person]) -> None:
    lan, _, hoa, _ = cast.values()
    await world.presses(lan, "Có ý kiến")
    await world.says(lan, "/start")
    await world.says(lan, "Việc gia đình")
    assert hoa.sent_count("Ý kiến của người được cử") == 0
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Có ý kiến")  # from the card too
    await world.presses(lan, "Xin học khoá sau")
    assert hoa.sent_count("Ý kiến của người được cử") == 1


async def test_without_a_leader_the_department_answers(world: World) -> None:
    minh, hoa, lan = await world.coordinator("Minh"), await world.leader("Hòa"), await world.official("Lan")
    await world.course("Chuyển đổi số")
    await send(world, hoa, "Lan")
    async with world.database.writing() as session:
        (
            await session.scalars(select(Official).where(Official.full_name == "Hòa"))
        ).one().left_on = world.clock.now().date()
    await world.presses(lan, "Có ý kiến")
    await world.presses(lan, "Việc gia đình")
    await world.presses(minh, "Rút đề cử")
    assert (await registration_of(world, "Lan")).state is State.withdrawn


async def test_what_waits_for_an_answer_stands_in_the_inbox(world: World, cast: dict[str, Person]) -> None:
    lan, mai, hoa, binh = cast.values()
    assert await world.says(hoa, "/duyet") == "Không có yêu cầu nào chờ đồng chí duyệt."
    await world.presses(lan, "Có ý kiến")
    await world.presses(lan, "Việc gia đình")
    inbox = await world.says(binh, "/duyet")
    assert inbox == (
        "Ý kiến của người được cử, chờ đồng chí trả lời: 1\n• Lan – Chuyển đổi số (LOP-001), 09–10/12/2026"
    )
    assert "Ý kiến: Việc gia đình" in await world.presses(binh, "Ý kiến: Lan")
    assert binh.last.labels == ["Rút đề cử", "Giữ nguyên", "Quay lại"]
    await world.presses(binh, "Quay lại")
    await world.presses(binh, "Ý kiến: Lan")
    assert "Đã giữ nguyên" in await world.presses(binh, "Giữ nguyên")
    assert await world.says(hoa, "/duyet") == "Không có yêu cầu nào chờ đồng chí duyệt."
    await world.presses(mai, "Có ý kiến")
    await world.presses(mai, "Việc gia đình")
    dat = await world.leader("Đạt", "Kinh Bắc")
    minh = await world.coordinator("Minh")
    for other in (dat, minh):
        assert await world.says(other, "/duyet") == "Không có yêu cầu nào chờ đồng chí duyệt."
    async with world.database.writing() as session:
        await session.execute(
            update(Official).where(Official.full_name.in_(["Hòa", "Bình"])).values(left_on=world.clock.now().date())
        )
    assert "• Mai – Chuyển đổi số (LOP-001)" in await world.says(minh, "/duyet")
    await world.presses(minh, "Ý kiến: Mai")
    assert "Đã rút đề cử đ/c Mai" in await world.presses(minh, "Rút đề cử")
