"""Webhook delivery: in order within a lane, repeated with growing pauses until the bot answers 2xx."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from typing import Protocol

import aiohttp

from playground.errors import Json
from playground.updates import Pending, UpdateQueue

MAX_PAUSE = 60.0
IDLE_LIMIT = 60.0
Lane = tuple[str, int]


class Post(Protocol):
    """Sends one update. Returns the status, its reason and the headers of the answer; raises OSError-like trouble."""

    async def __call__(self, url: str, update: Json, headers: dict[str, str]) -> tuple[int, str, dict[str, str]]: ...


class Webhook:
    """Pushes the queue's updates to the bot's address while one is set.

    `pause` is the second pause between tries in real seconds (the first repeat comes at once, later pauses double);
    `post` may be replaced to deliver without a socket.
    """

    def __init__(self, queue: UpdateQueue, clock: Callable[[], float]) -> None:
        self._queue, self._clock = queue, clock
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self.pause = 1.0
        self.post: Post = self._post
        self.last_error: tuple[float, str] | None = None
        self._lanes: dict[Lane, deque[Pending]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(40)
        self._session: aiohttp.ClientSession | None = None
        queue.watchers.append(self._enqueue)

    def start(self, url: str, secret: str, max_connections: int) -> None:
        self._stop_lanes()
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self._slots = asyncio.Semaphore(max_connections)
        self._queue.end_poll("terminated by setWebhook request")
        for pending in list(self._queue.pending.values()):
            self._enqueue(pending)

    def stop(self) -> None:
        """Stop delivering; what was not confirmed stays in the queue."""
        self.url = self.secret = ""
        self.last_error = None
        self._stop_lanes()

    async def close(self) -> None:
        tasks = list(self._tasks)
        self.stop()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session:
            await self._session.close()
            self._session = None

    def info(self) -> Json:
        self._queue.drop_expired()
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue.pending),
            "allowed_updates": sorted(self._queue.allowed),
        }
        if self.url:
            info |= {"max_connections": self.max_connections, "ip_address": "127.0.0.1"}
        if self.last_error:
            info |= {"last_error_date": int(self.last_error[0]), "last_error_message": self.last_error[1]}
        return info

    def _enqueue(self, pending: Pending) -> None:
        if not self.url:
            return
        lane = self._lanes.get(pending.lane)
        if lane is not None:
            lane.append(pending)
            return
        self._lanes[pending.lane] = deque([pending])
        task = asyncio.get_running_loop().create_task(self._work(pending.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _stop_lanes(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._lanes.clear()

    async def _work(self, name: Lane) -> None:
        lane = self._lanes[name]
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
        if self._lanes.get(name) is lane:
            del self._lanes[name]

    async def _deliver(self, pending: Pending) -> None:
        """One update until the bot has taken it, or it is too old, or somebody dropped it."""
        update_id = pending.update["update_id"]
        pause = 0.0
        while update_id in self._queue.pending and pending.until > self._clock():
            wait = await self._try(pending)
            if wait is None:
                break
            await asyncio.sleep(max(pause, wait))
            pause = min(pause * 2 or self.pause, MAX_PAUSE)
        self._queue.pending.pop(update_id, None)

    async def _try(self, pending: Pending) -> float | None:
        """None when the bot took it, else the seconds that it asked us to wait."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        async with self._slots:
            try:
                status, reason, answer = await self.post(self.url, pending.update, headers)
            except TimeoutError:
                return self._failed("Read timeout expired")
            except (OSError, aiohttp.ClientError) as error:
                return self._failed(f"Connection failed: {error}")
        if 200 <= status < 300:
            return None
        wait = self._failed(f"Wrong response from the webhook: {status} {reason}")
        with contextlib.suppress(ValueError):
            wait = min(float(answer.get("Retry-After", 0)), 3600.0)
        return wait

    def _failed(self, why: str) -> float:
        self.last_error = (self._clock(), why)
        return 0.0

    async def _post(self, url: str, update: Json, headers: dict[str, str]) -> tuple[int, str, dict[str, str]]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=IDLE_LIMIT))
        async with self._session.post(url, json=update, headers=headers) as response:
            return response.status, response.reason or "", dict(response.headers)
