"""Whatever Telegram carries can be announced as it was made: formatting, pictures, papers, films, albums, places."""

import pytest

from playground.messages import Shown
from playground.person import Person
from tests.announcing import rows, writes_to_all
from tests.world import World

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
HOSTILE = "1 < 2 && <b>không</b> &amp; &#39; \"x\" «é» 👨‍👩‍👧 <a href='x'> </code> <!-- \\ {}"


async def announces(world: World, admin: Person) -> None:
    """From the content in the chat to everybody's phone."""
    await world.presses(admin, "Toàn bộ cán bộ")
    await world.presses(admin, "Gửi")
    await world.ticks()


def newest(person: Person) -> Shown:
    return person.last


@on_sqlite
async def test_formatting_arrives_as_it_was_typed_whatever_the_letters(world: World) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    await world.says(tuan, "/thongbao")
    words = f"👍 đậm nghiêng liên kết {HOSTILE}"
    entities = [
        {"type": "bold", "offset": 3, "length": 10},
        {"type": "italic", "offset": 7, "length": 6},
        {"type": "text_link", "offset": 14, "length": 8, "url": "https://bacninh.gov.vn/?a=1&b=<2>"},
        {"type": "code", "offset": 23, "length": 5},
    ]
    tuan.say(words, entities=entities)
    await world.settle()
    await announces(world, tuan)
    assert newest(lan).text == words
    kept = [one for one in newest(lan).entities if one["type"] in {"bold", "italic", "text_link", "code"}]
    assert [(one["type"], one["offset"], one["length"]) for one in kept] == [
        ("bold", 3, 10),
        ("italic", 7, 6),
        ("text_link", 14, 8),
        ("code", 23, 5),
    ]
    assert world.telegram.complaints == []


@on_sqlite
async def test_a_photo_a_film_and_a_paper_are_sent_by_their_id_and_never_uploaded_again(world: World) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    for send in (
        tuan.send_photo,
        tuan.send_video,
        lambda caption: tuan.send_document("cv.pdf", b"%PDF", caption=caption),
    ):
        await world.says(tuan, "/thongbao")
        send(caption="Ảnh <1>")
        sent = tuan.seen[-1]
        await world.settle()
        await announces(world, tuan)
        assert newest(lan).file_id == sent.file_id
        assert newest(lan).text == "Ảnh <1>"
    assert await rows(world) == {"sent": 6}


async def test_an_album_and_a_place(world: World) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    await world.says(tuan, "/thongbao")
    tuan.send_album(3, "Hội trường mới")
    await world.settle()
    assert tuan.sent_count("gửi cho ai?") == 1  # one answer for the three parts
    await announces(world, tuan)
    album = lan.seen[-3:]
    assert [shown.text for shown in album] == ["Hội trường mới", "", ""]
    assert len({shown.album for shown in album}) == 1
    assert album[0].album is not None
    assert "Gắn nút" not in tuan.labels(
        next(one for one in tuan.seen if "Xem trước" in one.text or "đã gửi" in one.text)
    )

    await world.says(tuan, "/thongbao")
    tuan.send_location(21.18, 106.07)
    await world.settle()
    await announces(world, tuan)
    assert newest(lan).details == {"location": {"latitude": 21.18, "longitude": 106.07}}


@on_sqlite
async def test_what_we_do_not_pass_on_is_said_so_and_nothing_is_begun(world: World) -> None:
    tuan = await world.admin("Tuấn")
    await world.says(tuan, "/thongbao")
    tuan.share_contact()
    await world.settle()
    assert "Soạn thông báo" not in tuan.last.text
    text = await world.says(tuan, "Vẫn còn chờ nội dung")
    assert "gửi cho ai?" in text


@on_sqlite
async def test_named_fields_are_each_readers_own_and_escaped(world: World) -> None:
    tuan = await world.admin("Tuấn <b>& Co")
    lan = await world.official("Nguyễn Thị <Lan>", "Võ Cường", posts=("Chủ tịch UBND",), code="CB & 7")
    preview = await writes_to_all(world, tuan, "Kính gửi đ/c {họ tên} ({Mã cán bộ}), {chuc danh}, {đơn vị}.")
    assert "Kính gửi đ/c Tuấn <b>& Co (CB-001), cán bộ, Sở Nội vụ." in [shown.text for shown in tuan.seen]
    await world.presses(tuan, "Gửi", preview)
    await world.ticks()
    assert newest(lan).text == "Kính gửi đ/c Nguyễn Thị <Lan> (CB & 7), Chủ tịch UBND, Phường Võ Cường."


async def test_an_unknown_field_is_refused_when_the_text_is_saved(world: World) -> None:
    tuan = await world.admin("Tuấn")
    await world.says(tuan, "/thongbao")
    text = await world.says(tuan, "Chào {ten}, mời dự lớp {lop}")
    assert "Không có trường {ten}, {lop}" in text
    assert "{họ tên}" in text
    assert "gửi cho ai?" in await world.says(tuan, "Chào {họ tên}")  # the question was still open
    assert await rows(world) == {}


@on_sqlite
async def test_a_field_that_is_bold_in_part_is_refused(world: World) -> None:
    tuan = await world.admin("Tuấn")
    await world.says(tuan, "/thongbao")
    tuan.say("Chào {họ tên} ạ", entities=[{"type": "bold", "offset": 6, "length": 3}])
    await world.settle()
    assert "một phần" in tuan.last.text


@on_sqlite
async def test_a_text_that_would_grow_too_long_is_refused(world: World) -> None:
    tuan = await world.admin("Tuấn")
    await world.says(tuan, "/thongbao")
    assert "gửi cho ai?" in await world.says(tuan, "a" * 4096)
    await world.says(tuan, "/thongbao")
    assert "tối đa 4.096" in await world.says(tuan, "a" * 4080 + " {họ tên}")


@on_sqlite
async def test_words_behind_the_command_are_taken_at_once_with_their_formatting(world: World) -> None:
    tuan, lan = await world.admin("Tuấn"), await world.official("Lan")
    tuan.say("/thongbao Mời họp <gấp>", entities=[{"type": "bold", "offset": 14, "length": 3}])
    await world.settle()
    assert "gửi cho ai?" in tuan.last.text
    await announces(world, tuan)
    assert newest(lan).text == "Mời họp <gấp>"
    assert newest(lan).html == "Mời <b>họp</b> &lt;gấp&gt;"
