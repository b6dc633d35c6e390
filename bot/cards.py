"""Living cards: messages of ours that the clock keeps up to date where they stand."""

import logging

from telegram.error import TelegramError

from bot.connection import Connection
from bot.message import Message
from bot.outcomes import Outcome, verdict
from bot.outgoing import edit
from bot.pace import Pace
from models.notice import Lane

log = logging.getLogger(__name__)


class Cards:
    """Edits messages. A lost edit is made good by the next one, so nothing is repeated here."""

    def __init__(self, bot: Connection, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace

    async def show(self, chat_id: int, message_id: int, message: Message) -> None:
        """Put the message in the place of an earlier one, at the pace of everything else that we send."""
        await self._pace.slot(chat_id, Lane.prompt)
        try:
            await edit(self._bot, chat_id, message_id, message)
        except TelegramError as error:
            if verdict(error).outcome is not Outcome.done:
                log.info("a card was not brought up to date: %s", error)
