"""Reads reply_markup: inline keyboards, reply keyboards, their removal and forced replies, within Telegram's limits."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from playground.addresses import web_address
from playground.entities import utf16_length
from playground.errors import ApiError, Json, bad_request
from playground.messages import Row

Complain = Callable[[str], None]

MAX_BUTTONS, MAX_IN_ROW, MAX_BYTES = 100, 8, 10_000
STYLES = ("danger", "success", "primary")
_LOOKS = {"text", "style", "icon_custom_emoji_id"}
_ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
}  # fmt: skip
_REQUESTS = {
    "request_users", "request_chat", "request_contact", "request_location", "request_poll", "request_managed_bot",
    "web_app",
}  # fmt: skip
_OPTIONS = {
    "inline_keyboard": {"inline_keyboard"},
    "keyboard": {
        "keyboard", "is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective",
    },
    "remove_keyboard": {"remove_keyboard", "selective"},
    "force_reply": {"force_reply", "input_field_placeholder", "selective"},
}  # fmt: skip


class Markup(NamedTuple):
    """What a reply_markup asks for: at most one of the four kinds."""

    inline: list[Row] | None = None
    keyboard: list[Row] | None = None
    one_time: bool = False
    remove: bool = False
    force_reply: bool = False
    placeholder: str = ""


NONE = Markup()


def read_markup(markup: Any, complain: Complain, *, inline_only: bool = False) -> Markup:
    """The markup, checked. Raises ApiError in Telegram's words; unknown fields go to `complain`."""
    if not markup:
        return NONE
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    kind = next((kind for kind in _OPTIONS if kind in markup), None)
    if kind is None or (inline_only and kind != "inline_keyboard"):
        raise bad_request("inline keyboard expected" if inline_only else "object expected as reply markup")
    placeholder = _check_options(kind, markup, complain)
    match kind:
        case "inline_keyboard":
            return Markup(inline=_rows(markup[kind], _inline_button, complain))
        case "keyboard":
            rows = _rows(markup[kind], _reply_button, complain)
            return Markup(keyboard=rows, one_time=bool(markup.get("one_time_keyboard")), placeholder=placeholder)
        case "remove_keyboard":
            return Markup(remove=bool(markup[kind]))
    return Markup(force_reply=bool(markup[kind]), placeholder=placeholder)


def _check_options(kind: str, markup: Json, complain: Complain) -> str:
    """Unknown and ill-typed fields; gives the placeholder."""
    for option in markup.keys() - _OPTIONS[kind]:
        complain(f'unknown field "{option}" in the reply markup')
    for option, value in markup.items():
        wanted = {"inline_keyboard": list, "keyboard": list, "input_field_placeholder": str}.get(option, bool)
        if not isinstance(value, wanted):
            name = {list: "Array", str: "String", bool: "Boolean"}[wanted]
            raise bad_request(f'field "{option}" must be of type {name}')
    placeholder = str(markup.get("input_field_placeholder", ""))
    if utf16_length(placeholder) > 64:
        raise bad_request("input field placeholder is too long")
    return placeholder


def _rows(rows: list[Any], read: Callable[[Any, Complain], Json], complain: Complain) -> list[Row]:
    result: list[Row] = []
    total = 0
    for row in rows:
        if not isinstance(row, list):
            raise bad_request('field "keyboard" must be an Array of Arrays')
        total += len(row)
        if len(row) > MAX_IN_ROW:
            complain(f"{len(row)} buttons in one row (clients show at most {MAX_IN_ROW})")
        if row:
            result.append([read(button, complain) for button in row])
    if total > MAX_BUTTONS or (total > 20 and len(json.dumps(result)) > MAX_BYTES):
        raise bad_request("reply markup is too long")
    return result


def _inline_button(button: Any, complain: Complain) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    _text(button, "inline keyboard button")
    for name in button.keys() - _LOOKS - _ACTIONS:
        complain(f'unknown field "{name}" in an inline button')
    actions = [name for name in button if name in _ACTIONS and button[name] not in (None, "", False)]
    if "switch_inline_query" in button or "switch_inline_query_current_chat" in button:
        actions = actions or ["switch_inline_query"]  # these two may be empty
    if not actions:
        why = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {why}")
    if len(actions) > 1:
        complain(f"an inline button with more than one action: {', '.join(actions)}")
    _action(actions[0], button)
    return {name: value for name, value in button.items() if value is not None}


def _action(action: str, button: Json) -> None:
    value = button.get(action)
    match action:
        case "callback_data":
            if not isinstance(value, str) or not 1 <= len(value.encode()) <= 64:
                raise bad_request("BUTTON_DATA_INVALID")
        case "url":
            if web_address(str(value)) is None:
                scheme = urlsplit(str(value)).scheme if "://" in str(value) else ""
                why = "Unsupported URL protocol" if scheme not in ("", "http", "https") else "Wrong HTTP URL"
                raise bad_request(f"inline keyboard button URL '{value}' is invalid: {why}")
        case "copy_text":
            if not isinstance(value, dict) or not 1 <= utf16_length(value.get("text", "")) <= 256:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case "web_app":
            if error := _web_app_error("inline keyboard button", value):
                raise error
        case "pay" | "callback_game" | "login_url":
            raise bad_request("BUTTON_TYPE_INVALID")


def _reply_button(button: Any, complain: Complain) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: expected an Object")
    _text(button, "keyboard button")
    for name in button.keys() - _LOOKS - _REQUESTS:
        complain(f'unknown field "{name}" in a keyboard button')
    requests = [name for name in button if name in _REQUESTS and button[name]]
    if len(requests) > 1:
        complain(f"a keyboard button with more than one request: {', '.join(requests)}")
    for name in requests:
        if name in ("request_users", "request_chat") and "request_id" not in button[name]:
            raise bad_request("can't parse keyboard button: Can't find field \"request_id\"")
    if error := _web_app_error("keyboard button", button.get("web_app")):
        raise error
    return {name: value for name, value in button.items() if value is not None}


def _text(button: Json, what: str) -> None:
    if "text" not in button:
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        raise bad_request(f'can\'t parse {what}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request(f"{what} text must be non-empty")
    if button.get("style") not in (None, *STYLES):
        raise bad_request(f"can't parse {what}: Invalid style specified")


def _web_app_error(what: str, app: Any) -> ApiError | None:
    url = app.get("url", "") if isinstance(app, dict) else ""
    if app and not str(url).startswith("https://"):
        return bad_request(f"{what} Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    return None
