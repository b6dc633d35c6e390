"""What a test of the page has in front of it: the cast, their phones in a browser, and the bot's side to play."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from playwright.async_api import Locator, Page

from playground.files import Upload
from playground.telegram import Telegram

LAN, HOA, MINH, TUAN, HANH = range(1001, 1006)
CAST = {
    LAN: ("Lan", "Nguyễn Thị", "0912345678", "Công chức văn hoá – xã hội, xã Yên Phong"),
    HOA: ("Hòa", "Trần Văn", "0987654321", "Chủ tịch UBND xã Yên Phong"),
    MINH: ("Minh", "Lê Quang", "0911111111", "Điều phối viên, Sở Nội vụ"),
    TUAN: ("Tuấn", "Phạm Anh", "0911111112", "Quản trị, Sở Nội vụ"),
    HANH: ("Hạnh", "Đỗ Thị", "0911111113", "Giảng viên, Trường Chính trị Nguyễn Văn Cừ"),
}


@dataclass
class Desk:
    """What one test has in front of it: the Telegram, the page, and everything that the browser complained about."""

    telegram: Telegram
    page: Page
    runner: web.AppRunner
    address: str
    complaints: list[str] = field(default_factory=list)
    offset: int = 0

    def phone(self, person: int) -> Locator:
        return self.page.locator(f'.phone[data-person="{person}"]')

    async def bot(self, method: str, files: dict[str, Upload] | None = None, **params: Any) -> Any:
        """One call of the bot; its result."""
        _, body = await self.telegram.call(method, params, files or {})
        assert body["ok"], body
        return body["result"]

    async def says(self, person: int, text: str, **more: Any) -> int:
        """The bot writes to a person; the id of its message."""
        message: dict[str, Any] = await self.bot("sendMessage", chat_id=person, text=text, **more)
        return int(message["message_id"])

    async def update(self, kind: str) -> dict[str, Any]:
        """The next update for the bot, which must be of this kind."""
        updates = await self.bot("getUpdates", offset=self.offset, limit=1, timeout=5)
        assert updates, f"no update came, a {kind} was expected"
        self.offset = updates[0]["update_id"] + 1
        assert kind in updates[0], updates[0]
        found: dict[str, Any] = updates[0][kind]
        return found

    async def begin(self, person: int) -> None:
        """Let the bot write to this person: as in Telegram, nobody is written to before the first word."""
        self.telegram.people[person].say("/start")
        await self.update("message")


Open = Callable[..., Awaitable[Desk]]
