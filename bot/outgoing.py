"""Puts a message on the wire: the only file that calls Telegram's methods to speak."""

from collections.abc import Sequence

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram import Message as Sent
from telegram.constants import ParseMode

from bot.buttons import SHARE_PHONE_LABEL
from bot.message import Keyboard, Media, MediaKind, Message, Rows, Style

ALBUM_PART = {
    MediaKind.photo: InputMediaPhoto,
    MediaKind.video: InputMediaVideo,
    MediaKind.document: InputMediaDocument,
}


async def deliver(bot: Bot, chat_id: int, message: Message, *, plain: bool = False) -> Sequence[int]:
    """Bring a notice to a chat: say it, or change or take away what stands there. The ids of its messages."""
    if message.removes:
        for message_id in message.removes:
            await bot.delete_message(chat_id, message_id)
        return message.removes
    if message.replaces:
        await edit(bot, chat_id, message.replaces, message)
        return (message.replaces,)
    if len(message.media) > 1:
        return [sent.message_id for sent in await _send_album(bot, chat_id, message, plain=plain)]
    return ((await send(bot, chat_id, message, plain=plain)).message_id,)


async def send(bot: Bot, chat_id: int, message: Message, *, plain: bool = False) -> Sent:
    """Send a new message; of an album the first part. `plain` drops markup that Telegram could not parse."""
    text, mode = _words(message, plain)
    markup = _markup(message)
    if message.photo:
        picture = InputFile(message.photo, filename="picture.png")
        return await bot.send_photo(chat_id, picture, caption=text or None, parse_mode=mode, reply_markup=markup)
    if message.file is not None:
        file = message.file.file_id or InputFile(message.file.content, filename=message.file.name)
        return await bot.send_document(chat_id, file, caption=text or None, parse_mode=mode, reply_markup=markup)
    if message.place is not None:
        return await bot.send_location(chat_id, *message.place, reply_markup=markup)
    if len(message.media) > 1:
        return (await _send_album(bot, chat_id, message, plain=plain))[0]
    for one in message.media:
        return await _send_medium(bot, chat_id, one, message, plain=plain)
    return await bot.send_message(
        chat_id, text, parse_mode=mode, reply_markup=markup, link_preview_options=_preview(message)
    )


async def edit(bot: Bot, chat_id: int, message_id: int, message: Message) -> None:
    """Replace a message of ours. Unlike a new message it may be repeated when nobody knows whether it went through."""
    markup = inline(message.buttons)
    if message.buttons_only:
        await bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id, reply_markup=markup)
    elif message.photo:
        words = str(message.text) or None
        picture = InputMediaPhoto(message.photo, words, parse_mode=ParseMode.HTML, filename="picture.png")
        await bot.edit_message_media(picture, chat_id=chat_id, message_id=message_id, reply_markup=markup)
    elif message.media:
        await bot.edit_message_caption(
            chat_id=chat_id,
            message_id=message_id,
            caption=str(message.text) or None,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
        )
    else:
        await bot.edit_message_text(
            str(message.text),
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            link_preview_options=_preview(message),
        )


async def _send_medium(bot: Bot, chat_id: int, one: Media, message: Message, *, plain: bool) -> Sent:
    text, mode = _words(message, plain)
    markup, caption = inline(message.buttons), text or None
    match one.kind:
        case MediaKind.photo:
            return await bot.send_photo(chat_id, one.file_id, caption, parse_mode=mode, reply_markup=markup)
        case MediaKind.video:
            return await bot.send_video(chat_id, one.file_id, caption=caption, parse_mode=mode, reply_markup=markup)
        case MediaKind.document:
            return await bot.send_document(chat_id, one.file_id, caption=caption, parse_mode=mode, reply_markup=markup)


async def _send_album(bot: Bot, chat_id: int, message: Message, *, plain: bool) -> tuple[Sent, ...]:
    """The words stand below the first part; Telegram hangs no buttons on an album."""
    text, mode = _words(message, plain)
    first, *others = message.media
    parts = [ALBUM_PART[first.kind](first.file_id, caption=text or None, parse_mode=mode)]
    parts += [ALBUM_PART[one.kind](one.file_id) for one in others]
    return await bot.send_media_group(chat_id, parts)


def _words(message: Message, plain: bool) -> tuple[str, str | None]:
    return (message.text.striptags(), None) if plain else (str(message.text), ParseMode.HTML)


def _preview(message: Message) -> LinkPreviewOptions:
    return LinkPreviewOptions(is_disabled=not message.previews)


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
