"""The library's HTTP on aiohttp: what was certainly never sent, what nobody can know, proxies and files."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import InputFile
from telegram.error import InvalidToken, NetworkError, TelegramError, TimedOut

from bot.connection import Connection
from bot.transport import AiohttpRequest, never_sent
from playground.http import make_app
from playground.telegram import Telegram

TOKEN = "123456789:AAtests-only-not-a-real-token-000000000"
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def served(talk: Talk) -> AsyncIterator[int]:
    """A server that does anything but what it should; its port."""
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@asynccontextmanager
async def bot_at(port: int, request: AiohttpRequest | None = None) -> AsyncIterator[Connection]:
    base = f"http://127.0.0.1:{port}/bot"
    bot = Connection(TOKEN, base_url=base, request=request or AiohttpRequest(), get_updates_request=AiohttpRequest())
    for one in bot._request:
        await one.initialize()
    try:
        yield bot
    finally:
        for one in bot._request:
            await one.shutdown()


@pytest.fixture
async def telegram() -> AsyncIterator[tuple[Telegram, int]]:
    """A playground over HTTP, and its port."""
    telegram = Telegram(TOKEN)
    telegram.person(1, "Lan").start()
    runner = web.AppRunner(make_app(telegram, page=False), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield telegram, runner.addresses[0][1]
    await runner.cleanup()


def unused_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


async def trouble(bot: Connection) -> TelegramError:
    with pytest.raises(NetworkError) as raised:
        await bot.send_message(1, "x")
    return raised.value


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(10)
    writer.close()


async def never_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


async def test_a_refused_connection_was_never_sent_with_and_without_a_proxy() -> None:
    async with bot_at(unused_port()) as bot:
        assert never_sent(await trouble(bot))
    for kind in ("http", "socks5"):
        async with bot_at(80, AiohttpRequest(proxy=f"{kind}://127.0.0.1:{unused_port()}")) as bot:
            assert never_sent(await trouble(bot))


async def test_a_proxy_that_hangs_up_before_the_tunnel_stands_means_never_sent() -> None:
    async with served(hang_up) as port, bot_at(80, AiohttpRequest(proxy=f"http://127.0.0.1:{port}")) as bot:
        assert never_sent(await trouble(bot))


async def test_a_connection_that_breaks_after_the_request_leaves_us_in_doubt() -> None:
    async with served(hang_up) as port, bot_at(port) as bot:
        assert not never_sent(await trouble(bot))


async def test_an_answer_that_never_comes_leaves_us_in_doubt() -> None:
    async with served(never_answer) as port, bot_at(port, AiohttpRequest(read_timeout=0.1)) as bot:
        error = await trouble(bot)
        assert isinstance(error, TimedOut)
        assert not never_sent(error)


async def test_waiting_for_a_free_connection_in_vain_means_never_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.transport.CONNECT_SECONDS", 0.1)
    async with served(never_answer) as port, bot_at(port, AiohttpRequest(connections=1, read_timeout=1)) as bot:
        first = asyncio.create_task(trouble(bot))
        await asyncio.sleep(0.05)
        assert never_sent(await trouble(bot))
        assert not never_sent(await first)


async def test_a_wrong_token_is_told_as_such(telegram: tuple[Telegram, int]) -> None:
    playground, port = telegram
    playground.token = "1:another"
    async with bot_at(port) as bot:
        with pytest.raises(InvalidToken):
            await bot.send_message(1, "x")


async def test_words_and_files_with_vietnamese_names_arrive(telegram: tuple[Telegram, int]) -> None:
    playground, port = telegram
    async with bot_at(port) as bot:
        await bot.send_message(1, "Đồng chí có thư")
        await bot.send_document(1, InputFile("bảng".encode(), filename="Danh sách lớp học.xlsx"), caption="Đây")
    said, sent = playground.people[1].seen[-2:]
    assert said.text == "Đồng chí có thư"
    assert sent.file is not None
    assert (sent.text, sent.file.name, sent.file.data) == ("Đây", "Danh sách lớp học.xlsx", "bảng".encode())


async def test_everything_goes_through_the_proxy_of_the_settings(telegram: tuple[Telegram, int]) -> None:
    playground, port = telegram
    tunnels: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tunnels.append((await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0])
        there, back = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(pipe(reader, back), pipe(there, writer))

    async with served(proxy) as at, bot_at(port, AiohttpRequest(proxy=f"http://127.0.0.1:{at}")) as bot:
        await bot.send_message(1, "through the wall")
    assert playground.people[1].last.text == "through the wall"
    assert tunnels == [f"CONNECT 127.0.0.1:{port} HTTP/1.1".encode()]


async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(1000):
            writer.write(data)
        writer.close()
