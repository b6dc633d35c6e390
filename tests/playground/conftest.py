"""A Telegram in memory with a clock that can be moved, a real `telegram.Bot` on it, and Lan with a phone."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from playground.person import Person
from playground.request import InProcessRequest
from playground.telegram import Telegram

TOKEN = "7000000001:AAE-an-invented-token-of-the-playground"


class Clock:
    def __init__(self) -> None:
        self.now = 1_795_500_000.0

    def __call__(self) -> float:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture(autouse=True)
def _modern_retry_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the library warns at every 429, and warnings are errors here."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def telegram(clock: Clock) -> AsyncIterator[Telegram]:
    telegram = Telegram(TOKEN, clock)
    yield telegram
    await telegram.close()


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, request=InProcessRequest(telegram), get_updates_request=InProcessRequest(telegram)) as bot:
        yield bot


@pytest.fixture
def lan(telegram: Telegram) -> Person:
    """Somebody who has started the bot; her /start has been confirmed."""
    lan = telegram.person(1001, "Lan", "Nguyễn", phone="+84912345678", title="Công chức xã")
    lan.start()
    telegram.updates.pending.clear()
    return lan
