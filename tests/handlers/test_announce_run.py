"""An announcement on its way: a second person, a trial, pause, resume, cancel, again, its hour, the quiet hours."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from jobs.run_announcements import run_announcements
from models.audit import AuditEntry
from models.database import Database
from models.delivery import put_back, take_due
from models.notice import Lane
from models.policy import PolicyValue
from models.quiet import read_quiet_hours
from playground.faults import Fault
from tests.announcing import announcement, button, crowd, rows, writes_to_all
from tests.conftest import NOW
from tests.world import World

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


async def test_a_pause_holds_everything_back_and_a_resume_tells_nobody_twice(world: World) -> None:
    tuan = await world.admin("Tuấn")
    people = await crowd(world, 6)
    await writes_to_all(world, tuan, "Họp")
    await world.presses(tuan, "Gửi")
    assert await rows(world) == {"held": 7}
    assert "tạm dừng" in await world.presses(tuan, "Tạm dừng")
    await world.ticks(4)
    assert await rows(world) == {"held": 7}
    assert "đang gửi" in await world.presses(tuan, "Tiếp tục")
    await world.ticks(4)
    assert await rows(world) == {"sent": 7}
    assert [person.sent_count("Họp") for person in people] == [1] * 6


@on_sqlite
async def test_a_pause_calls_back_what_was_let_go_and_also_what_telegram_sends_back(world: World) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    await writes_to_all(world, tuan, "Họp")
    await world.presses(tuan, "Gửi")
    world.telegram.faults.next("sendMessage", Fault.too_many(30), chat_id=lan.id)
    await world.ticks(1)
    await world.presses(tuan, "Tạm dừng")
    world.clock.at += timedelta(minutes=2)
    await world.ticks(4)
    assert lan.sent_count("Họp") == 0
    assert (await rows(world))["held"] >= 1
    await world.presses(tuan, "Tiếp tục")
    await world.ticks(4)
    assert lan.sent_count("Họp") == 1


async def test_what_was_in_hand_at_the_pause_and_comes_back_unsent_waits_too(world: World) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    await writes_to_all(world, tuan, "Họp")
    await world.presses(tuan, "Gửi")
    card = tuan.last
    await run_announcements(world.desk)
    now = world.clock.now()
    async with world.database.writing() as session:
        in_hand = await take_due(session, now, lane=Lane.bulk, limit=10)
    await world.presses(tuan, "Tạm dừng", card)
    async with world.database.writing() as session:
        for owed in in_hand:
            await put_back(session, owed.id, now, "429")
    await world.ticks(3)
    assert await rows(world) == {"held": 2}
    assert lan.sent_count("Họp") == 0


async def test_cancelling_stands_still_at_once_asks_and_is_for_good(world: World) -> None:
    tuan = await world.admin("Tuấn")
    people = await crowd(world, 3)
    await writes_to_all(world, tuan, "Họp")
    await world.presses(tuan, "Gửi")
    text = await world.presses(tuan, "Huỷ", tuan.last)
    assert "Huỷ thông báo số 1?" in text
    assert "4 người còn lại" in text
    await world.ticks(3)
    assert await rows(world) == {"held": 4}
    text = await world.presses(tuan, "Xác nhận")
    assert "đã huỷ" in text
    assert "Không gửi vì đã huỷ: 4" in text
    await world.ticks(3)
    assert await rows(world) == {"dropped": 4}
    assert [person.sent_count("Họp") for person in people] == [0] * 3


async def test_an_old_button_shows_how_it_stands_and_changes_nothing(world: World) -> None:
    tuan = await world.admin("Tuấn")
    await world.official("Lan")
    preview = await writes_to_all(world, tuan, "Họp")
    await world.presses(tuan, "Gửi", preview)
    sending = tuan.last
    text = await world.presses(tuan, "Gửi", preview)
    assert "đã thay đổi" in text
    await world.ticks()
    assert await rows(world) == {"sent": 2}
    assert "đã gửi xong" in await world.presses(tuan, "Tạm dừng", sending)


async def test_the_exact_number_that_was_shown_is_sent_to_or_nobody(world: World) -> None:
    tuan = await world.admin("Tuấn")
    await world.official("Lan")
    preview = await writes_to_all(world, tuan, "Họp")
    await world.official("Mai")  # the roster has grown meanwhile
    text = await world.presses(tuan, "Gửi", preview)
    assert "đã thay đổi" in text
    assert await rows(world) == {}
    await world.presses(tuan, "Xem trước")
    assert "Người nhận: 3 người" in tuan.last.text
    await world.presses(tuan, "Gửi")
    await world.ticks()
    assert await rows(world) == {"sent": 3}


async def set_policy(world: World, name: str, value: int) -> None:
    """A policy value for the story."""
    async with world.database.writing() as session:
        await session.execute(update(PolicyValue).where(PolicyValue.name == name).values(value=value))


async def test_a_second_person_reads_and_lets_it_go(world: World) -> None:
    await set_policy(world, "alone_up_to", 2)
    tuan, binh = await world.admin("Tuấn"), await world.admin("Bình")
    lan = await world.official("Lan")
    preview = await writes_to_all(world, tuan, "Họp gấp")
    assert "quản trị thứ hai" in preview.text
    assert "Chờ quản trị thứ hai" in await world.presses(tuan, "Gửi")
    await world.ticks(2)
    assert await rows(world) == {}
    assert "đồng ý gửi thông báo số 1 tới 3 người" in binh.last.text

    await world.presses(tuan, "Xem trước")  # the author cannot be the second person
    assert "do đồng chí soạn" in await world.presses(tuan, "Gửi")
    await world.presses(binh, "Xem nội dung")
    assert "Họp gấp" in [shown.text for shown in binh.seen]
    assert "đã đồng ý gửi" in await world.presses(binh, "Gửi")
    await world.ticks()
    assert tuan.sent_count("được quản trị thứ hai đồng ý") == 1
    assert lan.sent_count("Họp gấp") == 1
    assert (await announcement(world)).released_by_id is not None
    assert "Người đồng ý gửi: đ/c Bình" in tuan.last.text


async def test_a_second_person_sends_it_back_and_an_old_release_does_nothing(world: World) -> None:
    await set_policy(world, "alone_up_to", 2)
    tuan, binh = await world.admin("Tuấn"), await world.admin("Bình")
    await world.official("Lan")
    await writes_to_all(world, tuan, "Họp gấp")
    await world.presses(tuan, "Gửi")
    await world.presses(binh, "Xem nội dung")
    question = binh.last
    assert "Đã trả lại" in await world.presses(binh, "Trả lại")
    assert tuan.sent_count("được trả lại") == 1
    await world.presses(binh, "Gửi", question)
    await world.ticks(2)
    assert await rows(world) == {}


async def test_where_there_is_no_second_person_one_must_do_and_it_is_written_down(world: World) -> None:
    await set_policy(world, "alone_up_to", 1)
    tuan = await world.admin("Tuấn")
    await world.official("Lan")
    await writes_to_all(world, tuan, "Họp")
    await world.presses(tuan, "Gửi")
    await world.ticks()
    assert await rows(world) == {"sent": 2}
    async with world.database.reading() as session:
        actions = list(await session.scalars(select(AuditEntry.action).where(AuditEntry.subject == "announcement")))
    told = [action.removeprefix("announcement_") for action in actions]
    assert told == ["released_alone", "released", "began", "finished"]


async def test_the_first_few_go_ahead_and_too_many_errors_among_them_stop_the_rest(world: World) -> None:
    await set_policy(world, "trial_people", 3)
    tuan = await world.admin("Tuấn")
    people = await crowd(world, 9)
    await writes_to_all(world, tuan, "Họp")
    world.telegram.faults.next("sendMessage", Fault.answer(400, "Bad Request: strange"), chat_id=people[0].id)
    await world.presses(tuan, "Gửi")
    await world.ticks(1)
    assert (await rows(world))["held"] == 7
    await world.ticks(4)
    assert await rows(world) == {"sent": 2, "failed": 1, "held": 7}
    assert tuan.sent_count("đã tự dừng") == 1
    await world.presses(tuan, "Xem và quyết định")
    assert "quá nhiều lỗi" in tuan.last.text
    await world.presses(tuan, "Tiếp tục")
    await world.ticks()
    assert await rows(world) == {"sent": 9, "failed": 1}
    assert "Không gửi được: 1" in tuan.last.text


@on_sqlite
async def test_a_good_trial_goes_on_by_itself(world: World) -> None:
    await set_policy(world, "trial_people", 3)
    tuan = await world.admin("Tuấn")
    await crowd(world, 9)
    await writes_to_all(world, tuan, "Họp")
    await world.presses(tuan, "Gửi")
    await world.ticks(1)
    assert await rows(world) == {"sent": 3, "held": 7}
    await world.ticks()
    assert await rows(world) == {"sent": 10}


async def test_who_may_or_may_not_have_it_is_named_and_sent_again_only_by_a_tap(world: World) -> None:
    tuan = await world.admin("Tuấn")
    lan, mai, hoa = await crowd(world, 3)
    await writes_to_all(world, tuan, "Họp")
    world.telegram.faults.next("sendMessage", Fault.timeout_after_delivery(), chat_id=lan.id)
    world.telegram.faults.next("sendMessage", Fault.cut(), chat_id=mai.id)
    await world.presses(tuan, "Gửi")
    await world.ticks()
    assert await rows(world) == {"sent": 2, "uncertain": 2}
    assert "Chưa rõ đã đến hay chưa: 2" in tuan.last.text
    report = tuan.last
    await world.presses(tuan, "Gửi lại 2 người chưa rõ", report)
    await world.presses(tuan, "Gửi lại 2 người chưa rõ", report)
    await world.ticks()
    assert await rows(world) == {"sent": 4}
    assert [person.sent_count("Họp") for person in (lan, mai, hoa)] == [2, 1, 1]


async def test_who_blocks_or_leaves_meanwhile_is_not_waited_for(world: World) -> None:
    tuan = await world.admin("Tuấn")
    lan, mai, _ = await crowd(world, 3)
    await writes_to_all(world, tuan, "Họp")
    await world.presses(tuan, "Gửi")
    lan.block()
    world.telegram.chats[mai.id].blocked = True  # Telegram has not told us yet
    await world.settle()
    await world.ticks()
    assert await rows(world) == {"sent": 2, "blocked": 2}
    assert "Đã chặn: 2" in tuan.last.text


@on_sqlite
async def test_the_card_edits_itself_no_more_often_than_every_few_seconds_and_rests_at_the_end(world: World) -> None:
    tuan = await world.admin("Tuấn")
    await world.official("Lan")
    await writes_to_all(world, tuan, "Họp")
    await world.presses(tuan, "Gửi")
    await world.presses(tuan, "Tạm dừng")

    def edits() -> int:
        return len(world.telegram.ledger.of(tuan.id, "edited"))

    await world.presses(tuan, "Tiếp tục")
    before = edits()
    world.telegram.faults.next("sendMessage", Fault.too_many(60), chat_id=tuan.id)
    await world.ticks(20, seconds=1)
    assert 3 <= edits() - before <= 5
    await world.ticks(30)
    settled = edits()
    await world.ticks(20)
    assert edits() == settled


async def test_an_hour_is_kept_and_the_audience_is_that_of_the_hour(world: World) -> None:
    tuan = await world.admin("Tuấn")
    lan = await world.official("Lan")
    await writes_to_all(world, tuan, "Họp")
    await world.presses(tuan, "Hẹn giờ")
    assert "Chưa rõ giờ gửi" in await world.says(tuan, "chiều tối")
    assert "Thời điểm gửi: 8h30 thứ Sáu, 27/11/2026" in await world.says(tuan, "8h30 27/11")
    assert "Sẽ gửi lúc 8h30 thứ Sáu, 27/11/2026" in await world.presses(tuan, "Gửi")
    await world.ticks(3)
    assert await rows(world) == {}
    mai = await world.official("Mai")
    world.clock.at = datetime(2026, 11, 27, 8, 30, tzinfo=NOW.tzinfo)
    await world.ticks()
    assert [person.sent_count("Họp") for person in (lan, mai)] == [1, 1]


@on_sqlite
async def test_what_has_its_hour_can_be_taken_back(world: World) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    await writes_to_all(world, tuan, "Họp")
    await world.presses(tuan, "Hẹn giờ")
    await world.says(tuan, "8h30 mai")
    await world.presses(tuan, "Gửi")
    assert "Xem trước thông báo số 1" in await world.presses(tuan, "Rút về sửa")
    world.clock.at += timedelta(days=2)
    await world.ticks()
    assert lan.sent_count("Họp") == 0
    assert "Giờ hẹn đã qua" in await world.presses(tuan, "Gửi")


@pytest.fixture
async def evening(database: Database) -> AsyncIterator[World]:
    """The whole bot at nine in the evening, with quiet hours."""
    world = await World.open(database, NOW.replace(hour=21), quiet=read_quiet_hours("20:00-07:00"))
    yield world
    await world.close()


async def test_in_the_quiet_hours_it_waits_for_the_morning_unless_there_is_a_reason(evening: World) -> None:
    world = evening
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    preview = await writes_to_all(world, tuan, "Họp sáng")
    assert "7h00 thứ Năm, 26/11/2026 (ngoài giờ yên tĩnh)" in preview.text
    assert "Sẽ gửi lúc 7h00 thứ Năm, 26/11/2026" in await world.presses(tuan, "Gửi")

    await writes_to_all(world, tuan, "Bão về")
    await world.presses(tuan, "Gửi khẩn")
    text = await world.says(tuan, "Phòng chống bão số 12")
    assert "Gửi khẩn, lý do: Phòng chống bão số 12" in text
    await world.presses(tuan, "Gửi")
    await world.ticks()
    assert (lan.sent_count("Họp sáng"), lan.sent_count("Bão về")) == (0, 1)
    world.clock.at = NOW.replace(day=26, hour=7)
    await world.ticks()
    assert lan.sent_count("Họp sáng") == 1


async def test_one_that_is_under_way_when_the_quiet_hours_begin_rests_until_they_end(evening: World) -> None:
    world = evening
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    world.clock.at = NOW.replace(hour=19, minute=59, second=50)
    await writes_to_all(world, tuan, "Họp")
    await world.presses(tuan, "Gửi")
    world.telegram.faults.next("sendMessage", Fault.too_many(5), chat_id=lan.id)
    await world.ticks(1)
    await world.ticks(10)
    assert lan.sent_count("Họp") == 0
    world.clock.at = NOW.replace(day=26, hour=7)
    await world.ticks()
    assert lan.sent_count("Họp") == 1


async def test_only_admins_announce(world: World) -> None:
    minh, lan = await world.coordinator("Minh"), await world.official("Lan")
    for person in (minh, lan):
        assert "không có quyền" in await world.says(person, "/thongbao Họp")
    tuan = await world.admin("Tuấn")
    preview = await writes_to_all(world, tuan, "Họp")
    lan.forge_press(button(preview, "Gửi"), lan.last)
    await world.settle()
    await world.ticks(1)
    assert await rows(world) == {}
