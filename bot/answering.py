"""Answers the person in front of us, after the commit: replaces what was pressed, or says something new."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.connection import Connection
from bot.incoming import Incoming, Kind
from bot.message import Message
from bot.outcomes import Outcome, verdict
from bot.outgoing import edit, send

log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=60)
TRIES = 4


class Answering:
    """Sends replies. A lost reply is only a lost reply: the truth is in the rows, and one may ask again."""

    def __init__(self, bot: Connection) -> None:
        self._bot = bot

    async def answer(self, incoming: Incoming, message: Message | None) -> bool:
        """Say it; False when the person has blocked the bot."""
        if incoming.kind is Kind.member:
            return True
        if not incoming.callback_id:
            return await self._say_all(incoming, message)
        released = asyncio.ensure_future(self.release(incoming, message.toast if message else ""))
        reached = await self._say_all(incoming, message)
        await released
        return reached

    async def _say_all(self, incoming: Incoming, message: Message | None) -> bool:
        reached = True
        while message is not None and reached:
            reached = await self._say(incoming, message)
            message = message.then
        return reached

    async def release(self, incoming: Incoming, toast: str = "") -> None:
        """Let go of the pressed button; too late is no harm."""
        try:
            await self._bot.call("answerCallbackQuery", callback_query_id=incoming.callback_id, text=toast or None)
        except TelegramError as error:
            log.debug("a press could not be answered: %s", error)

    async def _set_menu(self, user_id: int, menu: Sequence[tuple[str, str]]) -> None:
        try:
            commands = [BotCommand(name, what) for name, what in menu]
            await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(user_id))
        except TelegramError as error:
            log.warning("the command menu was not set: %s", error)

    async def _say(self, incoming: Incoming, message: Message) -> bool:
        if message.is_silent:
            return True
        is_new_photo = message.photo and not message.in_place
        is_fresh = message.fresh or message.file or is_new_photo or message.keyboard or message.media or message.place
        is_edit = bool(incoming.message_id) and not is_fresh
        plain = False
        for attempt in range(1, TRIES + 1):
            try:
                if is_edit:
                    await edit(self._bot, incoming.user_id, incoming.message_id, message)
                else:
                    await send(self._bot, incoming.user_id, message, plain=plain)
            except TelegramError as error:
                found = verdict(error, attempt)
            else:
                break
            if found.outcome is Outcome.unreachable:
                return False
            if found.outcome is Outcome.done:
                break
            wait = found.wait
            match found.outcome:
                case Outcome.again | Outcome.slower if wait <= PATIENCE:
                    pass
                case Outcome.unknown if is_edit:
                    wait = timedelta(seconds=1)
                case Outcome.impossible if is_edit and not message.buttons_only:
                    is_edit = False  # too old, or gone: say it anew
                case Outcome.plain if not plain:
                    log.error("a text could not be parsed, sent without markup: %s", found.why)
                    plain, is_edit = True, False
                case _:
                    log.warning("a reply was not delivered: %s", found.why)
                    return True
            await asyncio.sleep(wait.total_seconds())
        else:
            log.warning("a reply was not delivered in %s tries", TRIES)
        if message.menu:
            await self._set_menu(incoming.user_id, message.menu)
        return True
