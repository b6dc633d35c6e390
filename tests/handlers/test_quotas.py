"""Seats kept for communes: the card, the list, a neighbour who asks, the reminder, and the end of the keeping."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot import buttons
from jobs.desk import Desk
from jobs.lapse_wishes import lapse_wishes
from jobs.remind_of_quotas import remind_of_quotas
from jobs.serve_queues import serve_queues
from models.audit import AuditEntry
from models.commune import Commune
from models.course import Course, CourseQuota
from models.kinds import Role
from models.official import Official, RoleGrant
from models.quota import QuotaWish, QuotaWishState
from playground.person import Person
from tests.conftest import ZONE
from tests.models.workbook_desk import COURSE, PROGRAMME, file_of
from tests.world import World

ASK = "Xin chỗ của đơn vị khác"


async def kept(world: World, quotas: dict[str, int], *, seats: int, days: int = 5, **more: object) -> int:
    """A course that keeps seats for communes until the end of the fifth day, the 29th."""
    course_id = await world.course("Tin học", seats=seats, **more)  # type: ignore[arg-type]
    midnight = world.clock.now().replace(hour=0, minute=0)
    async with world.database.writing() as session:
        await session.execute(update(Course).values(quotas_until=midnight + timedelta(days=days)))
        for name, number in quotas.items():
            commune_id = (await session.scalars(select(Commune.id).where(Commune.name == name))).one()
            session.add(CourseQuota(course_id=course_id, commune_id=commune_id, seats=number, allotted=number))
    return course_id


async def enter(world: World, person: Person) -> str:
    await world.says(person, "LOP-001")
    if "Vào danh sách chờ" in person.labels():
        return await world.presses(person, "Vào danh sách chờ")
    await world.presses(person, "Đăng ký")
    return await world.presses(person, "Xác nhận")


async def seats_of(world: World) -> dict[str, int]:
    async with world.database.reading() as session:
        rows = await session.execute(
            select(Commune.name, CourseQuota.seats).join(CourseQuota, CourseQuota.commune_id == Commune.id)
        )
        return dict(rows.all())


async def wishes(world: World) -> list[QuotaWishState]:
    async with world.database.reading() as session:
        return list(await session.scalars(select(QuotaWish.state).order_by(QuotaWish.id)))


def desk(world: World) -> Desk:
    return world.desk


async def test_the_card_and_the_list_tell_the_truth_of_each_commune(world: World) -> None:
    lan, nam = await world.official("Nguyễn Thị Lan"), await world.official("Dương Hoài Nam", "Quế Võ")
    mai = await world.official("Lê Thị Mai", "Tam Sơn")
    await kept(world, {"Võ Cường": 3, "Quế Võ": 1}, seats=4)
    await enter(world, lan)

    card = await world.says(lan, "LOP-001")
    assert "Đơn vị của đồng chí được giữ 3 chỗ đến hết ngày 29/11/2026 (đã dùng 1)" in card
    assert "Trong số chỗ còn lại, 1 chỗ giữ cho đơn vị khác đến hết ngày 29/11/2026" in card
    assert "còn 2/4 chỗ" in await world.says(lan, "/lop")
    assert "còn 1/4 chỗ" in await world.says(nam, "/lop")
    assert "các chỗ còn lại giữ cho đơn vị khác đến 29/11/2026" in await world.says(mai, "/lop")
    card = await world.says(mai, "LOP-001")
    assert "Các chỗ còn lại (3) đang giữ cho đơn vị khác đến hết ngày 29/11/2026." in card
    assert ASK not in mai.labels()  # an official who leads nobody

    world.clock.at = datetime(2026, 11, 30, 0, 0, tzinfo=ZONE)
    assert "còn 3/4 chỗ" in await world.says(mai, "/lop")
    assert "được giữ" not in await world.says(lan, "LOP-001")


async def test_a_neighbour_asks_and_is_given_a_seat_for_whoever_waits(world: World) -> None:
    hoa, dung = await world.leader("Trần Văn Hòa"), await world.leader("Ngô Tiến Dũng", "Quế Võ")
    lan = await world.official("Nguyễn Thị Lan")
    await kept(world, {"Quế Võ": 2}, seats=2)
    await enter(world, lan)
    await world.presses(hoa, "Duyệt")

    await world.says(hoa, "LOP-001")
    assert "• Phường Quế Võ: 2 chỗ" in await world.presses(hoa, ASK)
    assert "Đã gửi đề nghị xin 1 chỗ tới lãnh đạo Phường Quế Võ" in await world.presses(hoa, "Xin Phường Quế Võ")
    assert "Phường Quế Võ: 2 chỗ, đã gửi đề nghị" in await world.presses(hoa, "Hỏi thêm đơn vị khác")
    assert "Xin Phường Quế Võ" not in hoa.labels()
    assert "Phường Võ Cường xin 1 chỗ của đơn vị đồng chí (đ/c Trần Văn Hòa)." in dung.last.text
    assert "Phường Quế Võ còn 2 chỗ chưa dùng, giữ đến hết ngày 29/11/2026." in dung.last.text

    assert "đã nhường 1 chỗ (đ/c Ngô Tiến Dũng)" in await world.presses(dung, "Nhường 1 chỗ")
    assert "Phường Quế Võ (đ/c Ngô Tiến Dũng) đã nhường 1 chỗ lớp Tin học" in hoa.last.text
    assert "mời nhận chỗ" in lan.last.text
    assert "Đã nhận chỗ" in await world.presses(lan, "Nhận chỗ")
    assert await seats_of(world) == {"Quế Võ": 1, "Võ Cường": 1}
    async with world.database.reading() as session:
        trail = (await session.execute(select(AuditEntry).where(AuditEntry.subject == "quota_wish"))).scalars().all()
    assert [(one.action, one.actor_id, one.after and one.after["state"]) for one in trail] == [
        ("ask_seat", 1, "open"),
        ("give_seat", 2, "granted"),
    ]


async def test_the_first_answer_stands_and_a_no_reaches_the_asker(world: World) -> None:
    hoa, dung = await world.leader("Trần Văn Hòa"), await world.leader("Ngô Tiến Dũng", "Quế Võ")
    tien = await world.leader("Vũ Văn Tiến", "Quế Võ")
    await kept(world, {"Quế Võ": 1}, seats=1)
    await world.says(hoa, "LOP-001")
    await world.presses(hoa, ASK)
    await world.presses(hoa, "Xin Phường Quế Võ")
    await world.presses(dung, "Từ chối")
    assert "Phường Quế Võ (đ/c Ngô Tiến Dũng) không nhường được chỗ lớp Tin học" in hoa.last.text
    assert "từ chối (đ/c Ngô Tiến Dũng)" in await world.presses(tien, "Nhường 1 chỗ")
    assert await seats_of(world) == {"Quế Võ": 1}
    assert await wishes(world) == [QuotaWishState.refused]
    assert hoa.sent_count("không nhường được") == 1


async def test_a_deputy_is_asked_in_the_leaders_place_and_the_trail_has_both(world: World) -> None:
    hoa, dung = await world.leader("Trần Văn Hòa"), await world.leader("Ngô Tiến Dũng", "Quế Võ")
    nam = await world.official("Dương Hoài Nam", "Quế Võ")
    await kept(world, {"Quế Võ": 1}, seats=1)
    async with world.database.writing() as session:
        home = await session.scalar(select(Official.commune_id).where(Official.id == 3))
        session.add(
            RoleGrant(
                official_id=3,
                role=Role.leader,
                commune_id=home,
                starts_on=world.clock.now().date(),
                acting_for_id=2,
            )
        )
    await world.says(hoa, "LOP-001")
    await world.presses(hoa, ASK)
    await world.presses(hoa, "Xin Phường Quế Võ")
    assert dung.sent_count("xin 1 chỗ") == 0
    await world.presses(nam, "Nhường 1 chỗ")
    async with world.database.reading() as session:
        given = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "give_seat"))).one()
    assert (given.actor_id, given.acting_for_id) == (3, 2)


async def test_whom_it_does_not_concern_and_what_is_gone_get_a_sentence(world: World) -> None:
    hoa, dung = await world.leader("Trần Văn Hòa"), await world.leader("Ngô Tiến Dũng", "Quế Võ")
    lan = await world.official("Nguyễn Thị Lan")
    course = await kept(world, {"Quế Võ": 1, "Tam Sơn": 1}, seats=2)
    ours, theirs = (await world.commune("Võ Cường")).id, (await world.commune("Quế Võ")).id
    alone = (await world.commune("Tam Sơn")).id
    await world.says(hoa, "LOP-001")
    await world.says(dung, "LOP-001")
    assert ASK not in dung.labels()  # has seats of its own
    for person, press, told in (
        (lan, buttons.QUOTA_WISH.on(course, ours), "không có quyền"),
        (hoa, buttons.QUOTA_WISH.on(course, theirs), "không có quyền"),
        (dung, buttons.QUOTA_WISH.on(course, theirs), "không còn chỗ giữ"),
        (hoa, buttons.QUOTA_WISH.on(99, ours), "không còn hoặc đã thay đổi"),
        (hoa, buttons.QUOTA_WISH_FROM.on(course, ours, ours), "không còn chỗ giữ"),
        (hoa, buttons.QUOTA_WISH_FROM.on(course, ours, alone), "Xã Tam Sơn chưa có lãnh đạo nào trên hệ thống"),
        (hoa, buttons.QUOTA_GIVE.on(99), "không còn hoặc đã thay đổi"),
    ):
        await world.says(person, "LOP-001")
        person.forge_press(press.data, person.last)
        await world.settle()
        assert told in person.last.text.replace("Phường Tam Sơn", "Xã Tam Sơn"), press.data
    assert await wishes(world) == []
    hoa.forge_press(buttons.QUOTA_WISH_FROM.on(course, ours, theirs).data, hoa.last)
    await world.settle()
    hoa.forge_press(buttons.QUOTA_GIVE.on(1).data, hoa.last)
    await world.settle()
    assert "không có quyền" in hoa.last.text
    assert await wishes(world) == [QuotaWishState.open]


async def test_a_wish_lapses_when_the_seat_is_used_and_the_asker_hears_it_once(world: World) -> None:
    hoa, dung = await world.leader("Trần Văn Hòa"), await world.leader("Ngô Tiến Dũng", "Quế Võ")
    nam = await world.official("Dương Hoài Nam", "Quế Võ")
    await kept(world, {"Quế Võ": 1}, seats=1)
    await world.says(hoa, "LOP-001")
    await world.presses(hoa, ASK)
    await world.presses(hoa, "Xin Phường Quế Võ")
    await lapse_wishes(desk(world))
    assert await wishes(world) == [QuotaWishState.open]
    await enter(world, nam)
    await world.presses(dung, "Nhường 1 chỗ")
    assert any("hiện không còn chỗ giữ" in shown.text for shown in dung.seen)
    for _ in range(2):
        await lapse_wishes(desk(world))
        await world.settle()
    assert await wishes(world) == [QuotaWishState.lapsed]
    assert hoa.sent_count("không còn hiệu lực") == 1


async def test_a_wish_lapses_when_the_keeping_ends(world: World) -> None:
    hoa, dung = await world.leader("Trần Văn Hòa"), await world.leader("Ngô Tiến Dũng", "Quế Võ")
    await kept(world, {"Quế Võ": 1}, seats=1)
    await world.says(hoa, "LOP-001")
    await world.presses(hoa, ASK)
    await world.presses(hoa, "Xin Phường Quế Võ")
    world.clock.at = datetime(2026, 11, 30, 0, 0, tzinfo=ZONE)
    await lapse_wishes(desk(world))
    await world.settle()
    assert await wishes(world) == [QuotaWishState.lapsed]
    assert "không còn hiệu lực" in hoa.last.text
    assert "không còn hiệu lực" in await world.presses(dung, "Nhường 1 chỗ")


async def test_leaders_with_unused_seats_are_reminded_once_two_working_days_before(world: World) -> None:
    hoa, dung = await world.leader("Trần Văn Hòa"), await world.leader("Ngô Tiến Dũng", "Quế Võ")
    await kept(world, {"Võ Cường": 3, "Quế Võ": 1}, seats=10)  # until the end of Sunday, the 29th
    await enter(world, await world.official("Nguyễn Thị Lan"))
    await enter(world, await world.official("Dương Hoài Nam", "Quế Võ"))
    for early in (datetime(2026, 11, 25, 16, 0, tzinfo=ZONE), datetime(2026, 11, 26, 7, 29, tzinfo=ZONE)):
        world.clock.at = early
        await remind_of_quotas(desk(world))
        await world.settle()
        assert hoa.sent_count("chưa dùng") == 0
    world.clock.at = datetime(2026, 11, 26, 7, 30, tzinfo=ZONE)  # Thursday: two working days are left
    for _ in range(3):
        await remind_of_quotas(desk(world))
        await world.settle()
        world.clock.at += timedelta(hours=1)
    assert "Đơn vị của đồng chí còn 2 chỗ chưa dùng" in hoa.last.text
    assert "Sau ngày 29/11/2026, các chỗ này sẽ chuyển cho đơn vị khác." in hoa.last.text
    assert hoa.sent_count("chưa dùng") == 1
    assert dung.sent_count("chưa dùng") == 0
    assert "được giữ 3 chỗ" in await world.presses(hoa, "Xem lớp")


async def test_a_reminder_in_the_night_waits_for_the_office_and_is_dropped_when_untrue(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    await kept(world, {"Võ Cường": 1}, seats=10, days=2)
    world.clock.at = datetime(2026, 11, 25, 22, 0, tzinfo=ZONE)
    await remind_of_quotas(desk(world))
    await world.settle()
    assert hoa.sent_count("chưa dùng") == 0
    await enter(world, await world.official("Nguyễn Thị Lan"))
    world.clock.at = datetime(2026, 11, 26, 7, 30, tzinfo=ZONE)
    await world.settle()
    assert hoa.sent_count("chưa dùng") == 0


async def test_when_the_keeping_ends_the_queue_is_served_by_the_sweep(world: World) -> None:
    hoa, lan = await world.leader("Trần Văn Hòa"), await world.official("Nguyễn Thị Lan")
    await kept(world, {"Quế Võ": 1}, seats=1)
    await enter(world, lan)
    await world.presses(hoa, "Duyệt")
    world.clock.at = datetime(2026, 11, 29, 23, 59, tzinfo=ZONE)
    await serve_queues(desk(world))
    await world.settle()
    assert lan.sent_count("mời nhận chỗ") == 0
    world.clock.at = datetime(2026, 11, 30, 0, 0, tzinfo=ZONE)
    await serve_queues(desk(world))
    await world.settle()
    assert lan.sent_count("mời nhận chỗ") == 1


async def test_an_import_that_raises_the_cap_or_the_seats_serves_the_queue(world: World) -> None:
    tuan, hoa = await world.admin("Phạm Anh Tuấn"), await world.leader("Trần Văn Hòa")
    course: dict[str, object] = {
        **COURSE,
        "seats": 2,
        "commune_cap": 1,
        "quotas": "Quế Võ: 1",
        "quotas_until": "01/12/2026",
        "deadline_on": "01/12/2026",
    }

    async def bring(**changed: object) -> str:
        tuan.send_document("du-lieu.xlsx", file_of(programmes=[PROGRAMME], courses=[course | changed]))
        await world.settle()
        if "Xác nhận" in tuan.labels():
            await world.presses(tuan, "Xác nhận")
        await serve_queues(desk(world))
        await world.settle()
        return tuan.last.text

    assert "Lớp: 1 mới" in await bring()
    lan, mai, an = [await world.official(name) for name in ("Nguyễn Thị Lan", "Lê Thị Mai", "Hồ Văn An")]
    for person in (lan, mai, an):
        await world.says(person, "CDS-K1")
        await world.presses(person, person.labels()[0])
        if "Xác nhận" in person.labels():
            await world.presses(person, "Xác nhận")
        await world.presses(hoa, "Duyệt")
    assert mai.sent_count("mời nhận chỗ") == 0
    assert "không có gì mới" in await bring()
    await bring(commune_cap=None, quotas=None, quotas_until=None)
    assert (mai.sent_count("mời nhận chỗ"), an.sent_count("mời nhận chỗ")) == (1, 0)
    assert "Lớp: 0 mới, 1 thay đổi" in await bring(commune_cap=None, quotas=None, quotas_until=None, seats=3)
    assert an.sent_count("mời nhận chỗ") == 1
