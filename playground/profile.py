"""What BotFather and setMy... say of the bot: names, descriptions, commands a scope and language, the menu button."""

import re
from dataclasses import dataclass, field
from typing import Any

from playground.entities import utf16_length
from playground.errors import Json, bad_request

LIMITS = {"name": 64, "description": 512, "short_description": 120}
MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators", *_CHAT_SCOPES)
Scope = tuple[str, int]


@dataclass(slots=True)
class Profile:
    """The bot itself; texts are kept by language code, "" being the one for everybody."""

    bot: Json
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in LIMITS})
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def set_text(self, kind: str, text: str, language: str) -> None:
        if utf16_length(text) > LIMITS[kind]:
            raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
        self.texts[kind][language] = text
        if not text:
            del self.texts[kind][language]

    def text(self, kind: str, language: str) -> str:
        return self.texts[kind].get(language) or self.texts[kind].get("", "")

    @property
    def name(self) -> str:
        return self.text("name", "") or str(self.bot["first_name"])

    def commands_for(self, chat_id: int, language: str) -> list[Json]:
        """The list that a person sees in a private chat: the narrowest scope first, own language before none."""
        for scope in (("chat", chat_id), ("all_private_chats", 0), ("default", 0)):
            for code in (language, ""):
                if commands := self.commands.get((scope, code)):
                    return commands
        return []


def read_scope(scope: Any) -> Scope:
    if scope is None:
        return "default", 0
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return kind, int(scope.get("chat_id", 0)) if kind in _CHAT_SCOPES else 0


def read_commands(commands: list[Any] | None) -> list[Json]:
    if commands is None:
        raise bad_request('parameter "commands" is required')
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    result: list[Json] = []
    for command in commands:
        name, description = str(command.get("command", "")).removeprefix("/"), str(command.get("description", ""))
        if not _COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(description.strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        result.append({"command": name, "description": description})
    return result


def read_language(code: str) -> str:
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("LANG_CODE_INVALID")
    return code
