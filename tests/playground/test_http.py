"""The same Telegram over HTTP: python-telegram-bot's own transport, plain forms, and troubles on a real wire."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument
from telegram.error import Forbidden, InvalidToken, NetworkError, TimedOut

from playground.faults import Fault
from playground.http import make_app
from playground.person import Person
from playground.telegram import Telegram


@pytest.fixture
async def server(telegram: Telegram) -> AsyncIterator[TestServer]:
    async with TestServer(make_app(telegram, page=False)) as server:
        yield server


@pytest.fixture
async def web_bot(telegram: Telegram, server: TestServer) -> AsyncIterator[Bot]:
    """A bot with the library's default transport (httpx)."""
    root = str(server.make_url("/"))
    async with Bot(telegram.token, base_url=f"{root}bot", base_file_url=f"{root}file/bot") as bot:
        yield bot


async def test_a_bot_talks_over_http(telegram: Telegram, web_bot: Bot, lan: Person) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Đăng ký", callback_data="v1")]])
    await web_bot.send_message(lan.id, "<b>Lớp &amp; 1</b>", parse_mode="HTML", reply_markup=markup)
    assert lan.last.html == "<b>Lớp &amp; 1</b>"
    lan.press("Đăng ký")
    (update,) = await web_bot.get_updates(timeout=5, allowed_updates=["message", "callback_query"])
    await update.callback_query.answer("Xong")
    assert lan.alerts == ["Xong"]


async def test_files_are_uploaded_and_downloaded_over_http(web_bot: Bot, lan: Person) -> None:
    sent = await web_bot.send_document(lan.id, b"PK\0\xff", filename="Danh sách.xlsx", caption="x")
    assert lan.last.document == ("Danh sách.xlsx", b"PK\0\xff")
    file = await web_bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"PK\0\xff"
    await web_bot.send_media_group(
        lan.id, [InputMediaDocument(b"1", filename="1"), InputMediaDocument(b"2", filename="2")]
    )
    assert [shown.document for shown in lan.seen[-2:]] == [("1", b"1"), ("2", b"2")]


async def test_get_json_and_forms_are_understood(telegram: Telegram, server: TestServer, lan: Person) -> None:
    url = server.make_url(f"/bot{telegram.token}/SENDmessage")
    async with aiohttp.ClientSession() as session:
        await session.get(url, params={"chat_id": str(lan.id), "text": "1"})
        await session.post(url, json={"chat_id": lan.id, "text": "2", "reply_markup": {"remove_keyboard": True}})
        await session.post(url, data={"chat_id": str(lan.id), "text": "3", "reply_markup": '{"force_reply": true}'})
        async with session.post(url, data=b"{", headers={"Content-Type": "application/json"}) as answer:
            assert (answer.status, (await answer.json())["ok"]) == (400, False)
    assert [shown.text for shown in lan.seen[1:]] == ["1", "2", "3"]


async def test_refusals_have_their_http_status(
    telegram: Telegram, server: TestServer, web_bot: Bot, lan: Person
) -> None:
    lan.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await web_bot.send_message(lan.id, "x")
    async with aiohttp.ClientSession() as session:
        for path, status in {
            "/botwrong/getMe": 401,
            f"/bot{telegram.token}/getNothing": 404,
            f"/file/bot{telegram.token}/documents/none": 404,
            "/file/botwrong/documents/none": 401,
        }.items():
            async with session.get(server.make_url(path)) as answer:
                assert (answer.status, (await answer.json())["error_code"]) == (status, status)
    with pytest.raises(InvalidToken):
        await Bot("wrong", base_url=str(server.make_url("/bot"))).initialize()


async def test_cut_connections_are_cut_and_late_answers_never_come(
    telegram: Telegram, web_bot: Bot, lan: Person
) -> None:
    telegram.faults.next("sendMessage", Fault.cut())
    with pytest.raises(NetworkError, match="httpx"):
        await web_bot.send_message(lan.id, "cắt")
    telegram.faults.next("sendMessage", Fault.timeout_after_delivery())
    with pytest.raises(TimedOut):
        await web_bot.send_message(lan.id, "chậm", read_timeout=0.1)
    telegram.faults.next("sendMessage", Fault.bad_gateway())
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await web_bot.send_message(lan.id, "502")
    assert [shown.text for shown in lan.seen] == ["/start", "chậm"]


async def test_a_second_poll_ends_the_first_over_http(telegram: Telegram, server: TestServer) -> None:
    url = server.make_url(f"/bot{telegram.token}/getUpdates?timeout=20")
    async with aiohttp.ClientSession() as session:
        first = asyncio.create_task(session.get(url))
        await asyncio.sleep(0.1)
        second = asyncio.create_task(session.get(url))
        assert (await first).status == 409
        telegram.person(1001, "Lan").start()
        assert len((await (await second).json())["result"]) == 1


async def test_the_page_is_mounted_beside_the_api(telegram: Telegram) -> None:
    async with TestServer(make_app(telegram)) as server, aiohttp.ClientSession() as session:
        async with session.get(server.make_url("/")) as page:
            assert page.content_type == "text/html"
        async with session.get(server.make_url(f"/bot{telegram.token}/getMe")) as answer:
            assert (await answer.json())["ok"]
