"""The stage of the rehearsal: one Telegram, one database, a clock that is moved, a bot that may die and be built anew.

Everybody acts through updates, as on a phone, and what they do is kept for the transcript.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app import App, assemble
from bot.clock import Clock
from bot.connection import Connection
from bot.pace import Pace
from handlers import ROUTES
from jobs import tick
from jobs.desk import desk_of
from models.database import Database
from models.notice import Lane
from models.quiet import read_quiet_hours
from playground.person import CannotDo, Person
from playground.request import InProcessRequest
from playground.telegram import Telegram

TOKEN = "123456789:AArehearsal-not-a-real-token-00000000000"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ADMIN_ID = 1


class MovedClock(Clock):
    """Stands still between the moments of the play."""

    def __init__(self, at: datetime) -> None:
        super().__init__(ZONE)
        self.at = at

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class Act:
    """What somebody did; `at` in seconds of the playground's clock, `seen` how much the ledger held before it."""

    at: float
    person: int
    words: str
    seen: int


class Stage:
    """Acts of people, and the time between them."""

    def __init__(self, database: Database, at: datetime) -> None:
        self.database = database
        self.clock = MovedClock(at)
        self.telegram = Telegram(TOKEN, self.clock.timestamp)
        self.acts: list[Act] = []
        self.app: App
        self.starts = 0

    async def start(self) -> None:
        """A new process: nothing of an earlier one is left but the database and Telegram."""
        request = InProcessRequest(self.telegram)
        bot = Connection(TOKEN, request=request, get_updates_request=request)
        await bot.initialize()
        pace, quiet = Pace(1000, chat_seconds=0), read_quiet_hours("20:00-07:00")
        self.app = await assemble(ROUTES, self.database, bot, self.clock, pace, (ADMIN_ID,), quiet)
        self.starts += 1

    async def stop(self) -> None:
        await self.app.bot.shutdown()
        await self.telegram.close()

    async def crash(self, work: Callable[[App], Coroutine[None, None, None]], when: Callable[[], bool]) -> None:
        """Die in the middle of the work, once it has come so far: nothing is finished, what was in memory is gone."""
        others = asyncio.all_tasks()
        dying = asyncio.create_task(work(self.app))
        while not when() and not dying.done():
            await asyncio.sleep(0.01)
        doomed = asyncio.all_tasks() - others
        for task in doomed:
            task.cancel()
        await asyncio.gather(*doomed, return_exceptions=True)
        self.telegram.faults.clear()

    async def says(self, person: Person, words: str) -> None:
        self._note(person, words)
        person.say(words)
        await self.settle()

    async def presses(self, person: Person, label: str) -> bool:
        """The newest button of this label; whether there was one."""
        try:
            person.press(label)
        except CannotDo:
            return False
        self._note(person, f"[{label}]")
        await self.settle()
        return True

    async def shares_phone(self, person: Person) -> None:
        self._note(person, "(chia sẻ số điện thoại)")
        person.share_contact()
        await self.settle()

    async def sends(self, person: Person, name: str, content: bytes) -> None:
        self._note(person, f"(tệp {name})")
        person.send_document(name, content)
        await self.settle()

    async def settle(self) -> None:
        """Until nothing moves any more."""
        app = self.app
        while (
            await app.polling.once()
            or app.polling.is_busy
            or await app.postman.round(Lane.prompt)
            or await app.postman.round(Lane.bulk)
        ):
            pass

    async def moment(self, at: datetime) -> None:
        """The clock goes on to a moment, and every job looks once at what is due."""
        self.clock.at = max(at, self.clock.at + timedelta(seconds=1))
        await tick(desk_of(self.app))
        await self.settle()

    def _note(self, person: Person, words: str) -> None:
        self.acts.append(Act(self.clock.timestamp(), person.id, words, len(self.telegram.ledger)))
