"""Three months later through the front door: the learner's two taps, the leader's one a person, and both compared."""

from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from models.effect import EffectAnswer
from models.kinds import Role
from models.official import Official, RoleGrant
from models.registration import Registration, State
from playground.person import Person
from tests.conftest import ZONE
from tests.seats import change, official_id, seat
from tests.world import World

LEARNER, LEADER = "Sau 3 tháng: lớp", "Hiệu quả sau bồi dưỡng"
FIRST_OF_APRIL = datetime(2027, 4, 1, 8, 0, tzinfo=ZONE)  # a Thursday


async def completed(
    world: World, *names: str, ends_on: date = date(2026, 12, 10), commune: str = "Võ Cường"
) -> tuple[int, list[Person]]:
    """A course that these people completed. Its three months are over on 10/03/2027, unless another day is given."""
    course = await world.course("Văn thư")
    await change(world, course, starts_on=ends_on - timedelta(days=1), ends_on=ends_on)
    people = [await world.official(name, commune) for name in names]
    for person in people:
        await seat(world, person, course, State.completed)
    return course, people


async def rows(world: World) -> list[EffectAnswer]:
    async with world.database.reading() as session:
        return list(await session.scalars(select(EffectAnswer).order_by(EffectAnswer.registration_id)))


async def test_two_taps_from_the_learner_in_working_hours_once(world: World) -> None:
    _, (lan,) = await completed(world, "Lan")
    await world.pass_time(to=datetime(2027, 3, 9, 9, 0, tzinfo=ZONE))
    assert lan.sent_count(LEARNER) == 0
    await world.pass_time(to=datetime(2027, 3, 10, 7, 29, tzinfo=ZONE))
    assert lan.sent_count(LEARNER) == 0
    await world.pass_time(minutes=1)
    assert "Câu 1/2" in lan.last.text
    await world.presses(lan, "Thỉnh thoảng")
    assert "Câu 2/2" in lan.last.text
    text = await world.presses(lan, "Công việc nhiều, thiếu thời gian")
    assert "Áp dụng vào công việc: thỉnh thoảng" in text
    await world.presses(lan, "Trả lời lại")
    await world.presses(lan, "Thường xuyên")
    await world.presses(lan, "Không có trở ngại")
    await world.pass_time(days=3)
    assert lan.sent_count(LEARNER) == 1
    assert [(one.used, one.hindrance) for one in await rows(world)] == [(1, 1)]
    assert world.telegram.complaints == []


async def test_a_leader_gets_one_message_a_month_with_all_people_and_taps_once_a_person(world: World) -> None:
    hoa, khanh = await world.leader("Trần Văn Hòa"), await world.leader("Khánh", "Từ Sơn")
    await completed(world, "Lê Thị Mai", "Đỗ Văn An")
    await completed(world, "Hoàng Nam", ends_on=date(2026, 12, 20))
    await completed(world, "Người tháng sau", ends_on=date(2027, 1, 5))
    await world.pass_time(to=FIRST_OF_APRIL - timedelta(hours=1))
    assert hoa.sent_count(LEADER) == 0
    await world.pass_time(to=FIRST_OF_APRIL)
    await world.tick()
    assert (hoa.sent_count(LEADER), khanh.sent_count(LEADER)) == (1, 0)
    assert "1. Đỗ Văn An: Văn thư (LOP-001), bế giảng 10/12/2026" in hoa.last.text
    assert "2. Lê Thị Mai" in hoa.last.text
    assert "3. Hoàng Nam" in hoa.last.text
    assert "tháng sau" not in hoa.last.text
    assert "Đã trả lời 1/3 người." in await world.presses(hoa, "1. rõ")
    await world.presses(hoa, "2. chưa")
    await world.presses(hoa, "2. một phần")
    text = await world.presses(hoa, "3. rõ")
    assert "Đã ghi nhận đủ" in text
    assert "2. Lê Thị Mai: Văn thư (LOP-001), bế giảng 10/12/2026 – áp dụng một phần" in text
    assert [one.seen for one in await rows(world)] == [2, 1, 1]
    await world.pass_time(days=8)
    assert hoa.sent_count(LEADER) == 1


async def test_who_left_or_moved_and_who_stands_in_for_the_leader(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    khanh = await world.leader("Khánh", "Từ Sơn")
    _, (lan, gone, moved) = await completed(world, "Lan", "Nghỉ", "Chuyển")
    tu_son = await world.commune("Từ Sơn")
    course, _ = await completed(world)
    await seat(world, hoa, course, State.completed)
    async with world.database.writing() as session:
        left, elsewhere = await official_id(world, gone), await official_id(world, moved)
        await session.execute(update(Official).where(Official.id == left).values(left_on=date(2027, 1, 1)))
        await session.execute(update(Official).where(Official.id == elsewhere).values(commune_id=tu_son.id))
    await world.pass_time(to=datetime(2027, 3, 10, 8, 0, tzinfo=ZONE))
    assert (lan.sent_count(LEARNER), gone.sent_count(LEARNER), moved.sent_count(LEARNER)) == (1, 0, 1)
    assert hoa.sent_count(LEARNER) == 1
    mai = await world.official("Mai")
    vo_cuong = await world.commune("Võ Cường")
    async with world.database.writing() as session:
        session.add(
            RoleGrant(
                official_id=await official_id(world, mai),
                role=Role.leader,
                commune_id=vo_cuong.id,
                acting_for_id=await official_id(world, hoa),
                starts_on=date(2027, 3, 29),
                ends_on=date(2027, 4, 10),
            )
        )
    await world.pass_time(to=FIRST_OF_APRIL)
    assert (hoa.sent_count(LEADER), mai.sent_count(LEADER), khanh.sent_count(LEADER)) == (0, 1, 1)
    assert "1. Lan" in mai.last.text
    assert "Hòa" not in mai.last.text  # the deputy does not judge whom he stands in for
    assert "1. Chuyển" in khanh.last.text
    await world.presses(mai, "1. rõ")
    (row,) = await rows(world)
    assert (row.seen_by_id, row.seen_for_id) == (await official_id(world, mai), await official_id(world, hoa))


async def test_a_leader_says_nothing_of_other_communes_or_of_himself(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    course, _ = await completed(world, "Xa", commune="Từ Sơn")
    await seat(world, hoa, course, State.completed)
    await world.pass_time(to=FIRST_OF_APRIL)
    await world.says(hoa, "/start")
    for registration_id in (1, 2):
        hoa.forge_press(f"1:efseen:{registration_id}:1:0", hoa.last)
        await world.settle()
        assert "không có quyền" in hoa.last.text
    assert await rows(world) == []


async def test_learners_and_leaders_are_compared_and_low_use_is_said_in_the_weekly_summary(world: World) -> None:
    minh, hoa = await world.coordinator("Hoàng Minh"), await world.leader("Trần Văn Hòa")
    names = [f"Cán bộ {at}" for at in "ABCDE"]
    course, people = await completed(world, *names)
    await change(world, course, coordinator_id=1)
    await world.pass_time(to=datetime(2027, 3, 31, 9, 0, tzinfo=ZONE))
    for person in people[:4]:
        await world.presses(person, "Chưa áp dụng" if person is not people[0] else "Thường xuyên")
        await world.presses(person, "Chưa được giao việc đúng nội dung đã học")
    await world.says(minh, "/start")
    minh.forge_press(f"1:svresult:{course}", minh.last)
    await world.settle()
    assert "Học viên: 4/5 trả lời." in minh.last.text
    assert "Thường xuyên" not in minh.last.text
    await world.presses(people[4], "Chưa áp dụng")
    await world.presses(people[4], "Không có trở ngại")
    await world.pass_time(to=FIRST_OF_APRIL)
    for place in range(1, 6):
        await world.presses(hoa, f"{place}. rõ" if place < 3 else f"{place}. chưa")
    minh.forge_press(f"1:svresult:{course}", minh.last)
    await world.settle()
    text = minh.last.text
    assert "• Thường xuyên: 1" in text
    assert "• Chưa áp dụng: 4" in text
    assert "• Chưa được giao việc đúng nội dung đã học: 4" in text
    assert "• Áp dụng rõ: 2" in text
    assert "So sánh 5 người có cả hai ý kiến: cùng thấy áp dụng 1; chỉ học viên 0; chỉ lãnh đạo 1." in text
    assert "Mức áp dụng thấp: 1/5 học viên" in text
    await world.pass_time(to=datetime(2027, 4, 5, 7, 30, tzinfo=ZONE))
    await world.says(minh, "/tongket")
    assert any("mức áp dụng sau 3 tháng thấp: LOP-001" in shown.text for shown in minh.seen)


async def test_nobody_is_asked_when_the_month_for_it_is_over_or_the_result_was_taken_back(world: World) -> None:
    _, (lan,) = await completed(world, "Lan")
    await world.pass_time(to=datetime(2027, 4, 9, 9, 0, tzinfo=ZONE))
    assert lan.sent_count(LEARNER) == 0  # the clock was away for the whole month
    await world.says(lan, "/start")
    lan.forge_press("1:efused:1:1", lan.last)
    await world.settle()
    assert "đã kết thúc" in lan.last.text
    _, (mai,) = await completed(world, "Mai", ends_on=date(2027, 1, 14))
    async with world.database.writing() as session:
        await session.execute(update(Registration).where(Registration.id == 2).values(state=State.confirmed))
    await world.pass_time(to=datetime(2027, 4, 14, 9, 0, tzinfo=ZONE))
    assert mai.sent_count(LEARNER) == 0
