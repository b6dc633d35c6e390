"""The page with the phones: its files, its state, and what the people on it do."""

from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web

from playground.errors import ApiError
from playground.page_clock import Move, PageClock
from playground.page_events import PageEvents
from playground.page_view import state_view
from playground.person import CannotDo, Person
from playground.telegram import Telegram

FILES = Path(__file__).parent / "page"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
OWN_SITE = {None, "same-origin", "none"}
Act = Callable[[Telegram, Person, web.Request], Awaitable[None]]


def add_page(app: web.Application, telegram: Telegram, move: Move | None = None) -> None:
    """Serve the page at `/` and its API at `/api/`, beside whatever the application serves already.

    `move` moves the time of this Telegram ahead and comes back when what is due has happened; None: nobody may.
    """
    events = PageEvents(telegram, move)

    async def index(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(FILES / "index.html")

    async def state(_: web.Request) -> web.StreamResponse:
        return web.json_response(state_view(telegram))

    async def file(request: web.Request) -> web.StreamResponse:
        return _download(telegram, request.match_info["file_id"])

    async def clock(request: web.Request) -> web.StreamResponse:
        return await _answer(request, _step(events.clock, request))

    def action(act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            return await _answer(request, _act(act, telegram, request))

        return handle

    people = "/api/people/{id:\\d+}"
    app.router.add_get("/", index)
    app.router.add_static("/page", FILES)
    app.router.add_get("/api/state", state)
    app.router.add_get("/api/events", events.stream)
    app.router.add_get("/api/file/{file_id}", file)
    app.router.add_post("/api/clock", clock)
    for name, act in ACTIONS.items():
        app.router.add_post(f"{people}/{name}", action(act))
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(events.close)


async def _answer(request: web.Request, doing: Coroutine[Any, Any, None]) -> web.StreamResponse:
    """Do what the page asks; anything that cannot be done is a 400 with its reason."""
    if request.headers.get("Sec-Fetch-Site") not in OWN_SITE:
        doing.close()
        return web.json_response({"error": "chỉ trang này được thao tác trên các máy"}, status=400)
    try:
        await doing
    except CannotDo:
        return web.json_response({"error": "Máy này không còn làm được việc ấy."}, status=400)
    except (ApiError, ValueError, LookupError, TypeError) as error:
        return web.json_response({"error": str(error)}, status=400)
    return web.json_response({})


async def _act(act: Act, telegram: Telegram, request: web.Request) -> None:
    person = telegram.people.get(int(request.match_info["id"]))
    if person is None:
        raise LookupError("không có người này")
    await act(telegram, person, request)


async def _step(clock: PageClock, request: web.Request) -> None:
    await clock.step(str((await request.json())["step"]))


async def _say(_: Telegram, person: Person, request: web.Request) -> None:
    text = str((await request.json())["text"]).strip()
    if not text:
        raise ValueError("tin nhắn trống")
    person.say(text)


async def _tap(_: Telegram, person: Person, request: web.Request) -> None:
    person.tap((await request.json())["text"])


async def _press(_: Telegram, person: Person, request: web.Request) -> None:
    asked = await request.json()
    message = next((shown for shown in person.seen if shown.message_id == asked["message_id"]), None)
    if message is None:
        raise LookupError("tin nhắn này không còn nữa")
    person.press(asked["data"], message)


async def _share_contact(telegram: Telegram, person: Person, request: web.Request) -> None:
    """The own contact, or that of the person whose id is `of`."""
    of = (await request.json()).get("of")
    person.share_contact(of=telegram.people[of] if of else None)


async def _send_document(_: Telegram, person: Person, request: web.Request) -> None:
    sent = (await request.post()).get("document")
    if not isinstance(sent, web.FileField):
        raise ValueError("chưa chọn tệp")
    person.send_document(sent.filename, sent.file.read(), sent.content_type)


async def _block(_: Telegram, person: Person, request: web.Request) -> None:
    if (await request.json())["blocked"]:
        person.block()
    else:
        person.unblock()


ACTIONS: dict[str, Act] = {
    "say": _say, "tap": _tap, "press": _press, "contact": _share_contact, "document": _send_document, "block": _block,
}  # fmt: skip


def _download(telegram: Telegram, file_id: str) -> web.Response:
    """A sent file. Only photos and videos open in the browser: a document of a stranger must not run on this page."""
    try:
        file = telegram.files.by_id(file_id)
    except ApiError:
        raise web.HTTPNotFound from None
    # Browsers find out themselves which kind of picture or film it is.
    shown = {"photo": "image/jpeg", "video": "video/mp4"}.get(file.kind)
    kind = "inline" if shown else "attachment"
    return web.Response(
        body=file.data,
        content_type=shown or "application/octet-stream",
        headers={"Content-Disposition": f"{kind}; filename*=UTF-8''{quote(file.name, safe='')}"},
    )


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    if request.path == "/" or request.path.startswith(("/page/", "/api/")):
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
