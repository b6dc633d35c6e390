"""A Bot API that does next to nothing, so that the bot is what is measured."""

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import parse_qs

Ask = Callable[[int, int], dict[str, Any] | None]
ANSWERS = ("sendMessage", "editMessageText")
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

    async def result(self, method: str, params: dict[str, str]) -> Any:
        """What a method gives; half of the delay is on the way here, half on the way back."""
        await asyncio.sleep(self.delay / 2)
        given = await self._given(method, params)
        await asyncio.sleep(self.delay / 2)
        return given

    async def _given(self, method: str, params: dict[str, str]) -> Any:
        if method == "getUpdates":
            return await self._updates(int(params.get("offset", 0)), float(params.get("timeout", 0)))
        if method in ANSWERS:
            person = int(params["chat_id"])
            self._message_id += 1
            asyncio.get_running_loop().call_soon(self.answered, person)
            chat = {"id": person, "type": "private", "first_name": "P"}
            return {"message_id": self._message_id, "date": 1_780_000_000, "chat": chat, "text": "x"}
        if method == "getMe":
            return ME
        if method == "getWebhookInfo":
            return {"url": "", "has_custom_certificate": False, "pending_update_count": len(self.waiting)}
        return {"description": ""} if method == "getMyDescription" else True

    async def _updates(self, offset: int, seconds: float) -> list[dict[str, Any]]:
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
    """As much HTTP as the clients of this bench speak."""

    def __init__(self, stub: Stub) -> None:
        self.stub, self.buffer, self.work = stub, b"", set[asyncio.Task[None]]()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end].decode("latin-1")
            fields = {
                k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in head.split("\r\n")[1:])
            }
            length = int(fields.get("content-length", 0))
            if len(self.buffer) < end + 4 + length:
                return
            body, self.buffer = self.buffer[end + 4 : end + 4 + length], self.buffer[end + 4 + length :]
            path, _, query = head.split(" ", 2)[1].partition("?")
            task = asyncio.ensure_future(
                self._answer(path.rpartition("/")[2], fields.get("content-type", ""), body, query)
            )
            self.work.add(task)
            task.add_done_callback(self.work.discard)

    async def _answer(self, method: str, kind: str, body: bytes, query: str) -> None:
        if kind.startswith("multipart"):
            params = _multipart(kind, body)
        else:
            params = {name: values[0] for name, values in parse_qs(f"{query}&{body.decode()}").items()}
        answer = json.dumps({"ok": True, "result": await self.stub.result(method, params)}).encode()
        if self.transport.is_closing():
            return  # who asked has been killed
        self.transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(answer), answer)
        )


def _multipart(kind: str, body: bytes) -> dict[str, str]:
    boundary = kind.partition("boundary=")[2].strip('"').encode()
    found = {}
    for part in body.split(b"--" + boundary):
        head, _, value = part.partition(b"\r\n\r\n")
        _, mark, rest = head.partition(b'name="')
        if mark:
            found[rest.split(b'"')[0].decode()] = value.rstrip(b"\r\n").decode()
    return found
