"""The Bot API over HTTP, as a server on this machine; and the page, when wanted."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from playground.errors import ApiError, ConnectionTrouble, NoAnswer, bad_request
from playground.files import UPLOAD_LIMIT, Upload
from playground.page_api import add_page
from playground.page_clock import Move
from playground.telegram import Telegram

HOLD = 60.0  # seconds that a caller may wait for an answer that never comes
TELEGRAM = web.AppKey("telegram", Telegram)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_app(telegram: Telegram, page: bool = True, move: Move | None = None) -> web.Application:
    """Serves `/bot{token}/{method}`, `/file/bot{token}/{path}` and, with `page`, the page and its own API.

    `move` lets the page move the time of this Telegram (see `add_page`).
    """
    app = web.Application(client_max_size=UPLOAD_LIMIT + 1024 * 1024)
    app[TELEGRAM] = telegram
    app.router.add_route("*", "/bot{token}/{method}", _call)
    app.router.add_get("/file/bot{token}/{path:.+}", _download)
    app.on_shutdown.append(_close)
    if page:
        add_page(app, telegram, move)
    return app


async def _close(app: web.Application) -> None:
    await app[TELEGRAM].close()


async def _call(request: web.Request) -> web.StreamResponse:
    telegram = request.app[TELEGRAM]
    if request.match_info["token"] != telegram.token:
        return _answer(401, ApiError(401, "Unauthorized").body())
    try:
        params, files = await _contents(request)
    except web.HTTPRequestEntityTooLarge:
        return _answer(413, ApiError(413, "Request Entity Too Large").body())
    except ValueError:
        return _answer(400, bad_request("can't parse the body of the request").body())
    try:
        return _answer(*await telegram.call(request.match_info["method"], params, files))
    except NoAnswer:
        await _until_the_caller_gives_up(request)
    except ConnectionTrouble:
        pass
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=502)  # nobody reads it: the connection is gone


async def _until_the_caller_gives_up(request: web.Request) -> None:
    for _ in range(int(HOLD * 20)):
        if request.transport is None or request.transport.is_closing():
            return
        await asyncio.sleep(0.05)


async def _contents(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """The parameters, wherever the caller put them, and the uploaded files."""
    params: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        body = await request.read()
        params |= json.loads(body) if body else {}
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = Upload(value.filename, value.file.read(), value.content_type)
            else:
                params[name] = value if isinstance(value, str) else bytes(value).decode()
    return params, files


async def _download(request: web.Request) -> web.StreamResponse:
    telegram = request.app[TELEGRAM]
    if request.match_info["token"] != telegram.token:
        return _answer(401, ApiError(401, "Unauthorized").body())
    file = telegram.files.at(request.match_info["path"])
    if file is None:
        return _answer(404, ApiError(404, "Not Found").body())
    return web.Response(body=file.data, content_type="application/octet-stream")


def _answer(status: int, body: dict[str, Any]) -> web.Response:
    return web.json_response(body, status=status)
