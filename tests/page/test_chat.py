"""The chat on a phone: how messages look, where they stand, and that nothing moves under a person who reads."""

from base64 import b64decode
from datetime import UTC, datetime

import pytest
from playwright.async_api import expect

from playground.files import Upload
from tests.page.desk import LAN, Desk

pytestmark = pytest.mark.page

PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63680000008200810077cd72b60000000049454e44ae426082"
)
A_FILM = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 36 });
  const pen = canvas.getContext("2d"), recorder = new MediaRecorder(canvas.captureStream(20)), parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const over = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start();
  for (let at = 0; at < 20; at++) {
    pen.fillStyle = `hsl(${at * 18} 80% 50%)`;
    pen.fillRect(0, 0, 64, 36);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  recorder.stop();
  await over;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}"""  # a browser films a canvas


async def test_an_edit_changes_the_message_in_its_place_without_a_jump(desk: Desk) -> None:
    await desk.begin(LAN)
    ids = [await desk.says(LAN, f"Tin số {number}") for number in range(40)]
    scroller = desk.phone(LAN).locator(".scroller")
    await expect(desk.phone(LAN).locator(".row")).to_have_count(41)
    await scroller.evaluate("element => { element.scrollTop = 300; }")
    arrived = "element => Promise.all(element.getAnimations({ subtree: true }).map((one) => one.finished))"
    await scroller.evaluate(arrived)
    top = "element => element.querySelector('[data-id=\"%d\"]').getBoundingClientRect().top"
    before = await scroller.evaluate(top % ids[12])
    await desk.bot("editMessageText", chat_id=LAN, message_id=ids[0], text="Tin số 0, dài hơn:\n" + "thêm dòng\n" * 5)
    edited = desk.phone(LAN).locator(".row").nth(1)
    await expect(edited).to_contain_text("thêm dòng")
    await expect(edited).to_contain_text("đã sửa")
    assert abs(await scroller.evaluate(top % ids[12]) - before) < 2


async def test_new_messages_do_not_drag_down_a_person_who_reads_above(desk: Desk) -> None:
    await desk.begin(LAN)
    for number in range(40):
        await desk.says(LAN, f"Tin số {number}")
    phone = desk.phone(LAN)
    await expect(phone.get_by_text("Tin số 39")).to_be_in_viewport()
    await phone.locator(".scroller").evaluate("element => { element.scrollTop = 100; }")
    await desk.page.wait_for_function("document.querySelector('.scroller').scrollTop === 100")
    await desk.says(LAN, "Tin vừa tới")
    pill = phone.get_by_role("button", name="tin mới")
    await expect(pill).to_be_visible()
    assert await phone.locator(".scroller").evaluate("element => element.scrollTop") == 100
    await pill.click()
    await expect(phone.get_by_text("Tin vừa tới")).to_be_in_viewport()
    await expect(pill).to_be_hidden()


async def test_days_part_the_messages_and_go_with_their_last_one(desk: Desk) -> None:
    sunday_night = datetime(2026, 11, 22, 16, 59, tzinfo=UTC).timestamp()  # one minute to midnight in Bắc Ninh
    desk.telegram.clock = lambda: sunday_night
    await desk.begin(LAN)
    desk.telegram.clock = lambda: sunday_night + 60
    message_id = await desk.says(LAN, "Chúc đồng chí tuần mới")
    days = desk.phone(LAN).locator(".day")
    await expect(days).to_have_text(["Chủ nhật, 22/11/2026", "thứ Hai, 23/11/2026"])
    await expect(desk.phone(LAN).locator("time")).to_have_text(["23:59", "00:00"])
    await desk.bot("deleteMessage", chat_id=LAN, message_id=message_id)
    await expect(desk.phone(LAN).locator(".row")).to_have_count(1)
    await expect(days).to_have_text(["Chủ nhật, 22/11/2026"])


async def test_the_header_says_when_the_bot_is_typing(desk: Desk) -> None:
    await desk.begin(LAN)
    status = desk.phone(LAN).locator(".status")
    await desk.bot("sendChatAction", chat_id=LAN, action="typing")
    await expect(status).to_have_text("đang nhập…")
    await desk.says(LAN, "Đây ạ.")
    await expect(status).to_have_text("bot")


async def test_the_bot_may_take_its_name_after_the_page_was_opened(desk: Desk) -> None:
    await desk.bot("setMyName", name="Trợ lý bồi dưỡng")
    await desk.bot("setMyDescription", description="Tra cứu lớp và đăng ký học.")
    await desk.bot("setMyCommands", commands=[{"command": "lop", "description": "Các lớp đang mở"}])
    await expect(desk.phone(LAN).locator(".top strong")).to_have_text("Trợ lý bồi dưỡng")
    await expect(desk.phone(LAN).locator(".welcome p")).to_have_text("Tra cứu lớp và đăng ký học.")


async def test_a_photo_of_the_bot_is_seen(desk: Desk) -> None:
    await desk.begin(LAN)
    await desk.bot("sendPhoto", {"photo": Upload("ma.png", PHOTO)}, chat_id=LAN, caption="Mã QR")
    image = desk.phone(LAN).locator(".photo img")
    await expect(image).to_be_visible()
    await expect(image).to_have_js_property("naturalWidth", 1)


async def test_a_video_of_the_bot_is_played_where_it_stands(desk: Desk) -> None:
    await desk.begin(LAN)
    film = b64decode(await desk.page.evaluate(A_FILM))
    await desk.bot("sendVideo", {"video": Upload("hop.mp4", film)}, chat_id=LAN, caption="Khai giảng")
    video = desk.phone(LAN).locator("video")
    await expect(video).to_be_visible()
    await video.evaluate("video => { video.muted = true; return video.play(); }")
    await desk.page.wait_for_function("document.querySelector('video').currentTime > 0")
    await expect(video).to_have_js_property("videoWidth", 64)
    await expect(desk.phone(LAN).locator(".paper")).to_have_count(0)


async def test_formatting_is_shown_and_hostile_text_stays_text(desk: Desk) -> None:
    await desk.begin(LAN)
    html = (
        "😀 <b>Đậm <i>nghiêng</i></b> <u>gạch</u> <s>bỏ</s> <code>CDS-02</code><pre>hàng\ncột</pre>"
        '<a href="https://example.org/lop">trang lớp</a> <blockquote>trích</blockquote>'
        "<tg-spoiler>kín</tg-spoiler> /lich &lt;img src=x onerror=alert(1)&gt;"
    )
    await desk.says(LAN, html, parse_mode="HTML")
    words = desk.phone(LAN).locator(".theirs .words")
    for tag, text in {
        "strong": "Đậm nghiêng",
        "strong em": "nghiêng",
        "u": "gạch",
        "s": "bỏ",
        "pre": "hàng\ncột",
    }.items():
        await expect(words.locator(tag)).to_have_text(text)
    await expect(words.locator("code")).to_have_text("CDS-02")
    await expect(words.locator("blockquote")).to_have_text("trích")
    await expect(words.locator("a")).to_have_attribute("href", "https://example.org/lop")
    await expect(words.locator("img")).to_have_count(0)
    await expect(words).to_contain_text("<img src=x onerror=alert(1)>")
    await words.get_by_role("button", name="Nội dung ẩn").click()
    await expect(words.locator(".spoiler.shown")).to_have_text("kín")
    await words.get_by_role("button", name="/lich").click()
    assert (await desk.update("message"))["text"] == "/lich"
