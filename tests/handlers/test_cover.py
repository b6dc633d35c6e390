"""Who does the work meanwhile: a colleague who is there on those days, named by the applicant or by who decides."""

import pytest
from sqlalchemy import select

from bot import buttons
from models.audit import AuditEntry
from models.official import Official
from models.registration import Registration
from playground.person import Person
from tests.world import World

OFFICE = "Chuyên viên tư pháp"


async def register(world: World, person: Person, code: str = "LOP-001") -> str:
    await world.says(person, code)
    await world.presses(person, "Đăng ký")
    return await world.presses(person, "Xác nhận")


@pytest.fixture
async def cast(world: World) -> dict[str, Person]:
    """Lan and Yến sit in one office, An and Mai elsewhere in the commune; Xa works in another."""
    people = {
        "Lan": await world.official("Lan", posts=(OFFICE,)),
        "Yến": await world.official("Yến", posts=(OFFICE,)),
        "An": await world.official("An"),
        "Mai": await world.official("Mai"),
        "Xa": await world.official("Xa", "Kinh Bắc"),
        "Hòa": await world.leader("Hòa"),
    }
    await world.course("Chuyển đổi số")
    return people


async def registration_of(world: World, name: str) -> Registration:
    async with world.database.reading() as session:
        query = select(Registration).join(Official, Official.id == Registration.official_id)
        return (await session.scalars(query.where(Official.full_name == name))).one()


async def id_of(world: World, name: str) -> int:
    async with world.database.reading() as session:
        return (await session.scalars(select(Official.id).where(Official.full_name == name))).one()


async def test_an_applicant_names_a_colleague_who_is_told(world: World, cast: dict[str, Person]) -> None:
    lan, yen, an, hoa = (cast[name] for name in ("Lan", "Yến", "An", "Hòa"))
    await register(world, lan)
    assert "không bắt buộc" in await world.presses(lan, "Người làm thay")
    assert lan.last.labels == ["Yến (cùng bộ phận)", "An", "Hòa", "Mai", "Quay lại"]
    assert "Đã ghi người làm thay: đ/c Yến" in await world.presses(lan, "Yến (cùng bộ phận)")
    assert "Đồng chí được ghi là người làm thay cho đ/c Lan" in yen.last.text
    assert "chờ duyệt" in yen.last.text
    assert "Người làm thay: đ/c Yến" in await world.says(lan, "/dangky")
    await world.says(hoa, "/duyet")
    assert "Người làm thay: đ/c Yến" in await world.presses(hoa, next(one for one in hoa.last.labels if "Lan" in one))
    assert an.sent_count("làm thay") == 0


async def test_a_leader_names_one_on_the_request_and_goes_on_to_decide(world: World, cast: dict[str, Person]) -> None:
    lan, an, hoa = (cast[name] for name in ("Lan", "An", "Hòa"))
    await register(world, lan)
    await world.presses(hoa, "Người làm thay")
    request = await world.presses(hoa, "An")
    assert "Đề nghị duyệt đăng ký học" in request
    assert "Người làm thay: đ/c An" in request
    assert an.sent_count("người làm thay cho đ/c Lan") == 1
    await world.presses(hoa, "Duyệt")
    assert "Người làm thay: đ/c An" in await world.says(lan, "/dangky")
    async with world.database.reading() as session:
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "cover"))).one()
    assert (entry.actor_user_id, entry.after) == (hoa.id, {"covered_by_id": await id_of(world, "An")})


async def test_who_is_away_on_those_days_is_left_out(world: World, cast: dict[str, Person]) -> None:
    lan, yen, mai = (cast[name] for name in ("Lan", "Yến", "Mai"))
    await world.course("Hộ tịch")  # the same days
    await world.course("Lưu trữ", starts_in=60, closes_in=30)
    await register(world, yen, "LOP-002")
    await register(world, mai, "LOP-003")
    await register(world, lan)
    await world.presses(lan, "Người làm thay")
    assert lan.last.labels == ["An", "Hòa", "Mai", "Quay lại"]
    stale = lan.last
    lan.forge_press(
        buttons.COVER_BY.on((await registration_of(world, "Lan")).id, await id_of(world, "Yến")).data, stale
    )
    await world.settle()
    assert any("không làm thay được" in one.text for one in lan.seen)
    lan.forge_press(buttons.COVER_BY.on((await registration_of(world, "Lan")).id, await id_of(world, "Xa")).data, stale)
    await world.settle()
    assert (await registration_of(world, "Lan")).covered_by_id is None


async def test_a_typed_name_narrows_the_list(world: World, cast: dict[str, Person]) -> None:
    lan = cast["Lan"]
    await register(world, lan)
    await world.presses(lan, "Người làm thay")
    await world.says(lan, "yen")
    assert lan.last.labels == ["Yến (cùng bộ phận)", "Bỏ lọc", "Quay lại"]
    assert "Không có ai tên «abc»" in await world.says(lan, "abc")
    await world.presses(lan, "Bỏ lọc")
    assert len(lan.last.labels) == 5


async def test_another_may_be_named_or_nobody_and_who_was_hears_of_it(world: World, cast: dict[str, Person]) -> None:
    lan, yen, an = (cast[name] for name in ("Lan", "Yến", "An"))
    await register(world, lan)
    for name in ("An", "Yến (cùng bộ phận)", "An"):
        await world.says(lan, "LOP-001")
        await world.presses(lan, "Người làm thay")
        await world.presses(lan, name)
        world.clock.at = world.clock.at.replace(second=world.clock.at.second + 1)
    assert an.sent_count("Đồng chí được ghi là người làm thay") == 2
    assert yen.sent_count("Đồng chí không còn là người làm thay cho đ/c Lan") == 1
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Người làm thay")
    assert "Đã bỏ người làm thay" in await world.presses(lan, "Không cần")
    assert "không còn là người làm thay" in an.last.text


async def test_who_was_to_cover_hears_when_the_applicant_does_not_go(world: World, cast: dict[str, Person]) -> None:
    lan, an = cast["Lan"], cast["An"]
    await register(world, lan)
    await world.presses(lan, "Người làm thay")
    await world.presses(lan, "An")
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Rút đăng ký")
    await world.presses(lan, "Xác nhận")
    assert "Lan đã rút đăng ký" in an.last.text


async def named(world: World, cast: dict[str, Person], colleague: str) -> None:
    """Lan registers, and names who covers."""
    await register(world, cast["Lan"])
    await world.presses(cast["Lan"], "Người làm thay")
    await world.presses(cast["Lan"], colleague)


async def test_who_was_to_cover_hears_of_a_no(world: World, cast: dict[str, Person]) -> None:
    await named(world, cast, "An")
    await world.presses(cast["Hòa"], "Từ chối")
    await world.presses(cast["Hòa"], "Đơn vị đang nhiều việc, chưa bố trí được")
    assert cast["An"].last.text == (
        "Đồng chí không còn là người làm thay cho đ/c Lan, lớp Chuyển đổi số (LOP-001), "
        "thứ Tư 09/12 – thứ Năm 10/12/2026 (đăng ký: từ chối)."
    )
    assert cast["Hòa"].sent_count("không còn là người làm thay") == 0


async def test_who_was_to_cover_hears_once_when_nobody_decides(world: World, cast: dict[str, Person]) -> None:
    await named(world, cast, "An")
    await world.pass_time(days=9)
    await world.tick()
    assert cast["An"].sent_count("không còn là người làm thay cho đ/c Lan") == 1
    assert "(đăng ký: hết hạn)" in cast["An"].last.text


async def test_who_covers_and_decides_too_hears_of_a_no_once(world: World, cast: dict[str, Person]) -> None:
    hai = await world.leader("Hai")
    await named(world, cast, "Hai")
    before = len(hai.seen)
    await world.presses(cast["Hòa"], "Từ chối")
    await world.presses(cast["Hòa"], "Đơn vị đang nhiều việc, chưa bố trí được")
    assert len(hai.seen) == before + 1
    assert "từ chối (đ/c Hòa)" in hai.last.text


async def test_strangers_to_the_request_do_not_arrange_it(world: World, cast: dict[str, Person]) -> None:
    lan, mai = cast["Lan"], cast["Mai"]
    await register(world, lan)
    mai.forge_press(buttons.COVER.on((await registration_of(world, "Lan")).id).data, mai.last)
    await world.settle()
    assert "Mai" not in str(mai.last.labels)
    mai.forge_press(
        buttons.COVER_BY.on((await registration_of(world, "Lan")).id, await id_of(world, "Mai")).data, mai.last
    )
    await world.settle()
    assert (await registration_of(world, "Lan")).covered_by_id is None
