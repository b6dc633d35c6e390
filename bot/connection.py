"""The library's bot on our transport, with two calls that it does not offer: updates as they came, and plain ones."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

import orjson
from telegram import Bot, InputFile, InputMedia
from telegram.error import NetworkError, RetryAfter
from telegram.request import RequestData

from bot.transport import AiohttpRequest

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]


class Connection(Bot):
    """A `telegram.Bot` that also hands out raw updates, so that one bad update cannot hide the others behind it."""

    async def raw_updates(self, offset: int, seconds: int) -> list[dict[str, Any]]:
        """Long-poll for up to 100 updates from this id on; asking confirms all that come before it."""
        result = await self._post(
            "getUpdates",
            {"offset": offset, "timeout": seconds, "limit": 100, "allowed_updates": ALLOWED_UPDATES},
            read_timeout=seconds + 10,
        )
        return list(result)

    async def call(self, method: str, **parameters: Any) -> Any:
        """Call a method of the Bot API with plain values; what it answers, as it came.

        The library's own methods make objects of every button and of the whole answer: half the time of a reply.
        """
        given = {name: value for name, value in parameters.items() if value is not None}
        if any(isinstance(value, InputFile | InputMedia) for value in given.values()):
            return await self._do_post(method, given)
        return await self.request.post(f"{self.base_url}/{method}", request_data=cast("RequestData", Plain(given)))

    async def server_time(self, url: str) -> datetime | None:
        """What time the server at this address has, where our transport can ask."""
        return await self.request.server_time(url) if isinstance(self.request, AiohttpRequest) else None


class Plain:
    """What a transport asks of a call: its values, when there are no files among them."""

    contains_files = False

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.parameters = parameters

    @property
    def json_parameters(self) -> dict[str, str]:
        return {name: value if isinstance(value, str) else as_json(value) for name, value in self.parameters.items()}


def as_json(value: Any) -> str:
    """Half a Unicode character, which somebody may have sent us, has only the standard library's way."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return json.dumps(value)


@dataclass(frozen=True)
class Way:
    """How Telegram is reached: as whom, at which address, and through which proxy if any."""

    token: str = field(repr=False)
    api_url: str
    proxy: str | None = field(default=None, repr=False)


@asynccontextmanager
async def connected(way: Way, *, patient: bool = False) -> AsyncIterator[Connection]:
    """A bot that Telegram has recognised; `patient` waits for a network that is away at the start."""
    bot = Connection(
        way.token,
        base_url=f"{way.api_url}/bot",
        base_file_url=f"{way.api_url}/file/bot",
        request=AiohttpRequest(way.proxy),
        get_updates_request=AiohttpRequest(way.proxy, connections=2),
    )
    try:
        while True:
            try:
                await bot.initialize()
                break
            except (NetworkError, RetryAfter) as error:
                if not patient:
                    raise
                log.warning("Telegram cannot be reached (%s), trying again", error)
                await asyncio.sleep(3)
        yield bot
    finally:
        await bot.shutdown()
