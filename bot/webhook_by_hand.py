"""Sets, deletes and shows the webhook from the command line."""

import sys

from telegram.error import TelegramError

from bot.connection import Way, connected
from bot.reception import Address, set_webhook
from bot.texts import command_line as texts


async def webhook_by_hand(what: str, way: Way | None, address: Address | None) -> int:
    """`set`, `delete` or `info`; the exit code, after a sentence is printed."""
    if way is None:
        return _fail(texts.NO_TOKEN)
    try:
        async with connected(way) as bot:
            if what == "set":
                if address is None:
                    return _fail(texts.NO_WEBHOOK_URL)
                await set_webhook(bot, address)
            elif what == "delete":
                await bot.delete_webhook()
            print(texts.webhook(await bot.get_webhook_info()))
    except TelegramError as error:
        return _fail(texts.webhook_fails(error))
    return 0


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
