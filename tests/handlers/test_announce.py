"""An admin writes an announcement on a phone, sees exactly how many will get it, sends it, and has the proof."""

from tests.world import World


async def test_words_go_to_everybody_once_and_the_report_says_so_in_plain_numbers(world: World) -> None:
    tuan = await world.admin("Đỗ Anh Tuấn")
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    await world.official("Vũ Thị Xa", linked=False)
    gone = await world.official("Lê Văn Chặn")
    gone.block()
    await world.settle()

    assert "Đề nghị gửi nội dung" in await world.says(tuan, "/thongbao")
    assert "gửi cho ai?" in await world.says(tuan, "Họp giao ban 8h00 thứ Hai. Mang theo <báo cáo>.")
    text = await world.presses(tuan, "Toàn bộ cán bộ")
    assert "Người nhận: 5 người" in text
    assert "Nhận được qua Telegram: 3" in text
    assert "Chưa liên kết: 1, đã chặn: 1" in text
    assert tuan.seen[-2].text == "Họp giao ban 8h00 thứ Hai. Mang theo <báo cáo>."
    assert lan.sent_count("Họp giao ban") == 0

    text = await world.presses(tuan, "Gửi")
    assert "đang gửi" in text
    card = tuan.last
    await world.ticks()
    for person in (lan, hoa):
        assert person.sent_count("Mang theo <báo cáo>.") == 1
    assert gone.sent_count("Họp") == 0
    report = tuan.last.text
    assert report != card.text
    assert "đã gửi xong" in report
    for line in ("Người nhận: 5", "Đã gửi: 3", "Không gửi được: 0", "Đã chặn: 1", "Chưa liên kết: 1"):
        assert line in report
    assert "đã gửi xong" in next(shown for shown in tuan.seen if shown.message_id == card.message_id).text
    assert world.telegram.complaints == []
