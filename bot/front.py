"""Where the process can be asked how it is, and where Telegram may bring updates: plain HTTP at LISTEN."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.metrics import NOTICES_DUE, NOTICES_IN_FLIGHT, NOTICES_LATE
from bot.webhook import LARGEST, Webhook
from models.database import Database
from models.delivery import outbox

log = logging.getLogger(__name__)

ANSWER_SECONDS = 2.0  # a database that takes longer is as good as away
LAST_REQUESTS_SECONDS = 20.0  # what Telegram has begun to bring may take so long to end when we stop


class Front:
    """/healthz: the process lives. /readyz: it can do its work. /metrics: how it fares, for Prometheus."""

    def __init__(self, database: Database, clock: Clock, stopped: asyncio.Event) -> None:
        self._database = database
        self._clock = clock
        self._stopped = stopped

    def app(self, path: str = "", webhook: Webhook | None = None) -> web.Application:
        """With a webhook its path is served too."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_get("/healthz", self.healthz)
        app.router.add_get("/readyz", self.readyz)
        app.router.add_get("/metrics", self.metrics)
        if webhook is not None:
            app.router.add_post(path or "/", webhook.receive)
        return app

    async def healthz(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def readyz(self, _: web.Request) -> web.Response:
        """503 while stopping, so that a load balancer sends no more, and while the database does not answer."""
        if self._stopped.is_set():
            return web.json_response({"status": "stopping"}, status=503)
        try:
            async with asyncio.timeout(ANSWER_SECONDS), self._database.reading() as session:
                await session.execute(select(1))
        except (SQLAlchemyError, TimeoutError, OSError):
            return web.json_response({"status": "the database is away"}, status=503)
        return web.json_response({"status": "ready"})

    async def metrics(self, _: web.Request) -> web.Response:
        now = self._clock.now()
        try:
            async with asyncio.timeout(ANSWER_SECONDS), self._database.reading() as session:
                state = await outbox(session, now)
            NOTICES_DUE.set(state.due)
            NOTICES_IN_FLIGHT.set(state.in_flight)
            NOTICES_LATE.set((now - state.oldest).total_seconds() if state.oldest else 0)
        except (SQLAlchemyError, TimeoutError, OSError) as error:
            log.warning("the outbox could not be counted: %s", type(error).__name__)
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


@asynccontextmanager
async def listening(app: web.Application, where: tuple[str, int]) -> AsyncIterator[None]:
    """Serve until the block ends; requests that have begun are answered first. Raises OSError for a taken port."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=LAST_REQUESTS_SECONDS)
    await runner.setup()
    try:
        host, port = where
        await web.TCPSite(runner, host or None, port).start()
        yield
    finally:
        await runner.cleanup()
