"""Serves until stopped: takes updates in, lets itself be asked how it is, and on duty ticks and delivers."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Protocol
from urllib.parse import urlsplit

from bot.app import App
from bot.front import Front, listening
from bot.metrics import ON_DUTY
from bot.reception import Address, listen_by_polling, listen_by_webhook, watch_pending
from bot.webhook import Webhook
from models.delivery import sweep
from models.duty import on_duty

log = logging.getLogger(__name__)

SHUTDOWN_SECONDS = 10.0  # what is still in the air then becomes uncertain


class Ticker(Protocol):
    """What ticks while this process is on duty (see jobs/)."""

    def start(self) -> None: ...

    def shutdown(self, wait: bool) -> None: ...


async def serve(
    app: App,
    timetable: Callable[[], Ticker],
    stopped: asyncio.Event,
    *,
    listen: tuple[str, int] | None = None,
    address: Address | None = None,
) -> None:
    """Until stopped, by webhook where there is an address for it, else by polling. What is under way is finished first.

    Raises OSError when a webhook cannot listen, and BadRequest when Telegram will not have its address.
    """
    async with app.database.reading() as session:
        await app.search.refresh(session, app.clock.now())
    gc.collect()
    gc.freeze()  # what the program itself consists of: to look through it again and again held everybody up

    async def work(relieved: asyncio.Event) -> None:
        await tend(app, timetable(), relieved)

    duty = asyncio.create_task(on_duty(app.database, work, stopped))
    try:
        if address is None:
            async with asked(app, stopped, listen):
                await poll(app, stopped)
        else:
            await receive(app, stopped, listen or ("127.0.0.1", 8080), address)
    finally:
        stopped.set()
        await duty


async def poll(app: App, stopped: asyncio.Event) -> None:
    """Ask for updates until stopped; what was asked for is finished and confirmed."""
    await listen_by_polling(app.bot)
    polling = asyncio.create_task(app.polling.run())
    await stopped.wait()
    polling.cancel()
    await asyncio.wait({polling})
    await app.polling.finish()


async def receive(app: App, stopped: asyncio.Event, listen: tuple[str, int], address: Address) -> None:
    """Have updates brought until stopped; what was brought is finished and answered with 200."""
    webhook = Webhook(app.intake, app.database, address.secret)
    front = Front(app.database, app.clock, stopped).app(urlsplit(address.url).path, webhook)
    noting = asyncio.create_task(webhook.note())
    try:
        async with listening(front, listen):
            await listen_by_webhook(app.bot, address)
            await stopped.wait()
    finally:
        noting.cancel()
        await webhook.note_once()


@asynccontextmanager
async def asked(app: App, stopped: asyncio.Event, listen: tuple[str, int] | None) -> AsyncIterator[None]:
    """The questions of a polling process; it works as well where nobody can ask them."""
    async with AsyncExitStack() as stack:
        if listen is not None:
            try:
                await stack.enter_async_context(listening(Front(app.database, app.clock, stopped).app(), listen))
            except OSError as error:
                log.warning("nobody can ask for /healthz, /readyz and /metrics: %s", error)
        yield


async def tend(app: App, ticker: Ticker, relieved: asyncio.Event) -> None:
    """Tick, deliver and watch until relieved; what is in hand is delivered first."""
    ON_DUTY.set(1)
    async with app.database.writing() as session:
        if uncertain := await sweep(session, app.clock.now(), inherits=True):
            log.warning("%s notices were in flight when the last sender stopped: uncertain", uncertain)
    ticker.start()
    watching = asyncio.create_task(watch_pending(app.bot, relieved))
    delivering = asyncio.create_task(app.postman.run())
    await relieved.wait()
    ticker.shutdown(wait=False)
    app.postman.stop()
    await asyncio.wait({delivering, watching}, timeout=SHUTDOWN_SECONDS)
    ON_DUTY.set(0)
