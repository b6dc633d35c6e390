"""Puts a message on the wire: the only file that calls Telegram's methods to speak."""

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram import Message as Sent
from telegram.constants import ParseMode

from bot.buttons import SHARE_PHONE_LABEL
from bot.message import Keyboard, Message, Rows, Style

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(bot: Bot, chat_id: int, message: Message, *, plain: bool = False) -> Sent:
    """Send a new message. `plain` drops the markup, for a text that Telegram could not parse."""
    text = message.text.striptags() if plain else str(message.text)
    mode = None if plain else ParseMode.HTML
    if message.file is not None:
        return await bot.send_document(
            chat_id,
            message.file.file_id or InputFile(message.file.content, filename=message.file.name),
            caption=text or None,
            parse_mode=mode,
            reply_markup=_markup(message),
        )
    return await bot.send_message(
        chat_id, text, parse_mode=mode, reply_markup=_markup(message), link_preview_options=NO_PREVIEW
    )


async def edit(bot: Bot, chat_id: int, message_id: int, message: Message) -> None:
    """Replace a message of ours. Unlike a new message it may be repeated when nobody knows whether it went through."""
    await bot.edit_message_text(
        str(message.text),
        chat_id=chat_id,
        message_id=message_id,
        parse_mode=ParseMode.HTML,
        reply_markup=inline(message.buttons),
        link_preview_options=NO_PREVIEW,
    )


def inline(rows: Rows) -> InlineKeyboardMarkup | None:
    """The rows as Telegram's inline keyboard."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    press.label,
                    callback_data=press.data or None,
                    url=press.url or None,
                    style=None if press.style is Style.plain else press.style.value,
                )
                for press in row
            ]
            for row in rows
        ]
    )


def _markup(message: Message) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    if message.keyboard is Keyboard.share_phone:
        return ReplyKeyboardMarkup(
            [[KeyboardButton(SHARE_PHONE_LABEL, request_contact=True)]], resize_keyboard=True, one_time_keyboard=True
        )
    if message.keyboard is Keyboard.none:
        return ReplyKeyboardRemove()
    return inline(message.buttons)
