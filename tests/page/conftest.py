"""Opens the page of a fresh Telegram in a real browser, and listens to what the browser complains about."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import Browser, async_playwright

from playground.http import make_app
from playground.page_clock import Move
from playground.telegram import Telegram
from tests.page.desk import CAST, Desk, Open

ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip
Before = Callable[[Desk], Awaitable[None]]


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        path = path or playwright.chromium.executable_path
        if not Path(path).exists():  # noqa: ASYNC240 - once a session
            pytest.fail("no Chromium here: make test-page, or name one in the environment variable CHROMIUM")
        browser = await playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        await browser.close()


@pytest.fixture
async def open_desk(browser: Browser) -> AsyncIterator[Open]:
    """Opens the page; afterwards the browser's console must have stayed silent."""
    desks: list[Desk] = []

    async def open_desk(
        width: int = 1440, height: int = 900, before: Before | None = None, move: Move | None = None, **look: Any
    ) -> Desk:
        telegram = Telegram("1:test")
        for person, (first, last, phone, title) in CAST.items():
            telegram.person(person, first, last, phone, title)
        runner = web.AppRunner(make_app(telegram, move=move), shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        context = await browser.new_context(viewport={"width": width, "height": height}, **look)
        page = await context.new_page()
        desk = Desk(telegram, page, runner, f"http://127.0.0.1:{runner.addresses[0][1]}/")
        page.on("console", lambda message: desk.complaints.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: desk.complaints.append(str(error)))
        page.on("requestfailed", lambda request: desk.complaints.append(f"failed: {request.url}"))
        desks.append(desk)
        if before:
            await before(desk)
        await page.goto(desk.address)
        await page.locator(".phone").first.wait_for(state="attached")
        return desk

    yield open_desk
    for desk in desks:
        # The stream is cut by leaving the page, which is no failure.
        complaints = [complaint for complaint in desk.complaints if "/api/events" not in complaint]
        await desk.page.context.close()
        await desk.runner.cleanup()
        assert complaints == []


@pytest.fixture
async def desk(open_desk: Open) -> Desk:
    """The page on a wide screen, with the story put away, so that four phones stand side by side."""
    desk = await open_desk()
    await desk.page.get_by_role("button", name="Thử gì trước?").click()
    return desk
