"""The page with the phones, in a real browser: what people press, type and send, and what becomes of it."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from playground.files import Upload
from tests.page.desk import HANH, HOA, LAN, MINH, Desk, Open

pytestmark = pytest.mark.page

KEYS = {
    "inline_keyboard": [
        [
            {"text": "Đăng ký", "callback_data": "r:7", "style": "success"},
            {"text": "Quay lại", "callback_data": "b"},
        ],
    ],
}
OWN_CONTACT = {
    "keyboard": [[{"text": "Đồng ý và chia sẻ số điện thoại", "request_contact": True}], [{"text": "Để sau"}]],
    "one_time_keyboard": True,
}


async def test_the_page_shows_the_cast_with_title_and_commune(desk: Desk) -> None:
    await expect(desk.page.locator("#people button")).to_have_count(5)
    await expect(desk.page.locator(".phone:visible")).to_have_count(4)
    await expect(desk.phone(LAN).get_by_role("heading")).to_have_text("Nguyễn Thị Lan")
    await expect(desk.phone(LAN).locator(".holder")).to_contain_text("xã Yên Phong")
    await expect(desk.phone(HANH)).to_be_hidden()


async def test_the_big_button_of_an_empty_chat_sends_start(desk: Desk) -> None:
    await desk.phone(LAN).get_by_role("button", name="Bắt đầu").click()
    assert (await desk.update("message"))["text"] == "/start"
    await desk.says(LAN, "Kính chào đồng chí.")
    await expect(desk.phone(LAN).locator(".theirs .words")).to_have_text("Kính chào đồng chí.")
    await expect(desk.phone(LAN).get_by_role("button", name="Bắt đầu")).to_be_hidden()
    await expect(desk.page.locator("#live")).to_have_text("Bot nhắn cho Nguyễn Thị Lan: Kính chào đồng chí.")


async def test_an_inline_button_waits_until_the_bot_has_answered(desk: Desk) -> None:
    await desk.begin(LAN)
    message_id = await desk.says(LAN, "Lớp CDS-02", reply_markup=KEYS)
    key = desk.phone(LAN).get_by_role("button", name="Đăng ký")
    await key.click()
    query = await desk.update("callback_query")
    assert (query["data"], query["message"]["message_id"], query["from"]["id"]) == ("r:7", message_id, LAN)
    await expect(key).to_have_attribute("aria-busy", "true")
    await desk.bot("answerCallbackQuery", callback_query_id=query["id"], text="Đã ghi nhận")
    await expect(desk.phone(LAN).locator(".toast")).to_have_text("Đã ghi nhận")
    await expect(key).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_stops_its_phone_until_it_is_read(desk: Desk) -> None:
    await desk.begin(LAN)
    await desk.says(LAN, "Lớp CDS-02", reply_markup=KEYS)
    await desk.phone(LAN).get_by_role("button", name="Quay lại").click()
    query = await desk.update("callback_query")
    await desk.bot(
        "answerCallbackQuery", callback_query_id=query["id"], text="Lớp đã hết hạn đăng ký.", show_alert=True
    )
    await expect(desk.phone(LAN).get_by_role("alertdialog")).to_contain_text("Lớp đã hết hạn đăng ký.")
    await expect(desk.phone(LAN).get_by_role("button", name="Đã hiểu")).to_be_focused()
    await desk.page.keyboard.press("Enter")
    await expect(desk.phone(LAN).get_by_role("alertdialog")).to_have_count(0)
    await expect(desk.phone(LAN).get_by_role("button", name="Quay lại")).to_be_focused()


async def test_a_phone_number_leaves_only_after_a_question(desk: Desk) -> None:
    await desk.begin(LAN)
    await desk.says(LAN, "Xin chia sẻ số điện thoại.", reply_markup=OWN_CONTACT)
    phone = desk.phone(LAN)
    key = phone.get_by_role("button", name="Đồng ý và chia sẻ số điện thoại")
    await key.click()
    await expect(phone.get_by_role("alertdialog")).to_contain_text("Chia sẻ số điện thoại 0912345678 của tôi?")
    await phone.get_by_role("button", name="Huỷ").click()
    assert not desk.telegram.updates.pending.keys() - range(desk.offset)
    await key.click()
    await phone.get_by_role("button", name="Chia sẻ", exact=True).click()
    contact = (await desk.update("message"))["contact"]
    assert (contact["phone_number"], contact["user_id"]) == ("0912345678", LAN)
    await expect(phone.locator(".own .card")).to_contain_text("0912345678")
    await expect(key).to_be_hidden()  # a one-time keyboard has gone


async def test_the_contact_of_another_person_can_be_shared_too(desk: Desk) -> None:
    await desk.begin(LAN)
    phone = desk.phone(LAN)
    await phone.get_by_role("button", name="Đính kèm").click()
    await phone.get_by_role("menuitem", name="Chia sẻ số của người khác…").click()
    await phone.get_by_label("Lê Quang Minh").check()
    await phone.get_by_role("button", name="Chia sẻ", exact=True).click()
    message = await desk.update("message")
    assert (message["from"]["id"], message["contact"]["user_id"]) == (LAN, MINH)


async def test_a_document_goes_up_and_another_comes_down(desk: Desk, tmp_path: Path) -> None:
    await desk.begin(MINH)
    phone = desk.phone(MINH)
    sent = tmp_path / "danh sách học viên.xlsx"
    sent.write_bytes(b"PK sample")
    await phone.get_by_role("button", name="Đính kèm").click()
    async with desk.page.expect_file_chooser() as chooser:
        await phone.get_by_role("menuitem", name="Gửi tệp…").click()
    await (await chooser.value).set_files(sent)
    message = await desk.update("message")
    document = message["document"]
    assert document["file_name"] == "danh sách học viên.xlsx"
    assert desk.telegram.files.by_id(document["file_id"]).data == b"PK sample"
    reaction = [{"type": "emoji", "emoji": "👍"}]
    await desk.bot("setMessageReaction", chat_id=MINH, message_id=message["message_id"], reaction=reaction)
    await expect(phone.locator(".own").last).to_contain_text("👍")

    await desk.bot(
        "sendDocument", {"document": Upload("tổng kết tuần.xlsx", b"PK result")}, chat_id=MINH, caption="Kèm"
    )
    async with desk.page.expect_download() as download:
        await phone.locator(".theirs .paper").click()
    received = await download.value
    assert received.suggested_filename == "tổng kết tuần.xlsx"
    await received.save_as(tmp_path / "received")
    assert (tmp_path / "received").read_bytes() == b"PK result"


async def test_enter_sends_what_was_typed_as_it_was_typed(desk: Desk) -> None:
    await desk.begin(LAN)
    phone = desk.phone(LAN)
    await phone.get_by_role("textbox").fill("<b>lớp</b> & chuyển đổi số")
    await desk.page.keyboard.press("Shift+Enter")
    await desk.page.keyboard.type("dòng hai")
    await desk.page.keyboard.press("Enter")
    assert (await desk.update("message"))["text"] == "<b>lớp</b> & chuyển đổi số\ndòng hai"
    await expect(phone.locator(".own .words").last).to_have_text("<b>lớp</b> & chuyển đổi số\ndòng hai")
    await expect(phone.get_by_role("textbox")).to_have_value("")


async def test_buttons_that_open_and_copy_do_what_they_say(open_desk: Open) -> None:
    desk = await open_desk(permissions=["clipboard-read", "clipboard-write"])
    await desk.begin(LAN)
    rows = [
        [{"text": "Trang lớp", "url": "https://example.org/"}, {"text": "Chép mã", "copy_text": {"text": "CDS-02"}}]
    ]
    await desk.says(LAN, "Lớp", reply_markup={"inline_keyboard": rows})
    phone = desk.phone(LAN)
    await expect(phone.get_by_role("link", name="Trang lớp")).to_have_attribute("href", "https://example.org/")
    await phone.get_by_role("button", name="Chép mã").click()
    await expect(phone.locator(".toast")).to_have_text("Đã sao chép.")
    assert await desk.page.evaluate("navigator.clipboard.readText()") == "CDS-02"


async def test_the_command_menu_lists_what_is_set_for_this_person(desk: Desk) -> None:
    await desk.begin(HOA)
    scope = {"type": "chat", "chat_id": HOA}
    await desk.bot("setMyCommands", commands=[{"command": "duyet", "description": "Chờ tôi duyệt"}], scope=scope)
    phone = desk.phone(HOA)
    await phone.get_by_role("button", name="Các lệnh của bot").click()
    await expect(phone.get_by_role("menuitem")).to_have_text(["/duyetChờ tôi duyệt"])
    await phone.get_by_role("menuitem", name="/duyet").click()
    assert (await desk.update("message"))["text"] == "/duyet"


async def test_a_blocked_bot_can_be_let_in_again(desk: Desk) -> None:
    await desk.begin(LAN)
    phone = desk.phone(LAN)
    await phone.get_by_role("button", name="Thêm lựa chọn").click()
    await phone.get_by_role("menuitem", name="Chặn bot").click()
    assert (await desk.update("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await expect(phone.get_by_role("textbox")).to_be_hidden()
    await phone.get_by_role("button", name="Bỏ chặn bot").click()
    assert (await desk.update("my_chat_member"))["new_chat_member"]["status"] == "member"
    await expect(phone.get_by_role("textbox")).to_be_visible()
