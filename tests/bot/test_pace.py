"""Telegram's limits are never run into by our own doing (promise 6), on a clock of our own."""

import asyncio
import heapq
import itertools
from dataclasses import dataclass, field

from bot.pace import Pace
from models.notice import Lane


@dataclass
class Time:
    """Seconds that pass only when everybody sleeps."""

    at: float = 100.0
    sent: list[tuple[float, int, Lane]] = field(default_factory=list)
    _sleepers: list[tuple[float, int, asyncio.Future[None]]] = field(default_factory=list)
    _order: "itertools.count[int]" = field(default_factory=itertools.count)

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.at + seconds, next(self._order), woken))
        await woken

    async def send(self, pace: Pace, chat: int, lane: Lane, after: float = 0) -> None:
        if after:
            await self.sleep(after)
        await pace.slot(chat, lane)
        self.sent.append((self.at, chat, lane))

    async def pass_by(self, *sends: "asyncio.Task[None]") -> None:
        while not all(task.done() for task in sends):
            for _ in range(4):
                await asyncio.sleep(0)
            if self._sleepers:
                self.at, _, woken = heapq.heappop(self._sleepers)
                woken.set_result(None)

    def moments(self, lane: Lane | None = None, chat: int | None = None) -> list[float]:
        return [at for at, to, by in self.sent if (lane is None or by is lane) and (chat is None or to == chat)]


def busiest_second(moments: list[float]) -> int:
    return max(sum(start <= at < start + 1 for at in moments) for start in moments)


async def test_no_second_sees_more_than_30_messages_nor_a_chat_more_than_one() -> None:
    time = Time()
    pace = Pace(25, clock=time.now, sleep=time.sleep)
    bulk = [asyncio.create_task(time.send(pace, chat, Lane.bulk)) for chat in range(100)]
    prompt = [asyncio.create_task(time.send(pace, 1000 + n % 70, Lane.prompt, after=1 + n * 0.01)) for n in range(100)]
    await time.pass_by(*bulk, *prompt)
    assert len(time.sent) == 200
    assert busiest_second(time.moments()) <= 30
    for chat in {chat for _, chat, _ in time.sent}:
        assert busiest_second(time.moments(chat=chat)) == 1


async def test_bulk_keeps_its_own_lower_rate() -> None:
    time = Time()
    pace = Pace(10, clock=time.now, sleep=time.sleep)
    await time.pass_by(*(asyncio.create_task(time.send(pace, chat, Lane.bulk)) for chat in range(40)))
    assert busiest_second(time.moments()) <= 11
    assert 3.8 < time.sent[-1][0] - time.sent[0][0] < 4


async def test_waking_up_late_does_not_slow_the_whole_down() -> None:
    time = Time()

    async def late(seconds: float) -> None:
        await time.sleep(seconds + 0.004)

    pace = Pace(25, clock=time.now, sleep=late)
    await time.pass_by(*(asyncio.create_task(time.send(pace, chat, Lane.bulk)) for chat in range(250)))
    assert 24.5 < 249 / (time.sent[-1][0] - time.sent[0][0]) <= 25.1


async def test_a_prompt_message_goes_before_all_bulk_that_waits() -> None:
    time = Time()
    pace = Pace(25, clock=time.now, sleep=time.sleep)
    bulk = [asyncio.create_task(time.send(pace, chat, Lane.bulk)) for chat in range(100)]
    prompt = [asyncio.create_task(time.send(pace, 1000 + n, Lane.prompt, after=1)) for n in range(29)]
    await time.pass_by(*bulk, *prompt)
    during = [at for at in time.moments(Lane.bulk) if 101.05 < at < time.moments(Lane.prompt)[-1]]
    assert during == []
    assert time.moments(Lane.prompt)[-1] < 102.1


async def test_a_busy_chat_holds_up_only_itself() -> None:
    time = Time()
    pace = Pace(25, clock=time.now, sleep=time.sleep)
    busy = [asyncio.create_task(time.send(pace, 7, Lane.prompt)) for _ in range(4)]
    others = [asyncio.create_task(time.send(pace, 100 + n, Lane.prompt)) for n in range(10)]
    await time.pass_by(*busy, *others)
    assert max(at for at, chat, _ in time.sent if chat != 7) < 100.5
    assert max(time.moments(chat=7)) > 103
