"""A leader sends officials to a course: what is open, who fits best, the ticks, and what becomes of each."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.audit import AuditEntry
from models.course import Course
from models.kinds import Role, Route
from models.official import Official, RoleGrant
from models.registration import Registration, State
from playground.messages import Shown
from playground.person import Person
from tests.seats import seat
from tests.world import World


async def open_people(world: World, leader: Person, course: str = "LOP-001") -> str:
    """The list of people for a course, by way of /cu."""
    await world.says(leader, "/cu")
    return await world.presses(leader, next(one for one in leader.last.labels if course in one))


async def tick(world: World, leader: Person, *names: str) -> str:
    """Tap the names in the list, as they stand there."""
    for name in names:
        await world.presses(leader, next(one for one in leader.last.labels if one.endswith(name)))
    return leader.last.text


async def send(world: World, leader: Person, *names: str, course: str = "LOP-001") -> str:
    await open_people(world, leader, course)
    await tick(world, leader, *names)
    return await world.presses(leader, "Gửi")


def now_shown(person: Person, message: Shown) -> str:
    """The text that stands in a message's place now."""
    return next(one.text for one in reversed(person.seen) if one.message_id == message.message_id)


async def registrations(world: World) -> dict[str, Registration]:
    """The latest of each official, by name."""
    async with world.database.reading() as session:
        rows = await session.execute(
            select(Official.full_name, Registration).join(Registration, Registration.official_id == Official.id)
        )
        return dict(rows.all())


async def ids(world: World) -> dict[str, int]:
    async with world.database.reading() as session:
        return dict((await session.execute(select(Official.full_name, Official.id))).all())


@pytest.fixture
async def cast(world: World) -> dict[str, Person]:
    """Two officials of one commune, and their leader."""
    people = {name: await world.official(name) for name in ("Lan", "Mai")}
    people["Hòa"] = await world.leader("Hòa")
    return people


async def test_a_leader_sends_two_and_each_is_told(world: World, cast: dict[str, Person]) -> None:
    lan, mai, hoa = cast.values()
    await world.course("Chuyển đổi số", cap=5)
    await world.course("Hộ tịch", communes=("Kinh Bắc",))
    courses = await world.says(hoa, "/cu")
    assert "Phường Võ Cường: 1 lớp đang mở" in courses  # not the one that is for others
    assert "Còn 40/40 chỗ · đơn vị đã có 0/5" in courses

    people = await open_people(world, hoa)
    assert "1. Lan – còn thiếu 40 tiết, chưa cử lần nào" in people
    assert "Hòa" not in people  # nobody nominates himself
    assert hoa.last.labels == ["1. Lan", "2. Mai", "Gửi", "Lớp khác"]
    assert "Đã chọn 2: đ/c Lan; đ/c Mai" in await tick(world, hoa, "Lan", "Mai")
    assert "✓ 1. Lan" in hoa.last.labels

    assert "đ/c Lan: đã duyệt" in await world.presses(hoa, "Gửi")
    for person in (lan, mai):
        assert person.sent_count("Đồng chí được cử đi học") == 1
        assert "Người cử: đ/c Hòa" in person.last.text
        assert "thứ Tư 09/12 – thứ Năm 10/12/2026" in person.last.text
        assert "Hội trường" in person.last.text
        assert person.last.labels == ["Xem lớp", "Có ý kiến"]
        assert "đã duyệt, đ/c Hòa cử" in await world.says(person, "/dangky")
    assert hoa.sent_count("Đề nghị duyệt") == 0
    async with world.database.reading() as session:
        trail = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "nominate"))).all()
    assert [one.actor_user_id for one in trail] == [hoa.id, hoa.id]


async def test_the_card_of_a_course_leads_a_leader_there(world: World, cast: dict[str, Person]) -> None:
    lan, _, hoa = cast.values()
    await world.course("Chuyển đổi số")
    await world.says(lan, "LOP-001")
    assert "Cử cán bộ" not in lan.labels()
    await world.says(hoa, "LOP-001")
    assert "1. Lan" in await world.presses(hoa, "Cử cán bộ")
    world.clock.at += timedelta(days=10)
    await world.says(hoa, "LOP-001")
    assert "Cử cán bộ" not in hoa.last.labels  # closed


async def test_only_leaders_are_shown_the_command_and_may_use_it(world: World, cast: dict[str, Person]) -> None:
    lan, _, hoa = cast.values()
    minh = await world.coordinator("Minh")
    await world.course("Chuyển đổi số")
    assert "/cu –" in await world.says(hoa, "/start")
    for person in (lan, minh):
        assert "/cu –" not in await world.says(person, "/start")
        assert "không có quyền" in await world.says(person, "/cu")
    await open_people(world, hoa)
    lan.forge_press(next(row[0] for row in hoa.last.buttons)["callback_data"], 1)
    await world.settle()
    assert "không có quyền" in lan.last.text


async def test_a_second_tap_takes_the_tick_away(world: World, cast: dict[str, Person]) -> None:
    hoa = cast["Hòa"]
    await world.course("Chuyển đổi số")
    await open_people(world, hoa)
    await tick(world, hoa, "Lan", "Mai")
    assert "Đã chọn 1: đ/c Mai" in await tick(world, hoa, "Lan")
    await world.presses(hoa, "Gửi")
    assert list(await registrations(world)) == ["Mai"]


async def test_typing_a_part_of_a_name_narrows_the_list_and_keeps_the_ticks(
    world: World, cast: dict[str, Person]
) -> None:
    hoa = cast["Hòa"]
    for given in ("Tám", "Thanh", "Thịnh", "Toàn", "Trí", "Vinh", "Yên"):
        await world.official(f"Trần Văn {given}")
    await world.course("Chuyển đổi số")
    assert "Trang 1/2" in await open_people(world, hoa)
    await tick(world, hoa, "Lan")
    narrowed = await world.says(hoa, "van vinh")
    assert "theo «van vinh»: 1 người" in narrowed
    assert "Đã chọn 1: đ/c Lan" in narrowed
    await tick(world, hoa, "Trần Văn Vinh")
    assert "Không có ai tên «xyz»" in await world.says(hoa, "xyz")
    assert "9 người, phù hợp nhất trước" in await world.presses(hoa, "Bỏ lọc")
    assert "Trang 2/2" in await world.presses(hoa, "Sau ›")
    await world.presses(hoa, "Gửi")
    assert set(await registrations(world)) == {"Lan", "Trần Văn Vinh"}


async def test_who_fits_best_comes_first_and_what_hinders_is_said(world: World) -> None:
    hoa = await world.leader("Hòa")
    basics = await world.programme("Tin học cơ bản")
    advanced = await world.programme("Tin học nâng cao", requires=(basics,), hours=24)
    await world.course("Tin học cơ bản khóa 1", programme=basics, starts_in=40)
    await world.course("Tin học nâng cao khóa 1", programme=advanced)
    await world.official("Trần Bình")
    await world.official("Lê Ân")
    people = await open_people(world, hoa, "LOP-002")
    assert people.index("Lê Ân") < people.index("Trần Bình")  # by given name
    assert people.count("không cử được: cần hoàn thành trước: Tin học cơ bản") == 2
    assert hoa.last.labels == ["Lớp khác"]  # nobody can be ticked


async def test_the_department_has_the_last_word_where_its_route_says_so(world: World, cast: dict[str, Person]) -> None:
    lan, _, hoa = cast.values()
    minh = await world.coordinator("Minh")
    await world.course("Chuyển đổi số", route=Route.leader_then_department)
    assert "đ/c Lan: chờ duyệt (Sở Nội vụ)" in await send(world, hoa, "Lan")
    assert "chờ duyệt của Sở Nội vụ" in lan.last.text
    assert "Người cử: đ/c Hòa" in minh.last.text
    await world.presses(minh, "Duyệt")
    assert "đã duyệt (đ/c Minh)" in lan.last.text


async def test_the_cap_is_reached_in_the_middle_and_the_next_is_queued(world: World, cast: dict[str, Person]) -> None:
    hoa = cast["Hòa"]
    await world.course("Chuyển đổi số", cap=1)
    said = await send(world, hoa, "Lan", "Mai")
    assert "đ/c Lan: đã duyệt" in said
    assert "đ/c Mai: danh sách chờ, thứ 1" in said
    assert "danh sách chờ, thứ 1" in cast["Mai"].last.text
    assert "Đơn vị đã đủ chỗ: người được cử sẽ vào danh sách chờ" in await open_people(world, hoa)


async def test_a_list_that_is_stale_is_judged_as_of_now(world: World, cast: dict[str, Person]) -> None:
    hoa = cast["Hòa"]
    course = await world.course("Chuyển đổi số", seats=1)
    await open_people(world, hoa)
    await tick(world, hoa, "Lan", "Mai")
    far = await world.leader("Bình", "Kinh Bắc")
    await world.official("Xa", "Kinh Bắc")
    await send(world, far, "Xa")
    said = await world.presses(hoa, "Gửi", next(one for one in reversed(hoa.seen) if "Gửi" in one.labels))
    assert "đ/c Lan: danh sách chờ, thứ 1" in said
    assert "đ/c Mai: danh sách chờ, thứ 2" in said

    await open_people(world, hoa)
    await world.official("Nga")
    await open_people(world, hoa)
    await tick(world, hoa, "Nga")
    async with world.database.writing() as session:
        await session.execute(update(Course).where(Course.id == course).values(closes_at=world.clock.now()))
    said = await world.presses(hoa, "Gửi")
    assert "đ/c Nga: không cử được, lớp đã hết hạn đăng ký" in said
    assert "Chưa cử được ai" in said


async def test_start_in_the_middle_drops_the_ticks_and_old_buttons_begin_anew(
    world: World, cast: dict[str, Person]
) -> None:
    hoa = cast["Hòa"]
    await world.course("Chuyển đổi số")
    await open_people(world, hoa)
    await tick(world, hoa, "Lan")
    old = hoa.last
    await world.says(hoa, "/start")
    await world.presses(hoa, "Gửi", old)
    assert await registrations(world) == {}
    assert "Đã chọn" not in now_shown(hoa, old)
    await world.says(hoa, "/start")
    await world.presses(hoa, "2. Mai", old)
    assert "Đã chọn 1: đ/c Mai" in now_shown(hoa, old)
    await world.presses(hoa, "Gửi", old)
    assert list(await registrations(world)) == ["Mai"]
    assert "lớp" in await world.says(hoa, "lan")  # a search again, no longer a name


async def test_the_own_request_of_a_nominee_is_approved_by_it(world: World, cast: dict[str, Person]) -> None:
    lan, _, hoa = cast.values()
    await world.course("Chuyển đổi số")
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    assert "Lan – còn thiếu 40 tiết, chưa cử lần nào; đã tự đăng ký, chờ đồng chí duyệt" in await open_people(
        world, hoa
    )
    await tick(world, hoa, "Lan")
    assert "đ/c Lan: đã duyệt" in await world.presses(hoa, "Gửi")
    assert "Đăng ký đã duyệt (đ/c Hòa)" in lan.last.text
    assert lan.sent_count("được cử đi học") == 0
    assert "đã đăng ký (đã duyệt)" in await open_people(world, hoa)
    assert "1. Mai" in hoa.last.labels
    assert not any("Lan" in label for label in hoa.last.labels)


async def test_why_somebody_outside_the_post_is_sent_is_asked_once(world: World, cast: dict[str, Person]) -> None:
    hoa = cast["Hòa"]
    await world.course("Hộ tịch", posts=("Chuyên viên tư pháp",))
    assert "lưu ý: không thuộc đối tượng theo chức danh" in await open_people(world, hoa)
    assert "đ/c Lan (lưu ý: không thuộc đối tượng theo chức danh)" in await tick(world, hoa, "Lan")
    await tick(world, hoa, "Mai")
    assert "đề nghị chọn hoặc gõ lý do cử học" in await world.presses(hoa, "Gửi")
    assert "Đã ghi lý do cử học cho 2 người" in await world.presses(hoa, "Chuẩn bị nhận nhiệm vụ mới")
    assert {str(one.reason) for one in (await registrations(world)).values()} == {"new_task"}


async def test_the_reason_may_be_typed(world: World, cast: dict[str, Person]) -> None:
    hoa = cast["Hòa"]
    await world.course("Hộ tịch", posts=("Chuyên viên tư pháp",))
    await send(world, hoa, "Lan")
    assert "cho 1 người" in await world.says(hoa, "Kiêm nhiệm từ tháng 1")
    assert (await registrations(world))["Lan"].reason_text == "Kiêm nhiệm từ tháng 1"


async def test_a_deputy_sends_in_the_leaders_place_but_not_the_leader(world: World, cast: dict[str, Person]) -> None:
    lan, _, hoa = cast.values()
    nam = await world.official("Nam")
    who = await ids(world)
    today = world.clock.now().date()
    async with world.database.writing() as session:
        home = await session.scalar(select(Official.commune_id).where(Official.id == who["Nam"]))
        session.add(
            RoleGrant(
                official_id=who["Nam"],
                role=Role.leader,
                commune_id=home,
                starts_on=today,
                ends_on=today,
                acting_for_id=who["Hòa"],
            )
        )
    await world.course("Chuyển đổi số")
    assert "Hòa" not in await open_people(world, nam)
    await tick(world, nam, "Lan")
    await world.presses(nam, "Gửi")
    assert "Người cử: đ/c Nam thay đ/c Hòa" in lan.last.text
    sent = (await registrations(world))["Lan"]
    assert (sent.nominated_by_id, sent.decided_by_id, sent.decided_for_id) == (who["Nam"], who["Nam"], who["Hòa"])
    async with world.database.reading() as session:
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "nominate"))).one()
    assert (entry.actor_id, entry.acting_for_id) == (who["Nam"], who["Hòa"])
    assert hoa.sent_count("được cử") == 0


async def test_a_nominee_without_an_account_is_told_once_linked(world: World, cast: dict[str, Person]) -> None:
    hoa = cast["Hòa"]
    tam = await world.official("Tâm", linked=False)
    await world.course("Chuyển đổi số")
    await send(world, hoa, "Tâm")
    assert (await registrations(world))["Tâm"].state is State.confirmed
    tam.say("/start")
    await world.settle()
    tam.share_contact()
    await world.settle()
    assert tam.sent_count("Đồng chí được cử đi học") == 1


async def test_one_who_leads_two_communes_is_asked_which(world: World, cast: dict[str, Person]) -> None:
    hoa = cast["Hòa"]
    await world.official("Xa", "Kinh Bắc")
    other = await world.commune("Kinh Bắc")
    who = await ids(world)
    async with world.database.writing() as session:
        grant = RoleGrant(
            official_id=who["Hòa"], role=Role.leader, commune_id=other.id, starts_on=world.clock.now().date()
        )
        session.add(grant)
    await world.course("Chuyển đổi số")
    assert "Đề nghị chọn đơn vị" in await world.says(hoa, "/cu")
    assert "Phường Kinh Bắc: 1 lớp" in await world.presses(hoa, "Phường Kinh Bắc")
    await world.presses(hoa, next(one for one in hoa.last.labels if "LOP-001" in one))
    await tick(world, hoa, "Xa")
    assert "đ/c Xa: đã duyệt" in await world.presses(hoa, "Gửi")


async def test_who_sent_somebody_hears_once_what_the_department_decided(world: World, cast: dict[str, Person]) -> None:
    lan, mai, hoa = cast.values()
    minh, nga = await world.coordinator("Minh"), await world.coordinator("Nga")
    await world.course("Chuyển đổi số", route=Route.leader_then_department)
    await send(world, hoa, "Lan", "Mai")
    for request in [one for one in minh.seen if "Duyệt" in one.labels]:
        if "Cán bộ: Lan" in request.text:
            await world.presses(minh, "Duyệt", request)
        else:
            await world.presses(minh, "Từ chối", request)
            await world.presses(minh, "Đề nghị học khoá sau")
    told = [one.text for one in hoa.seen if "do đồng chí cử học lớp" in one.text]
    yes, no = sorted(told)
    assert yes == "Đ/c Lan do đồng chí cử học lớp Chuyển đổi số (LOP-001), 09–10/12/2026: đã duyệt (đ/c Minh)."
    assert no.endswith("từ chối (đ/c Minh), lý do: Đề nghị học khoá sau.")
    assert nga.sent_count("do đồng chí cử") == minh.sent_count("do đồng chí cử") == 0
    assert lan.sent_count("đã duyệt (đ/c Minh)") == 1
    assert mai.sent_count("từ chối") == 1


async def test_who_sent_somebody_hears_of_a_yes_that_brings_an_offer_at_once(
    world: World, cast: dict[str, Person]
) -> None:
    lan, mai, hoa = cast.values()
    minh = await world.coordinator("Minh")
    course = await world.course("Chuyển đổi số", route=Route.leader_then_department, seats=1)
    await seat(world, lan, course)
    await send(world, hoa, "Mai")
    await world.says(lan, "/dangky")
    await world.presses(lan, "Rút đăng ký")
    await world.presses(lan, "Xác nhận")
    await world.presses(minh, "Duyệt", next(one for one in minh.seen if "Duyệt" in one.labels))
    assert "Nhận chỗ" in mai.last.labels
    assert hoa.sent_count("do đồng chí cử học lớp Chuyển đổi số (LOP-001), 09–10/12/2026: mời nhận chỗ.") == 1
