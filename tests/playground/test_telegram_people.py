"""People: what they do becomes the updates that the real Telegram sends, and they see what it shows."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest

from playground.person import CannotDo, Person
from playground.telegram import Telegram


def keys(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=f"data:{label}")] for label in labels])


async def test_a_deep_link_starts_the_bot_with_its_payload(telegram: Telegram, bot: Bot) -> None:
    telegram.person(1002, "Hòa").start("lop_12")
    (update,) = await bot.get_updates()
    assert update.message.text == "/start lop_12"
    assert update.message.parse_entities(["bot_command"]).popitem()[1] == "/start"
    assert update.effective_user.id == update.effective_chat.id == 1002


async def test_a_pressed_button_comes_with_its_message_and_gets_its_answer(bot: Bot, lan: Person) -> None:
    await bot.send_message(lan.id, "Lớp 1", reply_markup=keys("Đăng ký", "Quay lại"))
    lan.press("Đăng ký")
    (update,) = await bot.get_updates()
    assert (update.callback_query.data, update.callback_query.message.text) == ("data:Đăng ký", "Lớp 1")
    assert lan.spinning == 1
    await update.callback_query.answer("Đã ghi nhận")
    assert (lan.alerts, lan.spinning) == (["Đã ghi nhận"], 0)
    with pytest.raises(BadRequest, match=r"(?i)query is too old and response timeout expired or query ID is invalid"):
        await update.callback_query.answer()


async def test_a_press_takes_the_newest_message_and_the_whole_label_first(bot: Bot, lan: Person) -> None:
    await bot.send_message(lan.id, "cũ", reply_markup=keys("Duyệt"))
    await bot.send_message(lan.id, "mới", reply_markup=keys("Duyệt tất cả", "Duyệt"))
    lan.press("Duyệt")
    lan.press("tất cả")
    lan.press("data:Duyệt", lan.seen[1])
    pressed = [(u.callback_query.message.text, u.callback_query.data) for u in await bot.get_updates()]
    assert pressed == [("mới", "data:Duyệt"), ("mới", "data:Duyệt tất cả"), ("cũ", "data:Duyệt")]


async def test_a_press_on_what_is_not_there_lists_what_is(bot: Bot, lan: Person) -> None:
    await bot.send_message(lan.id, "x", reply_markup=keys("Duyệt", "Từ chối"))
    with pytest.raises(CannotDo, match=r"no button «Đăng ký».*\['Duyệt', 'Từ chối'\]"):
        lan.press("Đăng ký")
    with pytest.raises(CannotDo, match="no key «Huỷ»; the keyboard has nothing"):
        lan.tap("Huỷ")


async def test_a_stale_screen_can_be_pressed_even_when_its_message_is_gone(bot: Bot, lan: Person) -> None:
    message = await bot.send_message(lan.id, "x", reply_markup=keys("Đăng ký"))
    stale = lan.last
    await message.edit_text("y")
    lan.press("Đăng ký", stale)
    await message.delete()
    lan.press("Đăng ký", stale)
    edited, gone = await bot.get_updates()
    assert edited.callback_query.message.text == "y"
    assert not gone.callback_query.message.is_accessible


async def test_a_press_is_answered_within_150_seconds_or_never(
    telegram: Telegram, bot: Bot, lan: Person, clock
) -> None:
    await bot.send_message(lan.id, "x", reply_markup=keys("a"))
    query_id = lan.press("a")
    clock.forward(151)
    assert lan.spinning == 0
    assert await bot.get_updates() == ()
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query(query_id)


async def test_an_answer_of_201_letters_is_refused(bot: Bot, lan: Person) -> None:
    await bot.send_message(lan.id, "x", reply_markup=keys("a"))
    query_id = lan.press("a")
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(query_id, "x" * 201)
    await bot.answer_callback_query(query_id, "x" * 200)


async def test_link_and_copy_buttons_open_and_copy(bot: Bot, lan: Person) -> None:
    row = [InlineKeyboardButton("Mở", url="https://x.vn"), InlineKeyboardButton("Chép", copy_text=CopyTextButton("A1"))]
    await bot.send_message(lan.id, "x", reply_markup=InlineKeyboardMarkup([row]))
    assert (lan.press("Mở"), lan.press("Chép")) == ("https://x.vn", "A1")
    assert await bot.get_updates() == ()


async def test_the_server_says_whose_a_shared_number_is(telegram: Telegram, bot: Bot, lan: Person) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Chia sẻ", request_contact=True)]], one_time_keyboard=True)
    await bot.send_message(lan.id, "x", reply_markup=keyboard)
    telegram.person(1002, "Hòa", phone="0987654321")
    lan.tap("Chia sẻ")
    lan.share_contact(of=1002)
    lan.share_contact("+84 987 654 321")
    lan.share_contact("0900000000")
    contacts = [update.message.contact for update in await bot.get_updates()]
    assert [contact.user_id for contact in contacts] == [1001, 1002, 1002, None]
    assert contacts[0].phone_number == "+84912345678"
    assert lan.keyboard is None


async def test_blocking_and_unblocking_are_told(bot: Bot, lan: Person) -> None:
    lan.block()
    with pytest.raises(CannotDo, match="has blocked the bot"):
        lan.say("x")
    lan.unblock()
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [(c.old_chat_member.status, c.new_chat_member.status) for c in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


async def test_a_forced_reply_is_answered_once(bot: Bot, lan: Person) -> None:
    question = await bot.send_message(lan.id, "Lý do?", reply_markup=ForceReply(input_field_placeholder="Lý do"))
    assert lan.placeholder == "Lý do"
    lan.say("trùng lịch")
    lan.say("xong")
    first, second = await bot.get_updates()
    assert first.message.reply_to_message.message_id == question.message_id
    assert second.message.reply_to_message is None


async def test_the_narrowest_list_of_commands_is_shown(bot: Bot, lan: Person) -> None:
    await bot.set_my_commands([BotCommand("start", "Bắt đầu")])
    await bot.set_my_commands([BotCommand("lop", "Lớp")], BotCommandScopeAllPrivateChats(), "vi")
    assert [command["command"] for command in lan.commands] == ["lop"]
    await bot.set_my_commands([BotCommand("duyet", "Duyệt")], BotCommandScopeChat(lan.id))
    assert [command["command"] for command in lan.commands] == ["duyet"]
    await bot.delete_my_commands(BotCommandScopeChat(lan.id))
    await bot.delete_my_commands(BotCommandScopeAllPrivateChats(), "vi")
    assert [command["command"] for command in lan.commands] == ["start"]
    assert await bot.get_my_commands() == (BotCommand("start", "Bắt đầu"),)


BAD_COMMANDS = [
    ("đăng_ký", "x", "Bot_command_invalid"),
    ("Lop", "x", "Bot_command_invalid"),
    ("lop", "x" * 257, "Bot_command_description_invalid"),
]


@pytest.mark.parametrize(("name", "description", "error"), BAD_COMMANDS)
async def test_bad_commands_are_refused(bot: Bot, name: str, description: str, error: str) -> None:
    with pytest.raises(BadRequest, match=error):
        await bot.set_my_commands([(name, description)])


async def test_listeners_hear_of_every_change(telegram: Telegram, bot: Bot, lan: Person) -> None:
    heard: list[tuple[int, str]] = []
    telegram.listeners.append(lambda change: heard.append((change["person"], change["kind"])))
    message = await bot.send_message(lan.id, "x", reply_markup=keys("a"))
    await bot.answer_callback_query(lan.press("a"), "ok")
    await message.edit_text("y")
    await message.delete()
    lan.say("x")
    lan.block()
    assert heard == [
        (lan.id, kind) for kind in ("message", "pressed", "alert", "edited", "deleted", "message", "blocked")
    ]


async def test_a_group_has_its_own_chat_and_asks_for_no_contact(telegram: Telegram, bot: Bot, lan: Person) -> None:
    group = telegram.group(-1001, "Tổ văn phòng")
    group.say(lan, "/lop")
    (update,) = await bot.get_updates()
    assert (update.effective_chat.type, update.effective_user.id) == ("group", lan.id)
    await update.message.reply_text("x", reply_markup=keys("a"))
    group.press(lan, "a")
    pressed = (await bot.get_updates())[-1].callback_query
    assert (pressed.message.chat.id, pressed.from_user.id) == (-1001, lan.id)
    assert [shown.text for shown in group.seen] == ["/lop", "x"]
    assert len(lan.seen) == 1
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Chia sẻ", request_contact=True)]])
    with pytest.raises(BadRequest, match=r"(?i)phone number can be requested in private chats only"):
        await bot.send_message(group.id, "x", reply_markup=keyboard)
