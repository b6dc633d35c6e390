"""A Bot API that does next to nothing, so that the bot is what is measured."""

import asyncio
import re
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import orjson

Ask = Callable[[int, int], dict[str, Any] | None]
ANSWERS = ("sendMessage", "editMessageText")
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
# In an address, a form, or a part of a form of several parts:
NUMBER = re.compile(rb'(?:[?&\n]|name=")(chat_id|offset|timeout)(?:=|"(?:\r\n[^\r\n]+)*\r\n\r\n)(-?\d+)')
ME = {"id": 1000000001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}


def nothing(person: int, turn: int) -> None:
    """For those who do not ask by themselves."""


class Answer(NamedTuple):
    """Who was answered, when, and how many seconds after it was asked."""

    person: int
    at: float
    took: float


class Stub:
    """Each person asks again once answered; `send` lets somebody ask besides, whether answered or not.

    `ask(person, turn)` makes a person's next update without its id; None: this person is done.
    `delay` in seconds holds each answer of the API back, as a network would.
    """

    def __init__(self, ask: Ask, people: range, delay: float = 0.0) -> None:
        self.ask, self.people, self.delay = ask, people, delay
        self.waiting: deque[dict[str, Any]] = deque()
        self.answers: list[Answer] = []
        self._asked: defaultdict[int, deque[tuple[int, float]]] = defaultdict(deque)
        self._next_id = int(time.time() * 10_000)  # never one that an earlier run had
        self._message_id = 1000
        self._more = asyncio.Event()

    def start(self) -> None:
        for person in self.people:
            self._ask(person, 0)

    def send(self, person: int, update: dict[str, Any], turn: int = 0) -> None:
        self._asked[person].append((turn, time.perf_counter()))
        self.waiting.append({"update_id": self._next_id, **update})
        self._next_id += 1
        self._more.set()

    def _ask(self, person: int, turn: int) -> None:
        update = self.ask(person, turn)
        if update is not None:
            self.send(person, update, turn)

    def answered(self, person: int) -> None:
        if self._asked[person]:
            turn, since = self._asked[person].popleft()
            now = time.perf_counter()
            self.answers.append(Answer(person, now, now - since))
            self._ask(person, turn + 1)

    async def result(self, method: str, numbers: Mapping[bytes, int]) -> Any:
        """What a method gives; half of the delay is on the way here, half on the way back."""
        await asyncio.sleep(self.delay / 2)
        asks = method == "getUpdates"
        given = await self._updates(numbers) if asks else self.at_once(method, numbers)
        await asyncio.sleep(self.delay / 2)
        return given

    def at_once(self, method: str, numbers: Mapping[bytes, int]) -> Any:
        """The same of a method that has nothing to wait for."""
        if method in ANSWERS:
            person = numbers[b"chat_id"]
            self._message_id += 1
            asyncio.get_running_loop().call_soon(self.answered, person)
            chat = {"id": person, "type": "private", "first_name": "P"}
            return {"message_id": self._message_id, "date": 1_780_000_000, "chat": chat, "text": "x"}
        if method == "getMe":
            return ME
        if method == "getWebhookInfo":
            return {"url": "", "has_custom_certificate": False, "pending_update_count": len(self.waiting)}
        return {"description": ""} if method == "getMyDescription" else True

    async def _updates(self, numbers: Mapping[bytes, int]) -> list[dict[str, Any]]:
        offset, seconds = numbers.get(b"offset", 0), numbers.get(b"timeout", 0)
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()
        if not self.waiting:
            self._more.clear()
            try:
                await asyncio.wait_for(self._more.wait(), min(seconds, 2.0))
            except TimeoutError:
                return []
        return [self.waiting[n] for n in range(min(100, len(self.waiting)))]


class Wire(asyncio.Protocol):
    """As much HTTP as the clients of this bench speak, for as little of the other core as can be."""

    def __init__(self, stub: Stub) -> None:
        self.stub, self.buffer, self.work = stub, b"", set[asyncio.Task[None]]()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            said = LENGTH.search(self.buffer, 0, end)
            length = int(said[1]) if said else 0
            if len(self.buffer) < end + 4 + length:
                return
            asked, self.buffer = self.buffer[: end + 4 + length], self.buffer[end + 4 + length :]
            method = asked.split(b" ", 2)[1].partition(b"?")[0].rpartition(b"/")[2].decode()
            numbers = {one[1]: int(one[2]) for one in NUMBER.finditer(asked)}
            if not self.stub.delay and method != "getUpdates":
                self._say(self.stub.at_once(method, numbers))
                continue
            task = asyncio.ensure_future(self._answer(method, numbers))
            self.work.add(task)
            task.add_done_callback(self.work.discard)

    async def _answer(self, method: str, numbers: Mapping[bytes, int]) -> None:
        self._say(await self.stub.result(method, numbers))

    def _say(self, result: Any) -> None:
        answer = orjson.dumps({"ok": True, "result": result})
        if self.transport.is_closing():
            return  # who asked has been killed
        self.transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(answer), answer)
        )
