"""The transport of python-telegram-bot without sockets: every request goes straight to the playground's Telegram."""

import asyncio
import json
from typing import Any
from urllib.parse import unquote, urlsplit

import aiohttp
from aiohttp.client_reqrep import ConnectionKey
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from playground.errors import ApiError, ConnectionCut, ConnectionTrouble, NoAnswer, NotConnected
from playground.files import Upload
from playground.telegram import Telegram


class InProcessRequest(BaseRequest):
    """What a `telegram.Bot` uses in the tests; troubles look like those of an aiohttp transport, by `__cause__` too.

    `read_timeout` in seconds holds where a call gives none.
    """

    def __init__(self, telegram: Telegram, read_timeout: float | None = 5.0) -> None:
        self._telegram = telegram
        self._read_timeout = read_timeout

    @property
    def read_timeout(self) -> float | None:
        return self._read_timeout

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        path = unquote(urlsplit(url).path)
        place, _, rest = path.removeprefix("/").partition("bot")
        token, _, name = rest.partition("/")
        if token != self._telegram.token:
            return _bytes(401, ApiError(401, "Unauthorized").body())
        if place == "file/":
            file = self._telegram.files.at(name)
            return (200, file.data) if file else _bytes(404, ApiError(404, "Not Found").body())
        patience = self._read_timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        try:
            async with asyncio.timeout(patience):
                await asyncio.sleep(0)  # as on a real wire, others get their turn during every call
                return _bytes(*await self._telegram.call(name, *_contents(request_data)))
        except TimeoutError as error:
            raise TimedOut from error
        except ConnectionTrouble as trouble:
            raise _as_network_error(trouble) from _cause(trouble)


def _contents(request_data: RequestData | None) -> tuple[dict[str, Any], dict[str, Upload]]:
    if request_data is None:
        return {}, {}
    if not request_data.contains_files:
        return request_data.parameters, {}
    uploads: dict[str, Upload] = {}
    for field, (name, content, mime) in request_data.multipart_data.items():
        uploads[field] = Upload(name, content if isinstance(content, bytes) else content.read(), mime)
    return request_data.parameters, uploads


def _bytes(status: int, body: dict[str, Any]) -> tuple[int, bytes]:
    return status, json.dumps(body).encode()


def _as_network_error(trouble: ConnectionTrouble) -> NetworkError:
    if isinstance(trouble, NoAnswer):
        return TimedOut()
    return NetworkError(f"aiohttp.{type(_cause(trouble)).__name__}")


def _cause(trouble: ConnectionTrouble) -> Exception:
    """The exception that aiohttp would have raised."""
    match trouble:
        case NoAnswer():
            return TimeoutError()
        case NotConnected():
            key = ConnectionKey("127.0.0.1", 443, True, True, None, None, None)
            return aiohttp.ClientConnectorError(key, ConnectionRefusedError(111, "Connect call failed"))
        case ConnectionCut():
            return aiohttp.ServerDisconnectedError()
    return trouble
