"""Messages: who may be written to, what may be changed and removed, which keyboards and files pass."""

import struct

import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError

from playground.files import Upload
from playground.person import Person
from playground.request import InProcessRequest
from playground.telegram import Telegram

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 800, 600)
REGISTER = InlineKeyboardMarkup([[InlineKeyboardButton("Đăng ký", callback_data="v1:register:1", style="success")]])


async def test_strangers_blockers_and_the_deleted_cannot_be_written_to(telegram: Telegram, bot: Bot) -> None:
    hoa = telegram.person(1002, "Hòa")
    with pytest.raises(BadRequest, match=r"^Chat not found$"):
        await bot.send_message(4040, "x")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(hoa.id, "x")
    hoa.start().block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(hoa.id, "x")
    hoa.unblock()
    await bot.send_message(hoa.id, "x")
    hoa.delete_account()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(hoa.id, "x")
    assert [shown.text for shown in hoa.seen] == ["/start", "x"]


async def test_a_wrong_token_and_an_unknown_method_are_refused(telegram: Telegram, bot: Bot) -> None:
    with pytest.raises(InvalidToken):
        await Bot("7000000001:wrong", request=InProcessRequest(telegram)).initialize()
    assert await telegram.call("sendNonsense", {}, {}) == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found"},
    )


async def test_unknown_parameters_are_found(telegram: Telegram, bot: Bot, lan: Person) -> None:
    with pytest.raises(BadRequest, match=r'(?i)unknown parameter "parsemode" of sendMessage'):
        await bot.send_message(lan.id, "x", api_kwargs={"parsemode": "HTML"})
    telegram.strict = False
    await bot.send_message(lan.id, "x", api_kwargs={"parsemode": "HTML"})
    assert telegram.complaints == ['unknown parameter "parsemode" of sendMessage'] * 2


async def test_an_edit_takes_the_place_of_the_message(bot: Bot, lan: Person) -> None:
    message = await bot.send_message(lan.id, "Còn 1 chỗ", reply_markup=REGISTER)
    before = lan.last
    await message.edit_text("Hết chỗ")
    assert (lan.last.text, lan.last.edited, lan.labels()) == ("Hết chỗ", True, [])
    assert (before.text, before.labels) == ("Còn 1 chỗ", ["Đăng ký"])
    assert len(lan.seen) == 2


async def test_the_same_edit_again_is_not_modified(bot: Bot, lan: Person) -> None:
    message = await bot.send_message(lan.id, "x", reply_markup=REGISTER)
    with pytest.raises(BadRequest) as refused:
        await message.edit_text("x", reply_markup=REGISTER)
    assert refused.value.message == (
        "Message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    await message.edit_reply_markup(None)
    assert lan.labels() == []


async def test_what_cannot_be_edited(bot: Bot, lan: Person) -> None:
    own = lan.say("tôi viết").seen[-1]
    document = await bot.send_document(lan.id, b"x", filename="x.pdf")
    keyed = await bot.send_message(lan.id, "x", reply_markup=ReplyKeyboardMarkup([["Huỷ"]]))
    for message_id, error in {
        999: "Message to edit not found",
        own.message_id: "Message can't be edited",
        document.message_id: "There is no text in the message to edit",
        keyed.message_id: "Message can't be edited",
    }.items():
        with pytest.raises(BadRequest, match=f"^{error}$"):
            await bot.edit_message_text("mới", lan.id, message_id)


async def test_messages_can_be_deleted_for_48_hours(telegram: Telegram, bot: Bot, lan: Person, clock) -> None:
    old = await bot.send_message(lan.id, "cũ")
    clock.forward(48 * 3600 + 1)
    new = await bot.send_message(lan.id, "mới")
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await old.delete()
    assert await new.delete()
    with pytest.raises(BadRequest, match=r"^Message to delete not found$"):
        await new.delete()
    assert await bot.delete_messages(lan.id, [old.message_id, 999])
    assert [shown.text for shown in lan.seen] == ["/start", "cũ"]


async def test_buttons_are_checked(bot: Bot, lan: Person) -> None:
    async def send(*buttons: InlineKeyboardButton) -> None:
        await bot.send_message(lan.id, "x", reply_markup=InlineKeyboardMarkup([[button] for button in buttons]))

    await send(InlineKeyboardButton("64", callback_data="ă" * 32))
    for button, error in [
        (InlineKeyboardButton("65", callback_data="ă" * 32 + "x"), "Button_data_invalid"),
        (InlineKeyboardButton("x", callback_data=""), "Text buttons are unallowed in the inline keyboard"),
        (InlineKeyboardButton("x", url="ftp://x.vn"), "URL 'ftp://x.vn' is invalid: Unsupported URL protocol"),
        (InlineKeyboardButton("x", url="nothing"), "URL 'nothing' is invalid: Wrong HTTP URL"),
        (InlineKeyboardButton("x", copy_text=CopyTextButton("x" * 257)), "Button_copy_text_invalid"),
        (InlineKeyboardButton("x", callback_data="x", style="green"), "Invalid style"),
    ]:
        with pytest.raises(BadRequest, match=rf"(?i){error}"):
            await send(button)
    with pytest.raises(BadRequest, match="eply markup is too long"):
        await send(*[InlineKeyboardButton("x", callback_data="x")] * 101)


async def test_nine_buttons_in_a_row_are_found(bot: Bot, lan: Person) -> None:
    row = [InlineKeyboardButton(str(n), callback_data=str(n)) for n in range(9)]
    with pytest.raises(BadRequest, match="9 buttons in one row"):
        await bot.send_message(lan.id, "x", reply_markup=InlineKeyboardMarkup([row]))


async def test_a_reply_keyboard_stands_until_it_is_removed(bot: Bot, lan: Person) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Chia sẻ số điện thoại", request_contact=True)], ["Huỷ"]])
    await bot.send_message(lan.id, "x", reply_markup=keyboard)
    await bot.send_message(lan.id, "y")
    assert lan.keyboard == [[{"text": "Chia sẻ số điện thoại", "request_contact": True}], [{"text": "Huỷ"}]]
    await bot.send_message(lan.id, "z", reply_markup=ReplyKeyboardRemove())
    assert lan.keyboard is None


async def test_documents_travel_both_ways(bot: Bot, lan: Person) -> None:
    sent = await bot.send_document(
        lan.id, b"PK-roster", filename="Danh sách.xlsx", caption="<b>Lớp</b>", parse_mode="HTML"
    )
    assert lan.last.document == ("Danh sách.xlsx", b"PK-roster")
    assert lan.last.html == "<b>Lớp</b>"
    again = await bot.send_document(lan.id, sent.document.file_id)
    assert again.document.file_name == "Danh sách.xlsx"
    lan.send_document("cán bộ.xlsx", b"PK-import")
    (update,) = await bot.get_updates()
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"PK-import"


async def test_files_that_are_too_big_or_no_pictures_are_refused(telegram: Telegram, bot: Bot, lan: Person) -> None:
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(lan.id, b"not a picture")
    with pytest.raises(BadRequest, match="too big for a photo"):
        await bot.send_photo(lan.id, PNG + bytes(10 * 1024 * 1024))
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(lan.id, bytes(50 * 1024 * 1024 + 1))
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await bot.send_document(lan.id, "BQACAgUAnothing")
    big = telegram.files.keep(Upload("big.zip", bytes(20 * 1024 * 1024 + 1)), "document")
    with pytest.raises(BadRequest, match=r"^File is too big$"):
        await bot.get_file(big.file_id)


async def test_an_album_and_a_changed_photo(bot: Bot, lan: Person) -> None:
    one, two = await bot.send_media_group(lan.id, [InputMediaPhoto(PNG), InputMediaPhoto(PNG, caption="hai")])
    assert one.media_group_id == two.media_group_id
    await bot.edit_message_media(InputMediaDocument(b"x", filename="x.pdf"), lan.id, two.message_id)
    assert lan.last.document == ("x.pdf", b"x")
    with pytest.raises(BadRequest, match=r"2-10 items"):
        await bot.send_media_group(lan.id, [InputMediaPhoto(PNG)])


async def test_copies_forwards_and_replies(telegram: Telegram, bot: Bot, lan: Person) -> None:
    hoa = telegram.person(1002, "Hòa").start()
    first = await bot.send_message(lan.id, "một", reply_markup=REGISTER)
    await bot.copy_message(hoa.id, lan.id, first.message_id)
    forwarded = await bot.forward_message(hoa.id, lan.id, first.message_id)
    assert [shown.text for shown in hoa.seen] == ["/start", "một", "một"]
    assert forwarded.forward_origin is not None
    assert hoa.labels() == []
    reply = await bot.send_message(lan.id, "hai", reply_parameters=ReplyParameters(first.message_id))
    assert reply.reply_to_message.text == "một"
    with pytest.raises(BadRequest, match=r"(?i)message to be replied not found"):
        await bot.send_message(lan.id, "ba", reply_parameters=ReplyParameters(999))


async def test_the_smaller_methods_answer_as_the_library_expects(telegram: Telegram, bot: Bot, lan: Person) -> None:
    message = await bot.send_location(lan.id, 21.18, 106.07)
    assert lan.last.details["location"]["latitude"] == pytest.approx(21.18)
    assert await bot.send_chat_action(lan.id, "typing")
    assert await bot.set_message_reaction(lan.id, message.message_id, "👍")
    assert await bot.pin_chat_message(lan.id, message.message_id)
    assert (await bot.get_chat(lan.id)).pinned_message.message_id == message.message_id
    assert await bot.unpin_chat_message(lan.id)
    assert await bot.set_chat_menu_button(lan.id)
    assert await bot.set_my_name("Trợ lý")
    assert (await bot.get_me()).first_name == "Trợ lý"
    with pytest.raises(BadRequest, match="too long"):
        await bot.set_my_short_description("x" * 121)
