"""The page's event stream: the whole state first, then one event for each change, over Server-Sent Events."""

import asyncio
import json

from aiohttp import web

from playground.errors import Json
from playground.page_clock import Move, PageClock
from playground.page_view import bot_view, message_view, person_view, state_view
from playground.telegram import Telegram

PING_EVERY = 15.0  # seconds; keeps the line open and finds out that a page has gone
BACKLOG = 1000  # events; a page that is further behind is cut off and starts again from the whole state
RETRY = b"retry: 1000\n\n"  # milliseconds until a page that has lost the stream asks again
Event = tuple[str, Json]


class PageEvents:
    """Turns the changes of a Telegram into events, for any number of open pages."""

    def __init__(self, telegram: Telegram, move: Move | None = None) -> None:
        self._telegram = telegram
        self.clock = PageClock(telegram, move, lambda view: self.show("clock", view))
        self._pages: set[asyncio.Queue[Event | None]] = set()
        self._known: dict[tuple[str, int], Json] = {}
        telegram.listeners.append(self._on_change)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        queue: asyncio.Queue[Event | None] = asyncio.Queue(BACKLOG)
        self._pages.add(queue)
        try:
            await response.write(RETRY)
            queue.put_nowait(("clock", self.clock.view()))
            event: Event | None = ("state", state_view(self._telegram))
            while event is not None:
                await response.write(_encoded(event))
                event = await self._next(queue)
        except ConnectionError:
            pass  # the page was closed
        finally:
            self._pages.discard(queue)
        return response

    def show(self, kind: str, data: Json) -> None:
        """One event to all pages."""
        for queue in list(self._pages):
            if queue.full():
                self._cut_off(queue)
            else:
                queue.put_nowait((kind, data))

    async def close(self, _: web.Application) -> None:
        """End all streams, so that a server that shuts down need not wait for its pages."""
        for queue in list(self._pages):
            self._cut_off(queue)

    @staticmethod
    async def _next(queue: "asyncio.Queue[Event | None]") -> Event | None:
        try:
            async with asyncio.timeout(PING_EVERY):
                return await queue.get()
        except TimeoutError:
            return ("ping", {})

    def _on_change(self, change: Json) -> None:
        if not self._pages:
            self._known.clear()
            return
        for event in self._events(change):
            self.show(*event)

    def _events(self, change: Json) -> list[Event]:
        """The event of the change itself, and more if something around the messages has changed."""
        person = self._telegram.people[change["person"]]
        whose = {"person": person.id}
        events: list[Event] = []
        match change["kind"]:
            case "message" | "edited" | "reaction":
                if message := self._telegram.chats[person.id].messages.get(change["message_id"]):
                    events.append(("message", {**whose, "message": message_view(self._telegram, message)}))
            case "deleted":
                events.append(("removed", {**whose, "message_id": change["message_id"]}))
            case "alert" | "answered":
                events.append(("answer", {**whose, "text": change["text"], "modal": change["modal"]}))
            case "action":
                events.append(("typing", whose))
        around = {"person": {**person_view(person), **whose}, "bot": bot_view(self._telegram)}
        for kind, view in around.items():
            key = (kind, person.id if kind == "person" else 0)
            if self._known.get(key) != view:
                self._known[key] = view
                events.append((kind, view))
        return events

    def _cut_off(self, queue: "asyncio.Queue[Event | None]") -> None:
        self._pages.discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)


def _encoded(event: Event) -> bytes:
    kind, data = event
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
