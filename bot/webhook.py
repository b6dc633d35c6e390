"""Takes in what Telegram brings over HTTP: 200 only after the effect is committed, 503 when it must come again."""

import asyncio
import hashlib
import hmac
import json
import logging
import time
from typing import Any

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.intake import Handled, Intake
from bot.metrics import REFUSED_POSTS
from models.database import Database
from models.handled_update import mark_answered

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
LARGEST = 1024 * 1024  # bytes of one update
READ_SECONDS = 10.0
PATIENCE = 50.0  # Telegram hangs up after 60 seconds
COME_AGAIN = {"Retry-After": "3"}
TRIES = 3  # Telegram keeps what we cannot take now, so there is no need to hold it for long
NOTE_SECONDS = 0.5
QUIET_SECONDS = 60.0
HIGHEST_ID = 2**63 - 1


def default_secret(token: str) -> str:
    """A secret that every process with this token knows, for those who set none: a webhook is never without one."""
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


class Webhook:
    """Receives updates one request each. Telegram sends a person's next one after the 200 for the one before."""

    def __init__(self, intake: Intake, database: Database, secret: str) -> None:
        self._intake = intake
        self._database = database
        self._secret = secret.encode()
        self._open: dict[int, asyncio.Task[Handled]] = {}
        self._answered: list[int] = []
        self._said_at = -QUIET_SECONDS

    async def receive(self, request: web.Request) -> web.Response:
        """One update. A stranger's body is not even read."""
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self._secret):
            return self._refuse(403, "secret")
        try:
            async with asyncio.timeout(READ_SECONDS):
                raw = json.loads(await request.read())
        except web.HTTPRequestEntityTooLarge:
            return self._refuse(413, "too large")
        except TimeoutError:
            return self._refuse(408, "too slow")
        except (ValueError, RecursionError):
            return self._refuse(400, "not JSON")
        update_id = raw.get("update_id") if isinstance(raw, dict) else None
        if type(update_id) is not int or not 0 <= update_id <= HIGHEST_ID:
            return self._refuse(400, "no update")
        return await self._take_in(update_id, raw)

    async def note(self) -> None:
        """Until cancelled: write down in groups which updates were answered, so that a repeat stays silent."""
        while True:
            await asyncio.sleep(NOTE_SECONDS)
            await self.note_once()

    async def note_once(self) -> None:
        """A note that is lost costs at most one sentence too many."""
        ids, self._answered = self._answered, []
        if ids:
            try:
                async with self._database.writing() as session:
                    await mark_answered(session, ids)
            except SQLAlchemyError as error:
                log.warning("%s answers were not noted: %s", len(ids), type(error).__name__)

    async def _take_in(self, update_id: int, raw: dict[str, Any]) -> web.Response:
        task = self._open.get(update_id)
        if task is None:
            task = self._open[update_id] = self._intake.submit(raw, TRIES)
            task.add_done_callback(lambda _: self._open.pop(update_id))
        await asyncio.wait([task], timeout=PATIENCE)
        if not task.done() or task.cancelled() or not task.result():
            return web.Response(status=503, headers=COME_AGAIN)
        if task.result() is Handled.written:
            self._answered.append(update_id)
        return web.Response()

    def _refuse(self, status: int, why: str) -> web.Response:
        REFUSED_POSTS.labels(why).inc()
        if time.monotonic() - self._said_at > QUIET_SECONDS:  # strangers must not fill the log
            self._said_at = time.monotonic()
            log.warning("a post to the webhook was refused: %s (after a new secret: main.py webhook set)", why)
        return web.Response(status=status)
