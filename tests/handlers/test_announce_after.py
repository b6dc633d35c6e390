"""After an announcement: receipts, the workbook by commune, correcting and recalling as far as Telegram allows."""

import io
from datetime import timedelta

import openpyxl
import pytest

from models.announcement_change import CHANGED
from playground.faults import Fault
from playground.person import Person
from tests.announcing import announcement, crowd, rows, writes_to_all
from tests.world import World

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


async def sent_to_all(world: World, admin: Person, words: str) -> None:
    await writes_to_all(world, admin, words)
    await world.presses(admin, "Gửi")
    await world.ticks()


async def test_a_receipt_is_one_tap_and_the_report_names_who_is_silent(world: World) -> None:
    tuan = await world.admin("Tuấn")
    lan = await world.official("Lan")
    await world.official("Mai")
    await writes_to_all(world, tuan, "Họp")
    await world.presses(tuan, "Yêu cầu «Đã nhận»")
    assert "Yêu cầu bấm «Đã nhận»: có" in tuan.last.text
    await world.presses(tuan, "Gửi")
    await world.ticks()
    message = lan.last
    assert message.labels == ["Đã nhận"]
    await world.presses(lan, "Đã nhận", message)
    await world.presses(lan, "Đã nhận", message)
    assert lan.last.text == "Họp"
    assert lan.last.labels == []
    assert "Đã ghi nhận" in lan.alerts[-1]
    await world.presses(tuan, "Các thông báo")
    await world.presses(tuan, "Số 1: Họp")
    assert "Đã bấm «Đã nhận»: 1 / 3" in tuan.last.text
    await world.presses(tuan, "Tải báo cáo")
    book = workbook(tuan)
    assert [row[0] for row in body(book, "Chưa bấm Đã nhận")] == ["Mai", "Tuấn"]


async def test_who_was_not_told_confirms_nothing(world: World) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    await sent_to_all(world, tuan, "Họp")
    lan.forge_press("1:anrcvd:1", lan.last)  # no receipt was asked for
    await world.settle()
    assert "không còn" in lan.last.text


def workbook(person: Person) -> openpyxl.Workbook:
    assert person.last.document is not None
    return openpyxl.load_workbook(io.BytesIO(person.last.document[1]))


def body(book: openpyxl.Workbook, name: str) -> list[tuple[object, ...]]:
    return list(book[name].iter_rows(min_row=4, values_only=True))


async def test_the_workbook_has_each_commune_everybody_and_whom_to_phone(world: World) -> None:
    tuan = await world.admin("Tuấn")
    await world.official("Nguyễn Thị Lan", "Võ Cường")
    await world.official("=HYPERLINK(1)", "Võ Cường", linked=False, code="+84")
    gone = await world.official("Lê Văn Chặn", "Kinh Bắc")
    bad = await world.official("Vũ Lỗi", "Kinh Bắc")
    world.telegram.chats[gone.id].blocked = True
    await writes_to_all(world, tuan, "Họp")
    world.telegram.faults.next("sendMessage", Fault.answer(400, "Bad Request: strange"), chat_id=bad.id)
    await world.presses(tuan, "Gửi")
    await world.ticks()
    await world.presses(tuan, "Tải báo cáo")
    assert tuan.last.document is not None
    assert tuan.last.document[0] == "thong-bao-1.xlsx"
    book = workbook(tuan)
    assert book.sheetnames == ["Theo đơn vị", "Từng người", "Cần gọi điện"]
    assert body(book, "Theo đơn vị") == [
        ("Phường Kinh Bắc", 2, 0, 1, 1, 0, 0, 0, 0),
        ("Phường Võ Cường", 2, 1, 0, 0, 1, 0, 0, 0),
        ("Sở Nội vụ", 1, 1, 0, 0, 0, 0, 0, 0),
        ("Tổng", 5, 2, 1, 1, 1, 0, 0, 0),
    ]
    phone = body(book, "Cần gọi điện")
    assert [(row[0], row[3], row[4]) for row in phone] == [
        ("Lê Văn Chặn", "0900 000 004", "đã chặn"),
        ("Vũ Lỗi", "0900 000 005", "không gửi được"),
        ("=HYPERLINK(1)", "0900 000 003", "chưa liên kết"),
    ]
    cells = [cell for row in book["Cần gọi điện"].iter_rows(min_row=4) for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert len(body(book, "Từng người")) == 5


async def test_a_correction_changes_every_message_where_it_stands(world: World) -> None:
    tuan = await world.admin("Tuấn")
    people = await crowd(world, 4)
    await sent_to_all(world, tuan, "Họp 8h00 <thứ Hai>")
    world.telegram.faults.next("editMessageText", Fault.cut(), chat_id=people[0].id)
    await world.presses(tuan, "Đính chính")
    assert "5 tin đã gửi sẽ được sửa" in tuan.last.text
    tuan.say("Họp 9h00 {họ tên}", entities=[{"type": "bold", "offset": 4, "length": 4}])
    await world.settle()
    assert "Sửa 5 tin" in tuan.last.text
    await world.presses(tuan, "Xác nhận")
    await world.ticks()
    for person in people:
        assert person.last.html == f"Họp <b>9h00</b> {person.name}"
        assert person.last.edited
        assert person.sent_count("Họp") == 1
    assert await rows(world, CHANGED) == {"sent": 5}
    assert tuan.sent_count("Đính chính: đã sửa 5 / 5 tin.") == 1
    assert (await announcement(world)).said.html == "Họp <b>9h00</b> {họ tên}"


async def test_a_correction_while_paused_reaches_those_who_come_later_in_its_new_words(world: World) -> None:
    tuan = await world.admin("Tuấn")
    lan, mai = await crowd(world, 2)
    await writes_to_all(world, tuan, "Họp 8h00")
    world.telegram.faults.next("sendMessage", Fault.too_many(600), chat_id=mai.id)
    await world.presses(tuan, "Gửi")
    await world.ticks(2)
    card = next(shown for shown in reversed(tuan.seen) if "Tạm dừng" in shown.labels)
    tuan.forge_press("1:anfix:1", card)
    await world.settle()
    refused = next(shown for shown in tuan.seen if shown.message_id == card.message_id)
    assert "Tạm dừng» trước" in refused.text
    await world.presses(tuan, "Xem tiến độ")
    await world.presses(tuan, "Tạm dừng")
    await world.presses(tuan, "Đính chính")
    await world.says(tuan, "Họp 9h00")
    await world.presses(tuan, "Xác nhận")
    await world.presses(tuan, "Tiếp tục")
    world.clock.at += timedelta(minutes=11)
    await world.ticks()
    assert (lan.last.text, mai.last.text) == ("Họp 9h00", "Họp 9h00")
    assert mai.sent_count("Họp 8h00") == 0


@on_sqlite
async def test_a_picture_keeps_its_picture_and_gets_its_new_words(world: World) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    await world.says(tuan, "/thongbao")
    tuan.send_photo(caption="Sơ đồ")
    await world.settle()
    await world.presses(tuan, "Toàn bộ cán bộ")
    await world.presses(tuan, "Gửi")
    await world.ticks()
    await world.presses(tuan, "Đính chính")
    await world.says(tuan, "Sơ đồ mới")
    await world.presses(tuan, "Xác nhận")
    await world.ticks()
    assert lan.last.photo is not None
    assert lan.last.text == "Sơ đồ mới"


async def test_a_recall_takes_away_what_telegram_lets_it_and_is_kept_on_record(world: World) -> None:
    tuan = await world.admin("Tuấn")
    people = await crowd(world, 3)
    await sent_to_all(world, tuan, "Nhầm người")
    await world.presses(tuan, "Thu hồi")
    assert "4 tin sẽ bị xoá" in tuan.last.text
    world.telegram.remove(world.telegram.chats[people[0].id], people[0].last.message_id, "test")  # deleted it himself
    await world.presses(tuan, "Xác nhận")
    assert "đã thu hồi" in tuan.last.text
    await world.ticks()
    assert [any("Nhầm" in shown.text for shown in person.seen) for person in people] == [False] * 3
    assert tuan.sent_count("Thu hồi: đã xoá 4 / 4 tin.") == 1
    one = await announcement(world)
    assert one.recalled_at is not None
    assert await rows(world) == {"sent": 4}  # that it was sent stays true


async def test_after_48_hours_nothing_is_taken_away_but_it_can_still_be_corrected(world: World) -> None:
    tuan = await world.admin("Tuấn")
    await sent_to_all(world, tuan, "Họp")
    report = tuan.last
    world.clock.at += timedelta(hours=49)
    assert "Không có tin nào" in await world.presses(tuan, "Thu hồi", report)
    assert "Đề nghị gửi toàn bộ nội dung" in await world.presses(tuan, "Đính chính", report)


@on_sqlite
async def test_an_album_is_recalled_whole(world: World) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    await world.says(tuan, "/thongbao")
    tuan.send_album(3, "Nhầm")
    await world.settle()
    await world.presses(tuan, "Toàn bộ cán bộ")
    await world.presses(tuan, "Gửi")
    await world.ticks()
    assert sum(shown.photo is not None for shown in lan.seen) == 3
    await world.presses(tuan, "Thu hồi")
    await world.presses(tuan, "Xác nhận")
    await world.ticks()
    assert sum(shown.photo is not None for shown in lan.seen) == 0


async def test_a_button_opens_a_course_below_the_announcement_or_an_address(world: World) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    await world.course("Chuyển đổi số")
    await writes_to_all(world, tuan, "Lớp mới")
    await world.presses(tuan, "Gắn nút")
    for wrong in (
        "ftp://x.vn/",
        "https://",
        "https://localhost/",
        "https://a.vn b",
        "https://[::1",
        "Xem ftp://x",
        "Xem https://localhost/",
        "LOP-999",
        "x" * 61 + " https://bacninh.gov.vn",
    ):
        assert "Chưa rõ nút nào" in await world.says(tuan, wrong)
    await world.says(tuan, "Xem công văn https://bacninh.gov.vn/a?b=1")
    assert tuan.seen[-2].buttons == [[{"text": "Xem công văn", "url": "https://bacninh.gov.vn/a?b=1"}]]
    await world.presses(tuan, "Bỏ nút")
    await world.presses(tuan, "Gắn nút")
    await world.says(tuan, " https://bacninh.gov.vn/cong-van ")  # the bare address, as it is pasted
    assert tuan.seen[-2].buttons == [[{"text": "Xem thêm", "url": "https://bacninh.gov.vn/cong-van"}]]
    await world.presses(tuan, "Bỏ nút")
    await world.presses(tuan, "Gắn nút")
    assert "Nút kèm theo: Xem lớp LOP-001" in await world.says(tuan, "lop-001")
    await world.presses(tuan, "Gửi")
    await world.ticks()
    announced = lan.last
    assert "Chuyển đổi số" in await world.presses(lan, "Xem lớp LOP-001")
    assert announced in lan.seen
    assert "Đăng ký" in lan.last.labels
