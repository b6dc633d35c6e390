"""Methods about the bot itself: who it is, its commands, its texts, its menu button."""

from typing import Any

from playground.errors import Json, bad_request
from playground.profile import read_commands, read_language, read_scope
from playground.registry import method
from playground.server import Server


@method("getMe")
def get_me(server: Server) -> Json:
    return {**server.profile.bot, "first_name": server.profile.name}


@method("setMyCommands")
def set_my_commands(
    server: Server, commands: list[Any] | None = None, scope: Json | None = None, language_code: str = ""
) -> bool:
    return _set_commands(server, read_commands(commands), scope, language_code)


@method("deleteMyCommands")
def delete_my_commands(server: Server, scope: Json | None = None, language_code: str = "") -> bool:
    return _set_commands(server, [], scope, language_code)


def _set_commands(server: Server, commands: list[Json], scope: Json | None, language: str) -> bool:
    kind, chat_id = read_scope(scope)
    if chat_id and not server.chat(chat_id).started:
        raise bad_request("chat not found")
    server.profile.commands[(kind, chat_id), read_language(language)] = commands
    for chat in [server.chats[chat_id]] if chat_id else server.chats.values():
        server.notify(chat, "commands")
    return True


@method("getMyCommands")
def get_my_commands(server: Server, scope: Json | None = None, language_code: str = "") -> list[Json]:
    return server.profile.commands.get((read_scope(scope), read_language(language_code)), [])


@method("setMyName")
def set_my_name(server: Server, name: str = "", language_code: str = "") -> bool:
    server.profile.set_text("name", name, read_language(language_code))
    return True


@method("getMyName")
def get_my_name(server: Server, language_code: str = "") -> Json:
    return {"name": server.profile.text("name", language_code) or server.profile.name}


@method("setMyDescription")
def set_my_description(server: Server, description: str = "", language_code: str = "") -> bool:
    server.profile.set_text("description", description, read_language(language_code))
    return True


@method("getMyDescription")
def get_my_description(server: Server, language_code: str = "") -> Json:
    return {"description": server.profile.text("description", language_code)}


@method("setMyShortDescription")
def set_my_short_description(server: Server, short_description: str = "", language_code: str = "") -> bool:
    server.profile.set_text("short_description", short_description, read_language(language_code))
    return True


@method("getMyShortDescription")
def get_my_short_description(server: Server, language_code: str = "") -> Json:
    return {"short_description": server.profile.text("short_description", language_code)}


@method("setChatMenuButton")
def set_chat_menu_button(server: Server, chat_id: int | str = 0, menu_button: Json | None = None) -> bool:
    button = menu_button or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: unsupported type specified")
    server.profile.menu_buttons[server.writable(chat_id).id if chat_id else 0] = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(server: Server, chat_id: int | str = 0) -> Json:
    buttons = server.profile.menu_buttons
    return buttons.get(server.chat(chat_id).id if chat_id else 0) or buttons.get(0) or {"type": "commands"}
