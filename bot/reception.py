"""Where the updates come from: tells Telegram how to bring them, and watches how many wait there."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass

from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.connection import ALLOWED_UPDATES
from bot.metrics import PENDING_UPDATES
from bot.outcomes import seconds_of

log = logging.getLogger(__name__)

MOST_CONNECTIONS = 100  # at once, from Telegram to us: the most that it offers
WATCH_SECONDS = 30.0
MANY_PENDING = 1000
AGAIN_SECONDS = 3.0


@dataclass(frozen=True)
class Address:
    """Where Telegram brings updates, and what it must say for us to believe it."""

    url: str
    secret: str


async def listen_by_polling(bot: Bot) -> None:
    """Telegram refuses to be polled while it has a webhook: take one away that an earlier run may have set."""
    try:
        if (await bot.get_webhook_info()).url:
            await bot.delete_webhook()
            log.warning("the webhook was taken away: this process polls")
    except TelegramError as error:
        log.warning("the webhook was not looked at: %s", error)


async def listen_by_webhook(bot: Bot, address: Address) -> None:
    """Tell Telegram where we are, unless it knows. Of many processes that start together one does; the others see it.

    Waits for a network that is away. Raises BadRequest when Telegram will not have the address.
    """
    while True:
        try:
            if differs(await bot.get_webhook_info(), address.url):
                await set_webhook(bot, address)
                log.info("Telegram brings updates to %s", address.url)
            return
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error).total_seconds())
        except BadRequest:
            raise
        except NetworkError as error:
            log.warning("the webhook could not be set (%s), trying again", error)
            await asyncio.sleep(AGAIN_SECONDS)


def differs(known: WebhookInfo, url: str) -> bool:
    """Whether what Telegram has is not what we want. It does not tell the secret."""
    return (
        known.url != url
        or known.max_connections != MOST_CONNECTIONS
        or set(known.allowed_updates or ()) != set(ALLOWED_UPDATES)
    )


async def set_webhook(bot: Bot, address: Address) -> None:
    """Have Telegram bring the updates here, whatever it knew before."""
    await bot.set_webhook(
        address.url,
        max_connections=MOST_CONNECTIONS,
        allowed_updates=ALLOWED_UPDATES,
        secret_token=address.secret,
    )


async def watch_pending(bot: Bot, stopped: asyncio.Event) -> None:
    """Until stopped: note how many updates wait at Telegram, and say so when we do not keep up or are not reached."""
    last_error = None
    while not stopped.is_set():
        try:
            known = await bot.get_webhook_info()
        except TelegramError as error:
            log.debug("how many updates wait is not known: %s", error)
        else:
            PENDING_UPDATES.set(known.pending_update_count)
            if known.pending_update_count > MANY_PENDING:
                log.warning("%s updates wait at Telegram", known.pending_update_count)
            if known.last_error_date and known.last_error_date != last_error:
                last_error = known.last_error_date
                log.warning("Telegram did not reach us at %s: %s", last_error, known.last_error_message)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), WATCH_SECONDS)
