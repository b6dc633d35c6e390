"""The methods of the Bot API: found by name, their parameters read as the function's annotations say."""

import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from playground.errors import Json, bad_request
from playground.files import Upload
from playground.server import Server

Uploads = dict[str, Upload]
Source = Upload | str | None
Reader = Callable[[str, Any, Uploads], Any]
Function = TypeVar("Function", bound=Callable[..., Any])

# Parameters that never work for a bot in a private chat, with Telegram's answer.
REFUSED = {
    "business_connection_id": "business connection not found",
    "message_thread_id": "message thread not found",
    "allow_paid_broadcast": "FLOODSKIP_NOT_ALLOWED",
    "direct_messages_topic_id": "direct messages topic not found",
    "suggested_post_parameters": "suggested posts can be sent only to channel direct messages",
    "inline_message_id": "message identifier is not specified",
}
# Parameters that are known and change nothing that the playground shows.
HARMLESS = frozenset({
    "disable_notification", "message_effect_id", "show_caption_above_media", "has_spoiler", "thumbnail", "cover",
    "disable_content_type_detection", "supports_streaming", "width", "height", "duration", "start_timestamp",
    "link_preview_options", "horizontal_accuracy", "is_big", "video_start_timestamp",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Method:
    """One method; `run(server, **parameters)` gives its result or an awaitable of it."""

    name: str
    run: Callable[..., Any]
    readers: dict[str, Reader]
    wants_uploads: bool

    def read(self, server: Server, params: Json, uploads: Uploads) -> Json:
        values: Json = {"uploads": uploads} if self.wants_uploads else {}
        for name, value in params.items():
            if value is None:
                continue
            reader = self.readers.get(name)
            if reader:
                values[name] = reader(name, value, uploads)
            elif name in REFUSED:
                if value not in ("", False, "false", "False", 0, "0"):
                    raise bad_request(REFUSED[name])
            elif name not in HARMLESS:
                server.complain(f'unknown parameter "{name}" of {self.name}')
        for name in uploads.keys() - params.keys():
            if name in self.readers:
                values[name] = self.readers[name](name, "", uploads)
        return values


METHODS: dict[str, Method] = {}


def method(name: str, **more: Any) -> Callable[[Function], Function]:
    """Register a function as a method of the Bot API (names compare in lower case, as in Telegram).

    `more` names parameters, with their types, that the function takes as keywords.
    """

    def register(run: Function) -> Function:
        named = [one for one in inspect.signature(run).parameters.values() if one.kind is not one.VAR_KEYWORD]
        types = {one.name: one.annotation for one in named if one.name not in ("server", "uploads")} | more
        readers = {key: _READERS[kind] for key, kind in types.items()}
        wants_uploads = any(one.name == "uploads" for one in named)
        METHODS[name.lower()] = Method(name, run, readers, wants_uploads)
        return run

    return register


def attached(value: Any, uploads: Uploads) -> Upload | str:
    """The upload that attach://name means, or the file_id or address as it is."""
    if isinstance(value, str) and value.startswith("attach://"):
        try:
            return uploads[value.removeprefix("attach://")]
        except KeyError:
            raise bad_request("wrong file identifier/HTTP URL specified") from None
    return str(value)


def _string(_: str, value: Any, __: Uploads) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _integer(name: str, value: Any, _: Uploads) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise bad_request(f'invalid parameter "{name}": a whole number is expected') from None


def _number(name: str, value: Any, _: Uploads) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise bad_request(f'invalid parameter "{name}": a number is expected') from None


def _boolean(_: str, value: Any, __: Uploads) -> bool:
    return value if isinstance(value, bool) else str(value).lower() in ("true", "yes", "1")


def _json(kind: type, word: str) -> Reader:
    def read(name: str, value: Any, _: Uploads) -> Any:
        if isinstance(value, str):
            try:
                value = json.loads(value) if value else None
            except ValueError:
                raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
        if value is not None and not isinstance(value, kind):
            raise bad_request(f"{word} expected as {name.replace('_', ' ')}")
        return value

    return read


def _source(name: str, value: Any, uploads: Uploads) -> Upload | str:
    return uploads[name] if name in uploads else attached(value, uploads)


def _chat(_: str, value: Any, __: Uploads) -> int | str:
    return value if isinstance(value, int) else str(value)


_READERS: dict[Any, Reader] = {
    str: _string,
    str | None: _string,
    int: _integer,
    float: _number,
    float | None: _number,
    bool: _boolean,
    int | str: _chat,
    Json | None: _json(dict, "object"),
    list[Any] | None: _json(list, "array"),
    Source: _source,
}
